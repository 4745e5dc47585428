"""How sites were assessed, and the questions that a circle asks."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lienket.circles import queries as circles
from lienket.circles.actions import OnlyTheChair
from lienket.inspections import actions, rules, standard
from lienket.inspections.actions import MANAGE
from lienket.inspections.forms.assessing import ICONS, ChecklistForm
from lienket.inspections.models import Area, Assessment
from lienket.inspections.models.assessments import Verdict
from lienket.inspections.queries import assessments as queries
from lienket.inspections.queries import findings
from lienket.inspections.standing import (
    Row,
    areas_in_order,
    compare,
    picture,
    picture_of_site,
    share_words,
)
from lienket.inspections.views.page import show
from lienket.organizations.web import MemberRequest, member_required
from lienket.places import queries as places

_METHODS = ["GET", "HEAD", "POST"]
SHOWN = 12


@require_safe
@member_required
def site(request: MemberRequest, site_id: int) -> HttpResponse:
    """How a site was assessed time after time, and what is open there."""
    by, now = request.member, timezone.now()
    found = places.sites_for(by).select_related("circle").get(id=site_id)
    history = list(queries.assessments_for(by).filter(site=found)[:SHOWN])
    still = findings.in_circle(by, found.circle_id).filter(site=found, closed_at=None)
    page = {
        "site": found,
        "history": history,
        "bars": picture_of_site(history) if history else None,
        "rows": [Row.of(one, now) for one in still],
        "own": found.organization_id == by.organization_id and found.removed_at is None,
        "draft": queries.drafts_for(by).filter(site=found).first(),
    }
    return show(request, found.circle, "inspections/site.html", page)


@require_safe
@member_required
def assessment(request: MemberRequest, assessment_id: int) -> HttpResponse:
    """How an assessment came out, beside the one before; each answer on demand."""
    by, now = request.member, timezone.now()
    shown = queries.assessments_for(by).get(id=assessment_id)
    earlier = queries.before(shown)
    areas = compare(shown, earlier)
    found = findings.in_circle(by, shown.circle_id).filter(answer__assessment=shown)
    page = {
        "assessment": shown,
        "earlier": earlier,
        "areas": areas,
        "bars": picture(areas),
        "total": share_words(rules.total(one.count for one in areas)),
        "rows": [Row.of(one, now) for one in found],
        "parts": _answers(shown),
    }
    return show(request, shown.circle, "inspections/assessment.html", page)


@require_safe
@member_required
def paper(request: MemberRequest, site_id: int) -> HttpResponse:
    """The questions with boxes to tick, for those who walk round a site with a sheet of paper."""
    by = request.member
    found = places.sites_for(by).select_related("circle", "organization").get(id=site_id)
    lines = _lines(found.circle_id)
    page = {
        "site": found,
        "parts": [(area, lines[area]) for area in areas_in_order(list(lines))],
        "verdicts": Verdict.labels,
    }
    return show(request, found.circle, "inspections/paper.html", page)


@require_safe
@member_required
def questions(request: MemberRequest, circle_id: int) -> HttpResponse:
    """The questions a circle assesses its sites by."""
    by = request.member
    circle = circles.circles_for(by).get(id=circle_id)
    lines = _lines(circle_id)
    page = {
        "checklist": queries.checklist_in(circle_id),
        "parts": [(area, lines[area]) for area in areas_in_order(list(lines))],
        "count": sum(map(len, lines.values())),
        "may_change": circle.chair_id == by.organization_id
        and by.may(MANAGE)
        and circle.closed_at is None,
    }
    return show(request, circle, "inspections/questions.html", page)


@require_http_methods(_METHODS)
@member_required
def questions_edit(request: MemberRequest, circle_id: int) -> HttpResponse:
    """Word the questions of a circle anew, as its chair."""
    by = request.member
    by.require(MANAGE)
    circle = circles.circles_for(by).get(id=circle_id)
    if circle.chair_id != by.organization_id:
        raise OnlyTheChair
    lines = _lines(circle_id)
    form = ChecklistForm(
        request.POST or None,
        initial={area.value: "\n".join(lines.get(area, ())) for area in Area},
    )
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.adapt_checklist(
                circle_id=circle_id,
                questions=form.questions,
                by=by,
                now=timezone.now(),
                not_secret=form.sure,
            )
            messages.success(request, _("Saved. The next assessments use these questions."))
            return redirect("inspections:questions", circle_id)
    return show(request, circle, "inspections/questions_edit.html", {"form": form})


def _lines(circle_id: int) -> dict[str, list[str]]:
    """What a circle asks now, by area: its own wording, else the shipped list."""
    checklist = queries.checklist_in(circle_id)
    if checklist is None or checklist.standard not in {None, standard.VERSION}:
        return {area: list(texts) for area, texts in standard.QUESTIONS.items()}
    found: dict[str, list[str]] = {}
    for one in queries.questions_of(checklist):
        found.setdefault(one.area, []).append(one.text)
    return found


def _answers(shown: Assessment) -> list[dict[str, Any]]:
    """All answers by area, in the order of the questions."""
    answers = shown.answers.select_related("question", "photo", "finding")
    parts: dict[str, list[dict[str, Any]]] = {}
    for one in answers.order_by("question__number"):
        parts.setdefault(one.question.area, []).append(
            {
                "answer": one,
                "icon": ICONS[Verdict(one.verdict)],
                "finding": getattr(one, "finding", None),
            }
        )
    return [{"area": area, "answers": parts[area]} for area in areas_in_order(list(parts))]
