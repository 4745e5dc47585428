"""Which councils, offices and teams somebody may see, and how they stand on a day."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, Q, QuerySet
from django.utils.timezone import localdate

from lienket.councils import rules
from lienket.councils.models import Council, Office, Seat, Substitute, Team, TeamEntry
from lienket.kernel.actors import Actor, Member
from lienket.organizations.models import Appointment, DutyShift
from lienket.organizations.queries import by_name


def councils_for(by: Actor) -> QuerySet[Council]:
    """The councils of all circles `by` belongs to; those that stand come first."""
    return (
        Council.objects.filter(circle_id__in=by.circles)
        .select_related("organization")
        .order_by("-dissolved_at", by_name(), "id")
    )


def councils_of(organization_id: int) -> QuerySet[Council]:
    """The standing councils that an organization keeps, or in which it fills an office."""
    offices = Office.objects.filter(organization_id=organization_id)
    return Council.objects.filter(
        Q(organization_id=organization_id) | Q(id__in=offices.values("council")),
        dissolved_at=None,
    ).order_by(by_name(), "id")


def offices_for(by: Actor) -> QuerySet[Office]:
    """The offices of the councils `by` may see."""
    return Office.objects.filter(circle_id__in=by.circles)


def seats_for(by: Actor) -> QuerySet[Seat]:
    """The seats, past ones too, of the councils `by` may see."""
    return Seat.objects.filter(circle_id__in=by.circles)


@dataclass(frozen=True)
class Place:
    """An office as a roster shows it on a day."""

    office: Office
    seat: Seat | None
    # Who will hold it, if nobody else comes in between.
    next: Seat | None
    substitute: Substitute | None
    former: list[Seat]
    ends_soon: bool


def roster(council: Council, day: date) -> list[Place]:
    """All offices of a council by rank, with who holds them on `day`."""
    return places_of(Office.objects.filter(council=council, circle_id=council.circle_id), day)


def places_of(offices: QuerySet[Office], day: date) -> list[Place]:
    """The offices as they stand on `day`, by rank."""
    people = ("appointment__person",)
    substitutes = Substitute.objects.select_related(*people).order_by("valid_from", "id")
    seats = (
        Seat.objects.select_related(*people)
        .prefetch_related(Prefetch("substitutes", substitutes))
        .order_by("valid_from", "id")
    )
    found = offices.select_related("organization", "council").prefetch_related(
        Prefetch("seats", seats)
    )
    in_order = sorted(found, key=lambda one: (rules.rank(one.role), one.position, one.id))
    return [_place(office, day) for office in in_order]


def acting_in(offices: QuerySet[Office], now: datetime) -> dict[int, Appointment]:
    """Who acts in each of the offices now: its holder, or whoever stands in.

    Empty ones are left out, and so are those of a council that was dissolved, or whose holder has
    left the organization.
    """
    found = {}
    for place in places_of(offices.filter(council__dissolved_at=None), localdate(now)):
        seat = place.substitute or place.seat
        if seat and (seat.appointment.valid_to is None or seat.appointment.valid_to > now):
            found[place.office.id] = seat.appointment
    return found


def _place(office: Office, day: date) -> Place:
    seats = list(office.seats.all())
    seat = next((one for one in seats if rules.holds(one.valid_from, one.valid_to, day)), None)
    coming = next((one for one in seats if one.valid_from > day), None)
    standing_in = seat.substitutes.all() if seat else ()
    return Place(
        office=office,
        seat=seat,
        next=coming,
        substitute=next(
            (one for one in standing_in if rules.holds(one.valid_from, one.valid_to, day)), None
        ),
        former=[one for one in seats if one.valid_to and one.valid_to < day],
        ends_soon=seat is not None and coming is None and rules.ends_soon(seat.valid_to, day),
    )


def teams_for(by: Member) -> QuerySet[Team]:
    """The teams that stand in the organization `by` acts for."""
    return (
        Team.objects.filter(organization_id=by.organization_id, dissolved_at=None)
        .prefetch_related("members__person", "entries")
        .order_by(by_name(), "id")
    )


def duty_of(team: Team, by: Member) -> QuerySet[DutyShift]:
    """The shifts of the duty roster that members of a team have."""
    return (
        DutyShift.objects.filter(
            organization_id=by.organization_id, person_id__in=team.members.values("person_id")
        )
        .select_related("person")
        .order_by("starts_at", "id")
    )


def entries_of(circle_id: int) -> QuerySet[TeamEntry]:
    """The teams that members have published to a circle."""
    return (
        TeamEntry.objects.filter(circle_id=circle_id)
        .select_related("organization")
        .order_by(by_name("organization__name"), by_name())
    )
