"""What one party owes the others, and each time it is due."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Duty(models.Model):
    """An obligation as one organization owes it. It lives in the circle of those concerned."""

    circle = models.ForeignKey("circles.Circle", models.PROTECT, related_name="+", db_index=False)
    # Stands in this circle or in the one that this is a subset of; a trigger keeps it so.
    obligation = models.ForeignKey("obligations.Obligation", models.PROTECT, related_name="+")
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    # Does it together with these, which may report it as well.
    jointly = ArrayField(models.BigIntegerField(), default=list)
    # To whom it is owed first: who asks when it stays away.
    asker = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    # All periods that open up to here are opened, and when the next one opens.
    opened_until = models.DateTimeField()
    opens_at = models.DateTimeField(null=True)
    # From this day on its schedule has changed: the next opening brings what is open into line.
    changed_from = models.DateField(null=True)
    # The last day of the regulation; periods that open later are not owed.
    last_day = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "obligation", "organization"], name="one_duty_each"
            )
        ]
        indexes = [
            models.Index(
                fields=["opens_at"],
                condition=models.Q(opens_at__isnull=False),
                name="duties_to_open",
            ),
        ]


class Occurrence(models.Model):
    """One time a duty is owed: for a period, or after an event."""

    circle = models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    duty = models.ForeignKey(
        Duty, models.PROTECT, related_name="occurrences", db_constraint=False, db_index=False
    )
    # Who owes it; the duty's, for lists by organization.
    organization = models.ForeignKey(
        "organizations.Organization", models.PROTECT, related_name="+", db_index=False
    )
    # The days it is about, both included, and its place among those of the same first day.
    period_start = models.DateField()
    period_end = models.DateField()
    ordinal = models.PositiveIntegerField(default=0)
    # What happened and when, if it follows from an event.
    event = models.CharField(max_length=300, blank=True)
    event_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    # From here on it counts as late.
    late_at = models.DateTimeField()
    # The one that is asked at present; another after it was returned.
    ask = models.OneToOneField(
        "escalation.Ask", models.PROTECT, null=True, related_name="+", db_constraint=False
    )
    # From the facts in `answers`, for counting: emptied again when it is returned.
    fulfilled_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    excused_at = models.DateTimeField(null=True)
    nothing_to_report = models.BooleanField(default=False)

    class Meta:
        constraints = [
            # Whatever crashes or runs twice, no period is owed twice.
            models.UniqueConstraint(
                fields=["circle", "duty", "period_start", "ordinal"], name="each_period_once"
            )
        ]
        indexes = [
            models.Index(fields=["circle", "due_at"], name="occurrences_of_a_circle"),
            models.Index(
                fields=["organization", "due_at"],
                condition=models.Q(fulfilled_at=None, excused_at=None),
                name="occurrences_still_owed",
            ),
            models.Index(
                fields=["circle", "fulfilled_at"],
                condition=models.Q(fulfilled_at__isnull=False, confirmed_at=None),
                name="occurrences_to_confirm",
            ),
        ]
