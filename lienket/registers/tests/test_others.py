"""What programs, the search, a leaver and a successor get of the registers."""

from datetime import timedelta
from typing import Any, get_args

import pytest

from lienket.circles.models import Circle
from lienket.escalation.models import Ask
from lienket.exchange.tests.program import program_of
from lienket.kernel.actors import Member
from lienket.kernel.rls import acting
from lienket.organizations import successions
from lienket.registers import actions, exports
from lienket.registers.actions import Facts
from lienket.registers.api import KindKey
from lienket.registers.kinds import kinds
from lienket.registers.models import Entry
from lienket.registers.successions import key_of
from lienket.registers.tests.conftest import LICENCE, PASS, Enter
from lienket.search.models import Entry as Findable
from tests.cast import NOON, Unit, make_unit, merge

LATER = NOON + timedelta(hours=1)


def test_a_program_enters_and_reads_rows(
    circle: Circle, plant: Unit, fire_service: Unit, outsider: Unit
) -> None:
    address = f"circles/{circle.id}/register-entries"
    new = {"kind": "vehicle", "name": "51C-1", "expires_on": "2031-01-01"}
    made = program_of(plant).post(address, new)
    assert made.status == 201
    assert made.body["organization"]["id"] == plant.id
    read = program_of(fire_service).get(f"{address}?kind=vehicle")
    assert [one["name"] for one in read.body["items"]] == ["51C-1"]
    assert program_of(fire_service).get(f"{address}?kind=residence").body["items"] == []
    assert program_of(outsider).get(address).status == 404
    assert program_of(outsider).post(address, new).status == 404
    assert program_of(plant, "record.read").post(address, new).status == 403


@pytest.mark.parametrize(
    ("change", "field"),
    [({"name": "=1"}, "name"), ({"expires_on": None}, "expires_on"), ({"amount": 3}, "amount")],
)
def test_a_program_is_told_what_is_wrong(
    circle: Circle, plant: Unit, change: dict[str, Any], field: str
) -> None:
    new = {"kind": "vehicle", "name": "51C-1", "expires_on": "2031-01-01"} | change
    answer = program_of(plant).post(f"circles/{circle.id}/register-entries", new)
    assert answer.status == 422
    assert field in str(answer.body)


def test_the_programs_know_every_register() -> None:
    assert get_args(KindKey) == tuple(kinds)


def test_what_stands_in_a_register_is_found_until_it_is_taken_out(
    licence: Entry, dispatcher: Member
) -> None:
    found = Findable.objects.filter(source="registers_entry")
    with acting(dispatcher):
        assert LICENCE.name in found.get().title
        actions.retire(entry_id=licence.id, reason="Hết hợp đồng", by=dispatcher, now=NOON)
        assert not found.exists()


def test_the_record_holds_ones_own_rows_with_their_history(
    circle: Circle, enter: Enter, licence: Entry, dispatcher: Member, chief: Member
) -> None:
    enter("vehicle", PASS, chief)
    with acting(dispatcher):
        said = Facts("Sao Mai", LICENCE.number, expires_on=LICENCE.expires_on)
        actions.change(entry_id=licence.id, facts=said, by=dispatcher, now=NOON)
        record: dict[str, Any] = dict(exports.registers([circle.id], dispatcher))
    assert [row["name"] for row in record["register_entries.json"]] == ["Sao Mai"]
    assert [row["before"] for row in record["register_changes.json"]] == [LICENCE.name]


def test_the_successor_keeps_the_rows_and_is_asked(
    circle: Circle, enter: Enter, chief: Member, fire_service: Unit, outsider: Unit
) -> None:
    enter("guard_contractor", LICENCE, chief)
    actions.remind_due(now=NOON)
    with acting(chief):
        lines = {line.key: line for line in successions.touched(fire_service.id, NOON)}
    assert lines[key_of(circle.id)].url == f"/circles/{circle.id}/registers/"
    with acting(outsider.member()):
        hidden = {line.key for line in successions.touched(fire_service.id, NOON)}
    assert key_of(circle.id) not in hidden

    heir = make_unit("Heir", "fire_service")
    merge(fire_service, heir, now=LATER)
    with acting(heir.member(LATER)):
        assert Entry.objects.get().organization_id == heir.id
        assert Ask.objects.get(settled_at=None).organization_id == heir.id


def test_a_row_that_the_successor_has_already_is_not_doubled(
    enter: Enter, dispatcher: Member, chief: Member, plant: Unit, fire_service: Unit
) -> None:
    enter("guard_contractor", LICENCE, chief)
    enter("guard_contractor", LICENCE, dispatcher)
    merge(fire_service, plant, now=LATER)
    with acting(plant.member(LATER)):
        owners = set(Entry.objects.values_list("organization_id", flat=True))
    assert owners == {plant.id, fire_service.id}
