"""What a circle does about silence, and the watch over it for operators."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lienket.circles import queries as circles
from lienket.circles.models import Circle
from lienket.delivery.models import Urgency
from lienket.escalation import actions, rules
from lienket.escalation.forms import NAMES, PlanForm
from lienket.escalation.models import Plan, Pulse, WatchRound
from lienket.escalation.rules import Step
from lienket.kernel.actors import Member
from lienket.organizations.models import Appointment
from lienket.organizations.web import MemberRequest, member_required, operator_required


@dataclass(frozen=True)
class Rung:
    """One step of a ladder in words."""

    after: timedelta
    to: str | Promise
    icon: str


@dataclass(frozen=True)
class Ladder:
    """What is done about silence for one urgency."""

    urgency: str
    name: str
    # Minutes in which an answer is expected when the sender names no time.
    within: timedelta
    own: bool
    rungs: list[Rung]


_ICONS = {
    rules.To.DUTY: "bell-ringing",
    rules.To.FOCAL: "users",
    rules.To.HEAD: "user-check",
    rules.To.SUPERIOR: "hierarchy-2",
}


@require_safe
@member_required
def plans(request: MemberRequest, circle_id: int) -> HttpResponse:
    """The ladders of a circle, for each urgency."""
    by = request.member
    circle = circles.circles_for(by).get(id=circle_id)
    own = set(Plan.objects.filter(circle=circle).values_list("urgency", flat=True))
    return render(
        request,
        "escalation/plans.html",
        {
            "place": "circles",
            "circle": circle,
            "ladders": [
                _ladder(urgency, _steps(circle, urgency), own=urgency.value in own)
                for urgency in reversed(Urgency)
            ],
            "may_change": _may_change(by, circle),
        },
    )


@member_required
def plan(request: MemberRequest, circle_id: int, urgency: str) -> HttpResponse:
    """Set the ladder for one urgency; the chair alone."""
    by = request.member
    circle = circles.circles_for(by).get(id=circle_id)
    if urgency not in Urgency.values:
        raise Http404
    if request.method == "POST" and "reset" in request.POST:
        actions.reset_plan(circle_id=circle_id, urgency=urgency, by=by)
        messages.success(request, _("The built-in steps hold again, for notices sent from now on."))
        return redirect("escalation:plans", circle_id)
    steps = _steps(circle, urgency)
    form = PlanForm(steps, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                actions.set_plan(
                    circle_id=circle_id,
                    urgency=urgency,
                    steps=form.steps,
                    by=by,
                    now=timezone.now(),
                )
        except actions.UnsoundPlan as refusal:
            form.refusals.append(refusal.message)
        else:
            messages.success(request, _("Saved. It holds for notices sent from now on."))
            return redirect("escalation:plans", circle_id)
    return render(
        request,
        "escalation/plan.html",
        {
            "place": "circles",
            "circle": circle,
            "ladder": _ladder(Urgency(urgency), steps, own=False),
            "form": form,
            "may_change": _may_change(by, circle),
        },
        status=422 if request.method == "POST" else 200,
    )


@require_safe
@operator_required
def watch(request: HttpRequest) -> HttpResponse:
    """The last rounds of the watchdog, and when each periodic step last ended well."""
    return render(
        request,
        "escalation/watch.html",
        {
            "rounds": WatchRound.objects.order_by("-at")[:30],
            "pulses": Pulse.objects.order_by("step"),
        },
    )


def _steps(circle: Circle, urgency: str) -> list[Step]:
    return actions.plan_for(circle.id, urgency, rules.ANSWER_WITHIN[urgency])


def _ladder(urgency: Urgency, steps: list[Step], *, own: bool) -> Ladder:
    return Ladder(
        urgency=urgency.value,
        name=str(urgency.label),
        within=timedelta(minutes=rules.ANSWER_WITHIN[urgency]),
        own=own,
        rungs=[
            Rung(timedelta(minutes=step.after), NAMES[step.to], _ICONS[step.to]) for step in steps
        ],
    )


def _may_change(by: Member, circle: Circle) -> bool:
    chairs = circle.chair_id == by.organization_id
    return chairs and by.may(Appointment.Right.MANAGE_CIRCLE)
