"""The page of a finding, and what is decided about it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lienket.documents.guard.inspection import Inspected
from lienket.documents.guard.web import carried_out
from lienket.inspections import actions
from lienket.inspections.actions import MANAGE
from lienket.inspections.actions.findings import OnlyTheFinder, may_reinspect
from lienket.inspections.forms.findings import AssignForm, CloseForm, LookingForm, ReturnForm
from lienket.inspections.models import Finding
from lienket.inspections.queries import findings as queries
from lienket.inspections.standing import Row
from lienket.inspections.views.page import members_of, show
from lienket.kernel.actors import Member
from lienket.organizations.web import MemberRequest, member_required

_METHODS = ["GET", "HEAD", "POST"]


@require_safe
@member_required
def finding(request: MemberRequest, finding_id: int) -> HttpResponse:
    """What is not in order, who puts it right until when, and who looked again."""
    by, now = request.member, timezone.now()
    found = _found(finding_id, by)
    row = Row.of(found, now)
    own = found.organization_id == by.organization_id
    page = {
        "finding": found,
        "row": row,
        "photo": found.answer.photo if found.answer else None,
        "seen": found.reinspections.select_related("organization", "task", "photo").order_by(
            "at", "id"
        ),
        "may_assign": row.state == "unassigned" and own and by.may(MANAGE),
        "may_reinspect": may_reinspect(found, by, now),
    }
    return show(request, found.circle, "inspections/finding.html", page)


@require_http_methods(_METHODS)
@member_required
def assign(request: MemberRequest, finding_id: int) -> HttpResponse:
    """Give somebody the task to put it right."""
    by = request.member
    by.require(MANAGE)
    found = _found(finding_id, by)
    if found.organization_id != by.organization_id:
        raise OnlyTheFinder
    form = AssignForm(
        request.POST or None,
        members=members_of(found.circle),
        initial={"organization": found.unit_id},
    )
    words = {
        "heading": _("Give the task to put it right"),
        "text": _("It is reminded of and climbs when nobody answers, like every task."),
        "button": _("Give the task"),
    }
    return _decided(
        request,
        found,
        form,
        words,
        lambda: actions.assign(
            finding_id=finding_id,
            organization_id=form.cleaned_data["organization"],
            due_on=form.cleaned_data["due_on"],
            detail=form.cleaned_data["detail"],
            by=by,
            now=timezone.now(),
            not_secret=form.sure,
        ),
        _("The task was given."),
    )


@require_http_methods(_METHODS)
@member_required
def close(request: MemberRequest, finding_id: int) -> HttpResponse:
    """Having looked again: it is in order."""
    by = request.member
    found = _found(finding_id, by)
    form = CloseForm(request.POST or None, request.FILES or None)
    words = {
        "heading": _("Close after re-inspection"),
        "text": _("You have looked again and it is in order. This cannot be undone."),
        "button": _("Close it"),
    }
    return _looked(
        request,
        found,
        form,
        words,
        lambda photo: actions.close(
            finding_id=finding_id,
            words=form.cleaned_data["words"],
            photo=photo,
            by=by,
            now=timezone.now(),
            not_secret=form.sure,
        ),
        _("Closed."),
    )


@require_http_methods(_METHODS)
@member_required
def return_(request: MemberRequest, finding_id: int) -> HttpResponse:
    """Having looked again: it is not in order yet."""
    by = request.member
    found = _found(finding_id, by)
    form = ReturnForm(request.POST or None, request.FILES or None)
    words = {
        "heading": _("Return after re-inspection"),
        "text": _("It is asked for again until the new day. Whoever puts it right reads why."),
        "button": _("Return"),
    }
    return _looked(
        request,
        found,
        form,
        words,
        lambda photo: actions.return_(
            finding_id=finding_id,
            reason=form.cleaned_data["reason"],
            due_on=form.cleaned_data["due_on"],
            photo=photo,
            by=by,
            now=timezone.now(),
            not_secret=form.sure,
        ),
        _("Returned."),
    )


def _looked(
    request: MemberRequest,
    found: Finding,
    form: LookingForm,
    words: dict[str, str],
    act: Callable[[Inspected | None], object],
    done: str,
) -> HttpResponse:
    """The same for those who looked again, with the photo they took."""
    if request.method != "POST" or not form.is_valid():
        return _decided(request, found, form, words, lambda: act(None), done)
    with form.looking() as photo:
        return _decided(request, found, form, words, lambda: act(photo), done)


def _decided(
    request: MemberRequest,
    found: Finding,
    form: Any,
    words: dict[str, str],
    act: Callable[[], object],
    done: str,
) -> HttpResponse:
    """A page with what must be said, and the verb when it is."""
    if carried_out(form, act):
        messages.success(request, done)
        return redirect("inspections:finding", found.id)
    page = {"finding": found, "form": form, **words}
    return show(request, found.circle, "inspections/decide.html", page)


def _found(finding_id: int, by: Member) -> Finding:
    return queries.findings_for(by).filter(found_at__isnull=False).get(id=finding_id)
