"""Plans: the list, one plan, writing it, putting it to the members, adopting it."""

from datetime import date
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lienket.circles import queries as circles
from lienket.documents.paper import abbreviated
from lienket.kernel.actors import Member
from lienket.kernel.forms import round_in
from lienket.organizations.queries import by_name
from lienket.organizations.web import MemberRequest, member_required
from lienket.plans import actions, queries
from lienket.plans.actions import MANAGE
from lienket.plans.actions.plans import OnlyTheDrafter
from lienket.plans.forms import CommentForm, DecisionForm, DocumentForm, PlanForm
from lienket.plans.models import Plan
from lienket.plans.views.page import show
from lienket.plans.views.standing import Shown, picture


@require_safe
@member_required
def plans(request: MemberRequest, circle_id: int) -> HttpResponse:
    """The plans and playbooks of a circle, and tasks that belong to no plan."""
    by, now = request.member, timezone.now()
    circle = circles.circles_for(by).get(id=circle_id)
    listed = queries.with_counts(queries.plans_for(by).filter(circle=circle))
    tasks = queries.tasks_for(by).filter(circle=circle, run=None, done_at=None, dropped_at=None)
    standings = [Shown.of(one) for one in queries.standings(tasks.order_by("due_at", "id"), now)]
    runs = list(queries.runs_for(by).filter(circle=circle)[:20])
    playbooks = list(queries.playbooks_for(by).filter(circle=circle, retired_at=None))
    return show(
        request,
        circle,
        "plans/plans.html",
        {
            "plans": [_summary(plan, standings) for plan in listed],
            "loose": [one for one in standings if one.task.plan_id is None],
            "playbooks": [
                {
                    "playbook": playbook,
                    "last": next((r for r in runs if r.playbook_id == playbook.id), None),
                }
                for playbook in playbooks
            ],
            "running": [run for run in runs if run.finished_at is None],
        },
    )


@require_safe
@member_required
def plan(request: MemberRequest, plan_id: int) -> HttpResponse:
    """One plan: who does what until when, how it stands, what slips."""
    by, now = request.member, timezone.now()
    found = queries.plans_for(by).select_related("regulation").get(id=plan_id)
    tasks = (
        queries.tasks_for(by)
        .filter(plan=found)
        .order_by(by_name("organization__name"), "organization_id", "due_at", "id")
    )
    ours = "ours" in request.GET
    shown = [Shown.of(one) for one in queries.standings(tasks, now)]
    if ours:
        shown = [one for one in shown if one.task.organization_id == by.organization_id]
    adoptions = list(found.adoptions.select_related("organization", "ask").order_by("id"))
    counted = [one for one in shown if one.state != "dropped"]
    return show(
        request,
        found.circle,
        "plans/plan.html",
        {
            "plan": found,
            "ours": ours,
            "parties": [
                (party, list(group))
                for party, group in groupby(shown, key=lambda one: one.task.organization)
            ],
            "total": len(counted),
            "done": sum(one.state == "done" for one in counted),
            "trouble": [one for one in shown if one.state in {"late", "slipping"}],
            "picture": picture(found, shown, now) if shown else None,
            "adoptions": adoptions,
            "comments": found.comments.select_related("organization").order_by("at", "id"),
            "drafts": found.organization_id == by.organization_id and by.may(MANAGE),
            "asked": next(
                (
                    one
                    for one in adoptions
                    if one.organization_id == by.organization_id and not one.adopted_at
                ),
                None,
            ),
        },
    )


@member_required
def plan_create(request: MemberRequest, circle_id: int) -> HttpResponse:
    """Begin a plan."""
    by = request.member
    by.require(MANAGE)
    circle = circles.circles_for(by).get(id=circle_id)
    year = timezone.localdate().year + 1
    form = PlanForm(
        request.POST or None,
        circle_id=circle.id,
        initial={"starts_on": date(year, 1, 1), "ends_on": date(year, 12, 31)},
    )
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            begun = actions.draft_plan(
                circle_id=circle.id, by=by, now=timezone.now(), **_head(form)
            )
            messages.success(request, _("The draft was begun. Now add its tasks."))
            return redirect("plans:plan", begun.id)
    return show(request, circle, "plans/plan_form.html", {"form": form})


@member_required
def plan_edit(request: MemberRequest, plan_id: int) -> HttpResponse:
    """Change the head of a draft."""
    by = request.member
    found = _of_drafter(plan_id, by)
    initial = {
        "kind": found.kind,
        "title": found.title,
        "starts_on": found.starts_on,
        "ends_on": found.ends_on,
        "regulation": found.regulation_id,
    }
    form = PlanForm(request.POST or None, circle_id=found.circle_id, initial=initial)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.change_plan(plan_id=plan_id, by=by, now=timezone.now(), **_head(form))
            return redirect("plans:plan", plan_id)
    return show(request, found.circle, "plans/plan_form.html", {"form": form, "plan": found})


