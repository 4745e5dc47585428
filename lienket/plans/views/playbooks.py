"""Playbooks: their page, writing them step by step, approving them."""

from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lienket.circles import queries as circles
from lienket.kernel.actors import Member
from lienket.kernel.charts import Span, Spans
from lienket.organizations.web import MemberRequest, member_required
from lienket.plans import actions, queries, rules
from lienket.plans.actions import MANAGE, StepDraft
from lienket.plans.actions.playbooks import OnlyItsKeeper
from lienket.plans.actions.runs import ISSUE
from lienket.plans.forms import PlaybookForm, StepForm
from lienket.plans.models import Playbook, PlaybookStep, Run
from lienket.plans.views.page import show
from lienket.plans.views.tasks import full_members


@require_safe
@member_required
def playbook(request: MemberRequest, playbook_id: int) -> HttpResponse:
    """One playbook: its steps, when it was last practised, how long each step took."""
    by = request.member
    found = queries.playbooks_for(by).get(id=playbook_id)
    steps = list(found.steps.select_related("organization").order_by("number"))
    runs = list(queries.runs_for(by).filter(playbook=found)[:10])
    last = next((run for run in runs if run.finished_at), None)
    keeps = by.organization_id in {found.organization_id, found.circle.chair_id}
    return show(
        request,
        found.circle,
        "plans/playbook.html",
        {
            "playbook": found,
            "steps": steps,
            "runs": runs,
            "practised": next((run for run in runs if run.exercise), None),
            "picture": compared(last, steps) if last else None,
            "keeps": keeps and by.may(MANAGE),
            "edits": keeps and by.may(MANAGE) and found.approved_at is None,
            "may_approve": found.approved_at is None
            and found.circle.chair_id == by.organization_id
            and by.may(MANAGE),
            "in_force": found.approved_at and not found.retired_at,
            "may_start": found.approved_at and not found.retired_at and by.may(ISSUE),
        },
    )


def compared(run: Run, steps: list[PlaybookStep]) -> Spans:
    """How long each step took in a run, beside what was planned."""
    times = rules.timetable([rules.Planned(s.number, s.minutes, s.after) for s in steps])
    tasks = dict(zip((step.number for step in steps), run.tasks.order_by("id"), strict=False))
    spans = []
    for step in steps:
        begin, due = (run.started_at + one for one in times[step.number])
        done_at = tasks[step.number].done_at
        before = tasks[step.after].done_at if step.after else run.started_at
        late = done_at is None or done_at > due
        words = _("not done") if done_at is None else _("late") if late else _("in time")
        actual = (min(before or run.started_at, done_at), done_at) if done_at else None
        spans.append(
            Span(f"{step.number}. {step.what}", begin, due, words, late=late, actual=actual)
        )
    ends = [span.end for span in spans] + [span.actual[1] for span in spans if span.actual]
    return Spans(
        _("Last time: as planned and as it was"),
        run.started_at,
        max([run.started_at, *ends]),
        spans,
    )


@member_required
def playbook_create(request: MemberRequest, circle_id: int) -> HttpResponse:
    """Begin a playbook."""
    by = request.member
    by.require(MANAGE)
    circle = circles.circles_for(by).get(id=circle_id)
    form = PlaybookForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            begun = actions.write_playbook(
                circle_id=circle.id,
                head=form.head(),
                by=by,
                now=timezone.now(),
                not_secret=form.sure,
            )
            messages.success(request, _("The draft was begun. Now add its steps."))
            return redirect("plans:playbook", begun.id)
    return show(request, circle, "plans/playbook_form.html", {"form": form})


@member_required
def playbook_edit(request: MemberRequest, playbook_id: int) -> HttpResponse:
    """Change the head of a draft."""
    by = request.member
    found = _of_keeper(playbook_id, by)
    initial = {name: getattr(found, name) for name in ("title", "situation", "notice", "urgency")}
    form = PlaybookForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.change_playbook(
                playbook_id=found.id,
                head=form.head(),
                by=by,
                now=timezone.now(),
                not_secret=form.sure,
            )
            return redirect("plans:playbook", found.id)
    page = {"form": form, "playbook": found}
    return show(request, found.circle, "plans/playbook_form.html", page)


@member_required
def step_create(request: MemberRequest, playbook_id: int) -> HttpResponse:
    """Add a step at the end."""
    found = _of_keeper(playbook_id, request.member)
    return _step(request, found, len(_drafts(found)) + 1)


@member_required
def step_edit(request: MemberRequest, playbook_id: int, number: int) -> HttpResponse:
    """Change one step."""
    found = _of_keeper(playbook_id, request.member)
    if not 1 <= number <= len(_drafts(found)):
        raise Http404
    return _step(request, found, number)


@require_POST
@member_required
def step_remove(request: MemberRequest, playbook_id: int, number: int) -> HttpResponse:
    """Take a step out; those that counted from it count from the start."""
    by = request.member
    found = _of_keeper(playbook_id, by)
    kept = [
        replace(step, after=_renumbered(step.after, number))
        for place, step in enumerate(_drafts(found), start=1)
        if place != number
    ]
    actions.set_steps(playbook_id=found.id, steps=kept, by=by, now=timezone.now(), not_secret=True)
    return redirect("plans:playbook", found.id)


@require_POST
@member_required
def approval(request: MemberRequest, playbook_id: int) -> HttpResponse:
    """Put a playbook into force."""
    actions.approve(playbook_id=playbook_id, by=request.member, now=timezone.now())
    messages.success(request, _("Approved: it can be started from now on."))
    return redirect("plans:playbook", playbook_id)


@require_POST
@member_required
def version(request: MemberRequest, playbook_id: int) -> HttpResponse:
    """Begin the next version."""
    draft = actions.new_version(playbook_id=playbook_id, by=request.member, now=timezone.now())
    return redirect("plans:playbook", draft.id)


def _step(request: MemberRequest, found: Playbook, number: int) -> HttpResponse:
    steps = _drafts(found)
    old = steps[number - 1] if number <= len(steps) else None
    initial = (
        {
            "what": old.what,
            "minutes": old.minutes,
            "organization": old.organization_id,
            "after": old.after,
            "asks_answer": old.asks_answer,
        }
        if old
        else None
    )
    form = StepForm(
        request.POST or None,
        members=full_members(found.circle),
        before=steps[: number - 1],
        initial=initial,
    )
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.set_steps(
                playbook_id=found.id,
                steps=[*steps[: number - 1], form.step(), *steps[number:]],
                by=request.member,
                now=timezone.now(),
                not_secret=form.sure,
            )
            return redirect("plans:playbook", found.id)
    page = {"form": form, "playbook": found, "number": number, "old": old}
    return show(request, found.circle, "plans/step_form.html", page)


def _of_keeper(playbook_id: int, by: Member) -> Playbook:
    by.require(MANAGE)
    found = queries.playbooks_for(by).get(id=playbook_id)
    if by.organization_id not in {found.organization_id, found.circle.chair_id}:
        raise OnlyItsKeeper
    return found


def _drafts(found: Playbook) -> list[StepDraft]:
    return [
        StepDraft(step.what, step.minutes, step.organization_id, step.after, step.asks_answer)
        for step in found.steps.order_by("number")
    ]


def _renumbered(after: int | None, removed: int) -> int | None:
    if after is None or after == removed:
        return None
    return after - 1 if after > removed else after
