"""What the signed link of a task or plan opens: reading it, and a short report, without sign-in."""

from datetime import datetime

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from lienket.delivery.matters import opens
from lienket.delivery.models import Envelope, Message
from lienket.kernel.actors import LinkHolder
from lienket.plans import actions, queries
from lienket.plans.forms import CommentForm, ReportForm
from lienket.plans.models import Plan, Task
from lienket.plans.views.standing import Shown


@opens("task")
def task(
    request: HttpRequest, holder: LinkHolder, token: str, envelope: Envelope
) -> HttpResponseBase:
    """The task, and reporting on it in words; for whoever is told of a silence, only who."""
    now = timezone.now()
    message = Message.objects.get(id=holder.message_id)
    found = queries.tasks_for(holder).first()
    if found is None or message.purpose == Message.Purpose.ESCALATION:
        return _silence(request, envelope)
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.report(
                task_id=found.id,
                by=holder,
                now=now,
                text=form.cleaned_data["text"],
                percent=form.cleaned_data["percent"],
                done="done" in request.POST,
                not_secret=form.sure,
            )
            return redirect("exchange:link", token)
    (standing,) = queries.standings([found], now)
    page = {
        "task": found,
        "shown": Shown.of(standing),
        "may_report": standing.open and found.given_at,
        "entries": found.entries.select_related("organization").order_by("at", "id"),
        "form": form,
        "token": token,
    }
    return render(request, "plans/link_task.html", page, status=_status(request))


@opens("plan")
def plan(
    request: HttpRequest, holder: LinkHolder, token: str, envelope: Envelope
) -> HttpResponseBase:
    """The tasks a plan gives the organization, and a comment; adopting it needs a sign-in."""
    now = timezone.now()
    found = queries.plans_for(holder).filter(submitted_at__isnull=False).first()
    if found is None:
        return _silence(request, envelope)
    form = CommentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.comment(
                plan_id=found.id,
                text=form.cleaned_data["text"],
                by=holder,
                now=now,
                not_secret=form.sure,
            )
            return redirect("exchange:link", token)
    page = {
        "plan": found,
        "tasks": _tasks_of(found, holder, now),
        "comments": found.comments.filter(organization_id=holder.organization_id).order_by("at"),
        "form": form,
        "token": token,
    }
    return render(request, "plans/link_plan.html", page, status=_status(request))


def _tasks_of(plan: Plan, holder: LinkHolder, now: datetime) -> list[Shown]:
    own = Task.objects.filter(plan=plan, organization_id=holder.organization_id)
    ordered = own.select_related("organization", "run").order_by("due_at", "id")
    return [Shown.of(one) for one in queries.standings(ordered, now)]


def _silence(request: HttpRequest, envelope: Envelope) -> HttpResponseBase:
    """For a superior or the asker: that something is open, without anything of the content."""
    return render(request, "plans/link_silence.html", {"envelope": envelope})


def _status(request: HttpRequest) -> int:
    return 422 if request.method == "POST" else 200
