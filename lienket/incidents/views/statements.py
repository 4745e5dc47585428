"""Zero reports: who has said what about which month, signing one, and one of them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lienket.circles import queries as circles
from lienket.circles.models import Circle, Membership
from lienket.incidents import actions, rules
from lienket.incidents.actions import ANSWER
from lienket.incidents.comparison import rows_url
from lienket.incidents.forms import SignForm
from lienket.incidents.models import ZeroReport
from lienket.incidents.queries import zero
from lienket.incidents.views.page import show, show_form
from lienket.organizations.web import MemberRequest, member_required
from lienket.places import queries as places

#: The matrix shows so many months.
MONTHS = 12
LATEST = 20


@require_safe
@member_required
def matrix(request: MemberRequest, circle_id: int) -> HttpResponse:
    """Each member and month: incidents reported, zero signed, or silent."""
    by, now = request.member, timezone.now()
    circle = circles.circles_for(by).select_related("parent").get(id=circle_id)
    today = timezone.localdate(now)
    months = _months(circle, today)
    members = list(circles.members_of(circle.id, now).filter(role=Membership.Role.MEMBER))
    standing = zero.standing(
        circle.id,
        [place.organization_id for place in members],
        months,
        formed_on=_formed_on(circle),
        today=today,
    )
    page = {
        "circle": circle,
        # The latest month first: it is what people look for.
        "months": months[::-1],
        "rows": [
            {
                "organization": place.organization,
                "ours": place.organization_id == by.organization_id,
                "cells": [
                    {"said": said, "url": _url(circle, place.organization_id, said)}
                    for said in reversed(standing[place.organization_id])
                ],
            }
            for place in members
        ],
        "silent": _silence(standing.values()),
        "latest": zero.statements_for(by).filter(circle=circle).order_by("-at", "-id")[:LATEST],
        "may_sign": by.may(ANSWER) and circle.closed_at is None,
    }
    return show(request, "zero.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def sign(request: MemberRequest, circle_id: int) -> HttpResponse:
    """Sign for one's organization."""
    by, now = request.member, timezone.now()
    by.require(ANSWER)
    circle = circles.circles_for(by).get(id=circle_id)
    own = places.sites_of(circle.id, by).filter(organization_id=by.organization_id)
    form = SignForm(own, request.POST or None, initial=_usual(request, timezone.localdate(now)))
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            filled = form.cleaned_data
            signed = actions.sign_zero(
                circle_id=circle.id,
                group=filled["group"],
                starts_on=filled["starts_on"],
                ends_on=filled["ends_on"],
                site_id=filled["site"],
                despite=filled["despite"],
                by=by,
                now=now,
                not_secret=form.sure,
            )
            messages.success(request, _("Signed: nothing happened."))
            return redirect("incidents:statement", signed.id)
    return show_form(
        request,
        form,
        circle=circle,
        heading=_("Sign: nothing happened"),
        intro=_("A signed zero is a report, and silence is not one. It cannot be changed later."),
        button=_("Sign"),
        icon="signature",
        back=reverse("incidents:zero", args=[circle.id]),
        tab="zero",
    )


@require_safe
@member_required
def statement(request: MemberRequest, zero_report_id: int) -> HttpResponse:
    """One statement, and what speaks against it."""
    shown: ZeroReport = zero.statements_for(request.member).get(id=zero_report_id)
    page = {"circle": shown.circle, "statement": shown, "against": zero.against(shown)}
    page["fulfilled"] = zero.fulfilled_with(shown)
    return show(request, "statement.html", page)


def _silence(standing: Iterable[list[zero.Said]]) -> dict[str, int]:
    """How many members have said nothing about some month, and about how many in all."""
    silent = [sum(said.silent for said in row) for row in standing]
    return {"units": sum(months > 0 for months in silent), "months": sum(silent)}


def _months(circle: Circle, today: date) -> list[date]:
    this = today.replace(day=1)
    first = max(rules.month_before(this, MONTHS - 1), _formed_on(circle).replace(day=1))
    return rules.months_between(min(first, this), this)


def _formed_on(circle: Circle) -> date:
    return timezone.localdate((circle.parent or circle).formed_at)


def _usual(request: MemberRequest, today: date) -> dict[str, Any]:
    """The month that was asked for, else the last one that is over."""
    try:
        month = date.fromisoformat(request.GET.get("month", "")).replace(day=1)
    except ValueError:
        month = rules.month_before(today.replace(day=1), 1)
    return {"starts_on": month, "ends_on": rules.last_day(month)}


def _url(circle: Circle, organization_id: int, said: zero.Said) -> str:
    """What opens from a cell: the statement, or the rows."""
    if said.signed and not said.reported:
        return reverse("incidents:statement", args=[said.signed[0].id])
    if said.reported:
        period = (said.month, rules.last_day(said.month))
        return rows_url(circle.id, period, organization=organization_id)
    return ""
