"""The movements of a circle, and one of them: how far it came, and what may be done."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lienket.awareness import actions, queries
from lienket.awareness.actions.common import ANSWER, MANAGE
from lienket.awareness.actions.common import today as local_day
from lienket.awareness.actions.movements import OnlyTheLauncher
from lienket.awareness.forms.movements import ClosingForm, GoalForm, MovementForm, ProgressForm
from lienket.awareness.models import Goal, Movement
from lienket.awareness.progress import GoalRow, picture, rows_of
from lienket.awareness.rules import Standing
from lienket.awareness.standing import MovementRow
from lienket.awareness.views.page import both, members_of, show
from lienket.circles import queries as circles
from lienket.kernel.actors import Member
from lienket.organizations.web import MemberRequest, member_required


@require_safe
@member_required
def list_(request: MemberRequest, circle_id: int) -> HttpResponse:
    """The movements of a circle, the latest first."""
    by, today = request.member, local_day(timezone.now())
    circle = circles.circles_for(by).get(id=circle_id)
    page = {
        "rows": [MovementRow.of(one, today) for one in queries.movements_in(by, circle.id)],
        "may_launch": by.may(MANAGE) and circle.closed_at is None,
    }
    return show(request, circle, "movements.html", page)


@both
@member_required
def launch(request: MemberRequest, circle_id: int) -> HttpResponse:
    """Launch a movement."""
    by = request.member
    by.require(MANAGE)
    circle = circles.circles_for(by).get(id=circle_id)
    form = MovementForm(request.POST or None)
    if form.is_bound and form.is_valid():
        with form.refusals():
            made = actions.launch(
                circle_id=circle.id,
                draft=form.draft,
                by=by,
                now=timezone.now(),
                not_secret=form.sure,
            )
            messages.success(request, _("Launched; the members are told. Now set its goals."))
            return redirect("awareness:movement", made.id)
    page = {
        "form": form,
        "heading": _("Launch a movement"),
        "text": _("All members read it at once and get a letter."),
        "button": _("Launch the movement"),
        "back": reverse("awareness:movements", args=[circle.id]),
    }
    return show(request, circle, "decide.html", page, form)


@require_safe
@member_required
def movement(request: MemberRequest, movement_id: int) -> HttpResponse:
    """Kick-off, goals with their progress, closing words."""
    by, today = request.member, local_day(timezone.now())
    found = queries.movements_for(by).get(id=movement_id)
    rows = rows_of(found)
    page = {
        "movement": found,
        "row": MovementRow.of(found, today),
        "goals": [(row, _may_report(row, found, by)) for row in rows],
        "picture": picture(rows),
        "sessions_url": f"{reverse('awareness:sessions', args=[found.circle_id])}"
        f"?movement={found.id}",
        "closing": getattr(found, "closing", None),
        **_rights(found, by, today),
    }
    return show(request, found.circle, "movement.html", page)


@both
@member_required
def set_goal(request: MemberRequest, movement_id: int) -> HttpResponse:
    """Add a goal."""
    found = _own(request, movement_id)
    form = GoalForm(request.POST or None, members=members_of(found.circle))
    if form.is_bound and form.is_valid():
        with form.refusals():
            actions.set_goal(
                movement_id=found.id,
                draft=form.draft,
                by=request.member,
                now=timezone.now(),
                not_secret=form.sure,
            )
            return redirect("awareness:movement", found.id)
    page = _page(found, form, _("Set a goal"), _("Set the goal"))
    return show(request, found.circle, "decide.html", page, form)


@both
@member_required
def report(request: MemberRequest, goal_id: int) -> HttpResponse:
    """What was reported towards a goal, and reporting more."""
    by = request.member
    goal = (
        Goal.objects.filter(circle_id__in=by.circles).select_related("organization").get(id=goal_id)
    )
    found = queries.movements_for(by).get(id=goal.movement_id)
    row = next(row for row in rows_of(found) if row.goal.id == goal.id)
    form = ProgressForm(request.POST or None) if _may_report(row, found, by) else None
    if form is not None and form.is_bound and form.is_valid():
        with form.refusals():
            actions.report_progress(
                goal_id=goal.id,
                amount=form.cleaned_data["amount"],
                note=form.cleaned_data["note"],
                by=by,
                now=timezone.now(),
                not_secret=form.sure,
            )
            return redirect("awareness:goal", goal.id)
    page = {
        "movement": found,
        "row": row,
        "progress": goal.progress.select_related("organization").order_by("-at", "-id"),
        "form": form,
    }
    return show(request, found.circle, "goal.html", page, *([form] if form else []))


@both
@member_required
def close(request: MemberRequest, movement_id: int) -> HttpResponse:
    """Say what came of it."""
    found = _own(request, movement_id)
    form = ClosingForm(request.POST or None)
    if form.is_bound and form.is_valid():
        with form.refusals():
            actions.close_movement(
                movement_id=found.id,
                words=form.cleaned_data["words"],
                by=request.member,
                now=timezone.now(),
                not_secret=form.sure,
            )
            return redirect("awareness:movement", found.id)
    page = _page(found, form, _("Close the movement"), _("Close the movement"))
    return show(request, found.circle, "decide.html", page, form)


def _page(found: Movement, form: Any, heading: str, button: str) -> dict[str, Any]:
    return {
        "form": form,
        "heading": heading,
        "button": button,
        "about": f"{found.reference} · {found.title}",
        "back": reverse("awareness:movement", args=[found.id]),
    }


def _own(request: MemberRequest, movement_id: int) -> Movement:
    """A movement that the member's organization launched."""
    by = request.member
    by.require(MANAGE)
    found = queries.movements_for(by).get(id=movement_id)
    if found.organization_id != by.organization_id:
        raise OnlyTheLauncher
    return found


def _may_report(row: GoalRow, found: Movement, by: Member) -> bool:
    own = row.goal.organization_id in (None, by.organization_id)
    open_ = found.closed_at is None and found.circle.closed_at is None
    return row.goal.measure == Goal.Measure.REPORTED and own and open_ and by.may(ANSWER)


def _rights(found: Movement, by: Member, today: date) -> dict[str, bool]:
    """What the reader may do now."""
    stands, open_ = found.standing(today), found.circle.closed_at is None
    leads = open_ and found.organization_id == by.organization_id and by.may(MANAGE)
    return {
        "may_set": leads and stands != Standing.CLOSED,
        "may_close": leads and stands == Standing.OVER,
        "may_record": open_ and by.may(ANSWER) and stands in (Standing.RUNNING, Standing.OVER),
    }
