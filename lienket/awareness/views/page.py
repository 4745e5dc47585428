"""What all pages of the module share."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lienket.circles import queries as circles
from lienket.circles.models import Circle, Membership
from lienket.kernel.actors import Member
from lienket.organizations.models import Organization
from lienket.organizations.web import MemberRequest

#: A form that is shown, or filled in.
both = require_http_methods(["GET", "HEAD", "POST"])
#: Rows on one page of a list.
PAGE = 50


def show(
    request: MemberRequest,
    circle: Circle,
    template: str,
    page: dict[str, Any],
    *refusing: forms.Form,
) -> HttpResponse:
    """A page of the module; with a form that was refused, it says so to programs too."""
    refused = any(form.is_bound and form.errors for form in refusing)
    return render(
        request,
        f"awareness/{template}",
        {"place": "circles", "circle": circle, **page},
        status=422 if refused else 200,
    )


def members_of(circle: Circle) -> list[Organization]:
    """All members, without those that only observe."""
    seats = circles.members_of(circle.id, timezone.now()).filter(role=Membership.Role.MEMBER)
    return [seat.organization for seat in seats]


def others_in(circle: Circle, by: Member) -> list[Organization]:
    """The same without `by`'s own."""
    return [one for one in members_of(circle) if one.id != by.organization_id]
