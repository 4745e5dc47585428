"""What came of a campaign: how its demands were kept, and what happened meanwhile."""

from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from lienket.campaigns import actions, queries
from lienket.campaigns.actions import MANAGE
from lienket.campaigns.actions.common import today as local_day
from lienket.campaigns.forms import ClosingForm
from lienket.campaigns.models import Campaign
from lienket.campaigns.queries import Result
from lienket.campaigns.rules import Days, Standing
from lienket.campaigns.standing import Row
from lienket.campaigns.views.page import show
from lienket.incidents.comparison import kind_rows
from lienket.incidents.rules import year_before
from lienket.obligations.queries.compliance import State
from lienket.organizations.models import Organization
from lienket.organizations.web import MemberRequest, member_required

Figure = State | Literal["opened"]
#: The figures that are compared, with their words.
FIGURES: tuple[tuple[Figure, Promise], ...] = (
    ("opened", gettext_lazy("Opened")),
    ("in_time", gettext_lazy("In time")),
    ("late", gettext_lazy("Late")),
    ("missed", gettext_lazy("Missed")),
    ("open", gettext_lazy("Open")),
)


@dataclass(frozen=True)
class Cell:
    """A figure during the campaign and one before it, each with the address of its rows."""

    word: Promise
    during: int
    before: int
    url: str
    url_before: str


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def results(request: MemberRequest, campaign_id: int) -> HttpResponse:
    """Figures that open their rows; below them the closing words of the organizer."""
    by, now = request.member, timezone.now()
    found = queries.campaigns_for(by).get(id=campaign_id)
    row = Row.of(found, local_day(now))
    leads = found.organization_id == by.organization_id and by.may(MANAGE)
    may_close = leads and row.standing == Standing.OVER
    form = ClosingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.close_campaign(
                campaign_id=found.id,
                words=form.cleaned_data["words"],
                by=by,
                now=now,
                not_secret=form.sure,
            )
            messages.success(request, _("The campaign is closed."))
            return redirect("campaigns:results", found.id)
    page = {
        "campaign": found,
        "row": row,
        "so_far": found.days.until(row.today),
        "before": found.days.before,
        "kept": _kept(found, queries.results(by, found, now)),
        "kinds": _kinds(found, found.days.until(row.today)),
        "closing": getattr(found, "closing", None),
        "may_close": may_close,
        "closing_form": form,
        "form": form if request.method == "POST" else None,
    }
    return show(request, found.circle, "results.html", page)


def _kept(campaign: Campaign, found: list[Result]) -> list[dict[str, Any]]:
    names = Organization.objects.in_bulk({one.organization_id for one in found})
    return [
        {
            "obligation": one.obligation,
            "party": names[one.organization_id],
            "cells": [_cell(campaign, one, word, name) for name, word in FIGURES],
        }
        for one in found
    ]


def _cell(campaign: Campaign, one: Result, word: Promise, figure: Figure) -> Cell:
    return Cell(
        word,
        getattr(one.during, figure),
        getattr(one.before, figure),
        _address(campaign, one, campaign.days, figure),
        _address(campaign, one, campaign.days.before, figure),
    )


def _address(campaign: Campaign, one: Result, days: Days, figure: Figure) -> str:
    asked: dict[str, object] = {
        "party": one.organization_id,
        "obligation": one.obligation.id,
        "since": days.first.isoformat(),
        "until": days.last.isoformat(),
    }
    if figure != "opened":
        asked["state"] = figure
    address = reverse("obligations:occurrences", args=[campaign.circle_id])
    return f"{address}?{urlencode(asked)}"


def _kinds(campaign: Campaign, days: Days) -> list[Any]:
    """Incidents of the days that have come, beside the same days last year."""
    now = (days.first, days.last)
    earlier = (year_before(days.first), year_before(days.last))
    rows = kind_rows(campaign.circle_id, now, earlier)
    return [row for row in rows if row.now.incidents or row.before.incidents]
