"""How an incident ended, and that it went on after all. Both are statements: never changed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienket.incidents.models.incidents import Incident


class Closure(models.Model):
    """The end of an incident, as whoever closed it saw it."""

    class Outcome(models.TextChoices):
        SETTLED = "settled", _("Settled on the spot")
        CLEARED = "cleared", _("Cleared up")
        HANDED_OVER = "handed_over", _("Handed to the competent authority")
        UNSOLVED = "unsolved", _("Not cleared up")
        DUPLICATE = "duplicate", _("Reported twice")
        UNFOUNDED = "unfounded", _("Did not happen")

    circle = models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    incident = models.ForeignKey(
        Incident, models.CASCADE, related_name="closures", db_constraint=False
    )
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    text = models.TextField(blank=True)
    # The other report, when it was reported twice.
    same_as = models.ForeignKey(
        Incident, models.PROTECT, null=True, blank=True, related_name="+", db_constraint=False
    )
    # Why it was closed although tasks or aid were still open.
    justification = models.CharField(max_length=500, blank=True)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()


class Reopening(models.Model):
    """An end that did not hold."""

    circle = models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    closure = models.OneToOneField(
        Closure, models.CASCADE, related_name="reopening", db_constraint=False
    )
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
