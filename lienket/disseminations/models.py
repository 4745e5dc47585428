"""Texts to be read, each unit's copy, and who has read it."""

from django.db import models

from lienket.delivery.models import Urgency


class Dissemination(models.Model):
    """A text that an organization has the others spread among their people."""

    circle = models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    envelope = models.OneToOneField(
        "delivery.Envelope", models.PROTECT, related_name="+", db_constraint=False
    )
    number = models.CharField(max_length=30)
    urgency = models.CharField(max_length=12, choices=Urgency.choices)
    title = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    # The regulation that is to be read, as it stood then.
    version = models.ForeignKey(
        "regulations.Version",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
    )
    issued_at = models.DateTimeField()
    due_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["circle", "number"], name="disseminations_are_numbered")
        ]
        indexes = [models.Index(fields=["circle", "-issued_at"], name="disseminations_of_a_circle")]

    def __str__(self) -> str:
        return self.number


class Material(models.Model):
    """A file to be read."""

    circle = models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    dissemination = models.ForeignKey(
        Dissemination, models.CASCADE, related_name="materials", db_constraint=False
    )
    file = models.ForeignKey(
        "documents.File", models.PROTECT, related_name="+", db_constraint=False
    )


class Copy(models.Model):
    """One organization has to spread the text. Partners read its figures, and no names."""

    circle = models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    dissemination = models.ForeignKey(
        Dissemination, models.CASCADE, related_name="copies", db_constraint=False
    )
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    # Empty for the issuer itself and for observers: they are asked for nothing.
    ask = models.OneToOneField(
        "escalation.Ask", models.PROTECT, null=True, related_name="+", db_constraint=False
    )
    # How many people are to read, 0 where nobody has an account; and how many have.
    readers = models.PositiveIntegerField(default=0)
    read = models.PositiveIntegerField(default=0)
    # It declared that the text was spread: among so many, and how.
    completed_at = models.DateTimeField(null=True, blank=True)
    people = models.PositiveIntegerField(null=True, blank=True)
    how = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "dissemination", "organization"], name="one_copy_for_each_unit"
            ),
            models.CheckConstraint(
                condition=models.Q(completed_at=None, people=None)
                | models.Q(completed_at__isnull=False, people__gte=1),
                name="completed_among_somebody",
            ),
        ]


class Reading(models.Model):
    """One person has read and understood a text. The name stays inside the organization.

    purpose: proof of reading. Erased 90 days later; the figure on the copy stays.
    """

    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    copy = models.ForeignKey(Copy, models.CASCADE, related_name="readings")
    person = models.ForeignKey("organizations.Person", models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["copy", "person"], name="each_reads_once")]
        indexes = [models.Index(fields=["at"], name="readings_by_age")]
