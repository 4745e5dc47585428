"""What all pages of the module share."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from lienket.circles import queries as circles
from lienket.circles.models import Circle
from lienket.organizations.web import MemberRequest
from lienket.registers.actions import ANSWER
from lienket.registers.kinds import Kind, kinds


def show(
    request: MemberRequest, circle: Circle, template: str, page: dict[str, Any]
) -> HttpResponse:
    """A page of the module; a form that was refused answers 422."""
    refused = request.method == "POST"
    may = request.member.may(ANSWER) and circle.closed_at is None
    context = {"place": "field", "circle": circle, "may_write": may}
    return render(request, template, context | page, status=422 if refused else 200)


def register_of(request: MemberRequest, circle_id: int, kind: str) -> tuple[Circle, Kind]:
    """A circle and one of its registers; 404 for what does not exist or is not shared."""
    circle = circles.circles_for(request.member).get(id=circle_id)
    if kind not in kinds:
        raise Http404
    return circle, kinds[kind]
