"""Handing a tip or crime report to the police. From their receipt on only they record its state."""

from datetime import datetime, timedelta

from lienket.circles import queries as circles
from lienket.circles.actions import require_full_member, take_number
from lienket.circles.models import Membership
from lienket.escalation.rules import ANSWER_WITHIN
from lienket.incidents import queries, rules
from lienket.incidents.actions import telling
from lienket.incidents.actions.common import (
    ANSWER,
    REPORT,
    OnlyCounts,
    add_entry,
    line,
    locked,
    words,
)
from lienket.incidents.events import IncidentReferred, ReferralMoved
from lienket.incidents.models import Entry, Incident, Referral, ReferralStep
from lienket.journal import actions as journal
from lienket.kernel.actors import Actor, Member
from lienket.kernel.errors import Refusal, about
from lienket.kernel.guard.text import clean_line

NUMBER_LIMIT = 60
STEP_LIMIT = 500


class NotThePolice(Refusal):
    """Choose a police organization of this circle."""

    field = "police"


class UnknownReferralKind(Refusal):
    """Say whether it is a tip or the report of a crime."""

    field = "kind"


class NothingToHandOver(Refusal):
    """Write what you hand over; the police must be able to act on it."""

    field = "text"


class ExercisesStayHere(Refusal):
    """In an exercise nothing is handed to the police as a tip or crime report."""


class HandedOverBefore(Refusal):
    """This incident was handed to {police} already, as {reference}."""

    status = 409
    field = "police"


class NotReceivedYet(Refusal):
    """Confirm the receipt first."""

    status = 409


class NoSuchReferralState(Refusal):
    """Choose the state as it is now."""

    field = "state"


def refer(
    *,
    incident_id: int,
    police_id: int | None,
    kind: str,
    text: str,
    by: Member,
    now: datetime,
    not_secret: bool = False,
) -> Referral:
    """Hand an incident to a police organization of the circle, which must confirm the receipt.

    Raises Incident.DoesNotExist, IncidentIsClosed, OnlyFullMembers and the refusals above.
    """
    by.require(REPORT)
    incident = locked(incident_id, by)
    require_full_member(incident.circle_id, by, now)
    if incident.exercise:
        raise ExercisesStayHere
    if incident.counts_only:
        raise OnlyCounts
    police = (
        circles.members_of(incident.circle_id, now)
        .filter(
            organization_id=police_id or 0,
            organization__kind__in=queries.POLICE,
            role=Membership.Role.MEMBER,
        )
        .first()
    )
    if police is None or police_id == by.organization_id:
        raise NotThePolice
    if kind not in Referral.Kind.values:
        raise UnknownReferralKind
    with about("text"):
        text = words(incident, text, not_secret=not_secret)
    if not text:
        raise NothingToHandOver
    _require_first(incident, police.organization_id)
    reference = take_number(incident.circle, rules.REFERRAL_PREFIX, now=now)
    due_at = now + timedelta(minutes=ANSWER_WITHIN[incident.urgency])
    envelope = telling.envelope_about(
        incident, queries.REFERRAL, reference=reference, by=by, now=now, due_at=due_at
    )
    asks = telling.ask(incident, envelope, [police.organization_id], now=now)
    referral = Referral.objects.create(
        circle_id=incident.circle_id,
        incident=incident,
        organization_id=by.organization_id,
        police_id=police.organization_id,
        kind=kind,
        reference=reference,
        text=text,
        handed_at=now,
        ask_id=asks[police.organization_id],
    )
    add_entry(
        incident,
        Entry.Kind.REFERRED,
        text=police.organization.name,
        after=reference,
        by=by,
        now=now,
        news=IncidentReferred(incident.id, referral.id),
    )
    return referral


def receive_referral(
    *,
    referral_id: int,
    by: Actor,
    now: datetime,
    police_number: str = "",
    not_secret: bool = False,
) -> Referral:
    """As the police, confirm that it has arrived; doing so twice is harmless.

    Raises Referral.DoesNotExist for anybody else.
    """
    by.require(ANSWER)
    referral = _locked(referral_id, by)
    with about("police_number"):
        police_number = clean_line(police_number, NUMBER_LIMIT, not_secret=not_secret)
    if referral.received_at:
        return referral
    referral.received_at, referral.police_number = now, police_number
    telling.settle(referral.ask_id, referral.police_id, now=now)
    _record(referral, Referral.State.RECEIVED, police_number, by=by, now=now)
    return referral


def move_referral(
    *,
    referral_id: int,
    state: str,
    by: Actor,
    now: datetime,
    text: str = "",
    not_secret: bool = False,
) -> Referral:
    """As the police, record where it stands; nobody else can, and no state of ours ends it.

    It may be done long after the incident was closed here. Raises Referral.DoesNotExist for anybody
    else, NotReceivedYet and NoSuchReferralState.
    """
    by.require(ANSWER)
    referral = _locked(referral_id, by)
    with about("text"):
        text = line(text, STEP_LIMIT, not_secret=not_secret)
    if referral.received_at is None:
        raise NotReceivedYet
    if state not in rules.referral_moves(referral.state):
        raise NoSuchReferralState
    _record(referral, Referral.State(state), text, by=by, now=now)
    return referral


def _require_first(incident: Incident, police_id: int) -> None:
    earlier = Referral.objects.filter(
        circle_id=incident.circle_id, incident=incident, police_id=police_id
    ).select_related("police")
    for one in earlier:
        raise HandedOverBefore(police=one.police.short_name, reference=one.reference)


def _locked(referral_id: int, by: Actor) -> Referral:
    return queries.referrals_to(by).select_for_update(of=("self",)).get(id=referral_id)


def _record(
    referral: Referral, state: Referral.State, text: str, *, by: Actor, now: datetime
) -> None:
    referral.state = state
    referral.save(update_fields=["state", "received_at", "police_number"])
    ReferralStep.objects.create(
        circle_id=referral.circle_id,
        referral=referral,
        organization_id=referral.police_id,
        state=state,
        text=text,
        by=by.id,
        at=now,
    )
    incident = referral.incident
    news = ReferralMoved(incident.id, referral.id)
    if incident.closed_at:
        # The timeline here has ended; the police's own has not.
        journal.record(news, by=by, at=now, circle_id=incident.circle_id)
    else:
        add_entry(
            incident,
            Entry.Kind.REFERRAL_MOVED,
            text=text,
            before=referral.reference,
            after=state,
            by=by,
            now=now,
            news=news,
        )
