"""Each organization says who holds its offices, and who stands in."""

from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.timezone import localdate

from lienket.councils import queries, rules
from lienket.councils.actions.councils import MANAGE, CouncilWasDissolved
from lienket.councils.events import SeatEnded, SeatFilled, SubstituteNamed
from lienket.councils.models import Office, Seat, Substitute, TeamEntry
from lienket.journal import actions as journal
from lienket.kernel.actors import Actor, Member
from lienket.kernel.errors import NotAllowed, Refusal
from lienket.organizations.models import Appointment


class NotYourOffice(NotAllowed):
    """Only the organization that fills this office names its holder. Ask it to."""


class TermEndsBeforeItBegins(Refusal):
    """The last day lies before the first. Correct one of them."""

    field = "valid_to"


class TermsOverlap(Refusal):
    """Somebody holds this office during these days. End that term first, or begin later."""

    field = "valid_from"


class OutsideTheTerm(Refusal):
    """The days of standing in must lie within the term of the holder."""

    field = "valid_to"


class StandsInForOneself(Refusal):
    """The holder cannot be the substitute. Choose somebody else."""

    field = "appointment"


class TermHasEnded(Refusal):
    """This term ends by then already. Choose an earlier day, or name the next holder."""

    field = "last_day"


def fill(
    *,
    office_id: int,
    appointment_id: int,
    valid_from: date,
    valid_to: date | None,
    by: Member,
    now: datetime,
) -> Seat:
    """Name a person of the organization `by` acts for as holder of its office for a term.

    Raises Appointment.DoesNotExist for people of others, NotYourOffice, CouncilWasDissolved,
    TermEndsBeforeItBegins, and TermsOverlap.
    """
    office = _own(office_id, by)
    holder = _appointment(appointment_id, by)
    if valid_to and valid_to < valid_from:
        raise TermEndsBeforeItBegins
    for other in office.seats.all():
        if rules.overlap(valid_from, valid_to, other.valid_from, other.valid_to):
            raise TermsOverlap
    seat = Seat.objects.create(
        circle_id=office.circle_id,
        office=office,
        appointment=holder,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    journal.record(SeatFilled(seat.id), by=by, at=now, circle_id=office.circle_id)
    return seat


def end_seat(*, seat_id: int, last_day: date, by: Member, now: datetime) -> Seat:
    """End a term on a day, which still belongs to it; standing in ends with it.

    Raises TermHasEnded, and TermEndsBeforeItBegins.
    """
    seat = queries.seats_for(by).get(id=seat_id)
    _own(seat.office_id, by)
    if seat.valid_to and seat.valid_to <= last_day:
        raise TermHasEnded
    if last_day < seat.valid_from:
        raise TermEndsBeforeItBegins
    _shorten(seat, last_day)
    journal.record(SeatEnded(seat.id), by=by, at=now, circle_id=seat.circle_id)
    return seat


def name_substitute(
    *,
    seat_id: int,
    appointment_id: int,
    valid_from: date,
    valid_to: date,
    by: Member,
    now: datetime,
) -> Substitute:
    """Say who of the same organization stands in for the holder of a seat, from day to day.

    Raises StandsInForOneself, TermEndsBeforeItBegins, OutsideTheTerm, and TermsOverlap.
    """
    seat = queries.seats_for(by).select_related("appointment").get(id=seat_id)
    _own(seat.office_id, by)
    substitute = _appointment(appointment_id, by)
    if substitute.person_id == seat.appointment.person_id:
        raise StandsInForOneself
    if valid_to < valid_from:
        raise TermEndsBeforeItBegins
    if valid_from < seat.valid_from or (seat.valid_to and valid_to > seat.valid_to):
        raise OutsideTheTerm
    for other in seat.substitutes.all():
        if rules.overlap(valid_from, valid_to, other.valid_from, other.valid_to):
            raise TermsOverlap
    named = Substitute.objects.create(
        circle_id=seat.circle_id,
        seat=seat,
        appointment=substitute,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    journal.record(SubstituteNamed(named.id), by=by, at=now, circle_id=seat.circle_id)
    return named


def vacate(*, circle_id: int, organization_id: int, by: Actor, now: datetime) -> None:
    """The organization has left the circle: its terms end, and its teams are no longer shown."""
    offices = Office.objects.filter(circle_id=circle_id, organization_id=organization_id)
    end_terms(offices, by=by, now=now)
    TeamEntry.objects.filter(circle_id=circle_id, organization_id=organization_id).delete()


def end_terms(offices: QuerySet[Office], *, by: Actor, now: datetime) -> None:
    """Whoever holds these offices does so until today; who would have come next does not."""
    day = localdate(now)
    for seat in Seat.objects.filter(office__in=offices):
        if seat.valid_from > day:
            seat.delete()
        elif seat.valid_to is None or seat.valid_to > day:
            _shorten(seat, day)
            journal.record(SeatEnded(seat.id), by=by, at=now, circle_id=seat.circle_id)


def _shorten(seat: Seat, last_day: date) -> None:
    seat.valid_to = last_day
    seat.save(update_fields=["valid_to"])
    seat.substitutes.filter(valid_from__gt=last_day).delete()
    seat.substitutes.filter(valid_to__gt=last_day).update(valid_to=last_day)


def _own(office_id: int, by: Member) -> Office:
    """The office, locked, of a standing council, if the organization of `by` fills it."""
    by.require(MANAGE)
    office = (
        queries.offices_for(by)
        .select_related("council")
        .select_for_update(of=("self",))
        .get(id=office_id)
    )
    if office.organization_id != by.organization_id:
        raise NotYourOffice
    if office.council.dissolved_at:
        raise CouncilWasDissolved
    return office


def _appointment(appointment_id: int, by: Member) -> Appointment:
    return Appointment.objects.get(id=appointment_id, organization_id=by.organization_id)
