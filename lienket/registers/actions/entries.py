"""Keeping the registers: each row is written by the organization it belongs to."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date, datetime

from django.db import connection
from django.utils import timezone

from lienket.circles.actions import open_circle
from lienket.journal import actions as journal
from lienket.kernel.actors import Member
from lienket.kernel.errors import Refusal, about
from lienket.kernel.guard.text import clean_line
from lienket.organizations.models import Appointment
from lienket.registers import queries, rules
from lienket.registers.actions.facts import Facts, checked
from lienket.registers.actions.reminders import settle
from lienket.registers.events import EntryChanged, EntryMade, EntryRenewed, EntryRetired
from lienket.registers.kinds import Kind, kinds
from lienket.registers.models import Change, Entry

ANSWER = Appointment.Right.ANSWER_RECEIPT
REASON_LIMIT = 300


class NoSuchRegister(Refusal):
    """There is no register of this kind."""

    field = "kind"


class EntryExists(Refusal):
    """Your organization already has a row with this name and number."""

    field = "name"


class EntryIsRetired(Refusal):
    """This row was taken out of the register. Enter a new one."""

    status = 409


class NotLater(Refusal):
    """A renewal is valid longer than before: give a later day than {day}."""

    field = "expires_on"


class NoReason(Refusal):
    """Say why it is taken out of the register."""

    field = "reason"


def kind_of(key: str) -> Kind:
    """The register of a kind. Raises NoSuchRegister."""
    if key not in kinds:
        raise NoSuchRegister
    return kinds[key]


def enter(
    *,
    circle_id: int,
    kind: str,
    facts: Facts,
    by: Member,
    now: datetime,
    not_secret: bool = False,
) -> Entry:
    """Put a row of `by`'s organization into a register of a circle; all of the circle read it.

    Raises Circle.DoesNotExist for a circle out of sight, CircleClosed, NoSuchRegister, EntryExists
    and what `checked` raises.
    """
    by.require(ANSWER)
    circle = open_circle(circle_id, by)
    clean = checked(kind_of(kind), facts, today=timezone.localdate(now), not_secret=not_secret)
    hold(circle.id, kind, by)
    _refuse_double(circle.id, kind, clean, by)
    entry = Entry.objects.create(
        circle=circle,
        organization_id=by.organization_id,
        kind=kind,
        entered_at=now,
        remind_at=reminder(kind, clean.expires_on),
        **asdict(clean),
    )
    tie([entry.id], kind, now)
    journal.record(EntryMade(entry.id), by=by, at=now, circle_id=circle.id)
    return entry


def change(
    *, entry_id: int, facts: Facts, by: Member, now: datetime, not_secret: bool = False
) -> Entry:
    """Let a row say something else, and keep what it said before; the same again is no change.

    Raises Entry.DoesNotExist for another organization's row, EntryIsRetired, and as `enter` does.
    """
    entry = _own(entry_id, by)
    if _rewrite(entry, facts, by, now, not_secret=not_secret):
        journal.record(EntryChanged(entry.id), by=by, at=now, circle_id=entry.circle_id)
    return entry


def renew(*, entry_id: int, expires_on: date, by: Member, now: datetime, number: str = "") -> Entry:
    """Let a paper be valid longer, perhaps under a new number; the asking for it stops.

    Raises NotLater, and as `change` does.
    """
    entry = _own(entry_id, by)
    if entry.expires_on and expires_on <= entry.expires_on:
        raise NotLater(day=f"{entry.expires_on:%d/%m/%Y}")
    facts = replace(facts_of(entry), expires_on=expires_on, number=number or entry.number)
    _rewrite(entry, facts, by, now)
    journal.record(EntryRenewed(entry.id), by=by, at=now, circle_id=entry.circle_id)
    return entry


def retire(*, entry_id: int, reason: str, by: Member, now: datetime) -> Entry:
    """Take a row out of the register, for a reason; its history stays.

    Raises Entry.DoesNotExist for another organization's row, NoReason and EntryIsRetired.
    """
    entry = _own(entry_id, by)
    with about("reason"):
        because = clean_line(reason, REASON_LIMIT)
    if not because:
        raise NoReason
    entry.retired_at, entry.retired_because, entry.remind_at = now, because, None
    asked, entry.ask_id = entry.ask_id, None
    entry.save(update_fields=["retired_at", "retired_because", "remind_at", "ask"])
    settle([asked], now=now)
    journal.record(EntryRetired(entry.id), by=by, at=now, circle_id=entry.circle_id)
    return entry


def facts_of(entry: Entry) -> Facts:
    """What a row says now."""
    return Facts(entry.name, entry.number, entry.amount, entry.part, entry.expires_on)


def reminder(kind: str, expires_on: date | None) -> datetime | None:
    """When to ask for a renewal, if it expires at all."""
    return rules.remind_at(expires_on, kinds[kind].days_before) if expires_on else None


def hold(circle_id: int, kind: str, by: Member) -> None:
    """Let nobody else write rows of this organization into this register meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, %s))",
            [f"register {kind} {by.organization_id}", circle_id],
        )


