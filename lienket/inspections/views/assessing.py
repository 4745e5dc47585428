"""Filling an assessment in, part by part, and handing it in."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lienket.inspections import actions
from lienket.inspections.forms.assessing import AreaForm, HandInForm
from lienket.inspections.models import Area, Draft, DraftAnswer, Question
from lienket.inspections.models.assessments import Verdict
from lienket.inspections.queries import assessments as queries
from lienket.inspections.standing import areas_in_order
from lienket.inspections.views.page import show
from lienket.kernel.errors import NotFound
from lienket.organizations.web import MemberRequest, member_required

_METHODS = ["GET", "HEAD", "POST"]


class _Filling:
    """A draft with its questions and what was answered so far."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.kept = queries.filled_in(draft)
        self.parts: dict[str, list[Question]] = {}
        for one in queries.questions_of(draft.checklist):
            self.parts.setdefault(one.area, []).append(one)
        self.areas = areas_in_order(list(self.parts))

    def is_answered(self, question: Question) -> bool:
        return question.id in self.kept and bool(self.kept[question.id].verdict)

    def open_in(self, area: str) -> int:
        """Questions of a part without an answer."""
        return sum(not self.is_answered(one) for one in self.parts[area])

    @property
    def lacking(self) -> list[DraftAnswer]:
        """What is not met, in the order of the questions."""
        given = [self.kept.get(one.id) for part in self.areas for one in self.parts[part]]
        return [one for one in given if one and one.verdict == Verdict.NOT_MET]

    def next_open(self, after: str = "") -> str | None:
        """The next part with a question left, from the top again after the last one."""
        start = self.areas.index(Area(after)) + 1 if after else 0
        turn = [*self.areas[start:], *self.areas[:start]]
        return next((area.value for area in turn if self.open_in(area)), None)

    def address(self, after: str = "") -> str:
        """Where to go on: the next part that is not complete, else handing in."""
        area = self.next_open(after)
        if area is None:
            return reverse("inspections:hand_in", args=[self.draft.id])
        return reverse("inspections:area", args=[self.draft.id, area])

    def page(self, current: str = "") -> dict[str, Any]:
        """What all pages of the draft show: how far it is, and the parts."""
        total = sum(map(len, self.parts.values()))
        still = sum(self.open_in(area) for area in self.areas)
        return {
            "draft": self.draft,
            "site": self.draft.site,
            "total": total,
            "answered": total - still,
            "parts": [
                {
                    "area": area,
                    "open": self.open_in(area),
                    "count": len(self.parts[area]),
                    "current": area == current,
                }
                for area in self.areas
            ],
        }


@require_POST
@member_required
def start(request: MemberRequest, site_id: int) -> HttpResponse:
    """Begin to assess a site, or go on."""
    draft = actions.start_assessment(site_id=site_id, by=request.member, now=timezone.now())
    return redirect("inspections:draft", draft.id)


@require_safe
@member_required
def draft(request: MemberRequest, draft_id: int) -> HttpResponse:
    """Go on where it was left."""
    return redirect(_filling(request, draft_id).address())


@require_http_methods(_METHODS)
@member_required
def area(request: MemberRequest, draft_id: int, area: str) -> HttpResponse:
    """Answer the questions of one part."""
    filling = _filling(request, draft_id)
    if area not in filling.parts:
        raise NotFound
    form = AreaForm(
        request.POST or None,
        request.FILES or None,
        questions=filling.parts[area],
        kept=filling.kept,
    )
    if request.method == "POST" and form.is_valid():
        with form.given() as given:
            if form.is_valid():
                with form.refusals():
                    actions.save_answers(
                        draft_id=draft_id,
                        answers=given,
                        by=request.member,
                        now=timezone.now(),
                        not_secret=form.sure,
                    )
                    if "leave" in request.POST:
                        messages.success(request, _("Saved. You can go on later."))
                        site = filling.draft.site
                        return redirect("inspections:site", site.id)
                    return redirect(_filling(request, draft_id).address(after=area))
    page = filling.page(area) | {"form": form, "area": Area(area)}
    return show(request, filling.draft.site.circle, "inspections/area.html", page)


@require_http_methods(_METHODS)
@member_required
def hand_in(request: MemberRequest, draft_id: int) -> HttpResponse:
    """Say how grave each finding is, and hand the assessment in."""
    filling = _filling(request, draft_id)
    now = timezone.now()
    form = HandInForm(
        request.POST or None, lacking=filling.lacking, initial={"on": timezone.localdate(now)}
    )
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            assessed = actions.hand_in(
                draft_id=draft_id,
                on=form.cleaned_data["on"],
                severities=form.severities,
                by=request.member,
                now=now,
            )
            messages.success(request, _("Handed in as {number}.").format(number=assessed.reference))
            return redirect("inspections:assessment", assessed.id)
    page = filling.page() | {"form": form, "unfinished": filling.next_open()}
    return show(request, filling.draft.site.circle, "inspections/hand_in.html", page)


@require_POST
@member_required
def discard(request: MemberRequest, draft_id: int) -> HttpResponse:
    """Throw away what was filled in."""
    site_id = queries.drafts_for(request.member).get(id=draft_id).site_id
    actions.discard(draft_id=draft_id, by=request.member)
    messages.success(request, _("Thrown away."))
    return redirect("inspections:site", site_id)


def _filling(request: MemberRequest, draft_id: int) -> _Filling:
    return _Filling(queries.drafts_for(request.member).get(id=draft_id))
