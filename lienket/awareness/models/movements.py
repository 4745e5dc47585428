"""Movements, what they aim at, and what was reported towards it."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienket.awareness.models.common import of_circle, of_organization
from lienket.awareness.rules import Standing, standing


class Movement(models.Model):
    """A mass movement (phong trào) of a circle for a period, with goals."""

    circle = of_circle()
    # Who launched it and closes it.
    organization = of_organization()
    # "PT-2026-001".
    reference = models.CharField(max_length=30)
    title = models.CharField(max_length=200)
    # The words of the kick-off.
    appeal = models.TextField()
    # Both included.
    starts_on = models.DateField()
    ends_on = models.DateField()
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "reference"], name="movement_references_are_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(starts_on__lte=models.F("ends_on")),
                name="a_movement_ends_after_it_begins",
            ),
        ]
        indexes = [models.Index(fields=["circle", "-starts_on", "-id"], name="movements_of_circle")]

    def __str__(self) -> str:
        return self.reference

    def standing(self, today: date) -> Standing:
        """How it stands today."""
        return standing(
            self.starts_on, self.ends_on, closed=self.closed_at is not None, today=today
        )


class Goal(models.Model):
    """What a movement wants to reach, in a number."""

    class Measure(models.TextChoices):
        """What counts towards it: the sessions of the movement do so by themselves."""

        SESSIONS = "sessions", _("Sessions of the movement")
        ATTENDANCE = "attendance", _("Attendance at its sessions")
        PIECES = "pieces", _("Materials handed out at its sessions")
        REPORTED = "reported", _("What organizations report")

    circle = of_circle(db_constraint=False)
    movement = models.ForeignKey(
        Movement, models.CASCADE, related_name="goals", db_constraint=False
    )
    measure = models.CharField(max_length=10, choices=Measure.choices)
    # "Mô hình tự quản về an ninh, trật tự", in "mô hình".
    what = models.CharField(max_length=200)
    unit = models.CharField(max_length=40)
    target = models.PositiveIntegerField()
    # Who is to reach it; all members together if empty.
    organization = of_organization(null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(target__gt=0), name="a_goal_aims_at_something"
            )
        ]


class Progress(models.Model):
    """An organization reports so much towards a goal; a mistake is taken back by another row."""

    circle = of_circle(db_constraint=False)
    goal = models.ForeignKey(Goal, models.CASCADE, related_name="progress", db_constraint=False)
    organization = of_organization()
    # Below zero: what was reported too much.
    amount = models.IntegerField()
    note = models.CharField(max_length=500, blank=True)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()


class Closing(models.Model):
    """What came of a movement, in the words of who launched it. Never changed."""

    circle = of_circle(db_constraint=False)
    movement = models.OneToOneField(
        Movement, models.CASCADE, related_name="closing", db_constraint=False
    )
    words = models.TextField()
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