def tie(entry_ids: Sequence[int], kind: str, now: datetime) -> None:
    """Rows about a firm that is a member of the circle belong to it too: by its name or short name,
    accents and capitals aside.
    """
    if not kinds[kind].names_member:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE registers_entry e SET member_id = (
                SELECT min(o.id) FROM circles_membership m
                JOIN organizations_organization o ON o.id = m.organization_id
                WHERE m.circle_id = e.circle_id
                  AND m.valid_from <= %s AND (m.valid_to IS NULL OR m.valid_to > %s)
                  AND vn_plain(e.name) IN (vn_plain(o.name), vn_plain(o.short_name))
            ) WHERE e.id = ANY (%s)
            """,
            [now, now, list(entry_ids)],
        )


def _own(entry_id: int, by: Member) -> Entry:
    by.require(ANSWER)
    entry = (
        queries.entries_for(by)
        .select_for_update(of=("self",))
        .get(id=entry_id, organization_id=by.organization_id)
    )
    open_circle(entry.circle_id, by)
    if entry.retired_at:
        raise EntryIsRetired
    return entry


def _rewrite(
    entry: Entry, facts: Facts, by: Member, now: datetime, *, not_secret: bool = False
) -> bool:
    """Check and write what a row is to say; whether that is something else."""
    today = timezone.localdate(now)
    clean = checked(kinds[entry.kind], facts, today=today, not_secret=not_secret)
    before = asdict(facts_of(entry))
    changed = {column: value for column, value in asdict(clean).items() if before[column] != value}
    if not changed:
        return False
    hold(entry.circle_id, entry.kind, by)
    _refuse_double(entry.circle_id, entry.kind, clean, by, besides=entry.id)
    for column, value in changed.items():
        setattr(entry, column, value)
    asked: list[int | None] = []
    if "expires_on" in changed:
        asked, entry.ask_id = [entry.ask_id], None
        entry.remind_at = reminder(entry.kind, entry.expires_on)
    entry.save(update_fields=[*changed, "ask", "remind_at"])
    settle(asked, now=now)
    tie([entry.id], entry.kind, now)
    Change.objects.bulk_create(
        Change(
            circle_id=entry.circle_id,
            entry=entry,
            column=column,
            before="" if before[column] is None else str(before[column]),
            after="" if value is None else str(value),
            by=by.id,
            at=now,
        )
        for column, value in changed.items()
    )
    return True


def _refuse_double(
    circle_id: int, kind: str, facts: Facts, by: Member, *, besides: int | None = None
) -> None:
    same = Entry.objects.exclude(id=besides or 0).filter(
        circle_id=circle_id,
        organization_id=by.organization_id,
        kind=kind,
        name=facts.name,
        number=facts.number,
        retired_at=None,
    )
    if same.exists():
        raise EntryExists
