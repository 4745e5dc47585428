"""The pages of importing: handing in, watching, looking row by row, applying; and Excel files."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lienket.documents.guard.forms import Guarded
from lienket.documents.guard.kinds import Kind as FileKind
from lienket.kernel.charts import Piece, Share, Shares
from lienket.kernel.charts.shares import Tone
from lienket.kernel.errors import Refusal
from lienket.organizations.web import MemberRequest, member_required
from lienket.registers import queries as entries
from lienket.registers.actions import ANSWER
from lienket.registers.importing import actions, queries, workbooks
from lienket.registers.importing.applying import apply_import
from lienket.registers.importing.columns import columns_of
from lienket.registers.importing.refusing import refusal_of
from lienket.registers.kinds import kinds
from lienket.registers.models import Entry, Import, ImportRow
from lienket.registers.standing import label_of, shown
from lienket.registers.web import register_of, show

PAGE = 100


class FileForm(Guarded):
    """The Excel file."""

    file = forms.FileField(
        label=gettext_lazy("Excel file"),
        help_text=gettext_lazy("The first sheet is read. Nothing changes before you say so."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )

    def clean_file(self) -> list[Any]:
        """As a list, which is what is inspected."""
        return [self.cleaned_data["file"]]


@dataclass(frozen=True)
class Line:
    """A row of the file and what happens to it."""

    row: ImportRow
    verdict: str
    refusal: Refusal | None
    # Of each column: what the register says now, and what the row says.
    cells: list[tuple[str, str, str]]


@require_safe
@member_required
def export(request: MemberRequest, circle_id: int, kind: str) -> HttpResponse:
    """The rows of one's own organization, ready to be imported again; with `all` those of all."""
    by = request.member
    _circle, register = register_of(request, circle_id, kind)
    every = "all" in request.GET
    rows = entries.in_register(by, circle_id, kind)
    if not every:
        rows = rows.filter(organization_id=by.organization_id)
    content = workbooks.register(register, rows, owners=every)
    return _excel(content, f"{register.label} {timezone.localdate():%d-%m-%Y}")


@require_safe
@member_required
def empty(request: MemberRequest, circle_id: int, kind: str) -> HttpResponse:
    """A file to fill in."""
    _circle, register = register_of(request, circle_id, kind)
    return _excel(workbooks.template(register), _("Template {name}").format(name=register.label))


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def new(request: MemberRequest, circle_id: int, kind: str) -> HttpResponse:
    """Hand in a file."""
    by = request.member
    by.require(ANSWER)
    circle, register = register_of(request, circle_id, kind)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with form.inspecting("file"):
            if form.is_valid():
                with form.refusals():
                    (file,) = form.inspected
                    begun = actions.begin(
                        circle_id=circle.id, kind=kind, file=file, by=by, now=timezone.now()
                    )
                    return redirect("registers:review", begun.id)
    page = {"key": kind, "kind": register, "form": form}
    return show(request, circle, "registers/import_new.html", page)


@require_safe
@member_required
def review(request: MemberRequest, import_id: int) -> HttpResponse:
    """How far reading is; then row by row what would happen."""
    found = _find(request, import_id)
    page = {
        "import": found,
        "key": found.kind,
        "kind": kinds[found.kind],
        "problem": refusal_of(found.problem, found.parameters),
    }
    if request.htmx and found.is_reading:
        return render(request, "registers/_import_progress.html", page)
    if found.finished_at and not (found.cancelled_at or found.applied_at):
        page |= _previewed(found, request.GET.get("show", ""), request.GET.get("page"))
    response = show(request, found.circle, "registers/import.html", page)
    if request.htmx:
        response["HX-Refresh"] = "true"
    return response


@require_POST
@member_required
def cancellation(request: MemberRequest, import_id: int) -> HttpResponse:
    """Give the import up."""
    found = actions.cancel(import_id=import_id, by=request.member, now=timezone.now())
    messages.success(request, _("The import was cancelled. The register is as it was."))
    return redirect("registers:list", found.circle_id, found.kind)


