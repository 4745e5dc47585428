"""Protected sites, the zones inside them, and whom to call about them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienket.places.models.positions import position_within_bounds


class Site(models.Model):
    """A protected facility (mục tiêu bảo vệ): where it stands, how important it is, whose it is.

    How it is guarded is never written here: protection plans may be secret and stay on paper.
    """

    class Kind(models.TextChoices):
        POWER_PLANT = "power_plant", _("Power plant")
        SUBSTATION = "substation", _("Substation")
        STEEL_WORKS = "steel_works", _("Steel works")
        INDUSTRIAL_PARK = "industrial_park", _("Industrial park")
        FACTORY = "factory", _("Factory")
        PORT = "port", _("Port")
        FUEL_DEPOT = "fuel_depot", _("Fuel depot")
        RESERVOIR = "reservoir", _("Dam or reservoir")
        TELECOM = "telecom", _("Telecommunications")
        BUILDING_SITE = "building_site", _("Building site")
        OFFICE = "office", _("Office building")
        OTHER = "other", _("Other")

    class Importance(models.IntegerChoices):
        """The most important first."""

        KEY = 1, _("Key facility")
        IMPORTANT = 2, _("Important")
        ORDINARY = 3, _("Ordinary")

    circle = models.ForeignKey("circles.Circle", models.PROTECT, related_name="+")
    # Who runs it; only that organization changes what stands here.
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    importance = models.PositiveSmallIntegerField(choices=Importance.choices)
    address = models.CharField(max_length=300, blank=True)
    note = models.TextField(blank=True)
    # Degrees in WGS 84, as phones and QGIS give them.
    latitude = models.FloatField()
    longitude = models.FloatField()
    # A GeoJSON Polygon or MultiPolygon; none as long as nobody has drawn it.
    outline = models.JSONField(null=True, blank=True)
    listed_at = models.DateTimeField()
    # Taken off the list and the map; what happened there still points at it.
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [position_within_bounds("site")]

    def __str__(self) -> str:
        return self.name


class Zone(models.Model):
    """An area inside a site: where something happened, or who is let in."""

    class Kind(models.TextChoices):
        PRODUCTION = "production", _("Production area")
        RESTRICTED = "restricted", _("Restricted area")
        STORAGE = "storage", _("Storage area")
        ADMINISTRATION = "administration", _("Administration area")
        HOUSING = "housing", _("Housing area")
        CONSTRUCTION = "construction", _("Construction area")
        OTHER = "other", _("Other area")

    circle = models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    site = models.ForeignKey(Site, models.CASCADE, related_name="zones", db_constraint=False)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    # A GeoJSON Polygon or MultiPolygon.
    outline = models.JSONField()
    removed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class Contact(models.Model):
    """A line of a site's contact plan: which post or organization is called about what.

    It points into the directory; numbers are read there, so they are never out of date here.
    """

    circle = models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    site = models.ForeignKey(Site, models.CASCADE, related_name="contacts", db_constraint=False)
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    # One of its posts; without one, whoever is on duty there.
    post = models.ForeignKey(
        "organizations.Post", models.CASCADE, null=True, blank=True, related_name="+"
    )
    # About what they are called: "Fire, explosion".
    about = models.CharField(max_length=120, blank=True)
    # They are called in this order.
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "site", "position"], name="contacts_are_in_order"
            )
        ]
