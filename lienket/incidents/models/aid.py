"""Aid: people and means that one organization lends another, in the verbs of EDXL-RM."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienket.incidents.models.incidents import Incident


class Aid(models.Model):
    """What an organization asks the others for. Who answered how, stands in the offers."""

    circle = models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    incident = models.ForeignKey(Incident, models.CASCADE, related_name="aids", db_constraint=False)
    # Who asks.
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    # "1 xe chữa cháy, 6 cán bộ".
    what = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    needed_at = models.DateTimeField()
    # The asker needs it no more; nobody is asked any longer.
    withdrawn_at = models.DateTimeField(null=True, blank=True)


class Offer(models.Model):
    """One organization that was asked for aid, and where its aid stands."""

    class State(models.TextChoices):
        ASKED = "asked", _("Has not answered yet")
        DECLINED = "declined", _("Cannot help")
        OFFERED = "offered", _("Offered")
        COMMITTED = "committed", _("Committed")
        RELEASED = "released", _("Released")

    circle = models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    aid = models.ForeignKey(Aid, models.CASCADE, related_name="offers", db_constraint=False)
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    ask = models.OneToOneField(
        "escalation.Ask", models.PROTECT, related_name="+", db_constraint=False
    )
    # The state in force; when it came about and what was said then are entries of the incident.
    state = models.CharField(max_length=9, choices=State.choices, default=State.ASKED)
    words = models.CharField(max_length=300, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "aid", "organization"], name="each_asked_for_aid_once"
            )
        ]
