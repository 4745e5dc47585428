"""The meetings of a circle, one meeting, and preparing it."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lienket.circles import queries as circles
from lienket.circles.models import Circle
from lienket.councils import queries as councils
from lienket.kernel.actors import Member
from lienket.kernel.errors import NotFound
from lienket.meetings import actions, ics, queries
from lienket.meetings.annexes import annexes_of
from lienket.meetings.forms import AnswerForm, DetailsForm, InviteForm, NextForm, ReasonForm
from lienket.meetings.models import Meeting
from lienket.organizations.models import Organization
from lienket.organizations.web import MemberRequest, member_required, refusals_in
from lienket.regulations.models import Regulation

#: A page of the list shows so many meetings that are over.
PAST = 40


@require_safe
@member_required
def list_(request: MemberRequest, circle_id: int) -> HttpResponse:
    """The meetings of one circle: those to come, and those that are over."""
    by, now = request.member, timezone.now()
    circle = circles.circles_for(by).get(id=circle_id)
    mine = queries.meetings_for(by).filter(circle=circle)
    # Also those that go on now, as `queries.is_running` says.
    ahead = mine.filter(
        Q(held_at=None) | Q(minutes=None), cancelled_at=None, ends_at__gt=now
    ).order_by("starts_at", "id")
    over = mine.exclude(id__in=ahead.values("id")).order_by("-starts_at", "-id")
    past = Paginator(over, PAST).get_page(request.GET.get("page"))
    page = {
        "circle": circle,
        # Further pages go back in time.
        "coming": _rows(list(ahead), now) if past.number == 1 else [],
        "past": _rows(list(past), now),
        "older": f"page={past.next_page_number()}" if past.has_next() else "",
        "may_call": by.may(actions.MANAGE) and circle.closed_at is None,
        "place": "circles",
    }
    return render(request, "meetings/list.html", page)


@require_safe
@member_required
def meeting(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """When and where, what about, who comes, and the one thing that is asked of us."""
    return meeting_page(request, meeting_id)


def meeting_page(
    request: MemberRequest, meeting_id: int, form: AnswerForm | None = None
) -> HttpResponse:
    """The page of a meeting, with the answer of our organization as it is being filled in."""
    by, now = request.member, timezone.now()
    shown = queries.meetings_for(by).get(id=meeting_id)
    people = list(queries.who_comes(shown))
    mine = next((one for one in people if one.organization_id == by.organization_id), None)
    hosts = shown.organization_id == by.organization_id
    ahead = not (shown.held_at or shown.cancelled_at)
    page = {
        "meeting": shown,
        "circle": shown.circle,
        "items": shown.items.select_related("organization").order_by("position"),
        "people": people,
        "silent": [one for one in people if one.ask_id and not one.answer],
        "turnout": queries.turnouts([shown.id]).get(shown.id),
        "mine": mine,
        "hosts": hosts,
        "ahead": ahead,
        "may_manage": hosts and by.may(actions.MANAGE),
        "may_answer": mine and not hosts and ahead and by.may(actions.ANSWER),
        "form": form or AnswerForm(initial=_answered(mine) if mine else None),
        "may_hold": now >= shown.starts_at - timedelta(hours=1),
        "names_shown": mine is not None,
        "annexes": annexes_of(shown, by, now),
        **minutes_state(shown, hosts),
        "place": "circles",
    }
    return render(request, "meetings/meeting.html", page, status=422 if form else 200)


def minutes_state(meeting: Meeting, hosts: bool) -> dict[str, object]:
    """Whether there are minutes, and whether the reader may see them."""
    minutes = getattr(meeting, "minutes", None)
    ready = minutes is not None and bool(minutes.shared_at or minutes.adopted_at)
    return {"minutes": minutes if hosts or ready else None, "minutes_ready": ready}


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def create(request: MemberRequest, circle_id: int) -> HttpResponse:
    """Prepare a new meeting; its agenda comes next."""
    by, now = request.member, timezone.now()
    circle = circles.circles_for(by).get(id=circle_id)
    start = _next_full_hour(now) + timedelta(days=7)
    form = _details_form(
        circle, request, {"starts_at": start, "ends_at": start + timedelta(hours=2)}
    )
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            drafted = actions.draft_meeting(
                circle_id=circle.id, details=form.details, by=by, now=now, not_secret=form.sure
            )
            return redirect("meetings:agenda", drafted.id)
    return _form_page(
        request,
        form,
        circle,
        heading=_("Prepare a meeting"),
        intro=_("Only your organization sees it until you invite the others."),
        button=_("Go on to the agenda"),
        back=reverse("meetings:list", args=[circle.id]),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def edit(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """Change time, place or title."""
    by, now = request.member, timezone.now()
    shown = queries.meetings_for(by).get(id=meeting_id)
    form = _details_form(shown.circle, request, DetailsForm.of(shown), standing=shown.starts_at)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.change_meeting(
                meeting_id=shown.id, details=form.details, by=by, now=now, not_secret=form.sure
            )
            return redirect("meetings:meeting", shown.id)
    intro = _(
        "A new place is told to everybody invited. A new time asks everybody again whether they"
        " come."
    )
    return _form_page(
        request,
        form,
        shown.circle,
        meeting=shown,
        heading=_("Change the meeting"),
        intro=intro if shown.invited_at else "",
        button=_("Save"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def invite(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """Choose who is invited."""
    by, now = request.member, timezone.now()
    shown = queries.meetings_for(by).get(id=meeting_id)
    known = shown.attendances.values("organization_id")
    others = circles.organizations_in(shown.circle_id, now).exclude(id__in=known)
    form = InviteForm(others.exclude(id=by.organization_id), request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.invite_members(
                meeting_id=shown.id,
                organization_ids=form.cleaned_data["organizations"],
                by=by,
                now=now,
            )
            return redirect("meetings:meeting", shown.id)
    return _form_page(
        request,
        form,
        shown.circle,
        meeting=shown,
        heading=_("Whom do you invite?"),
        intro=_(
            "Each organization is asked whether it comes, and asked again if it is silent. The"
            " letters carry the number and a link, where it can answer at once."
        ),
        button=_("Send the invitations"),
        icon="send",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def cancel(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """Call the meeting off, with a reason."""
    by = request.member
    shown = queries.meetings_for(by).get(id=meeting_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.cancel_meeting(
                meeting_id=shown.id,
                reason=form.cleaned_data["reason"],
                by=by,
                now=timezone.now(),
                not_secret=form.sure,
            )
            return redirect("meetings:meeting", shown.id)
    return _form_page(
        request,
        form,
        shown.circle,
        meeting=shown,
        heading=_("Cancel the meeting?"),
        intro=_("Everybody invited is told, with the reason. This cannot be undone."),
        button=_("Cancel the meeting"),
        icon="ban",
        removes=True,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def follow_up(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """Prepare the next meeting of the series."""
    by, now = request.member, timezone.now()
    shown = queries.meetings_for(by).get(id=meeting_id)
    # The same weekday, about a month later.
    form = NextForm(
        request.POST or None, initial={"starts_at": shown.starts_at + timedelta(weeks=4)}
    )
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            following = actions.follow_up(
                meeting_id=shown.id, starts_at=form.cleaned_data["starts_at"], by=by, now=now
            )
            messages.success(request, _("The next meeting is prepared. Nobody is invited yet."))
            return redirect("meetings:agenda", following.id)
    return _form_page(
        request,
        form,
        shown.circle,
        meeting=shown,
        heading=_("Prepare the next meeting"),
        intro=_(
            "It takes over kind, place and agenda; tasks of this meeting that are still open come"
            " first."
        ),
        button=_("Prepare the next meeting"),
    )


@require_safe
@member_required
def calendar(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """The meeting for a calendar."""
    shown = queries.meetings_for(request.member).get(id=meeting_id)
    address = request.build_absolute_uri(reverse("meetings:meeting", args=[shown.id]))
    name = shown.reference or f"meeting-{shown.id}"
    response = HttpResponse(ics.event(shown, address), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response


def members_of(meeting: Meeting, now: datetime) -> list[Organization]:
    """Who may present a point or carry out what was resolved."""
    return list(circles.organizations_in(meeting.circle_id, now))


def own_meeting(by: Member, meeting_id: int) -> Meeting:
    """A meeting that `by`'s organization holds, for the pages that only the host opens."""
    found = queries.meetings_for(by).get(id=meeting_id)
    if found.organization_id != by.organization_id:
        raise NotFound
    return found


