"""The signed statement that nothing happened."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ZeroReport(models.Model):
    """A unit signs that in its area nothing of a group of kinds happened in a period.

    It counts as a report; silence does not. Never changed: what happened after all stands beside.
    """

    class Group(models.TextChoices):
        ALL = "all", _("All kinds")
        ORDER = "order", _("Security and order")
        GRID = "grid", _("Grid safety corridor")
        FIRE = "fire", _("Fire, explosion, rescue")
        LABOUR = "labour", _("Labour, complaints")

    circle = models.ForeignKey("circles.Circle", models.PROTECT, related_name="+", db_index=False)
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    group = models.CharField(max_length=6, choices=Group.choices)
    # The first and the last day.
    starts_on = models.DateField()
    ends_on = models.DateField()
    # One site; without it the whole area of the unit.
    site = models.ForeignKey(
        "places.Site", models.PROTECT, null=True, blank=True, related_name="+", db_constraint=False
    )
    # Why it was signed although an incident of that period and group was known.
    despite = models.CharField(max_length=500, blank=True)
    # The office that signed: "Trưởng phòng Bảo vệ".
    office = models.CharField(max_length=100)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="a_zero_report_has_a_period",
            ),
            models.UniqueConstraint(
                fields=["circle", "organization", "group", "starts_on", "ends_on", "site"],
                nulls_distinct=False,
                name="each_zero_report_once",
            ),
        ]
