"""A register holds papers, stocks and counts: of organizations, never of persons."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import ProgrammingError

from lienket.circles.models import Circle
from lienket.documents.guard.refusals import PersonsIdentity
from lienket.journal.models import Event
from lienket.kernel.actors import Member
from lienket.kernel.errors import Refusal
from lienket.kernel.guard.refusals import SecrecyStamp
from lienket.kernel.rls import acting
from lienket.registers import actions, queries
from lienket.registers.actions import Facts, facts
from lienket.registers.kinds import kinds
from lienket.registers.models import Change, Entry
from lienket.registers.rules import STANDINGS
from lienket.registers.tests.conftest import LICENCE, PASS, TODAY, Enter
from tests.cast import NOON, Unit, join, make_unit


def test_the_circle_reads_a_licence_and_nobody_else_does(
    licence: Entry, chief: Member, outsider: Unit
) -> None:
    with acting(chief):
        assert queries.entries_for(chief).get() == licence
    with acting(stranger := outsider.member()):
        assert not queries.entries_for(stranger).exists()
        assert not Entry.objects.exists()


def test_a_partner_can_neither_change_nor_renew_nor_retire_a_row(
    licence: Entry, chief: Member
) -> None:
    given = {"entry_id": licence.id, "by": chief, "now": NOON}
    with acting(chief):
        with pytest.raises(Entry.DoesNotExist):
            actions.change(facts=LICENCE, **given)  # type: ignore[arg-type]
        with pytest.raises(Entry.DoesNotExist):
            actions.renew(expires_on=date(2031, 1, 1), **given)  # type: ignore[arg-type]
        with pytest.raises(Entry.DoesNotExist):
            actions.retire(reason="Hết hợp đồng", **given)  # type: ignore[arg-type]


def test_a_change_keeps_what_the_row_said_before(licence: Entry, dispatcher: Member) -> None:
    said = replace(LICENCE, number="13/GCN")
    with acting(dispatcher):
        for _twice in range(2):
            actions.change(entry_id=licence.id, facts=said, by=dispatcher, now=NOON)
        (change,) = queries.changes_of(licence)
        assert Event.objects.filter(type="EntryChanged").count() == 1
    assert (change.column, change.before, change.after) == ("number", "12/GCN", "13/GCN")
    assert change.by == dispatcher.id


def test_what_was_changed_stays_on_record(licence: Entry, dispatcher: Member) -> None:
    with acting(dispatcher):
        said = replace(LICENCE, number="13/GCN")
        actions.change(entry_id=licence.id, facts=said, by=dispatcher, now=NOON)
    with pytest.raises(ProgrammingError, match="permission denied"), acting(dispatcher):
        Change.objects.update(before="")


def test_a_renewal_lasts_longer_than_what_it_renews(licence: Entry, dispatcher: Member) -> None:
    given = {"entry_id": licence.id, "by": dispatcher, "now": NOON}
    with acting(dispatcher):
        with pytest.raises(actions.NotLater, match="31/12/2026"):
            actions.renew(expires_on=date(2026, 12, 31), **given)  # type: ignore[arg-type]
        renewed = actions.renew(
            expires_on=date(2031, 1, 1),
            number="7/GCN",
            **given,  # type: ignore[arg-type]
        )
        assert {one.column for one in queries.changes_of(renewed)} == {"number", "expires_on"}
    assert queries.standing_of(renewed, TODAY) == "valid"


def test_a_row_is_retired_for_a_reason_and_may_be_entered_again(
    licence: Entry, dispatcher: Member, enter: Enter
) -> None:
    with acting(dispatcher):
        with pytest.raises(actions.NoReason):
            actions.retire(entry_id=licence.id, reason=" ", by=dispatcher, now=NOON)
        actions.retire(entry_id=licence.id, reason="Hết hợp đồng", by=dispatcher, now=NOON)
        with pytest.raises(actions.EntryIsRetired):
            actions.change(entry_id=licence.id, facts=LICENCE, by=dispatcher, now=NOON)
    enter("guard_contractor", LICENCE, dispatcher)


def test_what_expires_soon_stands_first(enter: Enter, dispatcher: Member, licence: Entry) -> None:
    over = Facts("51C-123.45", expires_on=TODAY - timedelta(days=1))
    enter("vehicle", PASS, dispatcher)
    enter("vehicle", over, dispatcher)
    with acting(dispatcher):
        assert [one.name for one in queries.to_renew(dispatcher, TODAY)] == [
            over.name,
            LICENCE.name,
        ]
        passes = queries.in_register(dispatcher, licence.circle_id, "vehicle")
        assert [one.name for one in passes] == [over.name, PASS.name]


def test_lists_and_figures_agree_with_the_rule(enter: Enter, dispatcher: Member) -> None:
    for days in (-1, 0, 30, 31):
        end = TODAY + timedelta(days=days)
        enter("guard_certificate", Facts(f"Ca {days}", "", 10, 10, end), dispatcher)
        enter("guard_certificate", Facts(f"Tổ {days}", "", 10, 9, end), dispatcher)
        enter("fire_safety", Facts(f"Kho {days}", expires_on=end), dispatcher)
    enter("residence", Facts("Ký túc xá", "2026-10", 4, 4), dispatcher)
    enter("residence", Facts("Ký túc xá", "2026-11", 4, 3), dispatcher)
    with acting(dispatcher):
        rows = list(queries.entries_for(dispatcher))
        for key, kind in kinds.items():
            found = Entry.objects.filter(kind=key)
            figures = queries.figures_of(found, kind, TODAY)
            for standing in STANDINGS:
                listed = set(found.filter(queries.that_stand(standing, kind, TODAY)))
                told = {
                    one
                    for one in rows
                    if one.kind == key and queries.standing_of(one, TODAY) == standing
                }
                assert listed == told, (key, standing)
                assert figures.counts[standing] == len(told)
    assert {queries.standing_of(one, TODAY) for one in rows} == set(STANDINGS)


def test_a_contractor_that_is_a_member_is_tied_to_its_licence(
    circle: Circle, plant: Unit, enter: Enter
) -> None:
    guards = make_unit("Bảo vệ Sao Mai", "guard_contractor")
    join(circle, plant, guards)
    entry = enter("guard_contractor", replace(LICENCE, name="BAO VE SAO MAI"), plant.member())
    with acting(by := guards.member()):
        entry.refresh_from_db()
        assert entry.member_id == guards.id
        assert queries.entries_for(by).filter(queries.concerning(by)).get() == entry


@pytest.mark.parametrize("month", ["2026-10", "10/2026", "01/10/2026"])
def test_a_month_is_kept_in_one_form(enter: Enter, dispatcher: Member, month: str) -> None:
    assert enter("residence", Facts("Nhà khách", month, 3, 3), dispatcher).number == "2026-10"


@pytest.mark.parametrize(
    ("kind", "said", "refusal"),
    [
        ("spies", LICENCE, actions.NoSuchRegister),
        ("vehicle", Facts(" ", expires_on=TODAY), facts.NameMissing),
        ("vehicle", Facts("51C-123.45"), facts.LastDayMissing),
        ("vehicle", Facts("51C-123.45", expires_on=date(1999, 12, 31)), facts.DayOutOfRange),
        ("vehicle", Facts("51C-123.45", expires_on=date(2057, 1, 1)), facts.DayOutOfRange),
        ("vehicle", Facts("51C-123.45", "", 1, None, TODAY), facts.NotInThisRegister),
        ("vehicle", Facts("=1+1", expires_on=TODAY), facts.StartsLikeFormula),
        ("vehicle", Facts("51C-123.45", "@SUM(A1)", expires_on=TODAY), facts.StartsLikeFormula),
        ("vehicle", Facts("TUYỆT MẬT", expires_on=TODAY), SecrecyStamp),
        ("support_tool", Facts("Dùi cui", expires_on=TODAY), facts.AmountWrong),
        ("support_tool", Facts("Dùi cui", "", -1, None, TODAY), facts.AmountWrong),
        ("support_tool", Facts("Dùi cui", "", 2**31, None, TODAY), facts.AmountWrong),
        ("residence", Facts("Nhà khách", "2026-11", 3, 4), facts.PartTooLarge),
        ("residence", Facts("Nhà khách", "2026-12", 3, 3), facts.MonthWrong),
        ("residence", Facts("Nhà khách", "Quý IV", 3, 3), facts.MonthWrong),
        ("residence", Facts("Nhà khách", "13/2026", 3, 3), facts.MonthWrong),
        ("residence", Facts("Nhà khách", "11/1999", 3, 3), facts.MonthWrong),
        ("contractor", Facts("CCCD 001 099 012 345", "", 1, None, TODAY), PersonsIdentity),
        ("contractor", Facts("Đội xây", "C1234567", 1, None, TODAY), PersonsIdentity),
    ],
)
def test_a_row_that_does_not_fit_is_refused(
    enter: Enter, dispatcher: Member, kind: str, said: Facts, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        enter(kind, said, dispatcher)


def test_the_same_row_twice_is_refused(
    licence: Entry, enter: Enter, dispatcher: Member, chief: Member
) -> None:
    with pytest.raises(actions.EntryExists):
        enter("guard_contractor", LICENCE, dispatcher)
    # Another organization may have a contract with the same firm.
    enter("guard_contractor", LICENCE, chief)
