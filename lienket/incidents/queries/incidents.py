"""Which incidents somebody may see, and what belongs to them."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db.models import Prefetch, Q, QuerySet

from lienket.delivery.models import Message
from lienket.incidents import rules
from lienket.incidents.models import (
    Aid,
    Closure,
    Copy,
    Entry,
    Incident,
    Offer,
    Photo,
    Referral,
    Related,
    Role,
)
from lienket.kernel.actors import Actor, LinkHolder, Member
from lienket.organizations.models import Organization
from lienket.organizations.queries import by_name
from lienket.places.rules import Position, distance

#: Envelopes of this module.
INCIDENT, AID, REFERRAL = "incident", "aid", "referral"
#: Organizations to which a crime can be reported.
POLICE = (
    Organization.Kind.POLICE,
    Organization.Kind.COMMUNE_POLICE,
    Organization.Kind.BORDER_GUARD,
)


def incidents_for(by: Actor) -> QuerySet[Incident]:
    """The incidents of all circles `by` belongs to, the latest first. List pages add one circle."""
    incidents = Incident.objects.filter(circle_id__in=by.circles)
    if isinstance(by, LinkHolder):
        # A link opens the one incident it was sent about.
        about = Message.objects.filter(id=by.message_id)
        incidents = incidents.filter(
            Q(
                reference__in=about.filter(envelope__kind__in=[INCIDENT, AID]).values(
                    "envelope__reference"
                )
            )
            | Q(
                referrals__reference__in=about.filter(envelope__kind=REFERRAL).values(
                    "envelope__reference"
                )
            )
        )
    return incidents.select_related("organization", "site", "zone", "corridor", "circle").order_by(
        "-happened_at", "-id"
    )


def counted() -> Q:
    """What figures count: no exercises, and nothing that did not happen or was reported twice."""
    void = Closure.objects.filter(
        outcome__in=[Closure.Outcome.UNFOUNDED, Closure.Outcome.DUPLICATE], reopening=None
    )
    return Q(exercise=False) & (Q(closed_at=None) | ~Q(id__in=void.values("incident")))


def timeline(incident: Incident) -> QuerySet[Entry]:
    """What happened to an incident, oldest first."""
    return (
        Entry.objects.filter(circle_id=incident.circle_id, incident=incident)
        .select_related("organization")
        .prefetch_related(Prefetch("photos", Photo.objects.select_related("file").order_by("id")))
        .order_by("at", "id")
    )


def roles_now(incident: Incident) -> list[Role]:
    """Who does what now, whoever leads first."""
    rows = (
        Role.objects.filter(circle_id=incident.circle_id, incident=incident, until=None)
        .select_related("organization")
        .order_by("since", "id")
    )
    return sorted(rows, key=lambda role: role.duty != Role.Duty.LEAD)


def leader(incident: Incident) -> int | None:
    """The organization that leads now."""
    leads = Role.objects.filter(
        circle_id=incident.circle_id, incident=incident, until=None, duty=Role.Duty.LEAD
    )
    return leads.values_list("organization_id", flat=True).first()


def aids_of(incident: Incident) -> QuerySet[Aid]:
    """What aid was asked for, with the answers of those asked in Vietnamese order."""
    answers = Offer.objects.select_related("organization", "ask").order_by(
        by_name("organization__name"), "id"
    )
    return (
        Aid.objects.filter(circle_id=incident.circle_id, incident=incident)
        .select_related("organization")
        .prefetch_related(Prefetch("offers", answers))
        .order_by("asked_at", "id")
    )


def offers_for(by: Actor) -> QuerySet[Offer]:
    """The requests for aid that `by` may answer: those to its own organization."""
    offers = Offer.objects.filter(organization_id__in=by.organizations, circle_id__in=by.circles)
    if isinstance(by, LinkHolder):
        offers = offers.filter(
            ask__envelope__in=Message.objects.filter(id=by.message_id).values("envelope")
        )
    return offers.select_related("aid__incident__circle", "aid__organization", "ask")


def offers_waiting(by: Member) -> QuerySet[Offer]:
    """Requests for aid that nobody in the organization has answered."""
    return (
        offers_for(by)
        .filter(ask__settled_at=None, state=Offer.State.ASKED)
        .order_by("ask__due_at", "id")
    )


def referrals_of(incident: Incident) -> QuerySet[Referral]:
    """What was handed to the police, with every state they recorded."""
    return (
        Referral.objects.filter(circle_id=incident.circle_id, incident=incident)
        .select_related("organization", "police", "ask")
        .prefetch_related("steps")
        .order_by("handed_at", "id")
    )


def referrals_to(by: Actor) -> QuerySet[Referral]:
    """The referrals that `by` may move: those handed to its own organization."""
    referrals = Referral.objects.filter(police_id__in=by.organizations, circle_id__in=by.circles)
    if isinstance(by, LinkHolder):
        referrals = referrals.filter(
            ask__envelope__in=Message.objects.filter(id=by.message_id).values("envelope")
        )
    return referrals.select_related("incident__circle", "organization", "police", "ask")


def referrals_waiting(by: Member) -> QuerySet[Referral]:
    """What was handed to the organization and not received by anybody there."""
    return (
        referrals_to(by)
        .filter(ask__settled_at=None, state=Referral.State.SENT)
        .order_by("ask__due_at", "id")
    )


def related_to(incident: Incident) -> QuerySet[Related]:
    """The bulletins and tasks of an incident."""
    return (
        Related.objects.filter(circle_id=incident.circle_id, incident=incident)
        .select_related("bulletin__organization", "task__organization")
        .order_by("at", "id")
    )


class StillOpen(NamedTuple):
    """What has not come to an end yet."""

    tasks: int
    aid: int

    def __bool__(self) -> bool:
        return bool(self.tasks or self.aid)


def still_open(incident: Incident) -> StillOpen:
    """Tasks that are not done, and aid that is asked for or out there."""
    out_there = [Offer.State.ASKED, Offer.State.OFFERED, Offer.State.COMMITTED]
    tasks = Related.objects.filter(
        circle_id=incident.circle_id,
        incident=incident,
        task__isnull=False,
        task__done_at=None,
        task__dropped_at=None,
    )
    offers = Offer.objects.filter(
        Q(aid__withdrawn_at=None) | Q(state=Offer.State.COMMITTED),
        circle_id=incident.circle_id,
        aid__incident=incident,
        state__in=out_there,
    )
    return StillOpen(tasks.count(), offers.count())


def perhaps_the_same(incident: Incident) -> list[Incident]:
    """Other reports of the same kind, so near in time and place that they may be about the same."""
    near = Incident.objects.filter(
        circle_id=incident.circle_id,
        kind=incident.kind,
        exercise=incident.exercise,
        happened_at__range=(
            incident.happened_at - rules.SAME_TIME,
            incident.happened_at + rules.SAME_TIME,
        ),
    ).exclude(id=incident.id)
    found = near.select_related("organization", "site", "zone", "corridor").order_by("happened_at")
    return [
        one for one in found[:50] if (one.site_id or position_of(one)) and same_place(one, incident)
    ]


def reported_by(incident: Incident, by: Member) -> QuerySet[Incident]:
    """What the person has reported already of the same kind and of nearly the same moment."""
    around = (incident.happened_at - rules.AGAIN, incident.happened_at + rules.AGAIN)
    return Incident.objects.filter(
        circle_id=incident.circle_id,
        organization_id=by.organization_id,
        kind=incident.kind,
        exercise=incident.exercise,
        happened_at__range=around,
        entries__kind=Entry.Kind.REPORTED,
        entries__by=by.id,
    ).order_by("-id")


def same_place(one: Incident, other: Incident) -> bool:
    """Whether two incidents may have happened at one place, by their positions or else sites."""
    here, there = position_of(one), position_of(other)
    if here and there:
        return distance(here, there) <= rules.SAME_PLACE
    return one.site_id == other.site_id


def position_of(incident: Incident) -> Position | None:
    """Where exactly it happened, if that is known."""
    if incident.latitude is None or incident.longitude is None:
        return None
    return Position(incident.latitude, incident.longitude)


def photos_of(incident_ids: Iterable[int]) -> QuerySet[Photo]:
    """All pictures of some incidents."""
    return Photo.objects.filter(entry__incident__in=incident_ids).select_related("file")


def copies_for(by: Actor, now: datetime) -> QuerySet[Copy]:
    """The copies of incidents of other circles that `by` may read now, the newest first."""
    return (
        Copy.objects.filter(circle_id__in=by.circles, expires_at__gt=now)
        .select_related("organization", "circle")
        .order_by("-shared_at", "-id")
    )
