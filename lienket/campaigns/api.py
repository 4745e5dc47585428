"""High-peak campaigns for programs: listed, and read with what came of them."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, Literal

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from ninja import Router

from lienket.campaigns import queries
from lienket.campaigns.actions.common import today
from lienket.campaigns.models import Campaign
from lienket.circles import queries as circles
from lienket.kernel import paging
from lienket.kernel.programs import ApiRequest, Cursor, Named, PathId
from lienket.obligations.queries.compliance import Figures
from lienket.organizations.models import Organization

router = Router(tags=["campaigns"])
State = Literal["draft", "ahead", "running", "over", "closed", "called_off"]


@dataclass(slots=True, kw_only=True)
class CampaignOut:
    """A campaign and how it stands today; both of its days are included."""

    id: int
    url: str
    number: str
    circle: int
    organization: Named
    title: str
    decided_by: str
    starts_on: date
    ends_on: date
    state: State


@dataclass(slots=True, kw_only=True)
class DemandOut:
    """An obligation that is owed more often meanwhile. `code` is as in the regulation."""

    obligation: int
    code: str
    title: str


@dataclass(slots=True, kw_only=True)
class CampaignDetail(CampaignOut):
    """The same with its aim, what it demands, and the closing words of the organizer."""

    aim: str
    demands: list[DemandOut]
    closing: str | None


@dataclass(slots=True, kw_only=True)
class Kept:
    """How many were owed in a span of days, and what became of them."""

    opened: int
    in_time: int
    late: int
    missed: int
    excused: int
    open: int


@dataclass(slots=True, kw_only=True)
class ResultOut:
    """How a member kept an obligation during the campaign, and in as many days before it."""

    obligation: int
    code: str
    organization: Named
    during: Kept
    before: Kept


@dataclass(slots=True, kw_only=True)
class CampaignResults:
    """By obligation and member, as far as you see it."""

    items: list[ResultOut]


@dataclass(slots=True, kw_only=True)
class CampaignPage:
    """Some campaigns; `next` asks for those after them."""

    items: list[CampaignOut]
    next: str | None


@router.get(
    "circles/{int:circle}/campaigns", response=CampaignPage, summary="The campaigns of a circle"
)
def list_campaigns(request: ApiRequest, circle: PathId, cursor: Cursor = "") -> CampaignPage:
    """The latest planned first, 50 on a page; of those not announced only your own."""
    shown = circles.circles_for(request.auth).get(id=circle)
    found = queries.in_circle(request.auth, shown.id)
    rows, after = paging.newest_first(found, cursor, by="planned_at")
    now = timezone.now()
    return CampaignPage(items=[CampaignOut(**_fields(one, now)) for one in rows], next=after)


@router.get("campaigns/{int:campaign}", response=CampaignDetail, summary="A campaign")
def show_campaign(request: ApiRequest, campaign: PathId) -> CampaignDetail:
    """With what is owed more often in its days."""
    found = queries.campaigns_for(request.auth).get(id=campaign)
    closing = getattr(found, "closing", None)
    return CampaignDetail(
        **_fields(found, timezone.now()),
        aim=found.aim,
        demands=[
            DemandOut(
                obligation=one.obligation_id, code=one.obligation.code, title=one.obligation.title
            )
            for one in queries.demands_of(found)
        ],
        closing=closing.words if closing else None,
    )


@router.get(
    "campaigns/{int:campaign}/results",
    response=CampaignResults,
    summary="What came of a campaign",
)
def show_results(request: ApiRequest, campaign: PathId) -> CampaignResults:
    """Counted up to now while it still runs."""
    found = queries.campaigns_for(request.auth).get(id=campaign)
    results = queries.results(request.auth, found, timezone.now())
    members = Organization.objects.in_bulk({one.organization_id for one in results})
    return CampaignResults(
        items=[
            ResultOut(
                obligation=one.obligation.id,
                code=one.obligation.code,
                organization=Named.of(members[one.organization_id]),
                during=_kept(one.during),
                before=_kept(one.before),
            )
            for one in results
        ]
    )


def _kept(figures: Figures) -> Kept:
    counted = asdict(figures)
    return Kept(**{name: counted[name] for name in Kept.__slots__})


def _fields(one: Campaign, now: datetime) -> dict[str, Any]:
    same = ("id", "title", "decided_by", "starts_on", "ends_on")
    return {
        **{name: getattr(one, name) for name in same},
        "url": settings.PUBLIC_URL + reverse("campaigns:campaign", args=[one.id]),
        "number": one.reference,
        "circle": one.circle_id,
        "organization": Named.of(one.organization),
        "state": one.standing(today(now)).value,
    }
