"""A list of successions from a spreadsheet, saved as CSV: read, and examined row by row.

Columns by their heading, in any order: predecessor, successor, kind, date, decision; and, where
needed, main heir and function. English and Vietnamese headings and kinds are understood.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from lienket.kernel.errors import Refusal
from lienket.organizations import queries, rules
from lienket.organizations.actions import Proposal
from lienket.organizations.actions.proposals import NoNewName, check
from lienket.organizations.models import Succession

MOST_ROWS = 10_000
MOST_BYTES = 5_000_000
_COLUMNS = {
    "predecessor": ("predecessor", "đơn vị cũ", "đơn vị trước"),
    "successor": ("successor", "đơn vị mới", "đơn vị kế thừa", "tên mới"),
    "kind": ("kind", "hình thức", "loại"),
    "date": ("date", "ngày", "ngày hiệu lực"),
    "decision": ("decision", "căn cứ", "quyết định"),
    "main": ("main", "main heir", "kế thừa chính"),
    "function": ("function", "functions", "chức năng", "phần chức năng"),
}
_KINDS = {
    "đổi tên": "rename",
    "sáp nhập": "merge",
    "hợp nhất": "merge",
    "chia tách": "split",
    "chia": "split",
    "tách": "split",
    "giải thể": "dissolve",
    "chuyển chức năng": "function",
}
_YES = {"x", "1", "yes", "có", "true"}


class NotCsv(Refusal):
    """This is not a CSV file in UTF-8. In the spreadsheet choose "Save as", then "CSV UTF-8"."""

    field = "file"


class ColumnsMissing(Refusal):
    """The first row must name the columns. Missing: {columns}."""

    field = "file"


class ListTooLong(Refusal):
    """The list has more than {most} rows. Divide it into several files."""

    field = "file"


class EmptyList(Refusal):
    """The list has no rows."""

    field = "file"


@dataclass(frozen=True)
class Row:
    """One row of the list, as it was written."""

    number: int
    predecessor: str
    successor: str
    kind: str
    date: str
    decision: str
    main: str
    function: str


@dataclass(frozen=True)
class Finding:
    """What a row would do, or why it cannot."""

    row: Row
    proposal: Proposal | None = None
    superior_id: int | None = None
    problem: str = ""
    # The successor does not exist yet: it is admitted on the day.
    is_new: bool = False

    @property
    def kind_label(self) -> str:
        kind = self.proposal.kind if self.proposal else _kind(self.row.kind)
        return str(dict(Succession.Kind.choices).get(kind, self.row.kind))


def read(content: bytes) -> list[Row]:
    """The rows of a CSV file with `;`, `,` or tabs between cells; empty rows are left out.

    Raises NotCsv, ColumnsMissing, ListTooLong and EmptyList.
    """
    if len(content) > MOST_BYTES:
        raise ListTooLong(most=MOST_ROWS)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotCsv from error
    if "\0" in text:
        raise NotCsv
    first = text.split("\n", 1)[0]
    cells = csv.reader(io.StringIO(text), delimiter=max(";,\t", key=first.count))
    try:
        rows = list(_rows(cells))
    except csv.Error as error:
        raise NotCsv from error
    if not rows:
        raise EmptyList
    return rows


def _rows(cells: Iterator[list[str]]) -> Iterator[Row]:
    headings = [" ".join(cell.casefold().split()) for cell in next(cells, [])]
    place = {
        column: headings.index(name)
        for column, names in _COLUMNS.items()
        for name in names
        if name in headings
    }
    needed = ("predecessor", "successor", "kind", "date", "decision")
    if missing := [column for column in needed if column not in place]:
        raise ColumnsMissing(columns=", ".join(missing))
    found = 0
    for number, line in enumerate(cells, start=2):
        if not any(cell.strip() for cell in line):
            continue
        found += 1
        if found > MOST_ROWS:
            raise ListTooLong(most=MOST_ROWS)
        values = {
            column: " ".join(line[place[column]].split())
            if column in place and place[column] < len(line)
            else ""
            for column in _COLUMNS
        }
        yield Row(number=number, **values)


def examine(rows: list[Row], now: datetime) -> list[Finding]:
    """What each row would do beside all that exists and the rows before it. Changes nothing."""
    named = queries.named(name for row in rows for name in (row.predecessor, row.successor) if name)
    known, today = rules.Known(queries.succession_edges()), timezone.localdate(now)
    findings = []
    for row in rows:
        try:
            finding = _finding(row, named)
            if finding.proposal:
                proposal = finding.proposal.cleaned()
                check(proposal, known, today)
                known.add(proposal.edge)
                finding = replace(finding, proposal=proposal)
        except Refusal as refusal:
            finding = Finding(row, problem=refusal.message)
        findings.append(finding)
    return findings


def _finding(row: Row, named: dict[str, list[queries.Named]]) -> Finding:
    kind, day = _kind(row.kind), _date(row.date)
    limits = {row.predecessor: 200, row.successor: 200, row.decision: 200, row.function: 300}
    units = named.get(row.predecessor, [])
    heirs = named.get(row.successor, [])
    if any(map(rules.is_formula, limits)):
        problem = _("A cell begins like a formula (=, +, - or @). Write plain text.")
    elif any(len(text) > most for text, most in limits.items()):
        problem = _("A cell is too long.")
    elif kind not in Succession.Kind.values:
        problem = _("Unknown kind. Write rename, merge, split, dissolve or function.")
    elif day is None:
        problem = _("The date is not a date. Write it as 01/07/2025.")
    elif not units:
        problem = _("There is no unit of this name: {name}").format(name=row.predecessor)
    elif len(units) > 1 or len(heirs) > 1:
        problem = _("Several units bear this name. Write the full name.")
    else:
        if kind == Succession.Kind.RENAME and row.successor == units[0].name:
            raise NoNewName
        rename, ends = kind == Succession.Kind.RENAME, kind == Succession.Kind.DISSOLVE
        heir = heirs[0] if heirs and not (rename or ends) else None
        new_name = "" if heir or ends else row.successor
        return Finding(
            row,
            Proposal(
                predecessor_id=units[0].id,
                successor_id=heir and heir.id,
                kind=kind,
                effective_on=day,
                decision=row.decision,
                new_name=new_name,
                main_heir=kind == Succession.Kind.SPLIT and row.main.casefold() in _YES,
                functions=row.function,
            ),
            units[0].superior_id,
            is_new=bool(new_name) and not rename,
        )
    return Finding(row, problem=problem)


def _kind(written: str) -> str:
    return _KINDS.get(written.casefold(), written.casefold())


def _date(written: str) -> date | None:
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(written, form).date()  # noqa: DTZ007  a day has no zone
        except ValueError:
            continue
    return None
