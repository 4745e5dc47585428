"""Plans, who adopts them, and what is said about them."""

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
    # What the letters call it while it is put to the members: "DTKH-2026-001".
    reference = models.CharField(max_length=30, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    drafted_at = models.DateTimeField()
    # Put to the organizations that have tasks in it; empty again while it is being revised.
    submitted_at = models.DateTimeField(null=True, blank=True)
    # Counts on when it is taken back: whoever adopts it says which text was read.
    round = models.PositiveSmallIntegerField(default=1)
    adopted_at = models.DateTimeField(null=True, blank=True)
    # The decision by which its drafter enacted it, when it did not wait for all to adopt.
    decision = models.CharField(max_length=200, blank=True)
    # The numbered document, once it was issued.
    document = models.ForeignKey(
        "documents.Document",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="a_plan_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return self.code or self.title


class Adoption(models.Model):
    """One organization with tasks in a plan is asked to adopt it. A revision asks anew."""

    circle = models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    plan = models.ForeignKey(
        Plan, models.CASCADE, related_name="adoptions", db_constraint=False, db_index=False
    )
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    ask = models.OneToOneField(
        "escalation.Ask", models.PROTECT, related_name="+", db_constraint=False
    )
    adopted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "plan", "organization"], name="asked_to_adopt_once"
            )
        ]


class Comment(models.Model):
    """What an organization says about a plan that was put to it."""

    circle = models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    plan = models.ForeignKey(Plan, models.DO_NOTHING, related_name="comments", db_constraint=False)
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    text = models.TextField()
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
