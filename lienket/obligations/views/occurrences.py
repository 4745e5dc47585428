"""One time a duty is due: the proof, and what the counterpart says to it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lienket.circles import queries as circles
from lienket.circles.models import Circle
from lienket.documents.models import File
from lienket.escalation.models import Escalation
from lienket.kernel.actors import Actor, Member
from lienket.obligations import actions, queries
from lienket.obligations.actions import ANSWER
from lienket.obligations.actions.answers import MAY_BE_NOTHING
from lienket.obligations.forms import EventForm, FulfilForm, ReasonForm
from lienket.obligations.models import Excuse, Obligation, Occurrence
from lienket.obligations.proofs import ready_for
from lienket.obligations.rules import Cadence
from lienket.obligations.views.page import Shown, show
from lienket.obligations.words import describe
from lienket.organizations.models import Organization
from lienket.organizations.web import MemberRequest, member_required
from lienket.regulations.text.tree import citation


@dataclass(frozen=True)
class Line:
    """Something that happened to an occurrence."""

    at: datetime
    css: str
    icon: str
    words: str | Promise
    who: str = ""
    text: str = ""
    files: list[File] = field(default_factory=list)


@require_safe
@member_required
def occurrence(request: MemberRequest, occurrence_id: int) -> HttpResponse:
    """What is owed until when, what was handed in, and what one may do now."""
    return _page(request, occurrence_id)


@require_POST
@member_required
def fulfil(request: MemberRequest, occurrence_id: int) -> HttpResponse:
    """Hand in the proof, or sign that there is nothing to report."""
    form = FulfilForm(request.POST, request.FILES)
    if form.is_valid():
        with form.inspecting():
            if form.is_valid():
                with form.refusals():
                    nothing = "nothing" in request.POST
                    actions.fulfil(
                        occurrence_id=occurrence_id,
                        text=form.cleaned_data["text"],
                        files=form.inspected,
                        nothing_to_report=nothing,
                        by=request.member,
                        now=timezone.now(),
                        not_secret=form.sure,
                    )
                    told = _("Signed: nothing to report.") if nothing else _("Handed in.")
                    messages.success(request, told)
                    return redirect("obligations:occurrence", occurrence_id)
    return _page(request, occurrence_id, form=form)


@require_POST
@member_required
def confirm(request: MemberRequest, occurrence_id: int) -> HttpResponse:
    """Accept what was handed in."""
    actions.confirm(occurrence_id=occurrence_id, by=request.member, now=timezone.now())
    messages.success(request, _("Confirmed."))
    return redirect("obligations:occurrence", occurrence_id)


@member_required
def return_(request: MemberRequest, occurrence_id: int) -> HttpResponse:
    """Send back what was handed in, with a reason."""
    return _reason(
        request,
        occurrence_id,
        actions.return_,
        {
            "heading": _("Return"),
            "text": _("It is owed again, and asked for again. The other side reads the reason."),
            "button": _("Return it"),
        },
    )


@member_required
def excuse(request: MemberRequest, occurrence_id: int) -> HttpResponse:
    """Do not insist on this one."""
    return _reason(
        request,
        occurrence_id,
        actions.excuse,
        {
            "heading": _("Excuse"),
            "text": _("Nobody is asked for it any more, and it counts as excused, not as done."),
            "button": _("Excuse it"),
        },
    )


@member_required
def event(request: MemberRequest, duty_id: int) -> HttpResponse:
    """Report that something happened which a duty follows from."""
    by = request.member
    by.require(ANSWER)
    duty = queries.duties_for(by).select_related("organization").get(id=duty_id, ended_at=None)
    circle = _widest(duty.circle_id, by)
    form = EventForm(request.POST or None, initial={"happened_at": timezone.localtime()})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            opened = actions.report_event(
                duty_id=duty_id,
                happened_at=form.cleaned_data["happened_at"],
                what=form.cleaned_data["what"],
                by=by,
                now=timezone.now(),
                not_secret=form.sure,
            )
            return redirect("obligations:occurrence", opened.id)
    page = {
        "form": form,
        "duty": duty,
        "obligation": duty.obligation,
        "cadence": describe(Cadence.from_json(duty.obligation.cadence)),
    }
    return show(request, circle, "obligations/event.html", page)


def _reason(
    request: MemberRequest,
    occurrence_id: int,
    act: Callable[..., object],
    words: dict[str, str],
) -> HttpResponse:
    by = request.member
    by.require(ANSWER)
    found = queries.occurrences_for(by).get(id=occurrence_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            act(
                occurrence_id=occurrence_id,
                reason=form.cleaned_data["reason"],
                by=by,
                now=timezone.now(),
                not_secret=form.sure,
            )
            return redirect("obligations:occurrence", occurrence_id)
    circle = _widest(found.circle_id, by)
    obligation = queries.obligation_of(found)
    page = {
        "form": form,
        "occurrence": found,
        "obligation": obligation,
        "occasion": Shown.of(found, obligation, timezone.now()).occasion,
    }
    return show(request, circle, "obligations/reason.html", page | words)


def _page(
    request: MemberRequest, occurrence_id: int, *, form: FulfilForm | None = None
) -> HttpResponse:
    by, now = request.member, timezone.now()
    found = (
        queries.occurrences_for(by)
        .select_related("organization", "duty__asker", "duty__organization")
        .get(id=occurrence_id)
    )
    obligation = queries.obligation_of(found)
    shown = Shown.of(found, obligation, now)
    owing = by.organization_id in (found.organization_id, *found.duty.jointly)
    judges = queries.judges(found, by.organization_id)
    circle = _widest(found.circle_id, by)
    may_fulfil = owing and shown.open and by.may(ANSWER)
    context = {
        "form": form or FulfilForm(),
        "shown": shown,
        "occurrence": found,
        "obligation": obligation,
        "office_now": queries.office_of(obligation, now),
        "citation": citation(obligation.clause_key),
        "cadence": describe(Cadence.from_json(obligation.cadence)),
        "owed_to": owed_to(found, by, now),
        "lines": history(found, obligation),
        "may_be_nothing": obligation.proof in MAY_BE_NOTHING,
        "may_fulfil": may_fulfil,
        "ready": ready_for(found, by) if may_fulfil else [],
        "may_judge": judges
        and found.fulfilled_at is not None
        and found.confirmed_at is None
        and by.may(ANSWER),
        "may_excuse": judges and shown.open and not owing and by.may(ANSWER),
    }
    status = 422 if form else 200
    response = show(request, circle, "obligations/occurrence.html", context)
    response.status_code = status
    return response


def _widest(circle_id: int, by: Member) -> Circle:
    """The circle whose pages surround this one: that of the regulation, not the narrower one."""
    circle = circles.circles_for(by).select_related("parent").get(id=circle_id)
    return circle.parent or circle


def owed_to(occurrence: Occurrence, by: Actor, now: datetime) -> list[Organization]:
    """Those to whom it is owed: whoever else belongs to the circle of the duty."""
    owing = {occurrence.organization_id, *occurrence.duty.jointly}
    return list(circles.organizations_in(occurrence.circle_id, now).exclude(id__in=owing))


def history(occurrence: Occurrence, obligation: Obligation) -> list[Line]:
    """Everything that happened to it, in order of time."""
    lines = [Line(occurrence.opened_at, "", "circle-dashed", _("Opened"))]
    if occurrence.ask_id:
        steps = Escalation.objects.filter(
            circle_id=occurrence.circle_id, ask__envelope__kind="duty", ask_id=occurrence.ask_id
        )
        lines += [
            Line(
                step.at,
                "is-late" if step.at > occurrence.due_at else "",
                "bell",
                _("Asked again") if step.at > occurrence.due_at else _("Reminded"),
            )
            for step in steps.order_by("at")
        ]
    answers = occurrence.fulfilments.select_related(
        "organization", "confirmation__organization", "return_of__organization"
    ).prefetch_related("evidence__file")
    for one in answers:
        words = _("Nothing to report, signed") if one.nothing_to_report else _("Handed in")
        files = [evidence.file for evidence in one.evidence.all()]
        lines.append(
            Line(one.at, "is-seen", "upload", words, one.organization.name, one.text, files)
        )
        if hasattr(one, "confirmation"):
            by = one.confirmation
            lines.append(
                Line(by.at, "is-done", "circle-check", _("Confirmed"), by.organization.name)
            )
        if hasattr(one, "return_of"):
            back = one.return_of
            lines.append(
                Line(
                    back.at,
                    "is-problem",
                    "arrow-back-up",
                    _("Returned"),
                    back.organization.name,
                    back.reason,
                )
            )
    excused = Excuse.objects.filter(occurrence=occurrence).select_related("organization").first()
    if excused:
        lines.append(
            Line(excused.at, "", "ban", _("Excused"), excused.organization.name, excused.reason)
        )
    return sorted(lines, key=lambda line: line.at)


def page_of_link(occurrence: Occurrence, by: Actor, now: datetime) -> dict[str, Any]:
    """What the page of a link shows of it."""
    obligation = queries.obligation_of(occurrence)
    return {
        "shown": Shown.of(occurrence, obligation, now),
        "occurrence": occurrence,
        "obligation": obligation,
        "citation": citation(obligation.clause_key),
        "owed_to": owed_to(occurrence, by, now),
    }
