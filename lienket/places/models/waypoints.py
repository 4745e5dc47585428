"""Points that people look for."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienket.places.models.corridors import Corridor
from lienket.places.models.positions import position_within_bounds
from lienket.places.models.sites import Site


class Waypoint(models.Model):
    """A point to go to or to look at: a gate, a hydrant, a camera, a checkpoint."""

    class Kind(models.TextChoices):
        GATE = "gate", _("Gate")
        HYDRANT = "hydrant", _("Hydrant")
        WATER = "water", _("Water for fire engines")
        CAMERA = "camera", _("Camera")
        CHECKPOINT = "checkpoint", _("Checkpoint")
        GUARD_POST = "guard_post", _("Guard post")
        ASSEMBLY = "assembly", _("Assembly point")
        OTHER = "other", _("Other point")

    circle = models.ForeignKey("circles.Circle", models.PROTECT, related_name="+")
    # Who looks after it; only that organization changes what stands here.
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    # Where it belongs, if it belongs anywhere.
    site = models.ForeignKey(
        Site, models.CASCADE, null=True, blank=True, related_name="waypoints", db_constraint=False
    )
    corridor = models.ForeignKey(
        Corridor,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="waypoints",
        db_constraint=False,
    )
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    note = models.CharField(max_length=300, blank=True)
    latitude = models.FloatField()
    longitude = models.FloatField()
    listed_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            position_within_bounds("waypoint"),
            models.CheckConstraint(
                condition=models.Q(site=None) | models.Q(corridor=None),
                name="a_waypoint_belongs_to_one_place",
            ),
        ]

    def __str__(self) -> str:
        return self.name
