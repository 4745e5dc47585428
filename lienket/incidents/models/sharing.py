"""A redacted copy of an incident for another circle."""

from django.db import models


class Release(models.Model):
    """In the circle of an incident: its owner agreed that a copy stands in another circle."""

    circle = models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    incident = models.ForeignKey(
        "incidents.Incident", models.CASCADE, related_name="releases", db_constraint=False
    )
    # Where the copy stands. Its name is kept, because not all who read this belong to it.
    to_circle = models.ForeignKey("circles.Circle", models.PROTECT, related_name="+")
    to_name = models.CharField(max_length=200)
    fields = models.JSONField()
    # What the copy is called there; its id means nothing here.
    key = models.UUIDField(unique=True)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)


class Copy(models.Model):
    """In the other circle: what may be read there, and nothing that leads back.

    Fields that were not chosen are empty. Nobody reads it after its end; taken back, it is erased.
    """

    circle = models.ForeignKey("circles.Circle", models.PROTECT, related_name="+")
    # Who shared it; only that organization knows of what it is a copy.
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    release_key = models.UUIDField(unique=True)
    kind = models.CharField(max_length=20)
    severity = models.PositiveSmallIntegerField()
    summary = models.CharField(max_length=300, blank=True)
    happened_on = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=400, blank=True)
    damage = models.BigIntegerField(null=True, blank=True)
    outcome = models.CharField(max_length=12, blank=True)
    exercise = models.BooleanField(default=False)
    shared_at = models.DateTimeField()
    expires_at = models.DateTimeField()
