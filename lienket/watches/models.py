"""Proposals, what is decided about them, and watches. About places, never persons."""

from django.db import models

from lienket.incidents.models import Incident
from lienket.places.rules import Position


def _circle() -> models.ForeignKey:  # type: ignore[type-arg]  # the same column in each table
    return models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )


def _place(model: str) -> models.ForeignKey:  # type: ignore[type-arg]  # each kind of place
    return models.ForeignKey(
        f"places.{model}",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
    )


class Look(models.Model):
    """When the incidents of a circle are looked at next; empty as long as nothing is new."""

    circle = models.OneToOneField("circles.Circle", models.CASCADE, related_name="+")
    look_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["look_at"],
                condition=models.Q(look_at__isnull=False),
                name="circles_to_look_at",
            )
        ]


class Proposal(models.Model):
    """A place where people should decide whether to watch.

    Incidents so near one another in time speak for it, or a member has proposed it and says why.
    """

    circle = models.ForeignKey("circles.Circle", models.PROTECT, related_name="+", db_index=False)
    # The member that proposed it, with its reason; empty where incidents did.
    organization = models.ForeignKey(
        "organizations.Organization", models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(max_length=500, blank=True)
    by = models.CharField(max_length=40, blank=True)
    # Of the taxonomy of incidents: they all belong to it.
    group = models.CharField(max_length=6, choices=Incident.Group.choices)
    # Where the latest of them happened, or what was chosen; and what is listed there.
    latitude = models.FloatField()
    longitude = models.FloatField()
    site = _place("Site")
    zone = _place("Zone")
    corridor = _place("Corridor")
    raised_at = models.DateTimeField()
    # Accepted or declined; the rows are `Watch` and `Decline`.
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(organization=None, reason="")
                | (models.Q(organization__isnull=False) & ~models.Q(reason="")),
                name="whoever_proposes_says_why",
            )
        ]
        indexes = [
            models.Index(fields=["circle", "-raised_at", "-id"], name="proposals_of_a_circle"),
        ]

    def __str__(self) -> str:
        return self.where

    @property
    def position(self) -> Position:
        """Where it is."""
        return Position(self.latitude, self.longitude)

    @property
    def where(self) -> str:
        """The place as it is listed; empty where nothing is listed."""
        return ", ".join(str(one) for one in (self.zone, self.corridor, self.site) if one)


class Sighting(models.Model):
    """An incident that a proposal rests on. Each speaks for one proposal only."""

    circle = _circle()
    proposal = models.ForeignKey(
        Proposal, models.CASCADE, related_name="sightings", db_constraint=False
    )
    incident = models.ForeignKey(
        "incidents.Incident", models.PROTECT, related_name="+", db_constraint=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["circle", "incident"], name="each_incident_speaks_once")
        ]


class Decline(models.Model):
    """No watch is kept there, and why. Never changed."""

    circle = _circle()
    proposal = models.OneToOneField(
        Proposal, models.CASCADE, related_name="decline", db_constraint=False
    )
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()


class Watch(models.Model):
    """Chosen members look after a place until a day."""

    circle = models.ForeignKey("circles.Circle", models.PROTECT, related_name="+", db_index=False)
    # Who decided it, and leads it.
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    # "TC-2026-001".
    reference = models.CharField(max_length=30)
    proposal = models.OneToOneField(
        Proposal, models.PROTECT, related_name="watch", db_constraint=False
    )
    # What the watchers are to do.
    task = models.CharField(max_length=500, blank=True)
    begun_at = models.DateTimeField()
    by = models.CharField(max_length=40)
    # The last day, included.
    ends_on = models.DateField()
    # When the watchers are asked what they did.
    turns_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "reference"], name="watch_references_are_unique"
            )
        ]
        indexes = [
            models.Index(
                fields=["turns_at"],
                condition=models.Q(turns_at__isnull=False),
                name="watches_to_turn",
            )
        ]

    def __str__(self) -> str:
        return self.reference


class Watcher(models.Model):
    """A member that was asked to watch: whether it does, and what it did in the end."""

    circle = _circle()
    watch = models.ForeignKey(Watch, models.CASCADE, related_name="watchers", db_constraint=False)
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    # What it is asked at present: to confirm, later to report; empty while nothing is asked.
    ask = models.OneToOneField(
        "escalation.Ask",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
    )
    watches = models.BooleanField(null=True, blank=True)
    # Why it does not.
    reason = models.CharField(max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    # What it did; empty if nothing happened.
    report = models.TextField(blank=True)
    reported_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "watch", "organization"], name="each_watcher_once"
            )
        ]


class Renewal(models.Model):
    """A watch goes on for another fortnight, and why. Never changed."""

    circle = _circle()
    watch = models.ForeignKey(Watch, models.CASCADE, related_name="renewals", db_constraint=False)
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    before = models.DateField()
    after = models.DateField()
    reason = models.CharField(max_length=500)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