@member_required
def submission(request: MemberRequest, plan_id: int) -> HttpResponse:
    """Put a draft to the members, or take it back."""
    by, now = request.member, timezone.now()
    found = _of_drafter(plan_id, by)
    if request.method == "POST":
        if "back" in request.POST:
            actions.take_back(plan_id=plan_id, by=by, now=now)
            messages.success(request, _("Taken back. Nobody is asked while you revise it."))
        else:
            actions.submit(plan_id=plan_id, by=by, now=now)
            messages.success(request, _("Put to all who have tasks in it."))
        return redirect("plans:plan", plan_id)
    parties = circles.organizations_in(found.circle_id, now).filter(
        id__in=found.tasks.values("organization_id")
    )
    page = {"plan": found, "parties": parties.exclude(id=by.organization_id)}
    return show(request, found.circle, "plans/submission.html", page)


@member_required
def adoption(request: MemberRequest, plan_id: int) -> HttpResponse:
    """Adopt a plan for one's own organization, or say something about it."""
    by, now = request.member, timezone.now()
    found = queries.plans_for(by).get(id=plan_id)
    form = CommentForm(request.POST if "text" in request.POST else None)
    if request.method == "POST" and not form.is_bound:
        actions.adopt(plan_id=plan_id, by=by, now=now, seen=round_in(request.POST))
        messages.success(request, _("Adopted for your organization."))
        return redirect("plans:plan", plan_id)
    if form.is_bound and form.is_valid():
        with form.refusals():
            actions.comment(
                plan_id=plan_id,
                text=form.cleaned_data["text"],
                by=by,
                now=now,
                not_secret=form.sure,
            )
            messages.success(request, _("Your comment is with the drafter."))
            return redirect("plans:plan", plan_id)
    ours = queries.tasks_for(by).filter(plan=found, organization_id=by.organization_id)
    page = {
        "plan": found,
        "tasks": [Shown.of(one) for one in queries.standings(ours.order_by("due_at"), now)],
        "form": form,
        "may_adopt": by.may(MANAGE),
    }
    return show(request, found.circle, "plans/adoption.html", page)


@member_required
def enactment(request: MemberRequest, plan_id: int) -> HttpResponse:
    """Put a plan into force by decision."""
    by = request.member
    found = _of_drafter(plan_id, by)
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.enact(
                plan_id=plan_id,
                decision=form.cleaned_data["decision"],
                by=by,
                now=timezone.now(),
                not_secret=form.sure,
            )
            return redirect("plans:plan", plan_id)
    page = {
        "plan": found,
        "form": form,
        "missing": found.adoptions.filter(adopted_at=None).select_related("organization"),
    }
    return show(request, found.circle, "plans/enactment.html", page)


@member_required
def document(request: MemberRequest, plan_id: int) -> HttpResponse:
    """Give a plan in force its number and issue it as a document."""
    by = request.member
    found = _of_drafter(plan_id, by)
    form = DocumentForm(
        request.POST or None,
        initial={"notation": abbreviated(found.organization.short_name.upper())},
    )
    if request.method == "POST" and form.is_valid():
        names = ("place", "notation", "signer_title", "signer_name")
        with form.refusals():
            actions.issue_document(
                plan_id=plan_id,
                by=by,
                now=timezone.now(),
                **{name: form.cleaned_data[name] for name in names},
            )
            return redirect("plans:plan", plan_id)
    return show(request, found.circle, "plans/document_form.html", {"form": form, "plan": found})


@require_POST
@member_required
def plan_discard(request: MemberRequest, plan_id: int) -> HttpResponse:
    """Throw a draft away."""
    circle_id = queries.plans_for(request.member).get(id=plan_id).circle_id
    actions.discard_plan(plan_id=plan_id, by=request.member, now=timezone.now())
    messages.success(request, _("The draft was thrown away."))
    return redirect("plans:list", circle_id)


@require_POST
@member_required
def plan_copy(request: MemberRequest, plan_id: int) -> HttpResponse:
    """Begin next year's plan from this one."""
    copy = actions.copy_plan(plan_id=plan_id, by=request.member, now=timezone.now())
    messages.success(request, _("Copied. All days lie a year later; look through them."))
    return redirect("plans:plan", copy.id)


def _head(form: PlanForm) -> dict[str, Any]:
    given = form.cleaned_data
    return {
        "kind": given["kind"],
        "title": given["title"],
        "starts_on": given["starts_on"],
        "ends_on": given["ends_on"],
        "regulation_id": given["regulation"],
        "not_secret": form.sure,
    }


def _of_drafter(plan_id: int, by: Member) -> Plan:
    by.require(MANAGE)
    found = queries.plans_for(by).get(id=plan_id)
    if found.organization_id != by.organization_id:
        raise OnlyTheDrafter
    return found


def _summary(plan: Plan, open_tasks: list[Shown]) -> dict[str, Any]:
    mine = [one for one in open_tasks if one.task.plan_id == plan.id]
    return {
        "plan": plan,
        "late": sum(one.state == "late" for one in mine),
        "slipping": sum(one.state == "slipping" for one in mine),
    }
