"""Minutes, what those who attended say about them, and what was resolved."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienket.meetings.models.meetings import Item, Meeting


class Minutes(models.Model):
    """What was said at a meeting besides its agenda items. Adopted once, then never changed."""

    circle = models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    meeting = models.OneToOneField(
        Meeting, models.CASCADE, related_name="minutes", db_constraint=False
    )
    # Name and office of whoever chaired, and of whoever wrote the minutes.
    chair = models.CharField(max_length=200, blank=True)
    secretary = models.CharField(max_length=200, blank=True)
    opening = models.TextField(blank=True)
    closing = models.TextField(blank=True)
    # Put to those who attended; empty again while they are being revised.
    shared_at = models.DateTimeField(null=True, blank=True)
    # Counts on when they are taken back: an opinion is about the text of one round.
    round = models.PositiveSmallIntegerField(default=1)
    adopted_at = models.DateTimeField(null=True, blank=True)
    # The numbered document, once it was issued.
    document = models.ForeignKey(
        "documents.Document",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
    )


class Opinion(models.Model):
    """One organization that attended is asked whether the minutes are right, as they stand.

    What it said about a text that was taken back stays on record.
    """

    class Verdict(models.TextChoices):
        AGREES = "agrees", _("Agrees")
        OBJECTS = "objects", _("Objects")

    circle = models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    minutes = models.ForeignKey(
        Minutes, models.CASCADE, related_name="opinions", db_constraint=False, db_index=False
    )
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField()
    ask = models.OneToOneField(
        "escalation.Ask", models.PROTECT, related_name="+", db_constraint=False
    )
    verdict = models.CharField(max_length=7, choices=Verdict.choices, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    given_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "minutes", "organization", "round"], name="one_opinion_each"
            )
        ]


class Resolution(models.Model):
    """What the meeting resolved: who does what until when. A task once the minutes are adopted."""

    circle = models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="resolutions", db_constraint=False
    )
    # The point of the agenda it belongs to.
    item = models.ForeignKey(
        Item,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="resolutions",
        db_constraint=False,
    )
    text = models.CharField(max_length=300)
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    due_at = models.DateTimeField()
    task = models.OneToOneField(
        "plans.Task", models.PROTECT, null=True, blank=True, related_name="+", db_constraint=False
    )

    def __str__(self) -> str:
        return self.text
