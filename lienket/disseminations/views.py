"""Texts to be read: the list, the text with its progress, reading it, declaring it spread."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lienket.circles import queries as circles
from lienket.circles.models import Circle
from lienket.delivery.matters import opens
from lienket.delivery.models import Envelope
from lienket.disseminations import actions, queries, rules
from lienket.disseminations.actions import ANSWER, KIND, MANAGE
from lienket.disseminations.forms import CompletionForm, DisseminationForm
from lienket.disseminations.models import Copy, Dissemination
from lienket.documents.web import file_response
from lienket.kernel.actors import LinkHolder, Member
from lienket.kernel.errors import Refusal
from lienket.organizations.web import MemberRequest, member_required
from lienket.regulations import queries as regulations
from lienket.regulations.models import Clause, Version

#: A list shows so many texts.
ROWS = 50
USUAL_DAYS = 7


@require_safe
@member_required
def texts(request: MemberRequest, circle_id: int) -> HttpResponse:
    """The texts of a circle with how many units have spread each."""
    by = request.member
    circle = circles.circles_for(by).get(id=circle_id)
    shown = Paginator(queries.of_circle(by, circle_id), ROWS).get_page(request.GET.get("page"))
    page = {
        "circle": circle,
        "rows": [{"text": text, **_counts(list(text.copies.all()))} for text in shown],
        "older": f"page={shown.next_page_number()}" if shown.has_next() else "",
        "may_issue": by.may(MANAGE) and circle.closed_at is None,
    }
    return _page(request, "disseminations/list.html", page)


@member_required
def create(request: MemberRequest, circle_id: int) -> HttpResponse:
    """A new text; `?regulation=` names the regulation that is to be read."""
    by, now = request.member, timezone.now()
    by.require(MANAGE)
    circle = circles.circles_for(by).get(id=circle_id)
    version = _version(circle, request.GET.get("regulation", ""))
    members = circles.organizations_in(circle.id, now).exclude(id=by.organization_id)
    form = DisseminationForm(
        request.POST or None,
        request.FILES or None,
        members=members,
        initial={
            "title": version.regulation.title[: actions.TITLE_LIMIT] if version else "",
            "due_on": timezone.localdate(now) + timedelta(days=USUAL_DAYS),
        },
    )
    if request.method == "POST" and form.is_valid():
        with form.inspecting():
            if form.is_valid():
                with form.refusals():
                    text = actions.disseminate(
                        circle_id=circle.id,
                        version_id=version.id if version else None,
                        by=by,
                        now=now,
                        **form.values(),
                    )
                    messages.success(request, _("Sent. Each unit is asked until it has spread it."))
                    return redirect("disseminations:text", text.id)
    page = {"circle": circle, "form": form, "version": version}
    return _page(request, "disseminations/new.html", page)


@require_safe
@member_required
def text(request: MemberRequest, dissemination_id: int) -> HttpResponse:
    """The text, one's own reading, and how far each unit is."""
    return _text(request, dissemination_id)


@require_POST
@member_required
def readings(request: MemberRequest, dissemination_id: int) -> HttpResponse:
    """The signed-in person has read and understood the text."""
    actions.read(dissemination_id=dissemination_id, by=request.member, now=timezone.now())
    messages.success(request, _("Recorded: you have read it."))
    return redirect("disseminations:text", dissemination_id)


@require_POST
@member_required
def completion(request: MemberRequest, copy_id: int) -> HttpResponse:
    """The organization declares that it has spread the text."""
    by = request.member
    copy = queries.copies_for(by).get(id=copy_id)
    form = CompletionForm(request.POST)
    if form.is_valid():
        with form.refusals():
            _complete(copy.dissemination_id, form, by, timezone.now())
            messages.success(request, _("Recorded: your unit has spread it."))
            return redirect("disseminations:text", copy.dissemination_id)
    return _text(request, copy.dissemination_id, form)


