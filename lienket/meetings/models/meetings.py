"""Meetings, what is on their agenda, and who comes."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Meeting(models.Model):
    """Members of a circle come together. Only its host sees it until they are invited."""

    class Kind(models.TextChoices):
        BRIEFING = "briefing", _("Briefing")
        CONFERENCE = "conference", _("Conference")
        FESTIVAL = "festival", _("Festival day")
        FORUM = "forum", _("Forum")
        DEBRIEF = "debrief", _("Debriefing")

    circle = models.ForeignKey("circles.Circle", models.PROTECT, related_name="+", db_index=False)
    # The host: it invites, keeps the minutes and gives the tasks.
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    title = models.CharField(max_length=300)
    # "CH-2026-014"; empty until organizations are invited.
    reference = models.CharField(max_length=30, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=300, blank=True)
    link = models.CharField(max_length=300, blank=True)
    # Whose meeting it is, when a council holds it, and the regulation it is about.
    council = models.ForeignKey(
        "councils.Council",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
    )
    regulation = models.ForeignKey(
        "regulations.Regulation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
    )
    # The earlier meeting of the series.
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="next", db_constraint=False
    )
    exercise = models.BooleanField(default=False)
    drafted_at = models.DateTimeField()
    invited_at = models.DateTimeField(null=True, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_because = models.CharField(max_length=500, blank=True)
    # When those who come are to be reminded; empty when that is done or not wanted.
    remind_at = models.DateTimeField(null=True, blank=True)
    # When the names of those who came are to be erased; empty when that is done.
    forget_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="a_meeting_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=models.Q(held_at=None) | models.Q(cancelled_at=None),
                name="a_meeting_is_held_or_cancelled",
            ),
            models.UniqueConstraint(
                fields=["circle", "reference"],
                condition=~models.Q(reference=""),
                name="meeting_references_are_unique",
            ),
        ]
        indexes = [
            models.Index(fields=["circle", "-starts_at"], name="meetings_of_a_circle"),
            models.Index(
                fields=["remind_at"],
                condition=models.Q(remind_at__isnull=False),
                name="meetings_to_remind_of",
            ),
            models.Index(
                fields=["forget_at"],
                condition=models.Q(forget_at__isnull=False),
                name="meetings_to_forget",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Item(models.Model):
    """A point of the agenda, and what the minutes say about it."""

    circle = models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="items", db_constraint=False, db_index=False
    )
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    detail = models.TextField(blank=True)
    # Who presents it.
    organization = models.ForeignKey(
        "organizations.Organization", models.PROTECT, null=True, blank=True, related_name="+"
    )
    minutes_planned = models.PositiveSmallIntegerField(null=True, blank=True)
    # A shortcoming: the meeting should resolve what is done about it.
    shortcoming = models.BooleanField(default=False)
    # The open matter it came from: how that is called, its page, and the key it was proposed by.
    source = models.CharField(max_length=300, blank=True)
    source_url = models.CharField(max_length=300, blank=True)
    source_key = models.CharField(max_length=60, blank=True)
    discussion = models.TextField(blank=True)
    conclusion = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "meeting", "position"],
                name="agenda_items_are_numbered",
                deferrable=models.Deferrable.DEFERRED,
            )
        ]

    def __str__(self) -> str:
        return self.title


class Attendance(models.Model):
    """One organization at a meeting: whether it said it would come, and whether it was there."""

    class Answer(models.TextChoices):
        COMES = "comes", _("Comes")
        SUBSTITUTE = "substitute", _("Sends a substitute")
        CANNOT = "cannot", _("Cannot come")

    class Presence(models.TextChoices):
        PRESENT = "present", _("Present")
        SUBSTITUTE = "substitute", _("Substitute present")
        ABSENT = "absent", _("Absent")

    circle = models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="attendances", db_constraint=False, db_index=False
    )
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    # The host and observers are not asked.
    ask = models.OneToOneField(
        "escalation.Ask", models.PROTECT, null=True, related_name="+", db_constraint=False
    )
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True)
    # Name and office of whoever comes; or why nobody does.
    who = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    presence = models.CharField(max_length=10, choices=Presence.choices, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "meeting", "organization"], name="invited_once"
            )
        ]
