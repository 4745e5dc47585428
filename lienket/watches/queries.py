"""Which proposals and watches somebody may see; which incidents lie near one another."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection
from django.db.models import Case, F, QuerySet, Value, When
from django.db.models.functions import Coalesce

from lienket.delivery.models import Message
from lienket.incidents import queries as incidents
from lienket.incidents.models import Incident
from lienket.incidents.rules import GROUPS, KINDS, LOCATABLE
from lienket.kernel.actors import Actor, LinkHolder, Member
from lienket.obligations.rules.spans import midnight
from lienket.places.rules import Position, distance
from lienket.watches import rules
from lienket.watches.models import Proposal, Watch, Watcher

#: As `delivery.Envelope.kind`.
KIND = "watch"
#: The groups of which something may be watched for.
LOCATABLE_GROUPS = [
    group for group in GROUPS if any(KINDS[kind].group == group for kind in LOCATABLE)
]


def proposals_for(by: Actor) -> QuerySet[Proposal]:
    """The proposals of all circles `by` belongs to, the latest first."""
    found = Proposal.objects.filter(circle_id__in=by.circles)
    return found.select_related("organization", "site", "zone", "corridor", "circle").order_by(
        "-raised_at", "-id"
    )


def open_in(by: Actor, circle_id: int) -> QuerySet[Proposal]:
    """What nobody has decided yet in a circle."""
    return proposals_for(by).filter(circle_id=circle_id, decided_at=None)


def watches_for(by: Actor) -> QuerySet[Watch]:
    """The watches of all circles `by` belongs to, those that end last first."""
    found = Watch.objects.filter(circle_id__in=by.circles)
    if isinstance(by, LinkHolder):
        about = Message.objects.filter(id=by.message_id)
        found = found.filter(reference__in=about.values("envelope__reference"))
    return found.select_related(
        "organization",
        "circle",
        "proposal__site",
        "proposal__zone",
        "proposal__corridor",
    ).order_by("-ends_on", "-id")


def running_in(by: Actor, circle_id: int, today: date) -> QuerySet[Watch]:
    """The watches that are kept today in a circle."""
    return watches_for(by).filter(circle_id=circle_id, ends_on__gte=today, closed_at=None)


def watchers_for(by: Actor) -> QuerySet[Watcher]:
    """The places of `by`'s organization among the watchers."""
    found = Watcher.objects.filter(organization_id__in=by.organizations, circle_id__in=by.circles)
    if isinstance(by, LinkHolder):
        found = found.filter(watch__in=watches_for(by).order_by())
    return found.select_related("watch__circle", "watch__organization", "ask")


def waiting_for(by: Member) -> QuerySet[Watcher]:
    """What `by`'s organization is asked: whether it watches, or what it did."""
    return watchers_for(by).filter(ask__settled_at=None, ask__isnull=False).order_by("ask__due_at")


def incidents_of(proposal: Proposal, by: Actor) -> list[Incident]:
    """The incidents that a proposal rests on, the latest first.

    Where a member has proposed it: what had happened there in the fortnight before.
    """
    if proposal.organization_id:
        return _happened(proposal, by, proposal.raised_at - rules.LONGEST, proposal.raised_at)
    spoken = proposal.sightings.values("incident_id")
    found = incidents.incidents_for(by).filter(circle_id=proposal.circle_id, id__in=spoken)
    return list(found)


def incidents_during(watch: Watch, by: Actor) -> list[Incident]:
    """What has happened near the place since the watch began, of whatever group."""
    after = midnight(watch.ends_on + timedelta(days=1))
    return _happened(watch.proposal, by, watch.begun_at, after)


def _happened(proposal: Proposal, by: Actor, since: datetime, before: datetime) -> list[Incident]:
    """What happened near a place, the latest first."""
    found = (
        incidents.incidents_for(by)
        .filter(
            incidents.counted(),
            circle_id=proposal.circle_id,
            kind__in=LOCATABLE,
            happened_at__gte=since,
            happened_at__lt=before,
        )
        .exclude(latitude=None, site=None)
        .annotate(**_POSITION)
    )
    return [one for one in found if _near(proposal, one)]


_POSITION = {
    "there_latitude": Coalesce(F("latitude"), F("site__latitude")),
    "there_longitude": Coalesce(F("longitude"), F("site__longitude")),
}


def _near(proposal: Proposal, incident: Incident) -> bool:
    there: tuple[float, float] = (incident.there_latitude, incident.there_longitude)  # type: ignore[attr-defined]  # annotated
    return distance(proposal.position, Position(*there)) <= rules.REACH


@dataclass(frozen=True)
class NearRepeat:
    """An incident with so many others of its group before it, near in time and place."""

    incident_id: int
    group: str
    position: Position
    happened_at: datetime
    before: frozenset[int]


def near_repeats(circle_id: int, now: datetime) -> list[NearRepeat]:
    """The incidents of a circle that make a proposal, the oldest first.

    Exercises, what did not happen, and kinds of which only counts are kept are never among them.
    An incident without a position counts where its site is.
    """
    located = (
        Incident.objects.filter(
            incidents.counted(),
            circle_id=circle_id,
            kind__in=LOCATABLE,
            happened_at__gt=now - 2 * rules.LONGEST,
            happened_at__lte=now,
        )
        .annotate(
            **_POSITION,
            of_group=Case(
                *(
                    When(
                        kind__in=[k for k in LOCATABLE if KINDS[k].group == group],
                        then=Value(group),
                    )
                    for group in LOCATABLE_GROUPS
                )
            ),
        )
        .filter(there_latitude__isnull=False)
        .order_by()
        .values("id", "happened_at", "there_latitude", "there_longitude", "of_group")
    )
    sql, parameters = located.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            _NEAR.format(located=sql),
            [
                *parameters,
                [ring.metres for ring in rules.RINGS],
                [ring.days for ring in rules.RINGS],
                now - rules.LONGEST,
                rules.FURTHER,
            ],
        )
        return [
            NearRepeat(one, group, Position(latitude, longitude), happened_at, frozenset(before))
            for one, group, latitude, longitude, happened_at, before in cursor.fetchall()
        ]


#: Within some hundred metres the earth is flat.
_NEAR = """
WITH located AS MATERIALIZED ({located}),
rings AS (SELECT * FROM unnest(%s::int[], %s::int[]) AS ring (metres, days))
SELECT a.id, a.of_group, a.there_latitude, a.there_longitude, a.happened_at,
       array_agg(DISTINCT b.id)
FROM located a
JOIN located b ON b.of_group = a.of_group AND (b.happened_at, b.id) < (a.happened_at, a.id)
JOIN rings ON b.happened_at >= a.happened_at - make_interval(days => rings.days)
    AND 111195 * sqrt(
        power(b.there_latitude - a.there_latitude, 2)
        + power((b.there_longitude - a.there_longitude) * cos(radians(a.there_latitude)), 2)
    ) <= rings.metres
WHERE a.happened_at > %s
GROUP BY 1, 2, 3, 4, 5
HAVING count(DISTINCT b.id) >= %s
ORDER BY a.happened_at, a.id
"""
