"""Saying whether we come, and noting who is there."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from lienket.meetings import actions, queries
from lienket.meetings.forms import AnswerForm
from lienket.meetings.models import Attendance
from lienket.meetings.views.meetings import meeting_page, own_meeting
from lienket.organizations.web import MemberRequest, member_required

_FIELD = "presence-"


@require_POST
@member_required
def answer(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """Record whether the member's organization comes."""
    form = AnswerForm(request.POST)
    if form.is_valid():
        with form.refusals():
            actions.answer_meeting(
                meeting_id=meeting_id,
                answer=form.cleaned_data["answer"],
                who=form.cleaned_data["who"],
                note=form.cleaned_data["note"],
                by=request.member,
                now=timezone.now(),
                not_secret=form.sure,
            )
            return redirect("meetings:meeting", meeting_id)
    return meeting_page(request, meeting_id, form)


@require_POST
@member_required
def hold(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """The meeting takes place; who is there comes next."""
    actions.hold_meeting(meeting_id=meeting_id, by=request.member, now=timezone.now())
    return redirect("meetings:attendance", meeting_id)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def record(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """Who is there, organization by organization."""
    by = request.member
    meeting = own_meeting(by, meeting_id)
    if request.method == "POST":
        given = {
            int(name.removeprefix(_FIELD)): str(value)
            for name, value in request.POST.items()
            if name.startswith(_FIELD) and name.removeprefix(_FIELD).isdecimal()
        }
        if "rest" in request.POST:
            everybody = queries.who_comes(meeting).values_list("organization_id", flat=True)
            given = dict.fromkeys(everybody, str(Attendance.Presence.PRESENT)) | given
        actions.record_presence(meeting_id=meeting.id, presences=given, by=by, now=timezone.now())
        after = "minutes" if request.POST.get("next") == "minutes" else "attendance"
        return redirect(f"meetings:{after}", meeting.id)
    page = {
        "meeting": meeting,
        "circle": meeting.circle,
        "people": queries.who_comes(meeting),
        "presences": Attendance.Presence.choices,
        "turnout": queries.turnouts([meeting.id]).get(meeting.id),
        "place": "circles",
    }
    return render(request, "meetings/attendance.html", page)
