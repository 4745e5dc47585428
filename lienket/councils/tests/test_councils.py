"""Councils: who sets them up, who fills their offices, and what the circle reads."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils.timezone import localdate

from lienket.circles import actions as circle_actions
from lienket.circles.actions import NotMembers
from lienket.circles.exports import sealed
from lienket.circles.models import Circle
from lienket.councils import actions, queries
from lienket.councils.actions.councils import (
    BadNotation,
    CouncilWasDissolved,
    NotationTaken,
    NotItsRules,
    OfficeWasHeld,
    OnlyTheKeeper,
    SecondChair,
)
from lienket.councils.actions.seats import (
    NotYourOffice,
    OutsideTheTerm,
    StandsInForOneself,
    TermEndsBeforeItBegins,
    TermHasEnded,
    TermsOverlap,
)
from lienket.councils.models import Council, Office, Seat
from lienket.councils.waiting import offices as waiting_offices
from lienket.kernel.actors import Member
from lienket.kernel.errors import Refusal
from lienket.kernel.rls import acting
from lienket.organizations import actions as organizations
from lienket.organizations.actions import Office as Post
from lienket.organizations.models import Appointment
from lienket.regulations.models import Regulation
from tests.cast import NOON, Unit, make_circle, make_unit

TODAY = localdate(NOON)


def set_up(circle: Circle, by: Member, **more: object) -> Council:
    given = {"kind": "council", "name": "Hội đồng ANTT cụm", "short_name": "HĐANTT", **more}
    with acting(by):
        return actions.set_up(circle_id=circle.id, by=by, now=NOON, **given)  # type: ignore[arg-type]


def add(council: Council, role: str, *units: Unit, by: Member) -> list[Office]:
    with acting(by):
        return actions.add_offices(
            council_id=council.id,
            role=role,
            organization_ids=[unit.id for unit in units],
            by=by,
            now=NOON,
        )


def fill(office: Office, unit: Unit, *, first: date = TODAY, last: date | None = None) -> Seat:
    by = unit.member()
    with acting(by):
        return actions.fill(
            office_id=office.id,
            appointment_id=unit.appointment_id,
            valid_from=first,
            valid_to=last,
            by=by,
            now=NOON,
        )


@pytest.fixture
def council(circle: Circle, dispatcher: Member) -> Council:
    return set_up(circle, dispatcher)


@pytest.fixture
def office(council: Council, dispatcher: Member, fire_service: Unit) -> Office:
    """The fire service fills it."""
    return add(council, "deputy", fire_service, by=dispatcher)[0]


@pytest.fixture
def second(fire_service: Unit, circle: Circle) -> Appointment:
    """Another person of the fire service."""
    by = fire_service.member()
    with acting(by):
        return organizations.appoint(
            organization=fire_service.organization,
            name="Trần Thị Hai",
            office=Post("Phó phòng"),
            by=by,
            now=NOON,
        )


def test_a_council_of_twenty_four_is_listed_by_rank(plant: Unit) -> None:
    others = [make_unit(f"Unit {letter}") for letter in "ABCDEFGHIJKLMNOPQRSTUVW"]
    circle = make_circle(plant, *others)
    by = plant.member()
    council = set_up(circle, by)
    add(council, "member", *others[3:], by=by)
    add(council, "secretary", others[2], by=by)
    add(council, "deputy", *others[:2], by=by)
    add(council, "chair", plant, by=by)

    with acting(by):
        places = queries.roster(council, TODAY)

    assert len(places) == 24
    assert [place.office.role for place in places[:5]] == [
        "chair",
        "deputy",
        "deputy",
        "secretary",
        "member",
    ]


def test_a_second_chair_is_refused(
    council: Council, dispatcher: Member, plant: Unit, fire_service: Unit
) -> None:
    with pytest.raises(SecondChair):
        add(council, "chair", plant, fire_service, by=dispatcher)
    add(council, "chair", plant, by=dispatcher)
    with pytest.raises(SecondChair):
        add(council, "chair", fire_service, by=dispatcher)


def test_only_members_of_the_circle_get_offices(
    council: Council, dispatcher: Member, outsider: Unit
) -> None:
    with pytest.raises(NotMembers):
        add(council, "member", outsider, by=dispatcher)


def test_only_the_keeper_names_offices(council: Council, chief: Member, plant: Unit) -> None:
    with pytest.raises(OnlyTheKeeper):
        add(council, "member", plant, by=chief)


@pytest.mark.parametrize("short_name", ["", "hđ", "HĐ ANTT", "HĐ/ANTT", "-HĐ"])
def test_the_notation_must_fit_into_a_code(
    circle: Circle, dispatcher: Member, short_name: str
) -> None:
    with pytest.raises(BadNotation):
        set_up(circle, dispatcher, short_name=short_name)


def test_two_councils_of_a_keeper_do_not_share_a_series(
    circle: Circle, council: Council, dispatcher: Member, chief: Member
) -> None:
    with pytest.raises(NotationTaken):
        set_up(circle, dispatcher)
    assert set_up(circle, chief).short_name == "HĐANTT"


@pytest.mark.django_db(transaction=True)
def test_two_councils_set_up_at_once_do_not_share_a_series() -> None:
    unit, other = make_unit("Busy"), make_unit("Other")
    circles = [make_circle(unit, other, name=name) for name in ("Cụm 1", "Cụm 2")]
    by, start = unit.member(), Barrier(2)

    def attempt(circle: Circle) -> bool:
        start.wait()
        try:
            set_up(circle, by)
        except NotationTaken:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as people:
        assert sorted(people.map(attempt, circles)) == [False, True]


def test_working_rules_are_internal_regulations_of_the_circle(
    circle: Circle, dispatcher: Member
) -> None:
    with acting(dispatcher):
        signed, internal = (
            Regulation.objects.create(
                circle=circle,
                organization_id=dispatcher.organization_id,
                form=form,
                title="Quy chế làm việc",
                drafted_at=NOON,
            )
            for form in ("signed", "internal")
        )
    with pytest.raises(NotItsRules):
        set_up(circle, dispatcher, rules_id=signed.id)
    assert set_up(circle, dispatcher, rules_id=internal.id).rules_id == internal.id


def test_partners_read_who_sits_in_the_council(
    council: Council, office: Office, fire_service: Unit, dispatcher: Member
) -> None:
    fill(office, fire_service)

    with acting(dispatcher):
        (place,) = queries.roster(council, TODAY)
        assert place.seat
        assert str(place.seat.appointment.person) == "Nguyễn Văn Fire"


def test_the_keeper_cannot_name_the_people_of_others(office: Office, plant: Unit) -> None:
    with pytest.raises(NotYourOffice):
        fill(office, plant)


def test_a_person_of_another_organization_cannot_hold_the_office(
    office: Office, chief: Member, plant: Unit
) -> None:
    with acting(chief), pytest.raises(Appointment.DoesNotExist):
        actions.fill(
            office_id=office.id,
            appointment_id=plant.appointment_id,
            valid_from=TODAY,
            valid_to=None,
            by=chief,
            now=NOON,
        )


def test_terms_of_an_office_do_not_overlap(office: Office, fire_service: Unit) -> None:
    last = TODAY + timedelta(days=100)
    fill(office, fire_service, last=last)
    with pytest.raises(TermsOverlap):
        fill(office, fire_service, first=last)
    with pytest.raises(TermEndsBeforeItBegins):
        fill(office, fire_service, first=last + timedelta(days=2), last=last)
    fill(office, fire_service, first=last + timedelta(days=1))


def test_whoever_leaves_an_office_stays_in_its_history(
    council: Council, office: Office, fire_service: Unit, chief: Member
) -> None:
    seat = fill(office, fire_service)
    with acting(chief):
        actions.end_seat(seat_id=seat.id, last_day=TODAY, by=chief, now=NOON)

        (place,) = queries.roster(council, TODAY + timedelta(days=1))
        assert place.seat is None
        assert place.former == [seat]
        with pytest.raises(TermHasEnded):
            actions.end_seat(seat_id=seat.id, last_day=TODAY, by=chief, now=NOON)


def test_a_substitute_stands_in_within_the_term(
    council: Council, office: Office, fire_service: Unit, chief: Member, second: Appointment
) -> None:
    seat = fill(office, fire_service, last=TODAY + timedelta(days=60))

    def stand_in(appointment_id: int, last: date) -> None:
        actions.name_substitute(
            seat_id=seat.id,
            appointment_id=appointment_id,
            valid_from=TODAY,
            valid_to=last,
            by=chief,
            now=NOON,
        )

    with acting(chief):
        with pytest.raises(StandsInForOneself):
            stand_in(fire_service.appointment_id, TODAY)
        with pytest.raises(OutsideTheTerm):
            stand_in(second.id, TODAY + timedelta(days=61))
        stand_in(second.id, TODAY + timedelta(days=6))
        with pytest.raises(TermsOverlap):
            stand_in(second.id, TODAY)

        (place,) = queries.roster(council, TODAY)
        assert place.substitute
        assert place.substitute.appointment_id == second.id
        assert queries.roster(council, TODAY + timedelta(days=7))[0].substitute is None


def test_an_empty_office_and_an_ending_term_wait_for_their_organization(
    office: Office, fire_service: Unit, chief: Member, dispatcher: Member
) -> None:
    with acting(chief):
        (empty,) = waiting_offices(chief, NOON, 10)
    assert empty.due_at == NOON + timedelta(days=7)
    with acting(dispatcher):
        assert not list(waiting_offices(dispatcher, NOON, 10))

    fill(office, fire_service, last=TODAY + timedelta(days=40))
    with acting(chief):
        assert not list(waiting_offices(chief, NOON, 10))
        assert len(list(waiting_offices(chief, NOON + timedelta(days=10), 10))) == 1

    fill(office, fire_service, first=TODAY + timedelta(days=41))
    with acting(chief):
        assert not list(waiting_offices(chief, NOON + timedelta(days=10), 10))


def test_an_office_that_was_held_is_not_removed(
    office: Office, fire_service: Unit, dispatcher: Member
) -> None:
    fill(office, fire_service)
    with acting(dispatcher), pytest.raises(OfficeWasHeld):
        actions.remove_office(office_id=office.id, by=dispatcher, now=NOON)


def test_nobody_is_named_in_a_dissolved_council(
    council: Council, office: Office, fire_service: Unit, dispatcher: Member, chief: Member
) -> None:
    with acting(dispatcher):
        actions.dissolve(council_id=council.id, by=dispatcher, now=NOON)
    with pytest.raises(CouncilWasDissolved):
        fill(office, fire_service)
    with acting(chief):
        assert not list(waiting_offices(chief, NOON, 10))


def test_an_outsider_sees_no_council(
    council: Council, office: Office, fire_service: Unit, outsider: Unit
) -> None:
    fill(office, fire_service)
    by = outsider.member()
    with acting(by):
        assert not Council.objects.exists()
        assert not Office.objects.exists()
        assert not Seat.objects.exists()


def test_without_the_right_nothing_is_set_up(circle: Circle, dispatcher: Member) -> None:
    powerless = Member(**{**dispatcher.__dict__, "rights": frozenset()})
    with pytest.raises(Refusal):
        set_up(circle, powerless)


def test_a_leaver_takes_its_seats_along_and_loses_them(
    circle: Circle, council: Council, office: Office, fire_service: Unit, chief: Member
) -> None:
    seat = fill(office, fire_service)
    with acting(chief):
        assert b"seats.json" in sealed(circle=circle, by=chief, now=NOON).read()
        circle_actions.leave(circle_id=circle.id, by=chief, now=NOON)
        actions.vacate(circle_id=circle.id, organization_id=fire_service.id, by=chief, now=NOON)
        seat.refresh_from_db()
    assert seat.valid_to == TODAY


def test_ending_a_term_never_lengthens_it(
    office: Office, fire_service: Unit, chief: Member
) -> None:
    seat = fill(office, fire_service, last=TODAY + timedelta(days=10))
    with acting(chief), pytest.raises(TermHasEnded):
        actions.end_seat(seat_id=seat.id, last_day=TODAY + timedelta(days=11), by=chief, now=NOON)
