"""What the pages about incidents share."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from lienket.circles.models import Circle
from lienket.incidents import queries
from lienket.incidents.models import Incident
from lienket.organizations.web import MemberRequest

#: The place of the navigation.
PLACE = "field"
#: A form that is shown, or filled in.
both = require_http_methods(["GET", "HEAD", "POST"])


def show(
    request: MemberRequest,
    template: str,
    page: dict[str, Any],
    *forms_: forms.Form,
) -> HttpResponse:
    """A page of the field; with a form that was refused, it says so to programs too."""
    refused = any(form.is_bound and form.errors for form in forms_)
    return render(
        request,
        f"incidents/{template}",
        {"place": PLACE, **page},
        status=422 if refused else 200,
    )


def show_form(
    request: MemberRequest,
    form: forms.Form,
    *,
    circle: Circle,
    heading: str,
    button: str,
    incident: Incident | None = None,
    intro: str = "",
    icon: str = "check",
    back: str = "",
    **more: object,
) -> HttpResponse:
    """One form on a page of its own."""
    page = {
        "form": form,
        "circle": circle,
        "incident": incident,
        "heading": heading,
        "intro": intro,
        "button": button,
        "icon": icon,
        "back": back or (reverse("incidents:incident", args=[incident.id]) if incident else ""),
        **more,
    }
    return show(request, "form.html", page, form)


def visible(request: MemberRequest, incident_id: int) -> Incident:
    """An incident that the member may see."""
    return queries.incidents_for(request.member).get(id=incident_id)


def show_about(
    request: MemberRequest, incident: Incident, form: forms.Form, **said: Any
) -> HttpResponse:
    """One form about an incident."""
    return show_form(request, form, circle=incident.circle, incident=incident, **said)
