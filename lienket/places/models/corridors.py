"""Safety corridors along lines, with their towers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienket.places.models.positions import position_within_bounds
from lienket.places.models.sites import Site


class Corridor(models.Model):
    """A safety corridor (hành lang an toàn): a line and the strip on both sides of it."""

    class Kind(models.TextChoices):
        POWER_LINE = "power_line", _("Overhead power line")
        CABLE = "cable", _("Underground power cable")
        PIPELINE = "pipeline", _("Pipeline")
        TELECOM = "telecom", _("Telecommunications cable")
        OTHER = "other", _("Other line")

    circle = models.ForeignKey("circles.Circle", models.PROTECT, related_name="+")
    # Who looks after the line; only that organization changes what stands here.
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    # The site it connects, if it belongs to one.
    site = models.ForeignKey(
        Site, models.PROTECT, null=True, blank=True, related_name="corridors", db_constraint=False
    )
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    # In kV, of power lines and cables.
    voltage = models.PositiveSmallIntegerField(null=True, blank=True)
    # The whole strip in metres, half of it on each side of the line.
    width = models.FloatField()
    note = models.TextField(blank=True)
    # A GeoJSON LineString.
    line = models.JSONField()
    listed_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(width__gt=0, width__lte=1000), name="a_corridor_has_a_width"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Tower(models.Model):
    """A tower or marker of a corridor: people say "between 12 and 13", not coordinates."""

    circle = models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    corridor = models.ForeignKey(
        Corridor, models.CASCADE, related_name="towers", db_constraint=False
    )
    # As it is painted on it: "VT 12".
    number = models.CharField(max_length=20)
    # Along the line, from 1.
    position = models.PositiveSmallIntegerField()
    latitude = models.FloatField()
    longitude = models.FloatField()

    class Meta:
        constraints = [
            position_within_bounds("tower"),
            models.UniqueConstraint(
                fields=["circle", "corridor", "number"], name="tower_numbers_are_unique"
            ),
        ]

    def __str__(self) -> str:
        return self.number
