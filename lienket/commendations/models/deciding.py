"""What was said about a dossier, and what came of it. None of it is ever changed.

A dossier that has any of it is not deleted, so nothing is to be done about it then.
"""

from django.db import models

from lienket.commendations.models.dossiers import Dossier, circle_column


class Consideration(models.Model):
    """Whoever considers a dossier agrees, or returns it with a reason."""

    circle = circle_column()
    dossier = models.ForeignKey(
        Dossier, models.DO_NOTHING, related_name="considerations", db_constraint=False
    )
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    agrees = models.BooleanField()
    # Needed when it is returned.
    reason = models.CharField(max_length=500, blank=True)
    # The meeting that considered it, whose minutes belong to the dossier, and how it voted.
    meeting = models.ForeignKey(
        "meetings.Meeting",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
    )
    votes_for = models.PositiveSmallIntegerField(null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(null=True, blank=True)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(agrees=True) | ~models.Q(reason=""),
                name="a_return_has_a_reason",
            )
        ]


class Decision(models.Model):
    """The paper by which the authority commends; from its day on the recipients count."""

    circle = circle_column()
    dossier = models.OneToOneField(
        Dossier, models.DO_NOTHING, related_name="decision", db_constraint=False
    )
    # As printed: "215/QĐ-UBND".
    number = models.CharField(max_length=60)
    decided_on = models.DateField()
    # The office, with its organ: "Chủ tịch UBND tỉnh Thanh Vân".
    signer = models.CharField(max_length=200)
    file = models.ForeignKey(
        "documents.File",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
    )
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["circle", "-decided_on"], name="decisions_of_a_circle")]


class Presentation(models.Model):
    """It was handed over and stands in the book of commendations."""

    circle = circle_column()
    dossier = models.OneToOneField(
        Dossier, models.DO_NOTHING, related_name="presentation", db_constraint=False
    )
    presented_on = models.DateField()
    # At which event: "Hội nghị tổng kết năm 2026".
    event = models.CharField(max_length=200, blank=True)
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
