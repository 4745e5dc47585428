"""Entering what goes around, and how often it was met."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from lienket.circles.actions import open_circle, require_full_member, take_number
from lienket.falseclaims import rules
from lienket.falseclaims.actions.common import (
    REPORT,
    ask_verifier,
    locked,
    neutral,
)
from lienket.falseclaims.events import ClaimRecorded, ClaimSeen
from lienket.falseclaims.models import Channel, Claim, Kind, Sighting
from lienket.journal import actions as journal
from lienket.kernel.actors import Member
from lienket.kernel.errors import Refusal
from lienket.places import queries as places
from lienket.plans.actions.tasks import NotAMember, require_member

TEXT_LIMIT, AREA_LIMIT = 500, 120


class UnknownKind(Refusal):
    """Choose one of the four kinds. Opinions and criticism are not entered here."""

    field = "kind"


class UnknownChannel(Refusal):
    """Choose by what kind of way it goes around."""

    field = "channel"


class NothingSaid(Refusal):
    """Write in neutral words what goes around."""

    field = "text"


class BeganInTheFuture(Refusal):
    """What goes around began today or before. Correct the day."""

    field = "since"


class BeganLongAgo(Refusal):
    """What began more than a year ago is not entered. Give the day since when it goes around."""

    field = "since"


class UnbelievableCount(Refusal):
    """Say how often it was met: a number from 1 to 100,000."""

    field = "count"


class UnknownHours(Refusal):
    """Choose within how many hours it is to be verified."""

    field = "within"


class VerifiesItself(Refusal):
    """Another member verifies what your organization enters. Choose it."""

    field = "verifier"


class NotAVerifier(Refusal):
    """Choose a member of this circle that can verify it."""

    field = "verifier"


class NoSuchSite(Refusal):
    """Choose a site of this circle, or none."""

    field = "site"


@dataclass(frozen=True)
class Statement:
    """What goes around, as it is filled in."""

    kind: str
    text: str
    since: date
    channel: str
    verifier_id: int
    count: int = 1
    site_id: int | None = None
    area: str = ""
    within: int = rules.USUAL_HOURS


def record(
    *, circle_id: int, statement: Statement, by: Member, now: datetime, not_secret: bool = False
) -> Claim:
    """Enter a false claim; another member is asked to verify what is true.

    Raises Circle.DoesNotExist, CircleClosed, OnlyFullMembers, what `neutral` refuses, and the
    refusals above.
    """
    by.require(REPORT)
    circle = open_circle(circle_id, by)
    require_full_member(circle.id, by, now)
    _require_sound(statement, by, now, circle.id)
    claim = Claim(
        circle=circle,
        organization_id=by.organization_id,
        kind=statement.kind,
        text=neutral("text", statement.text, TEXT_LIMIT, not_secret=not_secret),
        since=statement.since,
        site_id=statement.site_id,
        area=neutral("area", statement.area, AREA_LIMIT, not_secret=not_secret),
        verifier_id=statement.verifier_id,
        due_at=now + timedelta(hours=statement.within),
        by=by.id,
        at=now,
    )
    if not claim.text:
        raise NothingSaid
    claim.reference = take_number(circle, rules.PREFIX, now=now)
    ask_verifier(claim, now=now)
    claim.save()
    _note(claim, statement.channel, statement.count, by=by, now=now)
    journal.record(ClaimRecorded(claim.id, claim.verifier_id), by=by, at=now, circle_id=circle.id)
    return claim


def sight(*, claim_id: int, channel: str, count: int, by: Member, now: datetime) -> Sighting:
    """Say that one's organization met it too, and how often.

    Raises Claim.DoesNotExist, CircleClosed, WithdrawnBefore, OnlyFullMembers, UnknownChannel and
    UnbelievableCount.
    """
    by.require(REPORT)
    claim = locked(claim_id, by)
    require_full_member(claim.circle_id, by, now)
    _require_countable(channel, count)
    sighting = _note(claim, channel, count, by=by, now=now)
    journal.record(ClaimSeen(claim.id), by=by, at=now, circle_id=claim.circle_id)
    return sighting


def _require_sound(given: Statement, by: Member, now: datetime, circle_id: int) -> None:
    today = timezone.localdate(now)
    if given.kind not in Kind.values:
        raise UnknownKind
    _require_countable(given.channel, given.count)
    if given.since > today:
        raise BeganInTheFuture
    if given.since < today - timedelta(days=rules.OLDEST_DAYS):
        raise BeganLongAgo
    if given.within not in rules.HOURS:
        raise UnknownHours
    if given.verifier_id == by.organization_id:
        raise VerifiesItself
    try:
        require_member(circle_id, given.verifier_id, now)
    except NotAMember:
        raise NotAVerifier from None
    if given.site_id and not places.sites_of(circle_id, by).filter(id=given.site_id).exists():
        raise NoSuchSite


def _require_countable(channel: str, count: int) -> None:
    if channel not in Channel.values:
        raise UnknownChannel
    if not 1 <= count <= rules.MOST_SIGHTINGS:
        raise UnbelievableCount


def _note(claim: Claim, channel: str, count: int, *, by: Member, now: datetime) -> Sighting:
    return Sighting.objects.create(
        circle_id=claim.circle_id,
        claim=claim,
        organization_id=by.organization_id,
        channel=channel,
        count=count,
        by=by.id,
        at=now,
    )
