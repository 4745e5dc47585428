"""The questions of a self-assessment. Each change of a circle's list is a version of its own."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Area(models.TextChoices):
    """What a question is about; results are compared by area, whatever the wording became."""

    FENCE = "fence", _("Fence and perimeter")
    GATE = "gate", _("Gates and entry control")
    CAMERA = "camera", _("Cameras and alarms")
    FIRE = "fire", _("Fire safety and rescue")
    GUARDS = "guards", _("Guard force")
    TOOLS = "tools", _("Support tools and equipment")
    PLANS = "plans", _("Plans and drills")
    CORRIDOR = "corridor", _("Safety corridor")
    STORES = "stores", _("Stores and materials")
    PEOPLE = "people", _("Workers, contractors, visitors")
    COORDINATION = "coordination", _("Information and coordination")
    OTHER = "other", _("Other questions")


class Checklist(models.Model):
    """The list that a circle assesses its sites by: the shipped one, or its own wording of it."""

    circle = models.ForeignKey("circles.Circle", models.PROTECT, related_name="+", db_index=False)
    version = models.PositiveSmallIntegerField()
    # Which shipped list it repeats; empty once the circle has worded its own.
    standard = models.PositiveSmallIntegerField(null=True, blank=True)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["circle", "version"], name="checklist_versions_count")
        ]


class Question(models.Model):
    """One thing to look at. It asks whether something is in order, never how a site is guarded."""

    circle = models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    checklist = models.ForeignKey(
        Checklist, models.CASCADE, related_name="questions", db_constraint=False
    )
    area = models.CharField(max_length=12, choices=Area.choices)
    # Within the whole list, from 1.
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "checklist", "number"], name="questions_are_in_order"
            )
        ]
