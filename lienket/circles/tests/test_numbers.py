"""Numbers of what is given in a circle."""

from datetime import UTC, datetime

from django.db import transaction

from lienket.circles import actions
from lienket.circles.models import Circle
from lienket.kernel.actors import Member
from lienket.kernel.rls import acting
from tests.cast import NOON, Unit


def test_each_prefix_and_year_is_counted_from_one(circle: Circle, dispatcher: Member) -> None:
    new_year = datetime(2026, 12, 31, 17, 0, tzinfo=UTC)  # midnight in Vietnam
    with acting(dispatcher):
        taken = [
            actions.take_number(circle, prefix, now=now)
            for prefix, now in (("TK", NOON), ("TK", NOON), ("PB", NOON), ("TK", new_year))
        ]
    assert taken == ["TK-2026-001", "TK-2026-002", "PB-2026-001", "TK-2027-001"]


def test_what_fails_leaves_no_gap(circle: Circle, dispatcher: Member) -> None:
    with acting(dispatcher):
        with transaction.atomic():
            actions.take_number(circle, "TK", now=NOON)
            transaction.set_rollback(True)
        assert actions.take_number(circle, "TK", now=NOON) == "TK-2026-001"


def test_a_narrower_audience_has_letters_of_its_own(
    circle: Circle, dispatcher: Member, plant: Unit, fire_service: Unit, commune: Unit
) -> None:
    with acting(dispatcher):
        numbers = set()
        for other in (fire_service, commune):
            narrow = actions.subset(
                parent_id=circle.id, organization_ids=[plant.id, other.id], by=dispatcher, now=NOON
            )
            number = actions.take_number(narrow, "TK", now=NOON)
            assert number.startswith("TK-2026-001-")
            numbers.add(number)
    assert "TK-2026-001" not in numbers
