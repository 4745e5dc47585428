"""What all pages of the module share."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from lienket.campaigns.actions import MANAGE
from lienket.circles.models import Circle
from lienket.organizations.web import MemberRequest


def show(
    request: MemberRequest, circle: Circle, template: str, page: dict[str, Any]
) -> HttpResponse:
    """A page of the module; a form that was refused answers 422."""
    refused = request.method == "POST" and page.get("form") is not None
    context = {"place": "circles", "circle": circle, "may_manage": request.member.may(MANAGE)}
    template = f"campaigns/{template}"
    return render(request, template, context | page, status=422 if refused else 200)
