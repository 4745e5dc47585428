"""What all pages of the module share."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from lienket.circles import queries as circles
from lienket.circles.models import Circle, Membership
from lienket.kernel.actors import Member
from lienket.organizations.models import Organization
from lienket.organizations.web import MemberRequest
from lienket.watches.actions.common import ANSWER


def show(
    request: MemberRequest, circle: Circle, template: str, page: dict[str, Any]
) -> HttpResponse:
    """A page of the module; a form that was refused answers 422."""
    refused = request.method == "POST" and page.get("form") is not None
    context = {"place": "field", "circle": circle}
    template = f"watches/{template}"
    return render(request, template, context | page, status=422 if refused else 200)


def full_members(circle_id: int) -> list[Organization]:
    """Those that can be asked: observers only look on."""
    seats = circles.members_of(circle_id, timezone.now()).filter(role=Membership.Role.MEMBER)
    return [seat.organization for seat in seats]


def may_decide(circle: Circle, by: Member) -> bool:
    """Whether the member may decide about proposals of the circle."""
    full = by.organization_id in {one.id for one in full_members(circle.id)}
    return full and by.may(ANSWER) and circle.closed_at is None
