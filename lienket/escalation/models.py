"""Asks, the steps taken for them, the plans they follow, and the watch over it all."""

from django.db import models

from lienket.delivery.models import Urgency


class Plan(models.Model):
    """What a circle does about silence, for one urgency. Without a row, the built-in plan holds."""

    circle = models.ForeignKey("circles.Circle", models.CASCADE, related_name="+")
    urgency = models.CharField(max_length=12, choices=Urgency.choices)
    # A list of `rules.Step` in their JSON form, in order of time.
    steps = models.JSONField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["circle", "urgency"], name="one_plan_per_urgency")
        ]


class Ask(models.Model):
    """One organization owes an answer. Open until it is settled, and asked again until then."""

    circle = models.ForeignKey(
        "circles.Circle",
        models.PROTECT,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    envelope = models.ForeignKey(
        "delivery.Envelope",
        models.CASCADE,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    # Who must answer, and to whom.
    organization = models.ForeignKey(
        "organizations.Organization", models.PROTECT, related_name="+", db_index=False
    )
    asker = models.ForeignKey(
        "organizations.Organization", models.PROTECT, related_name="+", db_index=False
    )
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    # The plan as it was when the ask was opened.
    plan = models.JSONField()
    # Counts the steps taken; the next one is `plan[step]`.
    step = models.PositiveSmallIntegerField(default=0)
    # When the next step is due; empty when settled or when the plan is used up.
    escalate_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    # Settled without an answer: the notice was withdrawn or corrected, or the organization left.
    released = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(settled_at=None) | models.Q(escalate_at=None),
                name="a_settled_ask_does_not_escalate",
            ),
        ]
        indexes = [
            models.Index(
                fields=["escalate_at"],
                condition=models.Q(escalate_at__isnull=False),
                name="asks_to_escalate",
            ),
            models.Index(
                fields=["organization", "due_at"],
                condition=models.Q(settled_at=None),
                name="open_asks_of_an_organization",
            ),
            models.Index(
                fields=["asker"],
                condition=models.Q(settled_at=None),
                name="open_asks_by_an_organization",
            ),
            models.Index(
                fields=["circle", "due_at"],
                condition=models.Q(settled_at=None),
                name="open_asks_of_a_circle",
            ),
            models.Index(fields=["envelope"], name="asks_of_an_envelope"),
        ]


class Escalation(models.Model):
    """A step that was taken because an answer was missing."""

    circle = models.ForeignKey(
        "circles.Circle",
        models.PROTECT,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    ask = models.ForeignKey(
        Ask,
        models.CASCADE,
        related_name="escalations",
        db_constraint=False,
        db_index=False,
    )
    step = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    # When it had been promised for: the difference to `at` is the engine's lateness.
    promised_at = models.DateTimeField()
    # Whom it turned to: a `rules.To`.
    to = models.CharField(max_length=10)
    # How many messages it queued; 0 says that nobody could be reached this way.
    messages = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            # Twice the same step is impossible, whatever crashed in between.
            models.UniqueConstraint(fields=["circle", "ask", "step"], name="each_step_once")
        ]


class Pulse(models.Model):
    """When a periodic step last ended well. Holds no domain data."""

    step = models.CharField(primary_key=True, max_length=40)
    at = models.DateTimeField()


class WatchRound(models.Model):
    """One round of the watchdog: how many asks are open, and which promises were not kept."""

    at = models.DateTimeField()
    open_asks = models.PositiveIntegerField()
    # Asks whose next step is overdue by more than the grace, and the longest delay among them.
    late_asks = models.PositiveIntegerField()
    latest_by_seconds = models.PositiveIntegerField()
    # Messages that should have been sent long ago.
    stuck_messages = models.PositiveIntegerField()
