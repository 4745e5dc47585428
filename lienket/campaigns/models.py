"""Campaigns, what they demand, and what was said about them."""

from datetime import date

from django.db import models

from lienket.campaigns.rules import Days, Standing, standing


class Campaign(models.Model):
    """A period (đợt cao điểm) in which the parties of a circle owe some duties more often."""

    circle = models.ForeignKey("circles.Circle", models.PROTECT, related_name="+", db_index=False)
    # The organizer.
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    # "DCD-2026-001".
    reference = models.CharField(max_length=30)
    title = models.CharField(max_length=300)
    aim = models.TextField(blank=True)
    # Who decided it, and in which paper: "Trưởng Ban Chỉ đạo, Kế hoạch số 15/KH-BCĐ".
    decided_by = models.CharField(max_length=300)
    # Both included.
    starts_on = models.DateField()
    ends_on = models.DateField()
    planned_at = models.DateTimeField()
    by = models.CharField(max_length=40)
    # Until then only the organizer sees it, and nothing is owed more often.
    announced_at = models.DateTimeField(null=True, blank=True)
    called_off_at = models.DateTimeField(null=True, blank=True)
    # When its parties are told next that it begins, or is over.
    turns_at = models.DateTimeField(null=True, blank=True)
    begun_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "reference"], name="campaign_references_are_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(starts_on__lte=models.F("ends_on")),
                name="a_campaign_ends_after_it_begins",
            ),
        ]
        indexes = [
            models.Index(fields=["circle", "-starts_on", "-id"], name="campaigns_of_a_circle"),
            models.Index(
                fields=["turns_at"],
                condition=models.Q(turns_at__isnull=False),
                name="campaigns_to_turn",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def days(self) -> Days:
        """Its first and its last day."""
        return Days(self.starts_on, self.ends_on)

    def standing(self, today: date) -> Standing:
        """How it stands today."""
        return standing(
            self.days,
            announced=self.announced_at is not None,
            called_off=self.called_off_at is not None,
            closed=self.closed_at is not None,
            today=today,
        )


def _circle() -> models.ForeignKey:  # type: ignore[type-arg]  # the same column in each table
    return models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )


class Demand(models.Model):
    """An obligation that is owed more often during a campaign."""

    circle = _circle()
    campaign = models.ForeignKey(
        Campaign, models.CASCADE, related_name="demands", db_constraint=False
    )
    obligation = models.ForeignKey(
        "obligations.Obligation", models.PROTECT, related_name="+", db_constraint=False
    )
    # An `obligations.rules.Cadence`.
    cadence = models.JSONField()
    # From the announcement on: what the opening of occurrences reads.
    tightening = models.OneToOneField(
        "obligations.Tightening",
        models.PROTECT,
        null=True,
        related_name="+",
        db_constraint=False,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "campaign", "obligation"], name="each_obligation_demanded_once"
            )
        ]


class Ending(models.Model):
    """Its last day was moved, or it was called off, and why. Never changed."""

    circle = _circle()
    campaign = models.ForeignKey(
        Campaign, models.CASCADE, related_name="endings", db_constraint=False
    )
    before = models.DateField()
    # Empty if it was called off before it began.
    after = models.DateField(null=True)
    reason = models.CharField(max_length=500)
    by = models.CharField(max_length=40)
    at = models.DateTimeField()


class Closing(models.Model):
    """The closing words of the organizer. Never changed."""

    circle = _circle()
    campaign = models.OneToOneField(
        Campaign, models.CASCADE, related_name="closing", db_constraint=False
    )
    words = models.TextField()
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
