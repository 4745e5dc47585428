"""What the asker decides about a task: confirming, returning, moving, dropping."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lienket.organizations.web import MemberRequest, member_required
from lienket.plans import actions, queries
from lienket.plans.actions.tasks import OnlyTheAsker
from lienket.plans.forms import MoveForm, ReasonForm
from lienket.plans.rules import closing_of
from lienket.plans.views.page import show


@require_POST
@member_required
def confirmation(request: MemberRequest, task_id: int) -> HttpResponse:
    """Agree that a task is done."""
    actions.confirm_done(task_id=task_id, by=request.member, now=timezone.now())
    messages.success(request, _("Confirmed as done."))
    return redirect("plans:task", task_id)


@member_required
def return_(request: MemberRequest, task_id: int) -> HttpResponse:
    """Return what was reported as done, with the reason."""
    words = {
        "heading": _("Return the report"),
        "text": _("The task is asked for again, and whoever carries it out reads the reason."),
        "button": _("Return"),
    }
    return _decide(request, task_id, ReasonForm, words, actions.return_)


@member_required
def due(request: MemberRequest, task_id: int) -> HttpResponse:
    """Move the due day, with the reason."""
    words = {
        "heading": _("Move the due day"),
        "text": _("The earlier day stays in the history, and the other side reads the reason."),
        "button": _("Move"),
    }
    return _decide(request, task_id, MoveForm, words, actions.move_due)


@member_required
def drop(request: MemberRequest, task_id: int) -> HttpResponse:
    """Drop a task, with the reason."""
    words = {
        "heading": _("Drop the task"),
        "text": _("Nobody is asked for it any more. This cannot be undone."),
        "button": _("Drop the task"),
        "remove": "yes",
    }
    return _decide(request, task_id, ReasonForm, words, actions.drop)


def _decide(
    request: MemberRequest,
    task_id: int,
    form_type: type[ReasonForm],
    words: dict[str, str],
    action: Callable[..., Any],
) -> HttpResponse:
    """A page with the reason, and the verb when it is given."""
    by = request.member
    task = queries.tasks_for(by).get(id=task_id)
    if task.asker_id != by.organization_id:
        raise OnlyTheAsker
    form = form_type(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = {"reason": form.cleaned_data["reason"], "not_secret": form.sure}
        if "due_on" in form.cleaned_data:
            facts["due_at"] = closing_of(form.cleaned_data["due_on"])
        with form.refusals():
            action(task_id=task_id, by=by, now=timezone.now(), **facts)
            return redirect("plans:task", task_id)
    page = {"form": form, "task": task, **words}
    return show(request, task.circle, "plans/decide.html", page)
