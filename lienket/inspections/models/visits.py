"""Visits of a working team: to inspect, or to train."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Visit(models.Model):
    """A team went to a unit. What it saw becomes a numbered record, which the unit countersigns.

    As long as the record is not sent, only the organization that visited sees it.
    """

    class Kind(models.TextChoices):
        INSPECTION = "inspection", _("Inspection")
        TRAINING = "training", _("Training")

    circle = models.ForeignKey("circles.Circle", models.PROTECT, related_name="+", db_index=False)
    # "KT-2026-014" or "TH-2026-014"; empty until the record is sent.
    reference = models.CharField(max_length=30, blank=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    # Who led it, and under what name: a published team, or "Đoàn kiểm tra liên ngành".
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    team = models.CharField(max_length=120, blank=True)
    # Who was visited, and where.
    unit = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    site = models.ForeignKey(
        "places.Site", models.PROTECT, null=True, blank=True, related_name="+", db_constraint=False
    )
    on = models.DateField()
    topic = models.CharField(max_length=300)
    programme = models.TextField(blank=True)
    result = models.TextField(blank=True)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    document = models.ForeignKey(
        "documents.Document",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
    )
    # Asks the unit for its word on the record.
    ask = models.OneToOneField(
        "escalation.Ask",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "reference"],
                condition=~models.Q(reference=""),
                name="visit_references_are_unique",
            ),
            models.CheckConstraint(
                condition=~models.Q(organization=models.F("unit")), name="nobody_visits_itself"
            ),
        ]
        indexes = [models.Index(fields=["circle", "-on", "-id"], name="visits_of_a_circle")]

    def __str__(self) -> str:
        return self.reference or self.topic


class Delegation(models.Model):
    """How many came from where: a member, or somebody else by name. Persons are only counted."""

    circle = models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    visit = models.ForeignKey(
        Visit, models.CASCADE, related_name="delegations", db_constraint=False
    )
    organization = models.ForeignKey(
        "organizations.Organization", models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(max_length=200, blank=True)
    persons = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(organization__isnull=False, name="")
                | (models.Q(organization=None) & ~models.Q(name="")),
                name="a_delegation_is_of_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(persons__gt=0), name="a_delegation_has_somebody"
            ),
        ]


class Remark(models.Model):
    """What the visited unit says of the record: received, or with a comment."""

    class Kind(models.TextChoices):
        RECEIVED = "received", _("Record received")
        COMMENT = "comment", _("Comment on the record")

    circle = models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    visit = models.ForeignKey(Visit, models.CASCADE, related_name="remarks", db_constraint=False)
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    words = models.TextField(blank=True)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
