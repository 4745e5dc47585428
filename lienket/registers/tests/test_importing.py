"""Excel files: read in slices, refused row by row, applied whole unless somebody says less."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import Settings

from lienket.circles.models import Circle
from lienket.documents.guard.inspection import inspect
from lienket.documents.guard.refusals import ContentMismatch, FileTooLarge, ProgramInside
from lienket.documents.models import File
from lienket.documents.reading import sheets
from lienket.escalation.models import Ask
from lienket.kernel.actors import Engine, Member
from lienket.kernel.errors import Refusal
from lienket.kernel.rls import acting
from lienket.registers import actions as registers
from lienket.registers import queries as entries
from lienket.registers.actions import Facts, checked
from lienket.registers.events import RegisterHandedIn
from lienket.registers.importing import actions, queries, workbooks
from lienket.registers.importing.actions import MOST_ROWS, ImportEnded, OnlyExcel
from lienket.registers.importing.applying import RowsRefused, StillReading, apply_import
from lienket.registers.importing.columns import facts_in, head_of
from lienket.registers.importing.reactions import read_the_file
from lienket.registers.importing.refusing import refusal_of
from lienket.registers.kinds import kinds
from lienket.registers.models import Change, Entry, Import, ImportRow
from lienket.registers.tests.conftest import PASS, TODAY, Enter
from lienket.registers.tests.files import TOOLS, VEHICLES, workbook
from tests.cast import NOON

END = date(2027, 3, 1)
Begin = Callable[..., Import]


@pytest.fixture(autouse=True)
def _files(settings: Settings, tmp_path: Path) -> None:
    settings.FILES = tmp_path


@pytest.fixture
def begin(circle: Circle, dispatcher: Member) -> Begin:
    """Hands a file in for the plant; the worker has not come to it yet."""

    def act(content: bytes, kind: str = "vehicle") -> Import:
        with (
            acting(dispatcher),
            inspect("so.xlsx", "", BytesIO(content), limit_bytes=10**7) as file,
        ):
            return actions.begin(circle_id=circle.id, kind=kind, file=file, by=dispatcher, now=NOON)

    return act


@pytest.fixture
def read(begin: Begin) -> Begin:
    """Hands a file in and lets the worker read it."""

    def act(content: bytes, kind: str = "vehicle") -> Import:
        return let_read(begin(content, kind))

    return act


def engine_of(found: Import) -> Engine:
    return Engine(circles=(found.circle_id,), organizations=(found.organization_id,))


def let_read(found: Import) -> Import:
    actions.read(import_id=found.id, by=engine_of(found), now=NOON)
    with acting(engine_of(found)):
        return Import.objects.get(id=found.id)


def verdicts(found: Import) -> dict[int, str]:
    """What happens to each row of the file, refusals by their name."""
    with acting(engine_of(found)):
        return {one.row: one.problem or one.verdict for one in queries.judged(found)}


def test_every_row_says_what_will_happen_to_it(
    read: Begin, enter: Enter, dispatcher: Member
) -> None:
    enter("vehicle", PASS, dispatcher)
    enter("vehicle", replace(PASS, name="29H-001.02"), dispatcher)
    found = read(
        workbook(
            ("51C-678.90", "T-07", PASS.expires_on),
            ("29H-001.02", "T-07", "01/03/2027"),
            ("29H-001.03", None, END),
            (None, None, None),
            ("29H-001.04", 12, "2027-3-1"),
        )
    )
    assert verdicts(found) == {2: "unchanged", 3: "changed", 4: "new", 6: "new"}
    with acting(dispatcher):
        done = apply_import(import_id=found.id, by=dispatcher, now=NOON)
        rows = entries.in_register(dispatcher, found.circle_id, "vehicle")
        assert [one.name for one in rows] == [
            "51C-678.90",
            "29H-001.02",
            "29H-001.03",
            "29H-001.04",
        ]
        assert {one.number for one in rows} == {"T-07", "", "12"}
        change = Change.objects.get()
        assert not ImportRow.objects.exists()
    assert (done.made, done.changed, done.unchanged) == (2, 1, 1)
    assert (change.column, change.after) == ("expires_on", "2027-03-01")


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ((None, "T-1", END), "NameMissing"),
        (("29H-1", "T-1", None), "LastDayMissing"),
        (("29H-1", "T-1", "12/31/2026"), "NotADay"),
        (("29H-1", "T-1", "31/11/2026"), "NotADay"),
        (("29H-1", "T-1", "1/3/27"), "NotADay"),
        (("29H-1", "T-1", 46000), "NotADay"),
        (("29H-1", "T-1", "cuối năm"), "NotADay"),
        (("29H-1", "T-1", "01/01/1900"), "DayOutOfRange"),
        (("29H-1", "T-1", date(2199, 1, 1)), "DayOutOfRange"),
        (("=1+1", "T-1", END), "FormulaInCell"),
        (("29H-1", "=HYPERLINK(A1)", END), "FormulaInCell"),
        (("29H-1", "T-1", "=TODAY()"), "FormulaInCell"),
        (("+84 1234", "T-1", END), "StartsLikeFormula"),
        (("@SUM(A1)", "T-1", END), "StartsLikeFormula"),
        (("29H-1", date(2026, 11, 12), END), "CellUnreadable"),
        (("29H-1", True, END), "CellUnreadable"),
        (("29H-1", "#N/A", END), "CellUnreadable"),
        (("CCCD 001204012345", "T-1", END), "PersonsIdentity"),
        (("X" * 201, "T-1", END), "TextTooLong"),
    ],
)
def test_a_row_that_cannot_be_used_is_refused_by_itself(
    read: Begin, row: tuple[Any, ...], problem: str
) -> None:
    found = read(workbook(("29H-001.02", "T-2", END), row))
    assert verdicts(found) == {2: "new", 3: problem}
    with acting(engine_of(found)):
        line = ImportRow.objects.get(row=3)
    assert str(refusal_of(line.problem, line.parameters))
    assert "001204012345" not in line.name


@pytest.mark.parametrize(
    ("amount", "verdict"),
    [
        (12, "new"),
        (12.0, "new"),
        ("12", "new"),
        ("1.200", "new"),
        (1.5, "NotACount"),
        ("1,5", "NotACount"),
        ("mười", "NotACount"),
        (-3, "NotACount"),
        (10**9, "AmountWrong"),
        (None, "AmountWrong"),
    ],
)
def test_numbers_are_whole_however_they_are_written(
    read: Begin, amount: object, verdict: str
) -> None:
    found = read(workbook(("Gậy cao su", "3/GP", amount, END), head=TOOLS), "support_tool")
    assert verdicts(found) == {2: verdict}


def test_a_month_may_have_become_a_day_in_excel(read: Begin) -> None:
    head = ("Nơi lưu trú", "Tháng", "Số lượt phải khai báo", "Trong đó khai báo trong 12 giờ")
    rows = [
        ("Nhà khách", "11/2026", 4, 4),
        ("Nhà khách", date(2026, 10, 1), 4, 3),
        ("Nhà khách", "12/2026", 4, 4),
        ("Nhà khách", "quý 3", 4, 4),
        ("Nhà khách", "09/2026", 4, 5),
    ]
    found = read(workbook(*rows, head=head), "residence")
    assert verdicts(found) == {
        2: "new", 3: "new", 4: "MonthWrong", 5: "NotAMonth", 6: "PartTooLarge"
    }  # fmt: skip


def test_merged_cells_and_doubles_are_refused(read: Begin) -> None:
    rows = [("29H-1", "T-1", END), ("29H-2", "T-1", END), ("29H-1", "T-1", END)]
    found = read(workbook(*rows, ("29H-4", "T-1", END), (None, "T-1", END), merge="A5:A6"))
    assert verdicts(found) == {
        2: "new",
        3: "new",
        4: "RowTwice",
        5: "MergedCells",
        6: "MergedCells",
    }


def test_the_head_may_stand_below_a_title_and_in_another_order(read: Begin) -> None:
    book = workbook(
        (), ("  BIỂN  SỐ*", "Giấy ra vào có giá trị đến", "số giấy ra vào"), ("29H-1", END, "T-1"),
        head=("SỔ THEO DÕI XE", None, None), merge="A1:C1",
    )  # fmt: skip
    assert verdicts(read(book)) == {4: "new"}


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (workbook(head=()), "NoHead"),
        (workbook(("29H-1", END), head=VEHICLES[::2]), "NoHead"),
        (workbook(head=(*VEHICLES, "Họ và tên lái xe")), "UnknownColumn"),
        (workbook(head=(*VEHICLES, VEHICLES[0])), "ColumnTwice"),
        (workbook(head=VEHICLES), "NothingThere"),
    ],
)
def test_a_file_that_is_no_such_register_is_refused_as_a_whole(
    read: Begin, content: bytes, problem: str
) -> None:
    found = read(content)
    assert found.problem == problem
    assert str(refusal_of(found.problem, found.parameters))
    assert found.file_id is None


def test_one_refused_row_keeps_the_others_out(read: Begin, dispatcher: Member) -> None:
    found = read(workbook(("29H-1", "T-1", END), ("29H-2", "T-1", "hôm nào đó")))
    with acting(dispatcher):
        with pytest.raises(RowsRefused, match="1"):
            apply_import(import_id=found.id, by=dispatcher, now=NOON)
        assert not Entry.objects.exists()


def test_refused_rows_are_left_out_when_somebody_says_so(read: Begin, dispatcher: Member) -> None:
    # The last row says something else of what the first one names.
    twice = ("29H-1", "T-1", date(2027, 4, 1))
    found = read(workbook(("29H-1", "T-1", END), ("29H-2", "T-1", "hôm nào đó"), twice))
    with acting(dispatcher):
        done = apply_import(import_id=found.id, by=dispatcher, now=NOON, without_refused=True)
        (entry,) = Entry.objects.all()
        assert (entry.name, entry.expires_on) == ("29H-1", END)
        assert (done.made, done.left_out) == (1, 2)
        # They stay to be looked up, and the import is over.
        assert list(done.lines.order_by("row").values_list("row", flat=True)) == [3, 4]
        with pytest.raises(ImportEnded):
            apply_import(import_id=found.id, by=dispatcher, now=NOON, without_refused=True)


def test_a_refused_row_changes_nothing_of_what_it_names(
    read: Begin, enter: Enter, dispatcher: Member
) -> None:
    enter("vehicle", replace(PASS, number=""), dispatcher)
    found = read(workbook((PASS.name, "", "hôm nào đó"), ("29H-2", "T-1", END)))
    with acting(dispatcher):
        apply_import(import_id=found.id, by=dispatcher, now=NOON, without_refused=True)
        assert Entry.objects.get(name=PASS.name).expires_on == PASS.expires_on
        assert not Change.objects.exists()


def test_what_is_renewed_by_a_file_is_not_asked_for_any_more(
    read: Begin, enter: Enter, dispatcher: Member
) -> None:
    enter("vehicle", replace(PASS, expires_on=TODAY), dispatcher)
    registers.remind_due(now=NOON)
    found = read(workbook((PASS.name, PASS.number, END)))
    with acting(dispatcher):
        apply_import(import_id=found.id, by=dispatcher, now=NOON)
        assert Ask.objects.get().settled_at == NOON
    assert registers.remind_due(now=NOON + timedelta(days=1)) == 0
    assert registers.remind_due(now=NOON + timedelta(days=95)) == 1


def test_reading_goes_on_after_a_crash_and_nothing_is_read_twice(
    begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "SLICE", 2)
    found = begin(workbook(*((f"29H-{n}", "T-1", END) for n in range(5))))
    judge, turns = actions._judge, []

    def crashing(*given: Any) -> ImportRow:
        turns.append(given)
        if len(turns) == 4:
            raise ConnectionError
        return judge(*given)

    with monkeypatch.context() as patch:
        patch.setattr(actions, "_judge", crashing)
        with pytest.raises(ConnectionError):
            let_read(found)
    with acting(engine_of(found)):
        found.refresh_from_db()
        assert (found.rows_read, found.lines.count()) == (3, 2)
    assert verdicts(let_read(found)) == dict.fromkeys(range(2, 7), "new")
    assert verdicts(let_read(found)) == dict.fromkeys(range(2, 7), "new")


def test_a_cancellation_is_heard_between_two_slices(
    begin: Begin, dispatcher: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "SLICE", 1)
    found = begin(workbook(*((f"29H-{n}", "T-1", END) for n in range(50))))
    add, slices = actions._add, []

    def cancelled(*given: Any) -> bool:
        slices.append(given)
        if len(slices) == 3:
            with acting(dispatcher):
                actions.cancel(import_id=found.id, by=dispatcher, now=NOON)
        return add(*given)

    monkeypatch.setattr(actions, "_add", cancelled)
    found = let_read(found)
    assert found.cancelled_at == NOON
    with acting(dispatcher):
        assert len(slices) == 3
        assert not ImportRow.objects.exists()
        assert not File.objects.exists()


def test_what_is_being_read_is_not_applied_yet(begin: Begin, dispatcher: Member) -> None:
    found = begin(workbook(("29H-1", "T-1", END)))
    with acting(dispatcher), pytest.raises(StillReading):
        apply_import(import_id=found.id, by=dispatcher, now=NOON)


def test_the_worker_reads_what_was_handed_in(begin: Begin) -> None:
    found = begin(workbook(("29H-1", "T-1", END)))
    event = RegisterHandedIn(found.id, found.organization_id)
    read_the_file(event, circle_id=found.circle_id, organization_id=None, at=NOON)
    assert verdicts(found) == {2: "new"}


def test_a_draft_is_seen_by_its_own_organization_only(read: Begin, chief: Member) -> None:
    found = read(workbook(("29H-1", "T-1", END)))
    with acting(chief):
        assert not Import.objects.exists()
        assert not ImportRow.objects.exists()
        with pytest.raises(Import.DoesNotExist):
            apply_import(import_id=found.id, by=chief, now=NOON)


def test_too_many_rows_are_refused_and_nothing_is_kept(
    begin: Begin, dispatcher: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "MOST_ROWS", 20)
    found = let_read(begin(workbook(*((f"29H-{n}", "T-1", END) for n in range(60)))))
    assert found.problem == "SheetTooLong"
    assert MOST_ROWS == 20_000
    with acting(dispatcher):
        assert not ImportRow.objects.exists()


def handed_in(name: str, content: bytes, by: Member, circle: Circle, limit: int) -> None:
    with acting(by), inspect(name, "", BytesIO(content), limit_bytes=limit) as file:
        actions.begin(circle_id=circle.id, kind="vehicle", file=file, by=by, now=NOON)


@pytest.mark.parametrize(
    ("name", "content", "refusal"),
    [
        ("so.xlsx", b"%PDF-1.7 no table", ContentMismatch),
        ("so.xlsm", workbook(), ProgramInside),
        ("so.xlsx", b"PK\x03\x04" + bytes(2000), FileTooLarge),
        ("so.txt", b"29H-1", OnlyExcel),
    ],
)
def test_what_is_no_table_does_not_come_in(
    circle: Circle, dispatcher: Member, name: str, content: bytes, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        handed_in(
            name, content, dispatcher, circle, limit=1000 if refusal is FileTooLarge else 10**7
        )


texts = st.text(
    st.characters(exclude_categories=["C"], exclude_characters="=+-@"), min_size=1, max_size=30
)
facts = st.builds(
    Facts,
    name=texts,
    number=texts,
    amount=st.integers(0, 10**6),
    expires_on=st.dates(date(2000, 1, 1), date(2056, 12, 31)),
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(facts, max_size=5), st.sampled_from(["vi", "en"]))
def test_what_is_exported_says_the_same_when_it_is_read_again(
    said: list[Facts], language: str
) -> None:
    kind = kinds["support_tool"]
    kept = []
    for one in said:
        try:
            kept.append(checked(kind, one, today=TODAY, not_secret=True))
        except Refusal:
            continue
    rows = [Entry(kind="support_tool", **vars(one)) for one in kept]
    with override(language):
        content = workbooks.register(kind, rows)
    assert read_back(content) == kept


def read_back(content: bytes) -> list[Facts]:
    """What a file says, without keeping it."""
    said = list(sheets.main(BytesIO(content), MOST_ROWS))
    told = [
        sheets.Row(number, tuple(sheets.Cell(*cell) for cell in cells), merged)
        for number, merged, cells in said[1:-1]
    ]
    kind = kinds["support_tool"]
    places = head_of(kind, told[0])
    assert places
    return [
        checked(kind, facts_in(kind, places, row), today=TODAY, not_secret=True) for row in told[1:]
    ]


def test_an_export_imports_as_unchanged_and_runs_nothing(
    read: Begin, enter: Enter, dispatcher: Member
) -> None:
    enter("vehicle", PASS, dispatcher)
    enter("vehicle", Facts("29H-001.02", "0012", expires_on=END), dispatcher)
    with acting(dispatcher):
        content = workbooks.register(kinds["vehicle"], Entry.objects.all())
    found = read(content)
    assert set(verdicts(found).values()) == {"unchanged"}
    hostile = Entry(kind="vehicle", name="=cmd|' /C calc'!A0", number="+1", expires_on=END)
    cells = openpyxl.load_workbook(BytesIO(workbooks.register(kinds["vehicle"], [hostile]))).active
    assert [cell.data_type for cell in cells[2]] == ["s", "s", "d"]


@pytest.mark.parametrize("kind", kinds)
def test_every_register_has_a_template_that_is_read(read: Begin, kind: str) -> None:
    with override("vi"):
        content = workbooks.template(kinds[kind])
    # It has a head and no rows.
    assert read(content, kind).problem == "NothingThere"