@opens(KIND)
def link(
    request: HttpRequest, holder: LinkHolder, token: str, envelope: Envelope
) -> HttpResponseBase:
    """What a signed link opens: the text, and a button for the person it was sent to."""
    shown = queries.disseminations_for(holder).get(envelope=envelope)
    copy = queries.copies_for(holder).select_related("ask").filter(dissemination=shown).first()
    if copy and request.method != "POST" and (file_id := request.GET.get("file", "")).isdecimal():
        return file_response(shown.materials.select_related("file").get(file_id=file_id).file)
    page: dict[str, Any] = {"text": shown, "copy": copy, "token": token, "problem": ""}
    if request.method == "POST" and copy:
        try:
            actions.read(dissemination_id=shown.id, by=holder, now=timezone.now())
            return redirect("exchange:link", token)
        except Refusal as refusal:
            page["problem"] = refusal.message
    page["clauses"] = _clauses(shown) if copy else ()
    page["materials"] = shown.materials.select_related("file") if copy else ()
    page["person_id"] = holder.person_id
    page["still_read"] = rules.is_still_read(shown.issued_at, timezone.now())
    page["is_read"] = bool(
        copy
        and holder.person_id
        and queries.readings_of(copy).filter(person_id=holder.person_id).exists()
    )
    return render(request, "disseminations/link.html", page, status=422 if page["problem"] else 200)


def _text(
    request: MemberRequest, dissemination_id: int, form: CompletionForm | None = None
) -> HttpResponse:
    by, now = request.member, timezone.now()
    shown = (
        queries.disseminations_for(by)
        .select_related("circle", "version__regulation")
        .get(id=dissemination_id)
    )
    copies = list(queries.progress_of(shown))
    own = next((copy for copy in copies if copy.organization_id == by.organization_id), None)
    still_read = rules.is_still_read(shown.issued_at, now)
    own_readings = list(queries.readings_of(own)) if own and still_read else []
    read = {reading.person_id for reading in own_readings}
    unread = []
    if own and still_read:
        expected = list(queries.expected(by.organization_id, now))
        unread = [one for one in expected if one.id not in read]
        # Partners count as of the last reading; beside its own names a unit counts as of now.
        own.readers = own.read + len(unread) if expected else 0
    page: dict[str, object] = {
        "text": shown,
        "clauses": _clauses(shown),
        "circle": shown.circle,
        "copies": copies,
        **_counts(copies),
        "own": own,
        "is_read": by.person_id in read,
        "readings": own_readings,
        "unread": unread,
        "still_read": still_read,
        "days_kept": rules.NAMES_KEPT_DAYS,
        "materials": shown.materials.select_related("file"),
        "form": form or CompletionForm(),
        "may_answer": by.may(ANSWER),
        "now": now,
    }
    return _page(request, "disseminations/text.html", page)


def _clauses(shown: Dissemination) -> Iterable[Clause]:
    """The regulation to be read, as it was when it was spread."""
    return regulations.clauses_of(shown.version) if shown.version else ()


def _counts(copies: list[Copy]) -> dict[str, int]:
    asked = [copy for copy in copies if copy.ask and not copy.ask.released]
    return {
        "asked": len(asked),
        "done": sum(copy.ask is not None and copy.ask.settled_at is not None for copy in asked),
    }


def _complete(dissemination_id: int, form: CompletionForm, by: Member, now: datetime) -> None:
    actions.complete(
        dissemination_id=dissemination_id,
        people=form.cleaned_data["people"],
        how=form.cleaned_data["how"],
        by=by,
        now=now,
        not_secret=form.sure,
    )


def _version(circle: Circle, regulation: str) -> Version | None:
    """The latest text, signed by all, of the regulation that the address names."""
    if not regulation.isdecimal():
        return None
    return (
        Version.objects.filter(
            circle=circle, regulation_id=int(regulation), adopted_at__isnull=False
        )
        .select_related("regulation")
        .order_by("-number")[:1]
        .get()
    )


def _page(request: MemberRequest, template: str, context: dict[str, object]) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    return render(request, template, {"place": "circles", **context}, status=status)
