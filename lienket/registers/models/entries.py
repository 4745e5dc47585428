"""Rows of the registers, and how each came to say what it says."""

from django.db import models
from django.db.models import F, Q

from lienket.registers.kinds import kinds

COUNTED = [key for key, kind in kinds.items() if kind.amount]
DIVIDED = [key for key, kind in kinds.items() if kind.part]
EXPIRING = [key for key, kind in kinds.items() if kind.expires]


class Entry(models.Model):
    """One row of a register: a licence, a stock, a pass or a count. It names no person."""

    circle = models.ForeignKey("circles.Circle", models.PROTECT, related_name="+", db_index=False)
    # Whose row it is: it enters, renews and retires it.
    organization = models.ForeignKey("organizations.Organization", models.PROTECT, related_name="+")
    kind = models.CharField(
        max_length=20, choices=[(key, kind.label) for key, kind in kinds.items()]
    )
    # The firm, the kind of tool, the number plate or the place.
    name = models.CharField(max_length=200)
    # Of the paper; of a monthly count the month, as "2026-11".
    number = models.CharField(max_length=60, blank=True)
    amount = models.PositiveIntegerField(null=True, blank=True)
    # How many of them are as they should be: with certificate, declared in time.
    part = models.PositiveIntegerField(null=True, blank=True)
    # The last day on which it is valid.
    expires_on = models.DateField(null=True, blank=True)
    # The member of the circle that the name is the name of.
    member = models.ForeignKey(
        "organizations.Organization", models.PROTECT, null=True, blank=True, related_name="+"
    )
    # When the owner is to be asked to renew it; empty once it was, and if it does not expire.
    remind_at = models.DateTimeField(null=True, blank=True)
    # What the owner was asked, together with other rows that came due at the same time.
    ask = models.ForeignKey(
        "escalation.Ask",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
    )
    entered_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)
    retired_because = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "organization", "kind", "name", "number"],
                condition=Q(retired_at=None),
                name="one_entry_of_a_name_and_number",
            ),
            models.CheckConstraint(condition=Q(kind__in=list(kinds)), name="an_entry_is_of_a_kind"),
            models.CheckConstraint(
                condition=Q(kind__in=COUNTED, amount__isnull=False)
                | (~Q(kind__in=COUNTED) & Q(amount=None)),
                name="only_what_is_counted_has_an_amount",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=DIVIDED, part__isnull=False, part__lte=F("amount"))
                | (~Q(kind__in=DIVIDED) & Q(part=None)),
                name="a_part_is_of_an_amount",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=EXPIRING, expires_on__isnull=False)
                | (~Q(kind__in=EXPIRING) & Q(expires_on=None)),
                name="only_what_expires_has_a_last_day",
            ),
            models.CheckConstraint(
                condition=Q(retired_at=None) | Q(remind_at=None, ask=None),
                name="nothing_is_asked_about_a_retired_entry",
            ),
            models.CheckConstraint(
                condition=Q(retired_at=None, retired_because="")
                | (Q(retired_at__isnull=False) & ~Q(retired_because="")),
                name="an_entry_is_retired_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["circle", "kind", "expires_on"],
                condition=Q(retired_at=None),
                name="registers_next_to_expire",
            ),
            models.Index(
                fields=["remind_at"],
                condition=Q(remind_at__isnull=False),
                name="registers_to_remind",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Change(models.Model):
    """What one change of an entry made of one of its columns. Never altered."""

    circle = models.ForeignKey(
        "circles.Circle", models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="changes", db_constraint=False)
    # A column of the entry, and its values as text.
    column = models.CharField(max_length=20)
    before = models.CharField(max_length=200, blank=True)
    after = models.CharField(max_length=200, blank=True)
    # Who: the id of the actor, which names an appointment and no person.
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
