"""What was handed to the police, and what the police say about it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienket.incidents.models.incidents import Incident


class Referral(models.Model):
    """A tip or crime report handed to a police organization. Ours ends with their receipt.

    No row says that it is over: only the police decide about it, by their own law.
    """

    class Kind(models.TextChoices):
        TIP = "tip", _("Tip about a crime")
        CRIME_REPORT = "crime_report", _("Report of a crime")

    class State(models.TextChoices):
        SENT = "sent", _("Handed over, not received yet")
        RECEIVED = "received", _("Received")
        VERIFYING = "verifying", _("Being verified")
        ACCEPTED = "accepted", _("Taken up as a case")
        PASSED_ON = "passed_on", _("Passed on to the competent agency")
        ANSWERED = "answered", _("Result was told")

    circle = models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    incident = models.ForeignKey(
        Incident, models.CASCADE, related_name="referrals", db_constraint=False
    )
    # Who handed it over, and to whom.
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    police = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    # Our own number, "CT-2026-003": that of the receipt.
    reference = models.CharField(max_length=30)
    text = models.TextField()
    handed_at = models.DateTimeField()
    ask = models.OneToOneField(
        "escalation.Ask", models.PROTECT, related_name="+", db_constraint=False
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.SENT)
    received_at = models.DateTimeField(null=True, blank=True)
    # Under which number the police keep it.
    police_number = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "reference"], name="referral_references_are_unique"
            ),
            models.UniqueConstraint(
                fields=["circle", "incident", "police"], name="handed_to_each_police_unit_once"
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class ReferralStep(models.Model):
    """One state, recorded by the police side. Never changed."""

    circle = models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    referral = models.ForeignKey(
        Referral, models.CASCADE, related_name="steps", db_constraint=False
    )
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=Referral.State.choices)
    text = models.CharField(max_length=500, blank=True)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
