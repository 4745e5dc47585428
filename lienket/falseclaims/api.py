"""False claims for programs: listed by how they stand, read, entered, and counted."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from ninja import P, QueryEx, Router
from pydantic import Field, StrictInt

from lienket.circles import queries as circles
from lienket.falseclaims import actions, queries, rules
from lienket.falseclaims.actions import Statement
from lienket.falseclaims.models import Channel, Claim, Correction, Kind
from lienket.falseclaims.queries import State
from lienket.falseclaims.standing import Row
from lienket.kernel import paging
from lienket.kernel.programs import ApiRequest, Cursor, Day, Id, Input, Named, NotSecret, PathId

router = Router(tags=["false claims"])
InState = QueryEx[
    State | None,
    P(description="Only those that stand so: `published` are the warnings that are valid today."),
]
Times = Annotated[StrictInt, Field(ge=1, le=rules.MOST_SIGHTINGS)]


class NewClaim(Input):
    """What goes around, in neutral words: no link, account, number or name."""

    kind: Kind
    text: str = Field(description="At most 500 characters.")
    since: Day
    channel: Channel
    verifier: Id = Field(description="Another member, which is asked what is true.")
    count: Times = 1
    site: Id | None = None
    area: str = Field("", description="A commune or ward; never an address.")
    within_hours: Annotated[StrictInt, Field(description="4, 24 or 72.")] = rules.USUAL_HOURS
    not_secret: NotSecret = False


class NewSighting(Input):
    """How often your organization met it."""

    channel: Channel
    count: Times = 1


@dataclass(slots=True, kw_only=True)
class WarningOut:
    """What everybody may read, and until when it is valid."""

    url: str
    published_at: datetime
    valid_until: date


@dataclass(slots=True, kw_only=True)
class CorrectionOut:
    """What is true as verified, what people should do, and whom they call."""

    truth: str
    advice: str
    hotline: str
    at: datetime


@dataclass(slots=True, kw_only=True)
class ClaimOut:
    """A false claim and how it stands; `met` counts the sightings of all members."""

    id: int
    url: str
    number: str
    circle: int
    kind: str
    text: str
    since: date
    area: str
    site: Named | None
    organization: Named
    verifier: Named
    met: int
    state: State
    at: datetime
    due_at: datetime
    warning: WarningOut | None


@dataclass(slots=True, kw_only=True)
class ClaimDetail(ClaimOut):
    """The same with the correction that holds."""

    correction: CorrectionOut | None


@dataclass(slots=True, kw_only=True)
class ClaimPage:
    """Some false claims; `next` asks for those after them."""

    items: list[ClaimOut]
    next: str | None


@dataclass(slots=True, kw_only=True)
class SightingOut:
    """So many times along one kind of way."""

    id: int
    channel: str
    count: int
    at: datetime


@router.get(
    "circles/{int:circle}/false-claims",
    response=ClaimPage,
    summary="The false claims of a circle",
)
def list_claims(
    request: ApiRequest, circle: PathId, state: InState = None, cursor: Cursor = ""
) -> ClaimPage:
    """Newest first, 50 on a page."""
    by, now = request.auth, timezone.now()
    shown = circles.circles_for(by).get(id=circle)
    found = queries.in_circle(by, shown.id)
    if state:
        found = found.filter(queries.in_state(state, now))
    rows, after = paging.newest_first(found, cursor, by="at")
    return ClaimPage(items=[ClaimOut(**_fields(one, now)) for one in rows], next=after)


@router.post(
    "circles/{int:circle}/false-claims", response={201: ClaimDetail}, summary="Enter a false claim"
)
def record_claim(request: ApiRequest, circle: PathId, new: NewClaim) -> ClaimDetail:
    """The member that is to verify it is asked until it has said what is true."""
    now = timezone.now()
    made = actions.record(
        circle_id=circle,
        statement=Statement(
            kind=new.kind,
            text=new.text,
            since=new.since,
            channel=new.channel,
            verifier_id=new.verifier,
            count=new.count,
            site_id=new.site,
            area=new.area,
            within=new.within_hours,
        ),
        by=request.auth,
        now=now,
        not_secret=new.not_secret,
    )
    return _detail(queries.counted(request.auth, made.id), now)


@router.get("false-claims/{int:claim}", response=ClaimDetail, summary="A false claim")
def show_claim(request: ApiRequest, claim: PathId) -> ClaimDetail:
    """With the correction that holds, once it is verified."""
    return _detail(queries.counted(request.auth, claim), timezone.now())


@router.post(
    "false-claims/{int:claim}/sightings", response={201: SightingOut}, summary="Met it too"
)
def sight_claim(request: ApiRequest, claim: PathId, new: NewSighting) -> SightingOut:
    """Adds to how often it was met; the claim itself stays as it is."""
    noted = actions.sight(
        claim_id=claim,
        channel=new.channel,
        count=new.count,
        by=request.auth,
        now=timezone.now(),
    )
    return SightingOut(id=noted.id, channel=noted.channel, count=noted.count, at=noted.at)


def _detail(claim: Claim, now: datetime) -> ClaimDetail:
    said = Correction.objects.filter(claim=claim).order_by("-at", "-id").first()
    names = ("truth", "advice", "hotline", "at")
    correction = CorrectionOut(**{name: getattr(said, name) for name in names}) if said else None
    return ClaimDetail(**_fields(claim, now), correction=correction)


def _fields(claim: Claim, now: datetime) -> dict[str, Any]:
    row = Row.of(claim, now)
    same = ("id", "kind", "text", "since", "area", "met", "at", "due_at")
    return {
        **{name: getattr(claim, name) for name in same},
        "url": settings.PUBLIC_URL + reverse("falseclaims:claim", args=[claim.id]),
        "number": claim.reference,
        "circle": claim.circle_id,
        "site": Named.of(claim.site) if claim.site else None,
        "organization": Named.of(claim.organization),
        "verifier": Named.of(claim.verifier),
        "state": row.state,
        "warning": row.warning
        and WarningOut(
            url=settings.PUBLIC_URL + reverse("falseclaims:warning", args=[row.warning.code]),
            published_at=row.warning.published_at,
            valid_until=row.warning.valid_until,
        ),
    }
