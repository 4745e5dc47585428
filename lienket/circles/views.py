"""Circles: which there are, who belongs to them, joining and leaving."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lienket.circles import actions, exports, queries
from lienket.circles.actions import MANAGE
from lienket.circles.forms import CircleForm, CloseForm, InviteForm, LeaveForm, MemberForm, TermForm
from lienket.circles.models import Circle, Invitation, Membership
from lienket.kernel.actors import Member
from lienket.kernel.errors import Refusal
from lienket.organizations.web import MemberRequest, member_required, refusals_in

#: Session key: when the record of each circle was downloaded, by circle id.
DOWNLOADED = "circle_records"
RECORD_IS_FRESH = timedelta(days=1)


class NoSuchOrganization(Refusal):
    """There is no organization of this name here. Write its exact full or short name."""

    field = "name"


class SeveralOrganizations(Refusal):
    """Several organizations bear this name. Write the full name of the one you mean."""

    field = "name"


@dataclass(frozen=True)
class Branch:
    """A circle with the subsets drawn from it."""

    circle: Circle
    subsets: list[Circle]


@require_safe
@member_required
def circles(request: MemberRequest) -> HttpResponse:
    """My circles, each with its subsets, and the invitations that wait for an answer."""
    by, now = request.member, timezone.now()
    visible = list(queries.circles_for(by).select_related("chair"))
    return render(
        request,
        "circles/list.html",
        {
            "place": "circles",
            "branches": [
                Branch(circle, [one for one in visible if one.parent_id == circle.id])
                for circle in visible
                if circle.parent_id is None
            ],
            "invitations": queries.invitations_for(by, now).select_related("invited_by"),
            "may_manage": by.may(MANAGE),
        },
    )


@member_required
def circle_create(request: MemberRequest) -> HttpResponse:
    """Form a circle whose chair is one's own organization."""
    request.member.require(MANAGE)
    form = CircleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            circle = actions.form(by=request.member, now=timezone.now(), **form.cleaned_data)
            messages.success(request, _("The circle was formed. Now invite its members."))
            return redirect("circles:members", circle.id)
    return _page(request, "circles/new.html", {"form": form})


@member_required
def members(request: MemberRequest, circle_id: int) -> HttpResponse:
    """Who belongs to a circle, with which role and for how long; the chair invites here."""
    by, now = request.member, timezone.now()
    circle = queries.circles_for(by).select_related("chair", "parent").get(id=circle_id)
    chairs = circle.chair_id == by.organization_id and circle.parent_id is None and by.may(MANAGE)
    form = InviteForm(request.POST or None)
    if request.method == "POST":
        if not chairs:
            raise actions.OnlyTheChair
        if form.is_valid():
            with refusals_in(form):
                _invite(circle, form, by, now)
                messages.success(
                    request, _("Invited. The organization sees nothing until it accepts.")
                )
                return redirect("circles:members", circle_id)
    return _page(
        request,
        "circles/members.html",
        {
            "circle": circle,
            "memberships": queries.members_of(circle_id, now),
            "succeeded": queries.succeeded_in(circle_id),
            "invitations": queries.open_invitations(circle_id, now) if chairs else [],
            "chairs": chairs,
            "may_leave": circle.parent_id is None
            and circle.chair_id != by.organization_id
            and by.may(MANAGE),
            "form": form,
        },
    )


