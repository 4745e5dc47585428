"""What all pages of the module share."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from lienket.circles.models import Circle
from lienket.organizations.web import MemberRequest
from lienket.plans.actions import MANAGE


def show(
    request: MemberRequest, circle: Circle, template: str, page: dict[str, Any]
) -> HttpResponse:
    """A page of the module; a form that was refused answers 422."""
    form = page.get("form")
    refused = request.method == "POST" and form is not None
    context = {"place": "circles", "circle": circle, "may_manage": request.member.may(MANAGE)}
    return render(request, template, context | page, status=422 if refused else 200)
