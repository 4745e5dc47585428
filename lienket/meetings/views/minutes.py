"""The minutes: writing, reading, agreeing to and adopting them; what was resolved."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lienket.kernel.errors import NotFound
from lienket.kernel.forms import round_in
from lienket.meetings import actions, queries
from lienket.meetings.annexes import annexes_of
from lienket.meetings.forms import IssueForm, MinutesForm, ResolutionForm, VerdictForm
from lienket.meetings.models import Meeting, Opinion, Resolution
from lienket.meetings.views.meetings import members_of, minutes_state, own_meeting
from lienket.organizations.web import MemberRequest, member_required


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def minutes(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """Write the minutes as the host; read them as anybody else once they are shared."""
    by, now = request.member, timezone.now()
    meeting = queries.meetings_for(by).get(id=meeting_id)
    if not _writes(request, meeting):
        return _reading(request, meeting)
    form = _minutes_form(request, meeting)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.write_minutes(
                meeting_id=meeting.id, said=form.said, by=by, now=now, not_secret=form.sure
            )
            messages.success(request, _("The draft is saved. Nobody else sees it yet."))
            return redirect("meetings:minutes", meeting.id)
    return _writing(request, meeting, form=form)


@require_POST
@member_required
def resolve(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """Note what was resolved, beside the minutes."""
    by, now = request.member, timezone.now()
    meeting = own_meeting(by, meeting_id)
    actions.require_held(meeting)
    items = meeting.items.order_by("position")
    form = ResolutionForm(members_of(meeting, now), items, request.POST)
    if form.is_valid():
        with form.refusals():
            actions.add_resolution(
                meeting_id=meeting.id,
                text=form.cleaned_data["text"],
                organization_id=form.cleaned_data["organization"],
                due_at=form.due_at,
                item_id=form.cleaned_data["item"],
                by=by,
                now=now,
                not_secret=form.sure,
            )
            return redirect("meetings:minutes", meeting.id)
    return _writing(request, meeting, resolution_form=form)


@require_POST
@member_required
def unresolve(request: MemberRequest, resolution_id: int) -> HttpResponse:
    """Take a resolution out again."""
    meeting = actions.remove_resolution(
        resolution_id=resolution_id, by=request.member, now=timezone.now()
    )
    return redirect("meetings:minutes", meeting.id)


@require_POST
@member_required
def share(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """Put the minutes to those who attended."""
    actions.share_minutes(meeting_id=meeting_id, by=request.member, now=timezone.now())
    return redirect("meetings:minutes", meeting_id)


@require_POST
@member_required
def take_back(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """Revise minutes that lie with others."""
    actions.take_back_minutes(meeting_id=meeting_id, by=request.member, now=timezone.now())
    return redirect("meetings:minutes", meeting_id)


@require_POST
@member_required
def judge(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """Agree or object."""
    form = VerdictForm(request.POST)
    if form.is_valid():
        with form.refusals():
            actions.judge_minutes(
                meeting_id=meeting_id,
                verdict=form.cleaned_data["verdict"],
                reason=form.cleaned_data["reason"],
                seen=round_in(request.POST),
                by=request.member,
                now=timezone.now(),
                not_secret=form.sure,
            )
            return redirect("meetings:minutes", meeting_id)
    meeting = queries.meetings_for(request.member).get(id=meeting_id)
    return _reading(request, meeting, form=form)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def adopt(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """Say what adopting does, and adopt."""
    by = request.member
    meeting = own_meeting(by, meeting_id)
    actions.require_held(meeting)
    if request.method == "POST":
        actions.adopt_minutes(meeting_id=meeting.id, by=by, now=timezone.now())
        messages.success(request, _("The minutes are adopted, and the tasks are given."))
        return redirect("meetings:minutes", meeting.id)
    resolutions = _resolutions(meeting)
    opinions = _opinions(meeting)
    page = {
        "meeting": meeting,
        "circle": meeting.circle,
        "resolutions": resolutions,
        "receivers": Counter(one.organization.name for one in resolutions).items(),
        "objections": [one for one in opinions if one.verdict == one.Verdict.OBJECTS],
        "silent": [one for one in opinions if not one.verdict],
        "adopted": actions.is_adopted(meeting),
        "turnout": queries.turnouts([meeting.id]).get(meeting.id),
        "place": "circles",
    }
    return render(request, "meetings/adoption.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def issue(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """Number the adopted minutes and set them in type."""
    meeting = own_meeting(request.member, meeting_id)
    actions.require_adopted(meeting)
    form = IssueForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            document = actions.issue_minutes(
                meeting_id=meeting.id,
                place=form.cleaned_data["place"],
                by=request.member,
                now=timezone.now(),
                not_secret=form.sure,
            )
            return redirect("documents:document", document.id)
    page = {
        "form": form,
        "circle": meeting.circle,
        "meeting": meeting,
        "heading": _("Issue the minutes as a document"),
        "intro": _(
            "They are numbered in the series of the host, or of the council that met, and set as"
            " PDF and Word. The number and the words are then fixed."
        ),
        "button": _("Number and issue"),
        "icon": "file-description",
        "back": reverse("meetings:minutes", args=[meeting.id]),
        "place": "circles",
    }
    return render(request, "meetings/form.html", page, status=422 if form.errors else 200)


# ---- The two faces of the page -----------------------------------------------------------------


def _writes(request: MemberRequest, meeting: Meeting) -> bool:
    """Whether the page is the editor: for the host, as long as nobody else is reading."""
    hosts = meeting.organization_id == request.member.organization_id
    open_ = not minutes_state(meeting, hosts)["minutes_ready"]
    return hosts and open_ and meeting.held_at is not None and request.member.may(actions.MANAGE)


def _minutes_form(request: MemberRequest, meeting: Meeting, *, bound: bool = True) -> MinutesForm:
    given = request.POST if bound and request.method == "POST" else None
    return MinutesForm(
        meeting.items.select_related("organization").order_by("position"),
        getattr(meeting, "minutes", None),
        given,
    )


def _writing(
    request: MemberRequest,
    meeting: Meeting,
    *,
    form: MinutesForm | None = None,
    resolution_form: ResolutionForm | None = None,
) -> HttpResponse:
    now = timezone.now()
    members = members_of(meeting, now)
    items = meeting.items.order_by("position")
    refused = bool((form and form.errors) or resolution_form)
    page = {
        **_page(meeting),
        "its_hour": now >= meeting.starts_at,
        "form": form or _minutes_form(request, meeting, bound=False),
        "resolution_form": resolution_form or ResolutionForm(members, items),
    }
    return render(request, "meetings/minutes_edit.html", page, status=422 if refused else 200)


def _reading(
    request: MemberRequest, meeting: Meeting, *, form: VerdictForm | None = None
) -> HttpResponse:
    by = request.member
    hosts = meeting.organization_id == by.organization_id
    state = minutes_state(meeting, hosts)
    if meeting.held_at is None or not state["minutes_ready"]:
        raise NotFound
    opinions = _opinions(meeting)
    mine = next((one for one in opinions if one.organization_id == by.organization_id), None)
    asked = mine and not actions.is_adopted(meeting) and by.may(actions.ANSWER)
    page = {
        **_page(meeting),
        **state,
        "people": queries.who_comes(meeting),
        "opinions": opinions,
        "earlier": queries.earlier_objections(meeting.minutes),
        "annexes": annexes_of(meeting, by, timezone.now()),
        "mine": mine,
        "asked": asked,
        "has_begun": meeting.starts_at <= timezone.now(),
        "adopted": actions.is_adopted(meeting),
        "may_manage": hosts and by.may(actions.MANAGE),
        "form": form or VerdictForm(),
    }
    return render(request, "meetings/minutes.html", page, status=422 if form else 200)


def _page(meeting: Meeting) -> dict[str, Any]:
    return {
        "meeting": meeting,
        "circle": meeting.circle,
        "items": meeting.items.order_by("position"),
        "resolutions": _resolutions(meeting),
        "turnout": queries.turnouts([meeting.id]).get(meeting.id),
        "place": "circles",
    }


def _resolutions(meeting: Meeting) -> list[Resolution]:
    found = meeting.resolutions.select_related("organization", "task", "item")
    return list(found.order_by("due_at", "id"))


def _opinions(meeting: Meeting) -> list[Opinion]:
    if not hasattr(meeting, "minutes"):
        return []
    return list(queries.opinions_on(meeting.minutes))
