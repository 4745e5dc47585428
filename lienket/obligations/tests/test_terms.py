"""One term follows another: what straddles both is owed in one of them."""

from datetime import date, timedelta

import pytest

from lienket.kernel.rls import acting
from lienket.obligations import actions, queries
from lienket.obligations.models import Duty
from lienket.obligations.reactions import end_the_earlier_term, start_duties
from lienket.obligations.rules import Cadence
from lienket.obligations.tests.conftest import DAILY, WEEKLY, Define, owed
from lienket.regulations import actions as regulations
from lienket.regulations.events import RegulationRenewed, RegulationSigned
from lienket.regulations.models import Regulation
from lienket.regulations.tests.conftest import sign_all
from tests.cast import NOON, Unit

#: Due in the middle of January; asked for thirty days before, in the next term.
YEARLY = Cadence("calendar", rrule="FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=15")
#: The next term begins on a Tuesday, in a week that lasts from 28/11 to 04/12.
BEGINS = date(2026, 12, 1)


@pytest.fixture
def renewed(in_force: Regulation, plant: Unit, fire_service: Unit, commune: Unit) -> Regulation:
    """A draft for the term that follows the one in force, which has no last day of its own."""
    by = plant.member()
    with acting(by):
        Regulation.objects.filter(id=in_force.id).update(valid_to=None)
        return regulations.renew(
            regulation_id=in_force.id,
            title="Quy chế nhiệm kỳ mới",
            valid_from=BEGINS,
            valid_to=date(2030, 12, 31),
            by=by,
            now=NOON,
        )


def put_into_force(regulation: Regulation, *units: Unit) -> None:
    """All sign, and what follows from it."""
    signed = sign_all(regulation, *units)
    told = {"circle_id": signed.circle_id, "organization_id": None, "at": NOON}
    start_duties(RegulationSigned(signed.id, 0), **told)
    end_the_earlier_term(RegulationRenewed(signed.renews_id or 0, signed.id), **told)


@pytest.mark.parametrize(
    ("cadence", "starts"),
    [
        (WEEKLY, [date(2026, 11, 21), date(2026, 11, 28), date(2026, 12, 5), date(2026, 12, 12)]),
        (DAILY, [date(2026, 11, 22) + timedelta(days=n) for n in range(27)]),
        (YEARLY, [date(2026, 1, 16)]),
    ],
    ids=["weekly", "daily", "yearly"],
)
def test_a_period_that_straddles_two_terms_is_owed_once(
    define: Define,
    renewed: Regulation,
    plant: Unit,
    fire_service: Unit,
    commune: Unit,
    cadence: Cadence,
    starts: list[date],
) -> None:
    define(cadence)
    by = plant.member()
    with acting(by):
        # As the term in force has no last day, neither have its duties.
        Duty.objects.update(last_day=None)
        actions.carry_over(regulation_id=renewed.id, codes=["N06"], by=by, now=NOON)
    put_into_force(renewed, plant, fire_service, commune)

    for days in (0, 7, 10, 14, 27):
        actions.open_due(now=NOON + timedelta(days=days))
    with acting(by):
        found = queries.occurrences_for(by).order_by("period_start")
        assert list(found.values_list("period_start", flat=True)) == starts


def test_what_only_the_next_term_knows_begins_with_the_period_that_runs(
    renewed: Regulation, plant: Unit, fire_service: Unit, commune: Unit
) -> None:
    by = plant.member()
    with acting(by):
        actions.define(regulation_id=renewed.id, draft=owed(WEEKLY), by=by, now=NOON)
    put_into_force(renewed, plant, fire_service, commune)

    actions.open_due(now=NOON + timedelta(days=10))
    by = plant.member()
    with acting(by):
        assert queries.occurrences_for(by).get().period_start == date(2026, 11, 28)
