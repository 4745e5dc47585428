"""The agenda of a meeting: its points, and the open matters that could be on it."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lienket.meetings import actions, queries
from lienket.meetings.agenda import proposals_for
from lienket.meetings.forms import ItemForm
from lienket.meetings.models import Item
from lienket.meetings.views.meetings import members_of, own_meeting
from lienket.organizations.web import MemberRequest, member_required


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def agenda(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """Arrange the agenda, and add a point to it."""
    by, now = request.member, timezone.now()
    meeting = own_meeting(by, meeting_id)
    form = ItemForm(members_of(meeting, now), request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.add_item(meeting_id=meeting.id, by=by, now=now, **form.point)
            return redirect("meetings:agenda", meeting.id)
    page = {
        "meeting": meeting,
        "circle": meeting.circle,
        "items": meeting.items.select_related("organization").order_by("position"),
        "span": queries.span_of(meeting),
        "proposals": proposals_for(meeting, by, now),
        "form": form,
        "place": "circles",
    }
    return render(request, "meetings/agenda.html", page, status=422 if form.errors else 200)


@require_POST
@member_required
def take_proposals(request: MemberRequest, meeting_id: int) -> HttpResponse:
    """Put the chosen open matters on the agenda."""
    keys = request.POST.getlist("key")
    actions.add_proposals(meeting_id=meeting_id, keys=keys, by=request.member, now=timezone.now())
    return redirect("meetings:agenda", meeting_id)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def item(request: MemberRequest, item_id: int) -> HttpResponse:
    """Change one point."""
    by, now = request.member, timezone.now()
    point = Item.objects.get(id=item_id, circle_id__in=by.circles)
    meeting = own_meeting(by, point.meeting_id)
    form = ItemForm(members_of(meeting, now), request.POST or None, initial=ItemForm.of(point))
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.change_item(item_id=point.id, by=by, now=now, **form.point)
            return redirect("meetings:agenda", meeting.id)
    page = {
        "form": form,
        "circle": meeting.circle,
        "meeting": meeting,
        "heading": _("Change a point of the agenda"),
        "button": _("Save"),
        "icon": "check",
        "back": reverse("meetings:agenda", args=[meeting.id]),
        "place": "circles",
    }
    return render(request, "meetings/form.html", page, status=422 if form.errors else 200)


@require_POST
@member_required
def move(request: MemberRequest, item_id: int) -> HttpResponse:
    """One place up or down."""
    up = request.POST.get("to") == "up"
    actions.move_item(item_id=item_id, up=up, by=request.member, now=timezone.now())
    return _back(item_id)


@require_POST
@member_required
def remove(request: MemberRequest, item_id: int) -> HttpResponse:
    """Off the agenda."""
    meeting_id = Item.objects.values_list("meeting_id", flat=True).get(id=item_id)
    actions.remove_item(item_id=item_id, by=request.member, now=timezone.now())
    return redirect("meetings:agenda", meeting_id)


def _back(item_id: int) -> HttpResponse:
    meeting_id = Item.objects.values_list("meeting_id", flat=True).get(id=item_id)
    return redirect("meetings:agenda", meeting_id)
