"""The campaigns of a circle, and the page of one: what it demands, and what may be done."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lienket.campaigns import actions, queries
from lienket.campaigns.actions import MANAGE
from lienket.campaigns.actions.common import OnlyTheOrganizer
from lienket.campaigns.actions.common import today as local_day
from lienket.campaigns.actions.planning import AnnouncedAlready
from lienket.campaigns.forms import CampaignForm, DemandForm
from lienket.campaigns.models import Campaign, Demand
from lienket.campaigns.rules import Standing
from lienket.campaigns.standing import Row
from lienket.campaigns.views.page import show
from lienket.circles import queries as circles
from lienket.kernel.actors import Member
from lienket.obligations.rules import Cadence
from lienket.obligations.words import describe
from lienket.organizations.models import Organization
from lienket.organizations.queries import by_name
from lienket.organizations.web import MemberRequest, member_required

_METHODS = ["GET", "HEAD", "POST"]
#: What a new demand begins with.
DAILY = {"how": "daily", "at": "17:00", "times": 1, "amount": 2, "unit": "hours", "month_day": 1}


@require_safe
@member_required
def list_(request: MemberRequest, circle_id: int) -> HttpResponse:
    """The campaigns of a circle, the latest first."""
    by, today = request.member, local_day(timezone.now())
    circle = circles.circles_for(by).get(id=circle_id)
    found = queries.in_circle(by, circle_id)
    page = {
        "rows": [Row.of(one, today) for one in found],
        "may_plan": by.may(MANAGE)
        and circle.closed_at is None
        and queries.demandable(by, circle_id, today).exists(),
    }
    return show(request, circle, "list.html", page)


@require_http_methods(_METHODS)
@member_required
def create(request: MemberRequest, circle_id: int) -> HttpResponse:
    """Write a campaign down."""
    by = request.member
    by.require(MANAGE)
    circle = circles.circles_for(by).get(id=circle_id)
    form = CampaignForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            made = actions.plan_campaign(
                circle_id=circle_id,
                draft=form.draft,
                by=by,
                now=timezone.now(),
                not_secret=form.sure,
            )
            messages.success(request, _("Written down. Now choose what is owed more often."))
            return redirect("campaigns:demand", made.id)
    return show(request, circle, "form.html", {"form": form})


@require_http_methods(_METHODS)
@member_required
def change(request: MemberRequest, campaign_id: int) -> HttpResponse:
    """Change what is planned."""
    found = _own(request, campaign_id)
    if found.announced_at:
        raise AnnouncedAlready
    names = ("title", "decided_by", "starts_on", "ends_on", "aim")
    form = CampaignForm(
        request.POST or None, initial={name: getattr(found, name) for name in names}
    )
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.change_campaign(
                campaign_id=found.id,
                draft=form.draft,
                by=request.member,
                now=timezone.now(),
                not_secret=form.sure,
            )
            return redirect("campaigns:campaign", found.id)
    return show(request, found.circle, "form.html", {"form": form, "campaign": found})


@require_safe
@member_required
def campaign(request: MemberRequest, campaign_id: int) -> HttpResponse:
    """What it is for, what it demands of whom, and how it stands."""
    by, today = request.member, local_day(timezone.now())
    found = queries.campaigns_for(by).get(id=campaign_id)
    row = Row.of(found, today)
    page = {
        "campaign": found,
        "row": row,
        "demands": demands(found, today),
        "endings": found.endings.order_by("at"),
        "closing": getattr(found, "closing", None),
        **_rights(row, by),
    }
    return show(request, found.circle, "campaign.html", page)


@require_http_methods(_METHODS)
@member_required
def demand(request: MemberRequest, campaign_id: int) -> HttpResponse:
    """Choose an obligation that is owed more often."""
    by, now = request.member, timezone.now()
    found = _own(request, campaign_id)
    chosen = queries.demands_of(found).values("obligation_id")
    offered = queries.demandable(by, found.circle_id, found.ends_on).exclude(id__in=chosen)
    form = DemandForm(request.POST or None, obligations=offered, initial=DAILY)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.demand(
                campaign_id=found.id,
                obligation_id=form.cleaned_data["obligation"],
                cadence=form.cadence(),
                by=by,
                now=now,
            )
            return redirect("campaigns:campaign", found.id)
    page = {"form": form, "campaign": found, "any": offered.exists()}
    return show(request, found.circle, "demand.html", page)


@require_POST
@member_required
def withdraw_demand(request: MemberRequest, demand_id: int) -> HttpResponse:
    """Have an obligation owed as usual again."""
    found = Demand.objects.filter(circle_id__in=request.member.circles).get(id=demand_id)
    actions.withdraw_demand(demand_id=demand_id, by=request.member, now=timezone.now())
    return redirect("campaigns:campaign", found.campaign_id)


@require_POST
@member_required
def announce(request: MemberRequest, campaign_id: int) -> HttpResponse:
    """Show it to the circle, and tell those who owe something more often."""
    actions.announce(campaign_id=campaign_id, by=request.member, now=timezone.now())
    messages.success(request, _("Announced. The parties are told by letter."))
    return redirect("campaigns:campaign", campaign_id)


def demands(found: Campaign, today: date) -> list[dict[str, Any]]:
    """What is owed more often, by whom, and how often usually and then."""
    rows = []
    for one in queries.demands_of(found):
        parties = Organization.objects.filter(id__in=queries.parties_of([one.obligation_id]))
        held = one.tightening
        gone = held is not None and (
            held.lifted_at is not None or held.last_day < min(found.ends_on, today)
        )
        rows.append(
            {
                "demand": one,
                "parties": list(parties.order_by(by_name("name"))),
                "usual": describe(Cadence.from_json(one.obligation.cadence)),
                "cadence": describe(Cadence.from_json(one.cadence)),
                "withdrawn": gone,
            }
        )
    return rows


def _own(request: MemberRequest, campaign_id: int) -> Campaign:
    """A campaign that the member's organization leads."""
    by = request.member
    by.require(MANAGE)
    found = queries.campaigns_for(by).get(id=campaign_id)
    if found.organization_id != by.organization_id:
        raise OnlyTheOrganizer
    return found


def _rights(row: Row, by: Member) -> dict[str, bool]:
    """What the reader may do now."""
    leads = row.campaign.organization_id == by.organization_id and by.may(MANAGE)
    draft = leads and row.standing == Standing.DRAFT
    going_on = leads and row.standing in (Standing.AHEAD, Standing.RUNNING)
    return {
        "may_change": draft,
        "may_demand": draft or going_on,
        "may_move": going_on,
        "may_call_off": leads and row.standing in (Standing.DRAFT, Standing.AHEAD),
        "may_close": leads and row.standing == Standing.OVER,
        "has_results": row.standing in (Standing.RUNNING, Standing.OVER, Standing.CLOSED),
    }
