"""Setting councils up, naming their offices, and dissolving them."""

from collections.abc import Collection
from datetime import datetime

from django.db import connection
from django.db.models import Max, ProtectedError

from lienket.circles import queries as circles
from lienket.circles.actions import NotMembers, open_circle
from lienket.councils import queries, rules
from lienket.councils.events import (
    CouncilChanged,
    CouncilDissolved,
    CouncilSetUp,
    OfficeRemoved,
    OfficesNamed,
)
from lienket.councils.models import Council, Office
from lienket.journal import actions as journal
from lienket.kernel.actors import Member
from lienket.kernel.errors import NotAllowed, Refusal, about
from lienket.kernel.guard.text import clean_line
from lienket.organizations.models import Appointment
from lienket.regulations.models import Regulation

MANAGE = Appointment.Right.MANAGE_AGREEMENT
NAME_LIMIT, SHORT_LIMIT, DECISION_LIMIT = 200, 30, 200


class OnlyTheKeeper(NotAllowed):
    """Only the organization that keeps the council may do this. Ask it to."""


class CouncilWasDissolved(Refusal):
    """This council was dissolved: its roster can be read, and nothing is added to it."""


class CouncilNeedsName(Refusal):
    """Give the council its full name, as in the decision that sets it up."""

    field = "name"


class BadNotation(Refusal):
    """Write the notation in capital letters and figures, joined by hyphens, for example HĐANTT."""

    field = "short_name"


class NotationTaken(Refusal):
    """Another council of your organization uses this notation in its numbers. Choose another."""

    field = "short_name"


class NotItsRules(Refusal):
    """Choose working rules from the internal regulations of this circle."""

    field = "rules"


class SecondChair(Refusal):
    """A council has one chair. Remove the office of the chair first, or choose another role."""

    field = "organizations"


class NobodyChosen(Refusal):
    """Choose at least one organization."""

    field = "organizations"


class OfficeWasHeld(Refusal):
    """Somebody has held this office, so it stays in the history. End the term instead."""


class OfficeOwesSomething(Refusal):
    """This office owes an obligation. Let somebody else owe it first, then remove the office."""

    status = 409


def set_up(
    *,
    circle_id: int,
    kind: str,
    name: str,
    short_name: str,
    by: Member,
    now: datetime,
    decision: str = "",
    rules_id: int | None = None,
    not_secret: bool = False,
) -> Council:
    """Set a council up in a circle; the organization `by` acts for keeps it, under its seal.

    Raises Circle.DoesNotExist, CircleClosed, and the refusals about the fields.
    """
    by.require(MANAGE)
    circle = open_circle(circle_id, by)
    council = Council(circle=circle, organization_id=by.organization_id, kind=kind, set_up_at=now)
    _describe(council, name, short_name, decision, rules_id, by, not_secret=not_secret)
    council.save()
    journal.record(CouncilSetUp(council.id), by=by, at=now, circle_id=circle.id)
    return council


def change(
    *,
    council_id: int,
    kind: str,
    name: str,
    short_name: str,
    by: Member,
    now: datetime,
    decision: str = "",
    rules_id: int | None = None,
    not_secret: bool = False,
) -> Council:
    """As the keeper, correct what is said of a council. Refuses as `set_up` does."""
    council = kept(council_id, by)
    council.kind = kind
    _describe(council, name, short_name, decision, rules_id, by, not_secret=not_secret)
    council.save()
    journal.record(CouncilChanged(council.id), by=by, at=now, circle_id=council.circle_id)
    return council


def add_offices(
    *, council_id: int, role: str, organization_ids: Collection[int], by: Member, now: datetime
) -> list[Office]:
    """As the keeper, add an office of one role for each organization, which is then to fill it.

    Raises NobodyChosen, NotMembers, and SecondChair.
    """
    council = kept(council_id, by)
    chosen = list(dict.fromkeys(organization_ids))
    if not chosen:
        raise NobodyChosen
    members = set(
        circles.members_of(council.circle_id, now).values_list("organization_id", flat=True)
    )
    if not set(chosen) <= members:
        raise NotMembers
    same = Office.objects.filter(council=council, circle_id=council.circle_id, role=role)
    if role == Office.Role.CHAIR and (len(chosen) > 1 or same.exists()):
        raise SecondChair
    last = same.aggregate(last=Max("position"))["last"] or 0
    offices = Office.objects.bulk_create(
        Office(
            circle_id=council.circle_id,
            council=council,
            role=role,
            organization_id=organization_id,
            position=position,
            named_at=now,
        )
        for position, organization_id in enumerate(chosen, last + 1)
    )
    journal.record(
        OfficesNamed(council.id, len(offices)), by=by, at=now, circle_id=council.circle_id
    )
    return offices


def remove_office(*, office_id: int, by: Member, now: datetime) -> Council:
    """As the keeper, take back an office that nobody has held yet.

    Raises OfficeWasHeld, and OfficeOwesSomething.
    """
    office = queries.offices_for(by).get(id=office_id)
    council = kept(office.council_id, by)
    if office.seats.exists():
        raise OfficeWasHeld
    try:
        office.delete()
    except ProtectedError:
        raise OfficeOwesSomething from None
    journal.record(OfficeRemoved(council.id, office_id), by=by, at=now, circle_id=council.circle_id)
    return council


def dissolve(*, council_id: int, by: Member, now: datetime) -> Council:
    """As the keeper, dissolve a council: its roster stays readable. It cannot be undone."""
    council = kept(council_id, by)
    council.dissolved_at = now
    council.save(update_fields=["dissolved_at"])
    journal.record(CouncilDissolved(council.id), by=by, at=now, circle_id=council.circle_id)
    return council


def kept(council_id: int, by: Member) -> Council:
    """The standing council, locked, if `by` may act for the organization that keeps it.

    Raises Council.DoesNotExist, OnlyTheKeeper, and CouncilWasDissolved.
    """
    by.require(MANAGE)
    council = queries.councils_for(by).select_for_update(of=("self",)).get(id=council_id)
    if council.organization_id != by.organization_id:
        raise OnlyTheKeeper
    if council.dissolved_at:
        raise CouncilWasDissolved
    return council


def _describe(
    council: Council,
    name: str,
    short_name: str,
    decision: str,
    rules_id: int | None,
    by: Member,
    *,
    not_secret: bool,
) -> None:
    with about("name"):
        council.name = clean_line(name, NAME_LIMIT, not_secret=not_secret)
    if not council.name:
        raise CouncilNeedsName
    with about("short_name"):
        council.short_name = clean_line(short_name, SHORT_LIMIT)
    if not rules.is_notation(council.short_name):
        raise BadNotation
    # A series of numbers belongs to one organ for ever, so dissolved councils count as well. Units
    # that merge may bring the same notation along, so this is no constraint: two come in turn.
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended('notation of a council', %s))",
            [by.organization_id],
        )
    others = queries.councils_for(by).filter(organization_id=by.organization_id)
    if others.filter(short_name=council.short_name).exclude(id=council.id).exists():
        raise NotationTaken
    with about("decision"):
        council.decision = clean_line(decision, DECISION_LIMIT, not_secret=not_secret)
    if (
        rules_id
        and not Regulation.objects.filter(
            id=rules_id, circle_id=council.circle_id, form=Regulation.Form.INTERNAL
        ).exists()
    ):
        raise NotItsRules
    council.rules_id = rules_id
