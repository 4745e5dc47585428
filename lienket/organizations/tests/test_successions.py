"""What becomes of a unit: who may propose, what is refused, names, and lists from spreadsheets."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from typing import Protocol

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from lienket.kernel.actors import Operator
from lienket.kernel.errors import NotAllowed, Refusal
from lienket.kernel.guard.refusals import BidiMarks, ControlCharacters, SecrecyStamp
from lienket.kernel.rls import acting
from lienket.organizations import actions, lists, queries, successions
from lienket.organizations.actions import Proposal
from lienket.organizations.actions.proposals import (
    DayOutOfRange,
    FunctionHandedOver,
    NotYourSuccession,
    SucceededAlready,
    SuccessionCycle,
)
from lienket.organizations.actions.successions import NotOpenAnyMore
from lienket.organizations.models import Account, FormerName, Organization, Succession
from lienket.organizations.rules import Edge, Known
from tests.cast import ENGINE, NOON, Unit, signed_in

TODAY = date(2026, 11, 21)
LATER = NOON + timedelta(hours=1)
DECISION = "Nghị quyết 202/2025/QH15"
HEAD = "đơn vị cũ;đơn vị mới;hình thức;ngày;căn cứ\n"


class Shared(Protocol):
    """A circle, as far as a module below circles knows one."""

    id: int
    name: str


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def proposed(by_unit: Unit, kind: str, successor: Unit | None = None, **more: object) -> Succession:
    by = by_unit.member()
    facts = {
        "predecessor_id": by_unit.id,
        "successor_id": successor.id if successor else None,
        "effective_on": TODAY,
        "decision": DECISION,
        **more,
    }
    with acting(by):
        return actions.propose(
            proposal=Proposal(kind=kind, **facts),  # type: ignore[arg-type]
            by=by,
            now=LATER,
        )


def confirmed(made: Succession, by_unit: Unit) -> Succession:
    by = by_unit.member()
    with acting(by):
        return actions.confirm(succession_id=made.id, by=by, now=LATER)


def test_a_rename_keeps_the_old_name(circle: Shared, commune: Unit, plant: Unit) -> None:
    confirmed(proposed(commune, "rename", new_name="Công an xã Cư Jút"), commune)

    with acting(plant.member(LATER)):
        unit = Organization.objects.get(id=commune.id)
        assert unit.name == "Công an xã Cư Jút"
        assert FormerName.objects.get().name == "Commune"
        assert queries.name_on(unit, TODAY - timedelta(days=1)) == "Commune"
        assert queries.name_on(unit, TODAY) == "Công an xã Cư Jút"
        assert queries.called_now("Commune", unit) == "Commune (now Công an xã Cư Jút)"
        assert queries.called_now(unit.name, unit) == unit.name


def test_the_names_of_many_units_are_looked_up_together(
    circle: Shared, commune: Unit, plant: Unit
) -> None:
    for unit in (commune, plant):
        confirmed(proposed(unit, "rename", new_name=f"New {unit.organization.name}"), unit)

    with acting(plant.member(LATER)):
        units = [Organization.objects.get(id=one.id) for one in (commune, plant)]
        names = queries.NamesNow([one.id for one in units])
        names.called("Commune", units[0])
        with CaptureQueriesContext(connection) as asked:
            assert names.called("PLANT", units[1]) == "PLANT (now New Plant)"
            assert names.called("Commune", units[0]) == "Commune (now New Commune)"
            assert names.called("In other words", units[0]) == "In other words"
        assert not asked


def test_names_of_several_renames_are_told_apart(commune: Unit) -> None:
    first = date(2020, 1, 1)
    confirmed(proposed(commune, "rename", new_name="Hai", effective_on=first), commune)
    confirmed(proposed(commune, "rename", new_name="Ba"), commune)

    with acting(commune.member()):
        unit = Organization.objects.get(id=commune.id)
        days = (first - timedelta(days=1), first, TODAY)
        assert [queries.name_on(unit, day) for day in days] == ["Commune", "Hai", "Ba"]


def test_nothing_changes_before_both_confirm(circle: Shared, commune: Unit, outsider: Unit) -> None:
    made = proposed(commune, "merge", outsider)
    assert confirmed(made, commune).applied_at is None
    assert outsider.member().circles == ()

    assert confirmed(made, outsider).applied_at == LATER
    assert outsider.member(LATER).circles == (circle.id,)


def test_a_day_to_come_is_waited_for(circle: Shared, commune: Unit, outsider: Unit) -> None:
    tomorrow = TODAY + timedelta(days=1)
    made = proposed(commune, "merge", outsider, effective_on=tomorrow)
    confirmed(made, commune)
    assert confirmed(made, outsider).applied_at is None
    assert actions.apply_due(now=LATER) == 0

    morning = NOON + timedelta(days=1)
    assert actions.apply_due(now=morning) == 1
    assert actions.apply_due(now=morning) == 0
    assert outsider.member(morning).circles == (circle.id,)


def test_a_cycle_is_refused(commune: Unit, plant: Unit, outsider: Unit) -> None:
    proposed(commune, "merge", plant)
    proposed(plant, "merge", outsider)

    with pytest.raises(SuccessionCycle):
        proposed(outsider, "merge", commune)


def test_what_was_proposed_at_once_to_and_fro_is_not_confirmed(commune: Unit, plant: Unit) -> None:
    there = proposed(commune, "merge", plant)
    back = Proposal(plant.id, "merge", TODAY, DECISION, successor_id=commune.id)
    # Neither saw the other.
    operator = Operator(Account.objects.create(username="operator").id)
    actions.import_proposals(proposals=[(back, None)], by=operator, now=LATER)

    with pytest.raises(SuccessionCycle):
        confirmed(there, commune)


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        ({"decision": "TUYỆT MẬT"}, SecrecyStamp),
        ({"new_name": "Công an xã \u202egnôp"}, BidiMarks),
        ({"new_name": "Công an\u0007 xã"}, ControlCharacters),
    ],
)
def test_words_that_must_not_stand_in_the_record_are_refused(
    commune: Unit, words: dict[str, str], refusal: type[Refusal]
) -> None:
    given = {"new_name": "Công an xã Cư Jút", **words}
    with pytest.raises(refusal):
        proposed(commune, "rename", None, **given)

    row = f"Commune;{given['new_name']};Đổi tên;21/11/2026;{given.get('decision', DECISION)}\n"
    with acting(ENGINE):
        (finding,) = lists.examine(lists.read((HEAD + row).encode()), LATER)
    assert finding.proposal is None
    assert finding.problem


def test_functions_may_go_to_and_fro_but_each_only_once(commune: Unit, plant: Unit) -> None:
    proposed(commune, "function", plant, functions="Quản lý cư trú")
    proposed(plant, "function", commune, functions="Cấp phép")

    with pytest.raises(FunctionHandedOver):
        proposed(commune, "function", plant, functions="quản lý  CƯ TRÚ")


def test_a_unit_ends_once_and_on_a_sane_day(commune: Unit, plant: Unit, outsider: Unit) -> None:
    made = proposed(commune, "merge", plant)
    with pytest.raises(SucceededAlready):
        proposed(commune, "dissolve")
    by = plant.member()
    with acting(by):
        actions.cancel(succession_id=made.id, by=by, now=LATER)
    proposed(commune, "dissolve")
    with pytest.raises(DayOutOfRange):
        proposed(outsider, "dissolve", effective_on=date(2099, 1, 1))
    with pytest.raises(NotOpenAnyMore):
        confirmed(made, plant)


def test_only_the_two_units_may_propose_and_confirm(
    commune: Unit, plant: Unit, outsider: Unit
) -> None:
    by = outsider.member()
    proposal = Proposal(commune.id, "merge", TODAY, DECISION, successor_id=plant.id)
    with acting(by), pytest.raises(NotYourSuccession):
        actions.propose(proposal=proposal, by=by, now=LATER)

    made = proposed(commune, "merge", plant)
    with acting(by):
        assert not Succession.objects.exists()
        # Their names are no more to be seen than before.
        assert not Organization.objects.exclude(id=outsider.id).exists()
    # Both units read who the other is.
    with acting(plant.member()):
        assert Succession.objects.get().predecessor.name == "Commune"
    assert made.proposed_by_id == commune.id


def test_a_unit_that_nobody_manages_is_spoken_for_by_its_superior(plant: Unit) -> None:
    with acting(ENGINE):
        empty = actions.admit(
            name="Công an huyện X",
            short_name="CAH X",
            kind="police",
            superior=plant.organization,
            by=ENGINE,
            now=NOON,
        )
    operator = Operator(1)
    made = actions.import_proposals(
        proposals=[(Proposal(empty.id, "dissolve", TODAY, DECISION), plant.id)],
        by=operator,
        now=NOON,
    )[0]

    assert confirmed(made, plant).applied_at == LATER


def test_a_successor_that_does_not_exist_yet_is_admitted_on_the_day(
    circle: Shared, commune: Unit
) -> None:
    made = proposed(commune, "merge", new_name="Công an xã Nam Dong")
    confirmed(made, commune)
    by = Operator(1, organizations=(commune.id,))
    with acting(by):
        done = actions.confirm(succession_id=made.id, by=by, now=LATER)
        assert done.successor
        assert done.successor.name == "Công an xã Nam Dong"

    seats = queries.seats(account_id=commune.account.id, now=LATER)
    assert [seat.organization_name for seat in seats] == ["Công an xã Nam Dong"]
    with acting(ENGINE):
        member = queries.enter(account_id=commune.account.id, appointment_id=None, now=LATER)
    assert member
    assert member.circles == (circle.id,)
    # Nobody else manages it yet, so whoever managed before does.
    assert member.may("organization.manage")


@given(st.lists(st.tuples(st.integers(1, 6), st.integers(1, 6)), max_size=12))
def test_what_is_accepted_one_by_one_never_forms_a_cycle(pairs: list[tuple[int, int]]) -> None:
    known, heirs = Known(), dict[int, set[int]]()
    for old, new in pairs:
        if not known.would_cycle(old, new):
            known.add(Edge(old, new, "split", False, ""))
            heirs.setdefault(old, set()).add(new)
    for unit in heirs:
        ahead, seen = set(heirs[unit]), set[int]()
        while ahead - seen:
            seen |= ahead
            ahead = {heir for one in ahead for heir in heirs.get(one, ())}
        assert unit not in seen


def test_every_module_that_carries_something_over_says_that_it_is_touched() -> None:
    def modules(declared: Iterable[Callable[..., object]]) -> set[str]:
        return {one.__module__.split(".")[1] for one in declared}

    # The open copies of bulletins are told by their asks.
    assert modules(successions._carriers) - {"exchange"} == modules(successions._contributors)


# ---- Lists -----------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", [";", ",", "\t"])
def test_a_list_is_read_as_spreadsheets_write_it(mark: str) -> None:
    text = "\ufeff" + (HEAD + "A;B;Sáp nhập;01/07/2025;NQ 202\n;;;;\n").replace(";", mark)

    (row,) = lists.read(text.encode())

    assert (row.number, row.predecessor, row.successor, row.date) == (2, "A", "B", "01/07/2025")


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"PK\x03\x04\x00\x00", lists.NotCsv),
        ("đơn vị".encode("utf-16"), lists.NotCsv),
        (b"a;b;c\n1;2;3\n", lists.ColumnsMissing),
        (HEAD.encode(), lists.EmptyList),
        (HEAD.encode() + b"A;B;merge;01/07/2025;NQ\n" * 10_001, lists.ListTooLong),
        (b"", lists.ColumnsMissing),
    ],
)
def test_what_is_no_list_is_refused(content: bytes, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        lists.read(content)


@given(st.binary(max_size=300))
def test_any_file_is_read_or_refused(content: bytes) -> None:
    with suppress(Refusal):
        assert lists.read(HEAD.encode() + content)


def test_each_row_says_what_is_wrong_with_it(commune: Unit, plant: Unit) -> None:
    rows = [
        "Commune;Plant;sáp nhập;01/07/2025;NQ 202",
        "Plant;Commune;merge;01/07/2025;NQ 202",
        "Commune;;giải thể;01/07/2025;NQ 202",
        "Huyện lạ;Plant;merge;01/07/2025;NQ 202",
        "Plant;Plant;merge;01/07/2025;NQ 202",
        "Plant;Xã mới;merge;31/02/2025;NQ 202",
        "Plant;=HYPERLINK(1);merge;01/07/2025;NQ 202",
        "Plant;Xã mới;nhập;01/07/2025;NQ 202",
        "Plant;Xã mới;merge;01/07/2025;",
        "Plant;Plant;đổi tên;01/07/2025;NQ 202",
        "Plant;Xã mới;merge;01/07/2025;NQ 202",
    ]
    findings = lists.examine(lists.read((HEAD + "\n".join(rows)).encode()), LATER)

    assert [bool(one.problem) for one in findings] == [False, *[True] * 9, False]
    assert "lead back" in findings[1].problem
    assert "Huyện lạ" in findings[3].problem
    assert "formula" in findings[6].problem
    assert findings[10].is_new
    assert not Succession.objects.exists()


# ---- Pages -----------------------------------------------------------------------------------


def test_the_pages_lead_from_the_proposal_to_the_day(
    circle: Shared, commune: Unit, outsider: Unit
) -> None:
    today = timezone.localdate()
    ours, theirs = signed_in(commune.account), signed_in(outsider.account)
    assert "/organization/successions/new/" in ours.get("/organization/successions/").text
    proposal = {
        "kind": "merge",
        "other": "Outsider",
        "decision": DECISION,
        "effective_on": today.isoformat(),
    }
    assert ours.get("/organization/successions/new/").status_code == 200
    refused = ours.post("/organization/successions/new/", proposal | {"other": "Nobody"})
    assert refused.status_code == 422
    page = ours.post("/organization/successions/new/", proposal)["Location"]

    shown = ours.get(page).text
    assert circle.name in shown
    assert "Nguyễn Văn Commune" in shown
    # The other side reads how many circles there are, and not which.
    other = theirs.get(page).text
    assert circle.name not in other
    assert "Commune" in other

    ours.post(page, {"moves_people": "on"})
    theirs.post(page)
    after = theirs.get(page).text
    assert "Commune (nay là Outsider)" in after
    assert theirs.get(f"/circles/{circle.id}/members/").status_code == 200


def test_what_waits_for_confirmation_stands_on_the_page_of_today(
    commune: Unit, plant: Unit, outsider: Unit
) -> None:
    made = proposed(commune, "merge", plant)

    assert f"/organization/successions/{made.id}/" in signed_in(plant).get("/").text
    assert "/organization/successions/" not in signed_in(outsider.account).get("/").text


def test_a_proposal_is_called_off(commune: Unit, plant: Unit, outsider: Unit) -> None:
    made = proposed(commune, "merge", plant)
    page = f"/organization/successions/{made.id}/"
    assert signed_in(outsider.account).get(page).status_code == 404
    assert signed_in(outsider.account).post(f"{page}cancellation/").status_code == 404

    signed_in(plant).post(f"{page}cancellation/")

    with acting(plant.member()):
        assert Succession.objects.get().cancelled_at


def test_an_operator_imports_a_list_that_changes_nothing(
    circle: Shared, commune: Unit, plant: Unit
) -> None:
    browser = signed_in(Account.objects.create(username="operator", is_operator=True))
    content = HEAD + 'Commune;Plant;merge;01/07/2025;"<b>NQ</b> 202"\nLạ;Plant;merge;01/07/2025;N\n'
    sheet = SimpleUploadedFile("list.csv", content.encode(), "text/csv")

    examined = browser.post("/operator/successions/", {"file": sheet})
    assert "&lt;b&gt;NQ" in examined.text
    with acting(commune.member()):
        assert not Succession.objects.exists()
    browser.post("/operator/successions/list/", {"content": examined.context["content"]})

    with acting(commune.member()):
        made = Succession.objects.get()
        assert not made.is_confirmed
        assert made.proposed_by is None
    listed = browser.get("/operator/successions/").text
    assert "Commune" in listed
    assert circle.name not in listed
    # Both units have managers of their own: an operator confirms for neither.
    assert browser.post(f"/operator/successions/{made.id}/confirmation/").status_code == 403
    browser.post(f"/operator/successions/{made.id}/cancellation/")
    with acting(commune.member()):
        assert Succession.objects.get().cancelled_at


def test_a_changed_list_is_not_taken(db: None) -> None:
    browser = signed_in(Account.objects.create(username="operator", is_operator=True))

    browser.post("/operator/successions/list/", {"content": "changed"})

    assert "Hãy tải danh sách lên lại" in browser.get("/operator/successions/").text


def test_the_operator_s_pages_are_not_there_for_others(plant: Unit) -> None:
    browser = signed_in(plant)

    assert browser.get("/operator/successions/").status_code == 404
    assert browser.post("/operator/successions/list/").status_code == 404
    assert browser.post("/operator/successions/1/confirmation/").status_code == 404


def test_proposing_needs_the_right_to_manage(commune: Unit, plant: Unit) -> None:
    by = commune.member()
    clerk = type(by)(**{**vars(by), "rights": frozenset()})
    proposal = Proposal(commune.id, "merge", TODAY, DECISION, successor_id=plant.id)
    with acting(clerk), pytest.raises(NotAllowed):
        actions.propose(proposal=proposal, by=clerk, now=LATER)
