"""Proposing watches: a member does, or incidents do when there is something new in a circle."""

from datetime import date, datetime, timedelta

from django.db import connection

from lienket.circles.actions import open_circle, require_full_member
from lienket.journal import actions as journal
from lienket.kernel.actors import Actor, Engine, Member
from lienket.kernel.due import act_on_due
from lienket.kernel.errors import Refusal
from lienket.obligations.rules import ZONE
from lienket.places import queries as places
from lienket.places.actions.shapes import position_from
from lienket.places.rules import Position, centre, distance
from lienket.watches import queries, rules
from lienket.watches.actions.common import ANSWER, reason_of, today
from lienket.watches.events import ProposalGrown, WatchProposed
from lienket.watches.models import Look, Proposal, Sighting, Watch
from lienket.watches.queries import NearRepeat

BATCH = 100
TRY_AGAIN = timedelta(minutes=5)


class NoPlace(Refusal):
    """Choose one of the places of the circle, or a position on the map."""

    field = "place"


class NotWatched(Refusal):
    """Choose what is to be watched for. Of stoppages and complaints only counts are kept."""

    field = "group"


class ProposedBefore(Refusal):
    """A watch is proposed there already. Decide about that one."""

    status = 409


class WatchedBefore(Refusal):
    """It is watched there already. Whoever leads that watch can renew it."""

    status = 409


def propose(
    *,
    circle_id: int,
    group: str,
    reason: str,
    by: Member,
    now: datetime,
    site_id: int | None = None,
    zone_id: int | None = None,
    corridor_id: int | None = None,
    position: Position | None = None,
    not_secret: bool = False,
) -> Proposal:
    """Propose, with a reason, that members watch a place; it is decided like any other proposal.

    Raises Circle.DoesNotExist, CircleClosed, OnlyFullMembers, NotWatched, NoPlace, the refusals of
    `position_from`, NoReason, ProposedBefore and WatchedBefore.
    """
    by.require(ANSWER)
    circle = open_circle(circle_id, by)
    require_full_member(circle.id, by, now)
    if group not in queries.LOCATABLE_GROUPS:
        raise NotWatched
    proposal = Proposal(
        circle=circle,
        organization_id=by.organization_id,
        reason=reason_of(reason, not_secret=not_secret),
        by=by.id,
        group=group,
        raised_at=now,
    )
    _choose(proposal, site_id, zone_id, corridor_id, by)
    there = position_from(*position) if position else _middle(proposal)
    proposal.latitude, proposal.longitude = there
    if not proposal.where:
        _look_up(proposal, by)
    if any(_is_near(one, there) for one in queries.open_in(by, circle.id).filter(group=group)):
        raise ProposedBefore
    if _is_watched(circle.id, there, now, today(now)):
        raise WatchedBefore
    proposal.save()
    journal.record(WatchProposed(proposal.id), by=by, at=now, circle_id=circle.id)
    return proposal


def _choose(
    proposal: Proposal,
    site_id: int | None,
    zone_id: int | None,
    corridor_id: int | None,
    by: Member,
) -> None:
    """What was chosen of the places that stand in the circle; a zone brings its site."""
    circle_id = proposal.circle_id
    chosen = (
        ("site", site_id, places.sites_of(circle_id, by)),
        ("zone", zone_id, places.zones_of(circle_id, by)),
        ("corridor", corridor_id, places.corridors_of(circle_id, by)),
    )
    for name, id_, standing in chosen:
        if id_ is None:
            continue
        found = standing.filter(id=id_).first()
        if found is None:
            raise NoPlace
        setattr(proposal, name, found)
    if proposal.zone:
        proposal.site = proposal.zone.site


def _middle(proposal: Proposal) -> Position:
    """Where a place is that was chosen without a position."""
    if proposal.zone:
        return centre(proposal.zone.outline)
    if proposal.corridor:
        return centre(proposal.corridor.line)
    if proposal.site:
        return Position(proposal.site.latitude, proposal.site.longitude)
    raise NoPlace


def note_news(*, circle_id: int, now: datetime) -> None:
    """Incidents of a circle have changed: it is looked at next.

    Of many reports at once only the first one writes; a look that runs just now is waited for.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO watches_look AS held (circle_id, look_at) VALUES (%s, %s)
            ON CONFLICT (circle_id) DO UPDATE SET look_at = EXCLUDED.look_at
            WHERE held.look_at IS NULL OR held.look_at > EXCLUDED.look_at
            """,
            [circle_id, now],
        )


def look_due(*, now: datetime, limit: int = BATCH) -> int:
    """Look at the circles in which something is new; how many there were."""
    return act_on_due(Look, "look_at", _look, now=now, limit=limit, try_again=TRY_AGAIN)


def _look(circle_id: int, look_ids: list[int], now: datetime) -> None:
    """Propose a watch for each near repeat that nobody has thought about yet.

    Looking again changes nothing: each incident speaks for one proposal, and what is decided about
    it is decided about its incidents.
    """
    Look.objects.filter(id__in=look_ids).update(look_at=None)
    spoken = set(Sighting.objects.filter(circle_id=circle_id).values_list("incident_id", flat=True))
    for found in queries.near_repeats(circle_id, now):
        day = found.happened_at.astimezone(ZONE).date()
        if found.incident_id in spoken or _is_watched(
            circle_id, found.position, found.happened_at, day
        ):
            continue
        proposal = _undecided(circle_id, found)
        news: WatchProposed | ProposalGrown
        if proposal is None:
            proposal = _propose(circle_id, found, now)
            news = WatchProposed(proposal.id)
        else:
            news = ProposalGrown(proposal.id)
        fresh = sorted({found.incident_id, *found.before} - spoken)
        Sighting.objects.bulk_create(
            Sighting(circle_id=circle_id, proposal=proposal, incident_id=one) for one in fresh
        )
        spoken.update(fresh)
        journal.record(news, by=Engine(circles=(circle_id,)), at=now, circle_id=circle_id)


def _is_watched(circle_id: int, there: Position, at: datetime, day: date) -> bool:
    """Whether somebody watched there at that time of that day."""
    held = Watch.objects.filter(circle_id=circle_id, begun_at__lte=at, ends_on__gte=day)
    return any(_is_near(one.proposal, there) for one in held.select_related("proposal"))


def _is_near(proposal: Proposal, there: Position) -> bool:
    return distance(proposal.position, there) <= rules.REACH


def _undecided(circle_id: int, found: NearRepeat) -> Proposal | None:
    """A proposal that waits for a decision and rests on some of the same incidents."""
    return (
        Proposal.objects.filter(
            circle_id=circle_id, decided_at=None, sightings__incident__in=found.before
        )
        .order_by("id")
        .select_for_update(of=("self",))
        .first()
    )


def _propose(circle_id: int, found: NearRepeat, now: datetime) -> Proposal:
    proposal = Proposal(
        circle_id=circle_id,
        group=found.group,
        latitude=found.position.latitude,
        longitude=found.position.longitude,
        raised_at=now,
    )
    _look_up(proposal, Engine(circles=(circle_id,)))
    proposal.save()
    return proposal


def _look_up(proposal: Proposal, by: Actor) -> None:
    """What is listed where it is."""
    spot = places.spot_of(proposal.circle_id, proposal.position, by)
    proposal.site = spot.site if spot.metres <= rules.REACH else None
    proposal.zone, proposal.corridor = spot.zone, spot.corridor
