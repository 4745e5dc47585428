"""Tasks: giving one, its page, reporting on it, who carries it out."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lienket.circles import queries as circles
from lienket.circles.models import Circle, Membership
from lienket.kernel.actors import Member
from lienket.organizations import queries as organizations
from lienket.organizations.models import Organization
from lienket.organizations.web import MemberRequest, member_required
from lienket.plans import actions, queries
from lienket.plans.actions import ANSWER, MANAGE
from lienket.plans.forms import AssignForm, ReportForm, TaskForm
from lienket.plans.models import Assignment, Plan, Task
from lienket.plans.views.page import show
from lienket.plans.views.standing import Shown


@member_required
def task_create(request: MemberRequest, circle_id: int) -> HttpResponse:
    """Give a task that belongs to no plan."""
    by = request.member
    by.require(MANAGE)
    circle = circles.circles_for(by).get(id=circle_id)
    return _create(request, circle, None)


@member_required
def plan_task_create(request: MemberRequest, plan_id: int) -> HttpResponse:
    """Add a task to one's own plan."""
    by = request.member
    by.require(MANAGE)
    plan = queries.plans_for(by).get(id=plan_id)
    return _create(request, plan.circle, plan)


@member_required
def task_edit(request: MemberRequest, task_id: int) -> HttpResponse:
    """Change a task of a draft."""
    by = request.member
    by.require(MANAGE)
    task = queries.tasks_for(by).get(id=task_id)
    others = task.plan.tasks.exclude(id=task.id) if task.plan else Task.objects.none()
    form = TaskForm(
        request.POST or None,
        members=full_members(task.circle),
        others=others.select_related("organization").order_by("due_at", "id"),
        initial={
            "title": task.title,
            "organization": task.organization_id,
            "starts_on": task.starts_on,
            "due_on": timezone.localdate(task.due_at),
            "detail": task.detail,
            "after": list(task.awaits.values_list("after_id", flat=True)),
        },
    )
    del form.fields["source"]
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.change_task(task_id=task.id, by=by, now=timezone.now(), **form.facts())
            return redirect("plans:plan", task.plan_id or 0)
    return show(
        request,
        task.circle,
        "plans/task_form.html",
        {"form": form, "plan": task.plan, "task": task},
    )


@require_POST
@member_required
def task_remove(request: MemberRequest, task_id: int) -> HttpResponse:
    """Take a task out of a draft."""
    plan_id = queries.tasks_for(request.member).get(id=task_id).plan_id
    actions.remove_task(task_id=task_id, by=request.member, now=timezone.now())
    return redirect("plans:plan", plan_id or 0)


@require_safe
@member_required
def task(request: MemberRequest, task_id: int) -> HttpResponse:
    """One task: what, who, until when, and all that was said about it."""
    return _task_page(request, queries.tasks_for(request.member).get(id=task_id))


@require_POST
@member_required
def task_report(request: MemberRequest, task_id: int) -> HttpResponse:
    """Report progress, or that it is done."""
    by = request.member
    form = ReportForm(request.POST, request.FILES)
    if form.is_valid():
        with form.inspecting():
            if form.is_valid():
                with form.refusals():
                    actions.report(
                        task_id=task_id,
                        by=by,
                        now=timezone.now(),
                        text=form.cleaned_data["text"],
                        percent=form.cleaned_data["percent"],
                        files=tuple(form.inspected),
                        done="done" in request.POST,
                        not_secret=form.sure,
                    )
                    messages.success(request, _("Your report is recorded."))
                    return redirect("plans:task", task_id)
    return _task_page(request, queries.tasks_for(by).get(id=task_id), form)


@require_POST
@member_required
def assignment(request: MemberRequest, task_id: int) -> HttpResponse:
    """Name who carries a task out inside one's own organization."""
    by, now = request.member, timezone.now()
    form = AssignForm(request.POST, colleagues=_colleagues(by))
    if form.is_valid():
        actions.assign(
            task_id=task_id, appointment_id=form.cleaned_data["appointment"], by=by, now=now
        )
    return redirect("plans:task", task_id)


def _create(request: MemberRequest, circle: Circle, plan: Plan | None) -> HttpResponse:
    others = plan.tasks.select_related("organization").order_by("due_at", "id") if plan else ()
    form = TaskForm(request.POST or None, members=full_members(circle), others=others)
    if plan:
        del form.fields["source"]
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            given = actions.give_task(
                circle_id=circle.id,
                plan=plan,
                by=request.member,
                now=timezone.now(),
                **form.facts(),
            )
            if plan and not plan.adopted_at:
                messages.success(request, _("Added to the draft."))
                return redirect("plans:plan", plan.id)
            messages.success(request, _("The task was given."))
            return redirect("plans:task", given.id)
    return show(request, circle, "plans/task_form.html", {"form": form, "plan": plan})


def _task_page(request: MemberRequest, found: Task, form: ReportForm | None = None) -> HttpResponse:
    by, now = request.member, timezone.now()
    (standing,) = queries.standings([found], now)
    own = found.organization_id == by.organization_id
    assigned = Assignment.objects.filter(task=found, organization_id=by.organization_id)
    appointment_id = assigned.values_list("appointment_id", flat=True).first()
    page: dict[str, Any] = {
        "task": found,
        "shown": Shown.of(standing),
        "entries": found.entries.select_related("organization")
        .prefetch_related("files__file")
        .order_by("at", "id"),
        "own": own,
        "may_report": own and standing.open and found.given_at and by.may(ANSWER),
        "asks": found.asker_id == by.organization_id,
        "may_decide": found.asker_id == by.organization_id
        and found.reported_at
        and not found.done_at
        and by.may(ANSWER),
        "may_move": found.asker_id == by.organization_id
        and standing.open
        and found.given_at
        and by.may(MANAGE),
        "report_form": form or ReportForm(),
        "assign_form": AssignForm(
            colleagues=_colleagues(by), initial={"appointment": appointment_id}
        )
        if own and by.may(ANSWER)
        else None,
        "followers": [one.task for one in found.followed_by.select_related("task__organization")],
    }
    if form:
        page["form"] = form
    return show(request, found.circle, "plans/task.html", page)


def _colleagues(by: Member) -> Any:
    return organizations.appointments_for(by, timezone.now()).select_related("person")


def full_members(circle: Circle) -> list[Organization]:
    """Who can be asked in a circle."""
    full = circles.members_of(circle.id, timezone.now()).filter(role=Membership.Role.MEMBER)
    return [place.organization for place in full]
