"""Looking at the incidents of a circle whenever there is something new, and proposing watches."""

from datetime import datetime, timedelta

from lienket.journal import actions as journal
from lienket.kernel.actors import Engine
from lienket.kernel.due import act_on_due
from lienket.obligations.rules import ZONE
from lienket.places import queries as places
from lienket.places.rules import distance
from lienket.watches import queries, rules
from lienket.watches.events import ProposalGrown, WatchProposed
from lienket.watches.models import Look, Proposal, Sighting, Watch
from lienket.watches.queries import NearRepeat

BATCH = 100
TRY_AGAIN = timedelta(minutes=5)


def note_news(*, circle_id: int, now: datetime) -> None:
    """Incidents of a circle have changed: it is looked at next."""
    Look.objects.update_or_create(circle_id=circle_id, defaults={"look_at": now})


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
        if found.incident_id in spoken or _watched(circle_id, found):
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


def _watched(circle_id: int, found: NearRepeat) -> bool:
    """Whether somebody watched there when it happened: it is shown on the watch."""
    day = found.happened_at.astimezone(ZONE).date()
    held = Watch.objects.filter(
        circle_id=circle_id, begun_at__lte=found.happened_at, ends_on__gte=day
    )
    return any(
        distance(one.proposal.position, found.position) <= rules.REACH
        for one in held.select_related("proposal")
    )


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
    spot = places.spot_of(circle_id, found.position, Engine(circles=(circle_id,)))
    return Proposal.objects.create(
        circle_id=circle_id,
        group=found.group,
        latitude=found.position.latitude,
        longitude=found.position.longitude,
        site=spot.site if spot.metres <= rules.REACH else None,
        zone=spot.zone,
        corridor=spot.corridor,
        raised_at=now,
    )
