"""What all pages of the module share."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from lienket.circles import queries as circles
from lienket.circles.models import Circle, Membership
from lienket.commendations import queries
from lienket.commendations.actions import MANAGE
from lienket.commendations.models import Dossier
from lienket.organizations.models import Organization
from lienket.organizations.web import MemberRequest


def show(
    request: MemberRequest, circle: Circle, template: str, page: dict[str, Any]
) -> HttpResponse:
    """A page of the module; a form that was refused answers 422."""
    refused = request.method == "POST" and page.get("form") is not None
    context = {"place": "circles", "circle": circle, "may_propose": request.member.may(MANAGE)}
    template = f"commendations/{template}"
    return render(request, template, context | page, status=422 if refused else 200)


def around(dossier: Dossier, request: MemberRequest) -> Circle:
    """The circle in whose pages it is shown: a narrow one stands in its parent."""
    circle = dossier.circle
    return circles.circles_for(request.member).get(id=circle.parent_id or circle.id)


def members_in(circle: Circle) -> list[Organization]:
    """All members, without those that only observe."""
    seats = circles.members_of(circle.id, timezone.now()).filter(role=Membership.Role.MEMBER)
    return [seat.organization for seat in seats]


def acted_on(request: MemberRequest, dossier_id: int) -> Dossier:
    """A dossier in sight, for somebody who has the right to act on dossiers."""
    request.member.require(MANAGE)
    return queries.dossiers_for(request.member).get(id=dossier_id)
