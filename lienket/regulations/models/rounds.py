"""Asking the parties: for their comments, and for their signatures."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienket.regulations.models.regulations import Version


class Round(models.Model):
    """The parties are asked about one version, until a day: to comment on it, or to sign it."""

    class Kind(models.TextChoices):
        CONSULTATION = "consultation", _("Consultation")
        SIGNING = "signing", _("Signing")

    circle = models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    version = models.ForeignKey(Version, models.CASCADE, related_name="rounds", db_constraint=False)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    envelope = models.OneToOneField(
        "delivery.Envelope", models.PROTECT, related_name="+", db_constraint=False
    )
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "version"],
                condition=models.Q(closed_at=None),
                name="one_round_at_a_time",
            )
        ]


class Comment(models.Model):
    """What one organization remarks on one clause, or on the whole text, and what became of it."""

    circle = models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    round = models.ForeignKey(Round, models.CASCADE, related_name="comments", db_constraint=False)
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    # Empty: about the whole text.
    clause_key = models.CharField(max_length=60, blank=True)
    text = models.TextField()
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    # Whether the keeper took it over; empty until it is answered.
    taken = models.BooleanField(null=True)
    answer = models.CharField(max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["circle", "round"], name="comments_of_a_round")]


class Consent(models.Model):
    """An organization has nothing to remark on the version it was asked about."""

    circle = models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    round = models.ForeignKey(Round, models.CASCADE, related_name="consents", db_constraint=False)
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "round", "organization"], name="consent_is_said_once"
            )
        ]
