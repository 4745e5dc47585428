"""Playbooks for foreseeable situations, and the times they were started."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Playbook(models.Model):
    """Who does what in which order in a foreseeable situation. One row is one version."""

    class Urgency(models.TextChoices):
        """Of the notice that a start sends."""

        URGENT = "urgent", _("Urgent")
        VERY_URGENT = "very_urgent", _("Very urgent")
        IMMEDIATE = "immediate", _("Immediate")

    circle = models.ForeignKey("circles.Circle", models.PROTECT, related_name="+")
    # Who keeps it up to date.
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    # When to use it: "Cháy nổ trong khu vực nhà xưởng".
    situation = models.TextField()
    # What the notice says at a start, before what has happened.
    notice = models.TextField(blank=True)
    urgency = models.CharField(max_length=12, choices=Urgency.choices, default=Urgency.IMMEDIATE)
    version = models.PositiveSmallIntegerField(default=1)
    replaces = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        db_constraint=False,
    )
    drafted_at = models.DateTimeField()
    approved_at = models.DateTimeField(null=True, blank=True)
    # Another version holds since then.
    retired_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.title


class PlaybookStep(models.Model):
    """One step: who does what, and within how many minutes of the start or of another step."""

    circle = models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    playbook = models.ForeignKey(
        Playbook, models.CASCADE, related_name="steps", db_constraint=False, db_index=False
    )
    number = models.PositiveSmallIntegerField()
    # Empty: whoever starts the playbook.
    organization = models.ForeignKey(
        "organizations.Organization", models.PROTECT, null=True, blank=True, related_name="+"
    )
    what = models.CharField(max_length=300)
    minutes = models.PositiveIntegerField()
    # The number of the earlier step after which the minutes count; empty: after the start.
    after = models.PositiveSmallIntegerField(null=True, blank=True)
    # Done must be said in words; otherwise one press is enough.
    asks_answer = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "playbook", "number"], name="steps_are_numbered"
            ),
            models.CheckConstraint(
                condition=models.Q(after=None) | models.Q(after__lt=models.F("number")),
                name="a_step_comes_after_an_earlier_one",
            ),
        ]


class Run(models.Model):
    """A playbook that was started, in earnest or as an exercise."""

    circle = models.ForeignKey("circles.Circle", models.PROTECT, related_name="+")
    playbook = models.ForeignKey(Playbook, models.PROTECT, related_name="runs", db_constraint=False)
    # Who started it.
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    bulletin = models.OneToOneField(
        "exchange.Bulletin", models.PROTECT, related_name="+", db_constraint=False
    )
    # The form's own name for the start: sent twice, it starts once.
    client_key = models.UUIDField()
    exercise = models.BooleanField()
    what_happened = models.TextField()
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    # Why it was ended in earnest although steps were still open.
    ended_because = models.CharField(max_length=500, blank=True)
    lessons = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "organization", "client_key"], name="each_start_once"
            )
        ]


class RunNote(models.Model):
    """What somebody wrote down while a playbook was running."""

    circle = models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    run = models.ForeignKey(Run, models.DO_NOTHING, related_name="notes", db_constraint=False)
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    text = models.TextField()
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
