"""The questions of a forum: handed in before it, noted one after another at the table, printed."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lienket.kernel.actors import Member
from lienket.kernel.errors import NotFound
from lienket.meetings import queries as meetings
from lienket.meetings.actions.common import MANAGE
from lienket.meetings.models import Meeting
from lienket.organizations.web import MemberRequest, member_required
from lienket.petitions import actions
from lienket.petitions.actions.forum import may_add
from lienket.petitions.forms import IssueForm, PetitionForm, TableForm
from lienket.petitions.standing import rows_of
from lienket.petitions.views.page import show
from lienket.petitions.views.petitions import chair_for, members_in, others_in

_METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(_METHODS)
@member_required
def questions(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """The questions of a forum, and the form for the next one."""
    by, now = request.member, timezone.now()
    forum = _forum(meeting_id, by)
    form = _form(request, forum)
    if form and request.method == "POST" and form.is_valid():
        with form.refusals():
            raised = actions.record_question(
                meeting_id=forum.id,
                statement=form.statement,
                asker_id=form.cleaned_data.get("asker"),
                answer=form.cleaned_data.get("answer", ""),
                by=by,
                now=now,
                not_secret=form.sure,
            )
            messages.success(request, _("Noted as {number}.").format(number=raised.reference))
            # The next question often has the same asker.
            return redirect(f"{request.path}?asker={raised.organization_id}")
    page = {
        "meeting": forum,
        "rows": rows_of(forum, by, now),
        "form": form,
        "hosts": forum.organization_id == by.organization_id,
        "may_issue": forum.organization_id == by.organization_id and by.may(MANAGE),
    }
    return show(request, forum.circle, "petitions/forum.html", page)


@require_http_methods(_METHODS)
@member_required
def issue(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """Issue the list as a numbered document, as it is now."""
    by = request.member
    forum = _forum(meeting_id, by)
    form = IssueForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            document = actions.issue_list(
                meeting_id=forum.id,
                place=form.cleaned_data["place"],
                by=by,
                now=timezone.now(),
                not_secret=form.sure,
            )
            return redirect("documents:document", document.id)
    page = {
        "meeting": forum,
        "form": form,
        "heading": _("Issue the list of petitions"),
        "text": _("Questions, who answers, due days and answers as they are now, as PDF and Word."),
        "button": _("Number and issue"),
        "back": reverse("petitions:questions", args=[forum.id]),
    }
    return show(request, forum.circle, "petitions/decide.html", page)


def _forum(meeting_id: int, by: Member) -> Meeting:
    forum = meetings.meetings_for(by).get(id=meeting_id)
    if forum.kind != Meeting.Kind.FORUM:
        raise NotFound
    return forum


def _form(request: MemberRequest, forum: Meeting) -> PetitionForm | None:
    """The host notes whose question it is; those invited hand in their own."""
    by, circle = request.member, forum.circle
    if not may_add(forum, by):
        return None
    given: dict[str, Any] = {"data": request.POST or None}
    if forum.organization_id != by.organization_id:
        return PetitionForm(**given, members=others_in(circle, by), chair=chair_for(circle, by))
    members = members_in(circle)
    given["initial"] = {
        "asker": request.GET.get("asker"),
        "responsible": forum.organization_id,
        "voice": "organization",
    }
    askers = [one for one in members if one.id != by.organization_id]
    form = TableForm(**given, members=members, chair=circle.chair, askers=askers)
    form.fields["title"].widget.attrs["autofocus"] = True
    if forum.held_at is None:
        del form.fields["answer"]
    return form
