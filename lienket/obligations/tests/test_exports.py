"""What a leaver takes along of what was owed."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

from lienket.documents.guard.inspection import inspect
from lienket.kernel.rls import acting
from lienket.obligations import actions, exports, queries
from lienket.obligations.tests.conftest import DAILY, Define
from tests.cast import NOON, Unit

TABLES = {
    "obligations",
    "obligation_parties",
    "duties",
    "occurrences",
    "fulfilments",
    "evidence",
    "confirmations",
    "returns",
    "excuses",
}


def test_all_sides_take_along_what_was_handed_in_and_said_to_it(
    define: Define, plant: Unit, fire_service: Unit, commune: Unit
) -> None:
    # Owed to two: only the first of them asks for it.
    define(replace(DAILY, times=2), counterparts=["B", "C"])
    tomorrow = NOON + timedelta(days=1)
    actions.open_due(now=tomorrow)
    by, other = plant.member(), fire_service.member()
    proof = inspect("so.txt", "text/plain", BytesIO(b"23 nguoi"), limit_bytes=1_000)
    with acting(by):
        first, second = queries.occurrences_for(by).order_by("ordinal")
        actions.fulfil(occurrence_id=first.id, text="Đã gửi", by=by, now=tomorrow)
    with acting(other):
        actions.return_(occurrence_id=first.id, reason="Thiếu số liệu", by=other, now=tomorrow)
        actions.excuse(occurrence_id=second.id, reason="Mưa lũ", by=other, now=tomorrow)
    with acting(by):
        actions.fulfil(
            occurrence_id=first.id, text="Đủ số liệu", files=[proof], by=by, now=tomorrow
        )
    with acting(other):
        actions.confirm(occurrence_id=first.id, by=other, now=tomorrow)

    for unit in (plant, fire_service, commune):
        leaver = unit.member()
        with acting(leaver):
            parts = dict(exports.owed(leaver.circles, leaver))
        written = {
            name.removeprefix("obligations/").removesuffix(".json")
            for name, rows in parts.items()
            if name.startswith("obligations/") and rows
        }
        assert written == TABLES, unit
        reasons = str(parts["obligations/returns.json"]) + str(parts["obligations/excuses.json"])
        assert "Thiếu số liệu" in reasons
        assert "Mưa lũ" in reasons
        assert b"23 nguoi" in parts.values()


def test_an_obligation_that_never_fell_due_is_taken_along_too(
    define: Define, fire_service: Unit
) -> None:
    define(DAILY)
    leaver = fire_service.member()
    with acting(leaver):
        parts = dict(exports.owed(leaver.circles, leaver))
    assert parts["obligations/obligation_parties.json"]
    assert not parts["obligations/occurrences.json"]
