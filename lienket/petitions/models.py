"""Petitions, and all that is said about them: each fact is a row with who and when."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Petition(models.Model):
    """A question or proposal that an organization puts to another one of its circle.

    A confidential one lives in the subset circle of the two.
    """

    class Voice(models.TextChoices):
        """For whom the asking organization speaks."""

        ORGANIZATION = "organization", _("The organization itself")
        CONTRACTOR = "contractor", _("A contractor")
        WORKERS = "workers", _("A group of workers")

    class Topic(models.TextChoices):
        SECURITY = "security", _("Security and order")
        FIRE = "fire", _("Fire safety")
        TRAFFIC = "traffic", _("Traffic")
        RESIDENCE = "residence", _("Residence and foreigners")
        PROCEDURES = "procedures", _("Administrative procedures")
        LABOUR = "labour", _("Labour and living conditions")
        OTHER = "other", _("Other matters")

    circle = models.ForeignKey("circles.Circle", models.PROTECT, related_name="+", db_index=False)
    # "KN-2026-014".
    reference = models.CharField(max_length=30)
    # Who asks, and in whose words: a collective, never a person.
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    voice = models.CharField(max_length=12, choices=Voice.choices)
    collective = models.CharField(max_length=200, blank=True)
    topic = models.CharField(max_length=10, choices=Topic.choices)
    title = models.CharField(max_length=300)
    detail = models.TextField(blank=True)
    # Who must answer now; handing it on changes this and leaves the due time as it is.
    responsible = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    # The forum at which it was raised.
    meeting = models.ForeignKey(
        "meetings.Meeting",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
    )
    asked_at = models.DateTimeField()
    by = models.CharField(max_length=40)
    # Later than at first only if an answer was returned.
    due_at = models.DateTimeField()
    # Empty if it was answered at the table.
    ask = models.OneToOneField(
        "escalation.Ask",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
    )
    first_answered_at = models.DateTimeField(null=True, blank=True)
    # The answer that stands; empty again once it is returned.
    answered_at = models.DateTimeField(null=True, blank=True)
    # An answer came after it was due: stays visible.
    late = models.BooleanField(default=False)
    # What the asker says of the answer that stands.
    satisfied = models.BooleanField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    # The answer to a confidential one was shown to the whole circle.
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "reference"], name="petition_references_are_unique"
            ),
            models.CheckConstraint(
                condition=~models.Q(organization=models.F("responsible")),
                name="nobody_petitions_itself",
            ),
            models.CheckConstraint(
                condition=models.Q(voice="organization") | ~models.Q(collective=""),
                name="a_collective_is_described",
            ),
            models.CheckConstraint(
                condition=models.Q(satisfied=None) | models.Q(answered_at__isnull=False),
                name="satisfaction_is_with_an_answer",
            ),
        ]
        indexes = [
            models.Index(fields=["circle", "-asked_at", "-id"], name="petitions_of_a_circle"),
            models.Index(
                fields=["meeting"],
                condition=models.Q(meeting__isnull=False),
                name="petitions_of_a_meeting",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def confidential(self) -> bool:
        """Whether only the asker and whoever answers see it."""
        return self.circle.parent_id is not None


def _circle() -> models.ForeignKey:  # type: ignore[type-arg]  # the same column in each table
    return models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )


class Routing(models.Model):
    """A petition was handed on to another organization, which must answer by the same time."""

    circle = _circle()
    petition = models.ForeignKey(
        Petition, models.CASCADE, related_name="routings", db_constraint=False
    )
    from_organization = models.ForeignKey(
        "organizations.Organization", models.PROTECT, related_name="+"
    )
    to_organization = models.ForeignKey(
        "organizations.Organization", models.PROTECT, related_name="+"
    )
    reason = models.CharField(max_length=500)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()


class Answer(models.Model):
    """What the responsible organization answers; it may add to that later."""

    circle = _circle()
    petition = models.ForeignKey(
        Petition, models.CASCADE, related_name="answers", db_constraint=False
    )
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    text = models.TextField()
    # Given at the table of the forum, and written down by its host.
    on_the_spot = models.BooleanField(default=False)
    late = models.BooleanField(default=False)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()


class AnswerFile(models.Model):
    """A file that belongs to an answer."""

    circle = _circle()
    answer = models.ForeignKey(Answer, models.CASCADE, related_name="files", db_constraint=False)
    file = models.ForeignKey(
        "documents.File", models.PROTECT, related_name="+", db_constraint=False
    )


class Return(models.Model):
    """The asker found the answer insufficient: it is asked again, by `due_at`."""

    circle = _circle()
    petition = models.ForeignKey(
        Petition, models.CASCADE, related_name="returns", db_constraint=False
    )
    reason = models.CharField(max_length=500)
    due_before = models.DateTimeField()
    due_at = models.DateTimeField()
    by = models.CharField(max_length=40)
    at = models.DateTimeField()


class Satisfaction(models.Model):
    """What the asker says of an answer. The last word about a petition holds."""

    circle = _circle()
    petition = models.ForeignKey(
        Petition, models.CASCADE, related_name="satisfactions", db_constraint=False
    )
    satisfied = models.BooleanField()
    words = models.CharField(max_length=500, blank=True)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()


class Withdrawal(models.Model):
    """The asker does not ask any more."""

    circle = _circle()
    petition = models.OneToOneField(
        Petition, models.CASCADE, related_name="withdrawal", db_constraint=False
    )
    reason = models.CharField(max_length=500)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()


class Publication(models.Model):
    """A question and its answer as copied to the whole circle. It does not say who asked."""

    circle = _circle()
    topic = models.CharField(max_length=10, choices=Petition.Topic.choices)
    title = models.CharField(max_length=300)
    answer = models.TextField()
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    answered_at = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["circle", "-at"], name="answers_published_in_a_circle")]
