"""Heightened watches for programs: what is watched, what is proposed, and proposing."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from lienket.circles import queries as circles
from lienket.kernel import paging
from lienket.kernel.programs import (
    ApiRequest,
    Cursor,
    Degrees,
    Id,
    Input,
    Named,
    NotSecret,
    PathId,
)
from lienket.places.rules import Position
from lienket.watches import actions, queries
from lienket.watches.actions.common import today
from lienket.watches.models import Proposal, Watch
from lienket.watches.standing import Row

router = Router(tags=["watches"])
Group = Literal["order", "grid", "fire"]


class NewProposal(Input):
    """Where to watch, what for, and why: one of the places, a position, or both."""

    group: Group
    reason: str = Field(description="At most 500 characters; no names.")
    site: Id | None = None
    zone: Id | None = None
    corridor: Id | None = None
    position: Degrees | None = None
    not_secret: NotSecret = False


@dataclass(slots=True, kw_only=True)
class PlaceOut:
    """A position in WGS 84 and what is listed there."""

    name: str
    latitude: float
    longitude: float
    site: int | None
    zone: int | None
    corridor: int | None


@dataclass(slots=True, kw_only=True)
class ProposalOut:
    """A proposed watch. `organization` and `reason` are empty where incidents speak for it."""

    id: int
    url: str
    circle: int
    group: str
    place: PlaceOut
    organization: Named | None
    reason: str
    raised_at: datetime
    decided_at: datetime | None
    watch: int | None


@dataclass(slots=True, kw_only=True)
class ProposalPage:
    """Some proposals; `next` asks for those after them."""

    items: list[ProposalOut]
    next: str | None


@dataclass(slots=True, kw_only=True)
class WatchOut:
    """Members look after a place until a day, which is included."""

    id: int
    url: str
    number: str
    circle: int
    organization: Named
    group: str
    place: PlaceOut
    task: str
    begun_at: datetime
    ends_on: date
    state: str


@dataclass(slots=True, kw_only=True)
class WatcherOut:
    """One of them: whether it watches, and what it did."""

    organization: Named
    watches: bool | None
    answered_at: datetime | None
    report: str
    reported_at: datetime | None


@dataclass(slots=True, kw_only=True)
class WatchDetail(WatchOut):
    """The same with its watchers, and the incidents near it since it began."""

    watchers: list[WatcherOut]
    incidents: list[int]


@dataclass(slots=True, kw_only=True)
class WatchPage:
    """Some watches; `next` asks for those after them."""

    items: list[WatchOut]
    next: str | None


@router.get("circles/{int:circle}/watches", response=WatchPage, summary="The watches of a circle")
def list_watches(request: ApiRequest, circle: PathId, cursor: Cursor = "") -> WatchPage:
    """The latest begun first, 50 on a page."""
    shown = circles.circles_for(request.auth).get(id=circle)
    found = queries.watches_for(request.auth).filter(circle=shown)
    rows, after = paging.newest_first(found, cursor, by="begun_at")
    now = timezone.now()
    return WatchPage(items=[WatchOut(**_watch(one, now)) for one in rows], next=after)


@router.get("watches/{int:watch}", response=WatchDetail, summary="A watch")
def show_watch(request: ApiRequest, watch: PathId) -> WatchDetail:
    """With what its watchers said, and the ids of incidents near it."""
    found = queries.watches_for(request.auth).get(id=watch)
    same = ("watches", "answered_at", "report", "reported_at")
    return WatchDetail(
        **_watch(found, timezone.now()),
        watchers=[
            WatcherOut(
                organization=Named.of(one.organization),
                **{name: getattr(one, name) for name in same},
            )
            for one in found.watchers.select_related("organization").order_by("id")
        ],
        incidents=[one.id for one in queries.incidents_during(found, request.auth)],
    )


@router.get(
    "circles/{int:circle}/watch-proposals",
    response=ProposalPage,
    summary="The proposed watches of a circle",
)
def list_proposals(request: ApiRequest, circle: PathId, cursor: Cursor = "") -> ProposalPage:
    """The latest first, 50 on a page; without `decided_at` they wait for a decision."""
    shown = circles.circles_for(request.auth).get(id=circle)
    found = queries.proposals_for(request.auth).filter(circle=shown).select_related("watch")
    rows, after = paging.newest_first(found, cursor, by="raised_at")
    return ProposalPage(items=[_proposal(one) for one in rows], next=after)


@router.post(
    "circles/{int:circle}/watch-proposals",
    response={201: ProposalOut},
    summary="Propose to watch a place",
)
def propose_watch(request: ApiRequest, circle: PathId, new: NewProposal) -> ProposalOut:
    """A member of the circle decides about it; a program only proposes."""
    position = Position(new.position.latitude, new.position.longitude) if new.position else None
    proposed = actions.propose(
        circle_id=circle,
        group=new.group,
        reason=new.reason,
        site_id=new.site,
        zone_id=new.zone,
        corridor_id=new.corridor,
        position=position,
        by=request.auth,
        now=timezone.now(),
        not_secret=new.not_secret,
    )
    return _proposal(queries.proposals_for(request.auth).get(id=proposed.id))


def _proposal(one: Proposal) -> ProposalOut:
    watch = getattr(one, "watch", None)
    return ProposalOut(
        id=one.id,
        url=settings.PUBLIC_URL + reverse("watches:proposal", args=[one.id]),
        circle=one.circle_id,
        group=one.group,
        place=_place(one),
        organization=Named.of(one.organization) if one.organization else None,
        reason=one.reason,
        raised_at=one.raised_at,
        decided_at=one.decided_at,
        watch=watch.id if watch else None,
    )


def _watch(one: Watch, now: datetime) -> dict[str, Any]:
    same = ("id", "task", "begun_at", "ends_on")
    return {
        **{name: getattr(one, name) for name in same},
        "url": settings.PUBLIC_URL + reverse("watches:watch", args=[one.id]),
        "number": one.reference,
        "circle": one.circle_id,
        "organization": Named.of(one.organization),
        "group": one.proposal.group,
        "place": _place(one.proposal),
        "state": Row.of(one, today(now)).state,
    }


def _place(one: Proposal) -> PlaceOut:
    return PlaceOut(
        name=one.where,
        latitude=one.latitude,
        longitude=one.longitude,
        site=one.site_id,
        zone=one.zone_id,
        corridor=one.corridor_id,
    )
