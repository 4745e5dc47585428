"""What all pages of the module share."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from lienket.circles import queries as circles
from lienket.circles.models import Circle, Membership
from lienket.inspections.actions import ANSWER, MANAGE
from lienket.organizations.models import Organization
from lienket.organizations.web import MemberRequest


def show(
    request: MemberRequest, circle: Circle, template: str, page: dict[str, Any]
) -> HttpResponse:
    """A page of the module; a form that was refused answers 422."""
    refused = request.method == "POST" and page.get("form") is not None
    by, goes_on = request.member, circle.closed_at is None
    context = {
        "place": "field",
        "circle": circle,
        "may_manage": goes_on and by.may(MANAGE),
        "may_assess": goes_on and by.may(ANSWER),
    }
    return render(request, template, context | page, status=422 if refused else 200)


def members_of(circle: Circle) -> list[Organization]:
    """All members, without those that only observe."""
    seats = circles.members_of(circle.id, timezone.now()).filter(role=Membership.Role.MEMBER)
    return [seat.organization for seat in seats]
