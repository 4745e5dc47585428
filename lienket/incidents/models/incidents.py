"""Incidents, what was said about them, and who does what now."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienket.delivery.models import Urgency
from lienket.incidents.rules import KINDS


class Incident(models.Model):
    """Something that happened. It belongs to one circle, whose members all may write about it."""

    class Kind(models.TextChoices):
        """In the order of the tiles; what is true of each stands in `rules.KINDS`."""

        EQUIPMENT_THEFT = "equipment_theft", _("Theft of power equipment")
        THEFT = "theft", _("Theft of property")
        ELECTRICITY_THEFT = "electricity_theft", _("Theft of electricity")
        TRESPASS = "trespass", _("Intrusion, strangers")
        SABOTAGE = "sabotage", _("Damage to property")
        DISORDER = "disorder", _("Disorder, fighting")
        IMPERSONATION = "impersonation", _("False electricity workers")
        TRAFFIC_ACCIDENT = "traffic_accident", _("Traffic accident")
        WORK_ACCIDENT = "work_accident", _("Accident at work")
        CYBER = "cyber", _("Network security, false news")
        OTHER_ORDER = "other_order", _("Another matter of security and order")
        KITE = "kite", _("Kites near the line")
        BURNING = "burning", _("Burning near the line")
        DIGGING = "digging", _("Digging in the corridor")
        BLASTING = "blasting", _("Blasting near the line")
        DRONE = "drone", _("Drone near the line")
        CLIMBING = "climbing", _("Climbing a tower")
        CRANE = "crane", _("Crane or vehicle too near")
        ENCROACHMENT = "encroachment", _("Building, trees in the corridor")
        FIRE = "fire", _("Fire")
        EXPLOSION = "explosion", _("Explosion")
        RESCUE = "rescue", _("People to be rescued")
        LEAK = "leak", _("Leak of gas or chemicals")
        WORK_STOPPAGE = "work_stoppage", _("Collective work stoppage")
        DISPUTE = "dispute", _("Dispute, complaint")

    class Group(models.TextChoices):
        ORDER = "order", _("Security and order")
        GRID = "grid", _("Grid safety corridor")
        FIRE = "fire", _("Fire, explosion, rescue")
        LABOUR = "labour", _("Labour, complaints: counts only")

    class Severity(models.IntegerChoices):
        """In the words of the Criminal Code."""

        MINOR = 1, _("Less serious")
        SERIOUS = 2, _("Serious")
        VERY_SERIOUS = 3, _("Very serious")
        EXTREME = 4, _("Extremely serious")

    circle = models.ForeignKey("circles.Circle", models.PROTECT, related_name="+", db_index=False)
    # Who reported it: the owner, without whose consent nothing of it leaves the circle.
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    # "VV-2026-014".
    reference = models.CharField(max_length=30)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    severity = models.PositiveSmallIntegerField(choices=Severity.choices)
    urgency = models.CharField(max_length=12, choices=Urgency.choices)
    # One sentence; empty for kinds of which only counts are kept.
    summary = models.CharField(max_length=300, blank=True)
    happened_at = models.DateTimeField()
    reported_at = models.DateTimeField()
    site = models.ForeignKey(
        "places.Site",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    zone = models.ForeignKey(
        "places.Zone",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    corridor = models.ForeignKey(
        "places.Corridor",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    # In words: "between towers 12 and 13".
    place = models.CharField(max_length=200, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    exercise = models.BooleanField(default=False)
    # The phone's own name for it: a report that is sent again makes no second incident.
    client_key = models.UUIDField()
    # People are counted, never named: suspects, injured, dead; for a stoppage who took part.
    subjects = models.PositiveIntegerField(null=True, blank=True)
    injured = models.PositiveIntegerField(null=True, blank=True)
    dead = models.PositiveIntegerField(null=True, blank=True)
    # In đồng.
    damage = models.BigIntegerField(null=True, blank=True)
    recovered = models.BigIntegerField(null=True, blank=True)
    # Of the closure in force; empty while it is open. The rows are `Closure` and `Reopening`.
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "reference"], name="incident_references_are_unique"
            ),
            models.UniqueConstraint(
                fields=["circle", "organization", "client_key"], name="each_report_once"
            ),
            models.CheckConstraint(
                condition=models.Q(latitude=None, longitude=None)
                | models.Q(latitude__isnull=False, longitude__isnull=False),
                name="an_incident_has_a_whole_position",
            ),
        ]
        indexes = [
            models.Index(fields=["circle", "-happened_at", "-id"], name="incidents_of_a_circle"),
            models.Index(
                fields=["circle", "kind", "-happened_at", "-id"], name="incidents_of_a_kind"
            ),
            models.Index(
                fields=["circle", "site", "-happened_at", "-id"], name="incidents_of_a_site"
            ),
            models.Index(
                fields=["circle", "-happened_at", "-id"],
                condition=models.Q(closed_at=None),
                name="open_incidents_of_a_circle",
            ),
            # Figures are counted from the index alone.
            models.Index(
                fields=["circle", "happened_at"],
                include=["kind", "site", "organization", "exercise", "subjects"],
                name="incidents_to_count",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def counts_only(self) -> bool:
        """Whether only counts may be kept of it."""
        return KINDS[self.kind].counts_only

    @property
    def icon(self) -> str:
        """The picture of its kind."""
        return KINDS[self.kind].icon

    @property
    def where(self) -> str:
        """The place as it is written in a row of a list."""
        named = [str(one) for one in (self.zone, self.corridor, self.site) if one]
        return ", ".join([self.place, *named] if self.place else named)


class Entry(models.Model):
    """One line of the timeline of an incident. Never changed."""

    class Kind(models.TextChoices):
        REPORTED = "reported", _("Reported")
        SAID = "said", _("Said")
        SEVERITY = "severity", _("Severity changed")
        URGENCY = "urgency", _("Urgency changed")
        ASSESSED = "assessed", _("Figures updated")
        ROLE_TAKEN = "role_taken", _("Takes over")
        ROLE_LEFT = "role_left", _("Has finished")
        HANDOVER = "handover", _("Handover note")
        AID_ASKED = "aid_asked", _("Aid asked for")
        AID_OFFERED = "aid_offered", _("Aid offered")
        AID_DECLINED = "aid_declined", _("Aid declined")
        AID_COMMITTED = "aid_committed", _("Aid committed")
        AID_RELEASED = "aid_released", _("Aid released")
        AID_WITHDRAWN = "aid_withdrawn", _("Aid no longer needed")
        REFERRED = "referred", _("Handed to the police")
        REFERRAL_MOVED = "referral_moved", _("Word of the police")
        LINKED = "linked", _("Linked")
        RELEASED = "released", _("A copy was shared")
        RELEASE_REVOKED = "release_revoked", _("The copy was taken back")
        CLOSED = "closed", _("Closed")
        REOPENED = "reopened", _("Reopened")

    circle = models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    incident = models.ForeignKey(
        Incident, models.CASCADE, related_name="entries", db_constraint=False, db_index=False
    )
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    text = models.TextField(blank=True)
    # What changed from what to what, in the words of the code: "1", "3"; "normal", "urgent".
    before = models.CharField(max_length=40, blank=True)
    after = models.CharField(max_length=40, blank=True)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["circle", "incident", "at"], name="entries_of_an_incident")]


class Photo(models.Model):
    """A picture that belongs to a line of the timeline; where it was taken was removed from it."""

    circle = models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="photos", db_constraint=False)
    file = models.ForeignKey(
        "documents.File", models.PROTECT, related_name="+", db_constraint=False
    )


class Role(models.Model):
    """What one organization does about an incident, from when until when."""

    class Duty(models.TextChoices):
        LEAD = "lead", _("Leads")
        SCENE = "scene", _("Secures the scene")
        INVESTIGATE = "investigate", _("Verifies, investigates")
        FIRE = "fire", _("Fights the fire, rescues")
        MEDICAL = "medical", _("Cares for the injured")
        TRAFFIC = "traffic", _("Directs the traffic")
        REPAIR = "repair", _("Repairs")
        INFORM = "inform", _("Informs people")

    circle = models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    incident = models.ForeignKey(
        Incident, models.CASCADE, related_name="roles", db_constraint=False
    )
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    duty = models.CharField(max_length=12, choices=Duty.choices)
    # What exactly, and with how many people: "2 guards at gate 3".
    note = models.CharField(max_length=200, blank=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "incident", "organization", "duty"],
                condition=models.Q(until=None),
                name="each_duty_once_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["circle", "incident"],
                condition=models.Q(until=None, duty="lead"),
                name="one_organization_leads",
            ),
        ]


class Related(models.Model):
    """A bulletin or a task that belongs to an incident."""

    circle = models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    incident = models.ForeignKey(
        Incident, models.CASCADE, related_name="related", db_constraint=False, db_index=False
    )
    bulletin = models.ForeignKey(
        "exchange.Bulletin",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
    )
    task = models.ForeignKey(
        "plans.Task", models.PROTECT, null=True, blank=True, related_name="+", db_constraint=False
    )
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "incident", "bulletin"],
                condition=models.Q(bulletin__isnull=False),
                name="each_bulletin_linked_once",
            ),
            models.UniqueConstraint(
                fields=["circle", "incident", "task"],
                condition=models.Q(task__isnull=False),
                name="each_task_linked_once",
            ),
            models.CheckConstraint(
                condition=models.Q(bulletin=None, task__isnull=False)
                | models.Q(bulletin__isnull=False, task=None),
                name="a_link_is_to_one_thing",
            ),
        ]
