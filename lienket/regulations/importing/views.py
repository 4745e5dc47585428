"""The pages of importing: handing in, watching, looking at the doubts, adopting."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lienket.kernel.errors import Refusal
from lienket.organizations.web import MemberRequest, member_required
from lienket.regulations import queries
from lienket.regulations.actions import MANAGE
from lienket.regulations.actions.drafts import OnlyTheKeeper
from lienket.regulations.importing import actions
from lienket.regulations.importing.forms import FileForm, LineForm
from lienket.regulations.models import Import
from lienket.regulations.text.reading import (
    Correction,
    Doubt,
    Reading,
    What,
    printed_line,
    unit_of,
)
from lienket.regulations.text.tree import Node

#: What each doubt says; `{text}` is the number or the words meant.
DOUBTS: dict[What, str | Promise] = {
    "skipped": gettext_lazy("Before number {text} a number is missing."),
    "repeated": gettext_lazy("Number {text} stands here twice."),
    "order": gettext_lazy("Number {text} is out of order."),
    "letter": gettext_lazy("“{text}” is not a letter of Vietnamese enumerations."),
    "inside": gettext_lazy("Article {text} may belong into the clause before it, as a quotation."),
    "double": gettext_lazy("Numbered by Word and by hand: {text}"),
    "deleted": gettext_lazy("Taken out by a tracked change: {text}"),
    "note": gettext_lazy("A footnote of this line is missing in the file."),
    "table": gettext_lazy("A table: it is kept as a paragraph, row by row."),
    "format": gettext_lazy("This numbering is not known: {text}"),
    "part": gettext_lazy("Parts above chapters are kept as paragraphs: {text}"),
    "long": gettext_lazy("Too long for one clause, it was divided: {text}…"),
}
#: Lines of the original that one page shows.
ON_A_PAGE = 400


@dataclass(frozen=True)
class Mark:
    """A doubt as the page shows it."""

    line: int
    words: str
    is_seen: bool


@dataclass(frozen=True)
class Row:
    """A line of the original, and what it was understood as."""

    number: int
    text: str
    understood: Node | None
    marks: tuple[Mark, ...]
    is_corrected: bool
    is_outside: bool


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def new(request: MemberRequest, regulation_id: int) -> HttpResponse:
    """Hand in a file for a draft."""
    by = request.member
    by.require(MANAGE)
    regulation = queries.regulations_for(by).select_related("circle").get(id=regulation_id)
    if regulation.organization_id != by.organization_id:
        raise OnlyTheKeeper
    form = FileForm(request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid() and (file := form.inspected()):
        with file:
            try:
                begun = actions.begin(
                    regulation_id=regulation.id, file=file, by=by, now=timezone.now()
                )
                return redirect("regulations:import", begun.id)
            except Refusal as refusal:
                form.refuse(refusal)
    page = {"place": "circles", "regulation": regulation, "circle": regulation.circle, "form": form}
    return render(request, "regulations/import_new.html", page, status=422 if form.errors else 200)


@require_safe
@member_required
def review(request: MemberRequest, import_id: int) -> HttpResponse:
    """How far reading is; then the text beside the original."""
    found = _find(request, import_id)
    page = {
        "place": "circles",
        "import": found,
        "regulation": found.regulation,
        "circle": found.regulation.circle,
        "problem": actions.problem_of(found),
    }
    if request.htmx and found.is_reading:
        return render(request, "regulations/_import_progress.html", page)
    if found.finished_at and not found.cancelled_at:
        page |= _compared(found, request.GET.get("page", ""))
    response = render(request, "regulations/import.html", page)
    if request.htmx:
        response["HX-Refresh"] = "true"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def line(request: MemberRequest, import_id: int, number: int) -> HttpResponse:
    """Correct a line, take it as it was read again, or mark its doubts as looked at."""
    by = request.member
    found = _find(request, import_id)
    if request.method == "POST" and "seen" in request.POST:
        actions.see(import_id=found.id, number=number, by=by)
        return redirect(_place(found, number))
    if request.method == "POST" and "undo" in request.POST:
        actions.undo(import_id=found.id, number=number, by=by)
        return redirect(_place(found, number))
    if number >= len(found.lines):
        raise actions.NoSuchLine
    form = LineForm(request.POST or None, initial=_as_understood(found, number))
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            actions.correct(
                import_id=found.id,
                number=number,
                correction=Correction(given["level"], given["number"], given["text"]),
                by=by,
                not_secret=form.sure,
            )
            return redirect(_place(found, number))
        except Refusal as refusal:
            form.refuse(refusal)
    page = {
        "place": "circles",
        "import": found,
        "regulation": found.regulation,
        "circle": found.regulation.circle,
        "number": number,
        "original": printed_line(actions.lines_of(found)[number]),
        "is_corrected": str(number) in found.corrections,
        "back": _place(found, number),
        "form": form,
    }
    return render(request, "regulations/import_line.html", page, status=422 if form.errors else 200)


@require_POST
@member_required
def cancellation(request: MemberRequest, import_id: int) -> HttpResponse:
    """Give the import up."""
    found = actions.cancel(import_id=import_id, by=request.member, now=timezone.now())
    messages.success(request, _("The import was cancelled. The draft is as it was."))
    return redirect("regulations:import", found.id)


@require_POST
@member_required
def adoption(request: MemberRequest, import_id: int) -> HttpResponse:
    """Use what was read as the text of the draft."""
    found = _find(request, import_id)
    actions.adopt(
        import_id=found.id,
        by=request.member,
        now=timezone.now(),
        despite_doubts=bool(request.POST.get("despite_doubts")),
        not_secret=bool(request.POST.get("not_secret")),
    )
    messages.success(request, _("The text of the draft was replaced by the one that was read."))
    return redirect("regulations:import", found.id)


def _find(request: MemberRequest, import_id: int) -> Import:
    by = request.member
    by.require(MANAGE)
    return actions.imports_for(by).select_related("regulation__circle", "file").get(id=import_id)


def _place(found: Import, number: int) -> str:
    page = number // ON_A_PAGE + 1
    return f"{reverse('regulations:import', args=[found.id])}?page={page}#line-{number}"


def _as_understood(found: Import, number: int) -> dict[str, str]:
    if said := found.corrections.get(str(number)):
        return dict(said)
    unit = unit_of(actions.lines_of(found)[number])
    return {"level": unit.level, "number": unit.number, "text": unit.rest}


def _compared(found: Import, asked: str) -> dict[str, object]:
    """The rows of one page, and all doubts that are left."""
    reading = actions.reading_of(found)
    count = len(found.lines)
    pages = max(1, -(-count // ON_A_PAGE))
    page = min(max(int(asked[:6]), 1), pages) if asked.isdecimal() else 1
    marks = [_mark(doubt, doubt.key in found.seen) for doubt in reading.doubts]
    left = [(mark, _place(found, mark.line)) for mark in marks if not mark.is_seen]
    return {
        "rows": list(_rows(found, reading, marks, page)),
        "left": left,
        "doubts": len(marks),
        "articles": _count(reading.nodes, "article"),
        "nodes": len(reading.lines),
        "pages": range(1, pages + 1) if pages > 1 else (),
        "page": page,
    }


def _mark(doubt: Doubt, is_seen: bool) -> Mark:
    return Mark(doubt.line, str(DOUBTS[doubt.what]).format(text=doubt.text), is_seen)


def _rows(found: Import, reading: Reading, marks: list[Mark], page: int) -> Iterator[Row]:
    understood: dict[int, Node] = {}
    for number, node in zip(reading.lines, _flat(reading.nodes), strict=True):
        understood.setdefault(number, node)
    by_line: dict[int, list[Mark]] = {}
    for mark in marks:
        by_line.setdefault(mark.line, []).append(mark)
    begins, ends = len(reading.head), len(found.lines) - len(reading.foot)
    first = (page - 1) * ON_A_PAGE
    for number, one in enumerate(actions.lines_of(found)[first : first + ON_A_PAGE], first):
        yield Row(
            number,
            printed_line(one),
            understood.get(number),
            tuple(by_line.get(number, ())),
            str(number) in found.corrections,
            not begins <= number < ends,
        )


def _flat(nodes: tuple[Node, ...]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _flat(node.children)


def _count(nodes: tuple[Node, ...], level: str) -> int:
    return sum(node.level == level for node in _flat(nodes))