@member_required
def chair(request: MemberRequest, circle_id: int) -> HttpResponse:
    """Hand the chair over to another member."""
    circle, others = _of_chair(request, circle_id)
    full = [place for place in others if place.role == Membership.Role.MEMBER]
    form = MemberForm(full, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            circle = actions.hand_over_chair(
                circle_id=circle_id,
                organization_id=form.cleaned_data["organization"],
                by=request.member,
                now=timezone.now(),
            )
            told = _("%(organization)s chairs the circle now.")
            messages.success(request, told % {"organization": circle.chair.name})
            return redirect("circles:members", circle_id)
    return _page(request, "circles/chair.html", {"circle": circle, "form": form})


@member_required
def term(request: MemberRequest, circle_id: int) -> HttpResponse:
    """Set until when a member belongs to the circle."""
    circle, others = _of_chair(request, circle_id)
    form = TermForm(others, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.renew(
                circle_id=circle_id,
                organization_id=form.cleaned_data["organization"],
                until=form.cleaned_data["until"],
                by=request.member,
                now=timezone.now(),
            )
            messages.success(request, _("The term was changed."))
            return redirect("circles:members", circle_id)
    return _page(request, "circles/term.html", {"circle": circle, "form": form})


@member_required
def closure(request: MemberRequest, circle_id: int) -> HttpResponse:
    """Close the circle: from then on it is a record to read."""
    circle, _others = _of_chair(request, circle_id)
    form = CloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.close(circle_id=circle_id, by=request.member, now=timezone.now())
        messages.success(request, _("The circle is closed. Its record stays readable."))
        return redirect("circles:members", circle_id)
    return _page(request, "circles/close.html", {"circle": circle, "form": form})


def _of_chair(request: MemberRequest, circle_id: int) -> tuple[Circle, list[Membership]]:
    """The circle that one's own organization chairs, and its other members."""
    by = request.member
    by.require(MANAGE)
    circle = queries.circles_for(by).select_related("chair").get(id=circle_id, parent=None)
    if circle.chair_id != by.organization_id:
        raise actions.OnlyTheChair
    others = queries.members_of(circle_id, timezone.now())
    return circle, list(others.exclude(organization_id=circle.chair_id))


@member_required
def invitation_answer(request: MemberRequest, invitation_id: int) -> HttpResponse:
    """What accepting means, and the two answers."""
    by, now = request.member, timezone.now()
    if request.method == "POST":
        accept = request.POST.get("answer") == "accept"
        actions.answer_invitation(invitation_id=invitation_id, accept=accept, by=by, now=now)
        messages.success(request, _("Accepted.") if accept else _("Declined."))
        return redirect("circles:list")
    invitation = queries.invitations_for(by, now).select_related("invited_by").get(id=invitation_id)
    context = {"invitation": invitation, "may_manage": by.may(MANAGE)}
    return _page(request, "circles/invitation.html", context)


@require_safe
@member_required
def record(request: MemberRequest, circle_id: int) -> FileResponse:
    """The sealed record of what one's organization sent, received and answered in a circle."""
    by, now = request.member, timezone.now()
    by.require(MANAGE)
    circle = queries.circles_for(by).get(id=circle_id, parent=None)
    file = exports.sealed(circle=circle, by=by, now=now)
    downloaded = request.session.get(DOWNLOADED, {})
    request.session[DOWNLOADED] = downloaded | {str(circle_id): now.isoformat()}
    return FileResponse(file, as_attachment=True, filename=f"lienket-circle-{circle_id}.zip")


@member_required
def departure(request: MemberRequest, circle_id: int) -> HttpResponse:
    """Leaving a circle: first the record, then the confirmation."""
    by, now = request.member, timezone.now()
    by.require(MANAGE)
    circle = queries.circles_for(by).get(id=circle_id, parent=None)
    has_record = _has_record(request, circle_id, now)
    form = LeaveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            if not has_record:
                raise exports.ExportFirst
            actions.leave(circle_id=circle_id, by=by, now=now)
            messages.success(request, _("Your organization has left the circle."))
            return redirect("circles:list")
    context = {"circle": circle, "form": form, "has_record": has_record}
    return _page(request, "circles/leave.html", context)


def _invite(circle: Circle, form: InviteForm, by: Member, now: datetime) -> Invitation:
    found = queries.find_organizations(form.cleaned_data["name"])
    if not found:
        raise NoSuchOrganization
    if len(found) > 1:
        raise SeveralOrganizations
    return actions.invite(
        circle_id=circle.id,
        organization_id=found[0][0],
        role=form.cleaned_data["role"],
        until=form.cleaned_data["until"],
        by=by,
        now=now,
    )


def _has_record(request: MemberRequest, circle_id: int, now: datetime) -> bool:
    """Whether the record was downloaded in this session, within a day."""
    at = request.session.get(DOWNLOADED, {}).get(str(circle_id))
    return at is not None and now - datetime.fromisoformat(at) < RECORD_IS_FRESH


def _page(request: MemberRequest, template: str, context: dict[str, object]) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    return render(request, template, {"place": "circles", **context}, status=status)
