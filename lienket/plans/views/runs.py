"""Starting a playbook, the board of a run, its notes and its end."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from lienket.exchange import actions as exchange
from lienket.exchange.models import Bulletin
from lienket.kernel.actors import Member
from lienket.organizations.web import MemberRequest, member_required
from lienket.plans import actions, queries
from lienket.plans.actions import ANSWER
from lienket.plans.actions.playbooks import NobodyInvolved, NotInForce
from lienket.plans.actions.runs import ISSUE, StartedBefore
from lienket.plans.forms import EarlyEndForm, FinishForm, NoteForm, StartForm
from lienket.plans.models import Playbook, Run
from lienket.plans.views.page import show
from lienket.plans.views.standing import Shown


@member_required
def start(request: MemberRequest, playbook_id: int) -> HttpResponse:
    """Say exactly who will be alarmed, and start when that is wanted."""
    by, now = request.member, timezone.now()
    by.require(ISSUE)
    found = queries.playbooks_for(by).get(id=playbook_id)
    if found.approved_at is None or found.retired_at:
        raise NotInForce
    form = StartForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            return redirect("plans:run", _start(form, found, by, now).id)
    steps = list(found.steps.select_related("organization").order_by("number"))
    involved = {step.organization_id for step in steps} - {None, by.organization_id}
    if not involved:
        raise NobodyInvolved
    draft = exchange.Draft(
        kind=Bulletin.Kind.URGENT_NOTICE,
        urgency=found.urgency,
        title=found.title,
        organization_ids=tuple(sorted(one for one in involved if one)),
    )
    page = {
        "playbook": found,
        "steps": steps,
        "recipients": exchange.preview(circle_id=found.circle_id, draft=draft, by=by, now=now),
        "form": form,
    }
    return show(request, found.circle, "plans/start.html", page)


def _start(form: StartForm, playbook: Playbook, by: Member, now: datetime) -> Run:
    try:
        return actions.start(
            playbook_id=playbook.id,
            exercise=form.cleaned_data["mode"] == "exercise",
            what_happened=form.cleaned_data["what_happened"],
            by=by,
            now=now,
            key=form.cleaned_data["key"],
            not_secret=form.sure,
        )
    except StartedBefore:
        # Started once already and then changed: the person decides whether to start again.
        form.renew_key()
        raise


@require_safe
@member_required
def run(request: MemberRequest, run_id: int) -> HttpResponse:
    """The board: who does what now, what is done, what is late."""
    found = queries.runs_for(request.member).get(id=run_id)
    return show(request, found.circle, "plans/run.html", _board(found, request.member))


@require_safe
@member_required
def board(request: MemberRequest, run_id: int) -> HttpResponse:
    """The part of it that changes."""
    found = queries.runs_for(request.member).get(id=run_id)
    return render(request, "plans/_board.html", _board(found, request.member))


@require_POST
@member_required
def step_done(request: MemberRequest, run_id: int, task_id: int) -> HttpResponse:
    """One press: a step that asks for no answer is done."""
    actions.report(task_id=task_id, done=True, by=request.member, now=timezone.now())
    return redirect("plans:run", run_id)


@require_POST
@member_required
def notes(request: MemberRequest, run_id: int) -> HttpResponse:
    """Write something down while it runs."""
    by = request.member
    form = NoteForm(request.POST)
    if form.is_valid():
        with form.refusals():
            actions.note(
                run_id=run_id,
                text=form.cleaned_data["text"],
                by=by,
                now=timezone.now(),
                not_secret=form.sure,
            )
            return redirect("plans:run", run_id)
    found = queries.runs_for(by).get(id=run_id)
    page = _board(found, by) | {"form": form, "note_form": form}
    return show(request, found.circle, "plans/run.html", page)


@member_required
def finish(request: MemberRequest, run_id: int) -> HttpResponse:
    """End a run, with the lessons."""
    by = request.member
    by.require(ISSUE)
    found = queries.runs_for(by).get(id=run_id)
    form = (EarlyEndForm if queries.ends_early(found) else FinishForm)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.finish(
                run_id=run_id,
                lessons=form.cleaned_data["lessons"],
                reason=form.cleaned_data.get("reason", ""),
                by=by,
                now=timezone.now(),
                not_secret=form.sure,
            )
            return redirect("plans:run", run_id)
    page = {"run": found, "form": form, "open_steps": queries.open_steps(found).count()}
    return show(request, found.circle, "plans/finish.html", page)


def _board(found: Run, by: Member) -> dict[str, Any]:
    now: datetime = timezone.now()
    tasks = queries.tasks_for(by).filter(run=found).order_by("id")
    rows = [Shown.of(one) for one in queries.standings(tasks, now)]
    return {
        "run": found,
        "rows": [
            {"number": number, "shown": one, "own": one.task.organization_id == by.organization_id}
            for number, one in enumerate(rows, start=1)
        ],
        "done": sum(one.state == "done" for one in rows),
        "total": len(rows),
        "notes": found.notes.select_related("organization").order_by("-at", "-id"),
        "may_answer": by.may(ANSWER) and not found.finished_at,
        "may_finish": not found.finished_at
        and by.may(ISSUE)
        and by.organization_id in {found.organization_id, found.circle.chair_id},
        "note_form": NoteForm(),
    }