def _details_form(
    circle: Circle,
    request: MemberRequest,
    initial: dict[str, Any],
    standing: datetime | None = None,
) -> DetailsForm:
    own = councils.councils_of(request.member.organization_id).filter(circle=circle)
    regulations = Regulation.objects.filter(
        circle=circle, ended_at=None, signed_at__isnull=False
    ).order_by("-valid_from")
    return DetailsForm(
        own,
        regulations,
        request.POST or None,
        initial=initial,
        now=timezone.now(),
        standing=standing,
    )


def _form_page(
    request: MemberRequest,
    form: forms.Form,
    circle: Circle,
    *,
    heading: str,
    button: str,
    intro: str = "",
    meeting: Meeting | None = None,
    back: str = "",
    icon: str = "check",
    removes: bool = False,
) -> HttpResponse:
    page = {
        "form": form,
        "circle": circle,
        "meeting": meeting,
        "heading": heading,
        "intro": intro,
        "button": button,
        "icon": icon,
        "removes": removes,
        "back": back or (reverse("meetings:meeting", args=[meeting.id]) if meeting else ""),
        "place": "circles",
    }
    return render(request, "meetings/form.html", page, status=422 if form.errors else 200)


def _rows(meetings: list[Meeting], now: datetime) -> list[dict[str, object]]:
    turnouts = queries.turnouts([one.id for one in meetings])
    return [
        {
            "meeting": one,
            "turnout": turnouts.get(one.id),
            "running": queries.is_running(one, now),
            "minutes_missing": bool(one.held_at) and not actions.is_adopted(one),
            "not_recorded": one.ends_at <= now and not (one.held_at or one.cancelled_at),
        }
        for one in meetings
    ]


def _answered(mine: Any) -> dict[str, str]:
    return {name: getattr(mine, name) for name in ("answer", "who", "note")}


def _next_full_hour(now: datetime) -> datetime:
    return now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
