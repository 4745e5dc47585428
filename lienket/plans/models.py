"""Plans and their tasks."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Plan(models.Model):
    """What the members of a circle have agreed to do in a period."""

    class Kind(models.TextChoices):
        YEARLY = "yearly", _("Yearly plan")
        CAMPAIGN = "campaign", _("Campaign plan")
        SITE = "site", _("Site plan")

    circle = models.ForeignKey("circles.Circle", models.PROTECT, related_name="+")
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    # The regulation it carries out, or prepared.
    regulation = models.ForeignKey(
        "regulations.Regulation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
    )
    kind = models.CharField(max_length=8, choices=Kind.choices)
    title = models.CharField(max_length=300)
    # "02/KH-CAT"; empty until it is adopted.
    code = models.CharField(max_length=60, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    drafted_at = models.DateTimeField()
    adopted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="a_plan_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return self.code or self.title


class Task(models.Model):
    """What one member of a circle does until a day, and the Ask that watches over it."""

    circle = models.ForeignKey("circles.Circle", models.PROTECT, related_name="+", db_index=False)
    # What it follows from: a plan, or what `source` says ("Biên bản 03/BB-HĐANTT").
    plan = models.ForeignKey(
        Plan, models.CASCADE, null=True, blank=True, related_name="tasks", db_constraint=False
    )
    source = models.CharField(max_length=200, blank=True)
    # Who gave it, and who carries it out.
    asker = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    title = models.CharField(max_length=300)
    detail = models.TextField(blank=True)
    starts_on = models.DateField(null=True, blank=True)
    due_at = models.DateTimeField()
    given_at = models.DateTimeField()
    # Empty while the plan is a draft.
    ask = models.OneToOneField(
        "escalation.Ask", models.PROTECT, null=True, related_name="+", db_constraint=False
    )
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["circle", "due_at"], name="tasks_of_a_circle")]