@require_POST
@member_required
def application(request: MemberRequest, import_id: int) -> HttpResponse:
    """Put all rows into the register; those that are refused are left out only if it is said."""
    found = apply_import(
        import_id=import_id,
        by=request.member,
        now=timezone.now(),
        without_refused="without_refused" in request.POST,
    )
    said = ngettext("{count} row was entered", "{count} rows were entered", found.made)
    also = ngettext("{count} was changed", "{count} were changed", found.changed)
    words = (said.format(count=found.made), also.format(count=found.changed))
    messages.success(request, ", ".join(words) + ".")
    if found.left_out:
        # Where the rows stand that are still to be corrected.
        return redirect("registers:review", found.id)
    return redirect("registers:list", found.circle_id, found.kind)


@require_safe
@member_required
def refused(request: MemberRequest, import_id: int) -> HttpResponse:
    """The rows that cannot be used, to be corrected beside the file they came from."""
    found = _find(request, import_id)
    rows = found.lines.exclude(problem="").order_by("row")
    content = workbooks.refusals(
        kinds[found.kind],
        ((row.row, row.name, str(refusal_of(row.problem, row.parameters))) for row in rows),
    )
    return _excel(content, _("Refused rows {name}").format(name=kinds[found.kind].label))


def _find(request: MemberRequest, import_id: int) -> Import:
    request.member.require(ANSWER)
    return queries.imports_for(request.member).get(id=import_id)


def _previewed(found: Import, wanted: str, number: str | None) -> dict[str, Any]:
    counts = queries.counts_of(found)
    rows = queries.judged(found)
    if wanted in queries.VERDICTS:
        rows = rows.filter(verdict=wanted)
    paging = Paginator(rows, PAGE).get_page(number)
    names = {
        "refused": _("refused"),
        "new": _("new"),
        "changed": _("changed"),
        "unchanged": _("unchanged"),
    }
    tones: dict[str, Tone] = {
        "refused": "problem",
        "new": "done",
        "changed": "seen",
        "unchanged": "wait",
    }
    pieces = [
        Piece(counts[one], tones[one], f"{names[one]}: {counts[one]}") for one in queries.VERDICTS
    ]
    return {
        "counts": [(one, names[one], counts[one]) for one in queries.VERDICTS],
        "wanted": wanted,
        "refused": counts["refused"],
        "changes": counts["new"] + counts["changed"],
        "total": sum(counts.values()),
        "picture": Shares(_("What will happen"), [Share(found.file_name, pieces)]),
        "paging": paging,
        "lines": _lines(found, list(paging.object_list)),
    }


def _lines(found: Import, rows: list[Any]) -> list[Line]:
    kind = kinds[found.kind]
    there = {
        (one.name, one.number): one
        for one in Entry.objects.filter(
            circle_id=found.circle_id,
            organization_id=found.organization_id,
            kind=found.kind,
            retired_at=None,
            name__in=[row.name for row in rows if row.verdict == "changed"],
        )
    }
    columns = [column for column in columns_of(kind) if column != "name"]
    lines = []
    for row in rows:
        old = there.get((row.name, row.number))
        cells = []
        for column in columns if row.verdict != "refused" else ():
            said = _said(row, column, found)
            before = _said(old, column, found) if old else said
            cells.append((label_of(kind, column), "" if before == said else before, said))
        lines.append(Line(row, row.verdict, refusal_of(row.problem, row.parameters), cells))
    return lines


def _said(row: Entry | ImportRow, column: str, found: Import) -> str:
    value = getattr(row, column)
    return shown(column, "" if value is None else str(value), kinds[found.kind])


def _excel(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=FileKind.XLSX.media_type)
    response["Content-Disposition"] = f'attachment; filename="{slugify(_plain(name))}.xlsx"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _plain(name: str) -> str:
    """`slugify` drops the letter đ, which has no accent to lose."""
    return name.replace("đ", "d").replace("Đ", "D")
