"""A regulation is renewed in the middle of a campaign: what is demanded goes on, or ends."""

from datetime import date, timedelta

import pytest

from lienket.campaigns import actions, queries
from lienket.campaigns.models import Campaign
from lienket.campaigns.reactions import follow_into_the_next_term
from lienket.campaigns.tests.conftest import DAY, SUNDAY
from lienket.delivery.models import Message
from lienket.kernel.rls import acting
from lienket.obligations import actions as obligations
from lienket.obligations.models import Occurrence
from lienket.obligations.reactions import end_the_earlier_term, start_duties
from lienket.obligations.tests.conftest import DAILY
from lienket.regulations import actions as regulations
from lienket.regulations.events import RegulationRenewed, RegulationSigned
from lienket.regulations.models import Regulation
from lienket.regulations.tests.conftest import sign_all
from tests.cast import NOON, Unit

#: The campaign runs from Monday, 23 November, to Sunday; the next term begins on Thursday.
BEGINS = date(2026, 11, 26)


def renew(
    in_force: Regulation, plant: Unit, *others: Unit, codes: tuple[str, ...] = ("N06",)
) -> Regulation:
    """Draft the next term with these obligations, have all sign it, and let the news be heard."""
    by = plant.member()
    with acting(by):
        Regulation.objects.filter(id=in_force.id).update(valid_to=None)
        draft = regulations.renew(
            regulation_id=in_force.id,
            title="Quy chế nhiệm kỳ mới",
            valid_from=BEGINS,
            valid_to=date(2030, 12, 31),
            by=by,
            now=NOON,
        )
        obligations.carry_over(regulation_id=draft.id, codes=codes, by=by, now=NOON)
    signed = sign_all(draft, plant, *others)
    told = {"circle_id": signed.circle_id, "organization_id": None, "at": NOON}
    start_duties(RegulationSigned(signed.id, 0), **told)
    end_the_earlier_term(RegulationRenewed(in_force.id, signed.id), **told)
    follow_into_the_next_term(RegulationRenewed(in_force.id, signed.id), **told)
    return signed


def days_opened(unit: Unit, until: int) -> list[int]:
    for days in range(until):
        obligations.open_due(now=NOON + days * DAY)
    with acting(unit.member()):
        found = Occurrence.objects.order_by("period_end")
        return [day.day for day in found.values_list("period_end", flat=True)]


@pytest.mark.usefixtures("announced")
def test_what_is_demanded_goes_on_in_the_next_term(
    in_force: Regulation,
    plant: Unit,
    fire_service: Unit,
    commune: Unit,
) -> None:
    renew(in_force, plant, fire_service, commune)

    assert days_opened(plant, 9) == [23, 24, 25, 26, 27, 28, 29]
    with acting(plant.member()):
        letters = Message.objects.filter(envelope__kind=queries.CHANGED)
        assert not letters.exists(), "nothing has changed for anybody"


def test_moving_the_end_moves_it_in_the_next_term(
    in_force: Regulation,
    announced: Campaign,
    plant: Unit,
    fire_service: Unit,
    commune: Unit,
) -> None:
    renew(in_force, plant, fire_service, commune)
    by = plant.member()
    with acting(by):
        actions.move_end(
            campaign_id=announced.id,
            ends_on=SUNDAY + timedelta(days=2),
            reason="Tình hình còn phức tạp",
            by=by,
            now=NOON + DAY,
        )
    assert days_opened(plant, 11)[:9] == [23, 24, 25, 26, 27, 28, 29, 30, 1]


def test_where_the_next_term_obliges_to_something_else_the_organizer_is_told(
    in_force: Regulation,
    announced: Campaign,
    plant: Unit,
    fire_service: Unit,
    commune: Unit,
) -> None:
    renewal = renew(in_force, plant, fire_service, commune, codes=())

    assert days_opened(plant, 8) == [23, 24, 25]
    by = plant.member()
    with acting(by):
        letters = Message.objects.filter(envelope__kind=queries.CHANGED)
        assert set(letters.values_list("organization_id", flat=True)) == {plant.id}
        assert queries.demands_of(announced).count() == 1
    told = {"circle_id": renewal.circle_id, "organization_id": None, "at": NOON}
    follow_into_the_next_term(RegulationRenewed(in_force.id, renewal.id), **told)
    with acting(by):
        assert letters.count() == 1, "it is told once"


def test_hearing_it_twice_demands_nothing_twice(
    in_force: Regulation,
    announced: Campaign,
    plant: Unit,
    fire_service: Unit,
    commune: Unit,
) -> None:
    renewal = renew(in_force, plant, fire_service, commune)
    told = {"circle_id": renewal.circle_id, "organization_id": None, "at": NOON}
    follow_into_the_next_term(RegulationRenewed(in_force.id, renewal.id), **told)
    with acting(plant.member()):
        demands = queries.demands_of(announced)
        assert [one.cadence["rrule"] for one in demands] == [DAILY.rrule] * 2
        held = [one.tightening for one in demands if one.tightening]
        first, second = sorted(held, key=lambda one: one.first_day)
        assert (first.last_day + DAY, second.last_day) == (second.first_day, SUNDAY)
