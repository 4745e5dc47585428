"""Good examples, who agreed to what, and what everybody reads of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienket.awareness.models.common import of_circle, of_organization


class Story(models.Model):
    """A good deed (người tốt, việc tốt), told by a member. Others read it once all agreed."""

    circle = of_circle()
    # Who tells it.
    organization = of_organization()
    # "GT-2026-001".
    reference = models.CharField(max_length=30)
    title = models.CharField(max_length=200)
    text = models.TextField()
    # To whom the person belongs that it is about; empty if it is about a collective.
    person_of = of_organization(null=True, blank=True)
    # Whether that person is named, and not only "a worker", "a guard".
    names_person = models.BooleanField(default=False)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    # Since when all members read it.
    shared_at = models.DateTimeField(null=True, blank=True)
    # Since when those concerned are asked whether everybody may read it.
    proposed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "reference"], name="story_references_are_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(names_person=False) | models.Q(person_of__isnull=False),
                name="who_is_named_belongs_somewhere",
            ),
        ]
        indexes = [models.Index(fields=["circle", "-at", "-id"], name="stories_of_a_circle")]

    def __str__(self) -> str:
        return self.reference


def _story(name: str) -> models.ForeignKey:  # type: ignore[type-arg]  # as of_circle
    return models.ForeignKey(Story, models.CASCADE, related_name=name, db_constraint=False)


class Consent(models.Model):
    """What an organization concerned by a story says to its being read by members, or by all."""

    class Purpose(models.TextChoices):
        CIRCLE = "circle", _("Members read it")
        PUBLIC = "public", _("Everybody reads it")

    circle = of_circle(db_constraint=False)
    story = _story("consents")
    organization = of_organization()
    purpose = models.CharField(max_length=6, choices=Purpose.choices)
    # Empty where whoever tells the story has answered in telling it.
    ask = models.OneToOneField(
        "escalation.Ask",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
    )
    agrees = models.BooleanField(null=True, blank=True)
    # The organization says that the person concerned agreed.
    person_agrees = models.BooleanField(default=False)
    # Why it does not agree.
    reason = models.CharField(max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "story", "organization", "purpose"],
                name="asked_once_for_each_purpose",
            )
        ]


class PublicStory(models.Model):
    """What everybody reads: a copy of the story, under a code that nobody can guess.

    Once it is withdrawn nothing is left but the code and the day.
    """

    circle = of_circle(db_constraint=False)
    story = models.OneToOneField(
        Story, models.CASCADE, related_name="publication", db_constraint=False
    )
    code = models.CharField(max_length=10, unique=True)
    title = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    organization = of_organization()
    # Its name on the day of publication.
    publisher = models.CharField(max_length=200)
    published_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["-published_at"],
                condition=models.Q(withdrawn_at=None),
                name="stories_newest_first",
            )
        ]


class Withdrawal(models.Model):
    """A story was taken back, from the public only or altogether; who did it, and why."""

    circle = of_circle(db_constraint=False)
    story = _story("withdrawals")
    organization = of_organization()
    public_only = models.BooleanField()
    reason = models.CharField(max_length=500)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
