"""A unit that sits in a council becomes part of another one."""

from datetime import date, timedelta
from functools import partial

from lienket.circles.models import Circle
from lienket.councils import actions, queries
from lienket.councils.models import Council, Office, Seat
from lienket.councils.successions import key_of
from lienket.councils.tests.test_councils import TODAY, add, set_up
from lienket.documents.actions import take_number
from lienket.kernel.rls import acting
from lienket.organizations import actions as organizations
from lienket.organizations import successions
from lienket.organizations.actions import Office as Post
from tests.cast import NOON, Unit, make_unit, merge

LATER = NOON + timedelta(hours=1)
DAY = timedelta(days=1)


def test_the_successor_fills_the_office_and_names_somebody_anew(
    circle: Circle, plant: Unit, commune: Unit, outsider: Unit
) -> None:
    council = set_up(circle, plant.member())
    (office,) = add(council, "member", commune, by=plant.member())
    by = commune.member()
    with acting(by):
        actions.fill(
            office_id=office.id,
            appointment_id=commune.appointment_id,
            valid_from=TODAY,
            valid_to=None,
            by=by,
            now=NOON,
        )
        (line,) = [one for one in successions.touched(commune.id, NOON) if "council:" in one.key]
    assert line.key == key_of(council.id)
    with acting(outsider.member()):
        assert line.key not in {one.key for one in successions.touched(commune.id, NOON)}

    heir = make_unit("Heir", "commune_police")
    merge(commune, heir, now=LATER)
    with acting(heir.member(LATER)):
        assert Office.objects.get(id=office.id).organization_id == heir.id
        # The term of who sat there ends with the old unit.
        assert Seat.objects.get(office=office).valid_to == TODAY
        (own,) = queries.offices_for(heir.member(LATER)).filter(organization_id=heir.id)
    assert own.id == office.id


def test_terms_to_come_end_and_standing_in_ends_with_the_old_unit(
    circle: Circle, plant: Unit, commune: Unit
) -> None:
    council = set_up(circle, plant.member())
    (office,) = add(council, "member", commune, by=plant.member())
    by = commune.member()
    with acting(by):
        second = organizations.appoint(
            organization=commune.organization,
            name="Trần Thị Hai",
            office=Post("Phó trưởng công an"),
            by=by,
            now=NOON,
        )

    def fill(begin: date, end: date | None) -> Seat:
        with acting(by):
            return actions.fill(
                office_id=office.id,
                appointment_id=commune.appointment_id,
                valid_from=begin,
                valid_to=end,
                by=by,
                now=NOON,
            )

    seat = fill(TODAY, TODAY + 30 * DAY)
    fill(TODAY + 31 * DAY, None)
    with acting(by):
        actions.name_substitute(
            seat_id=seat.id,
            appointment_id=second.id,
            valid_from=TODAY,
            valid_to=TODAY + 9 * DAY,
            by=by,
            now=NOON,
        )
    heir = make_unit("Heir", "commune_police")
    merge(commune, heir, now=LATER)

    heirs = heir.member(LATER)
    with acting(heirs):
        (ended,) = Seat.objects.filter(office=office)
        assert ended.valid_to == TODAY
        assert ended.substitutes.get().valid_to == TODAY
        actions.fill(
            office_id=office.id,
            appointment_id=heir.appointment_id,
            valid_from=TODAY + DAY,
            valid_to=None,
            by=heirs,
            now=LATER,
        )


def test_the_successor_keeps_the_council_and_its_numbers_go_on(
    circle: Circle, plant: Unit, commune: Unit
) -> None:
    by = commune.member()
    council = set_up(circle, by)
    take = partial(take_number, kind="BB", year=2026, organ=council.short_name)
    with acting(by):
        assert take(organization_id=commune.id) == 1
        # Kept without an office of its own, it is touched all the same.
        assert key_of(council.id) in {one.key for one in successions.touched(commune.id, NOON)}
    heir = make_unit("Heir", "commune_police")
    merge(commune, heir, now=LATER)
    with acting(heir.member(LATER)):
        assert Council.objects.get(id=council.id).organization_id == heir.id
        assert take(organization_id=heir.id) == 2
