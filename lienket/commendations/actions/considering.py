"""Proposing a dossier; agreeing to it, or returning it."""

from dataclasses import dataclass
from datetime import datetime

from lienket.circles.actions import open_circle
from lienket.commendations import queries
from lienket.commendations.actions.common import (
    REASON_LIMIT,
    ask_considerer,
    in_hand,
    of_considerer,
    settle_ask,
    step,
    tell_proposer,
)
from lienket.commendations.events import DossierAgreed, DossierProposed, DossierReturned
from lienket.commendations.models import Consideration, Dossier
from lienket.documents.guard.persons import line
from lienket.journal import actions as journal
from lienket.kernel.actors import Member
from lienket.kernel.errors import Refusal, about
from lienket.plans.actions.tasks import require_member

#: Nobody's council is larger.
MOST_VOTES = 1000


class NobodyNominated(Refusal):
    """Nobody is nominated yet. Add who is to be commended."""

    status = 409


class NoMerits(Refusal):
    """Write what was achieved; the report rests on it."""

    status = 409


class NotBeingConsidered(Refusal):
    """This dossier does not wait to be considered any more. Look at what was said about it."""

    status = 409


class NoReason(Refusal):
    """Give the reason; whoever proposed it reads it."""

    field = "reason"


class VotesOutOfRange(Refusal):
    """Votes are counted from 0 to {most}."""


class VotedDown(Refusal):
    """More voted against than for it. Return the dossier with the reason."""

    field = "votes_for"


class NoSuchMeeting(Refusal):
    """Choose a meeting of this circle that has begun."""

    field = "meeting"


@dataclass(frozen=True)
class Minuted:
    """Which meeting considered a dossier, and how it voted; each may be left open."""

    meeting_id: int | None = None
    votes_for: int | None = None
    votes_against: int | None = None


def propose(*, dossier_id: int, by: Member, now: datetime) -> Dossier:
    """Show the dossier to the circle and ask for it to be considered within fifteen days.

    Raises Dossier.DoesNotExist, OnlyTheProposer, NotOpenToChange, CircleClosed, NobodyNominated,
    NoMerits, and NotAMember if who considers it or a recipient's organization has left meanwhile.
    """
    dossier = in_hand(dossier_id, by)
    open_circle(dossier.circle_id, by)
    recipients = queries.recipients_of(dossier)
    if not recipients.exists():
        raise NobodyNominated
    if not dossier.merits:
        raise NoMerits
    concerned = set(recipients.order_by().values_list("organization_id", flat=True))
    for organization_id in (dossier.considerer_id, *sorted(concerned)):
        require_member(dossier.circle_id, organization_id, now)
    dossier.proposed_at, dossier.returned_at, dossier.agreed_at = now, None, None
    ask_considerer(dossier, now=now)
    step(dossier, "proposed_at", "returned_at", "agreed_at", "due_at", "ask", now=now)
    journal.record(DossierProposed(dossier.id), by=by, at=now, circle_id=dossier.circle_id)
    return dossier


def agree(
    *, dossier_id: int, by: Member, now: datetime, minuted: Minuted = Minuted()
) -> Consideration:
    """As whoever considers it, agree: the decision can be entered from now on.

    Raises Dossier.DoesNotExist, OnlyWhoConsiders, NotBeingConsidered, NoSuchMeeting,
    VotesOutOfRange and VotedDown.
    """
    dossier = of_considerer(dossier_id, by)
    if not dossier.proposed_at or dossier.agreed_at or dossier.returned_at:
        raise NotBeingConsidered
    _require_sound(minuted)
    if (minuted.votes_against or 0) > (minuted.votes_for or 0):
        raise VotedDown
    said = _say(dossier, True, "", minuted, by=by, now=now)
    dossier.agreed_at = now
    settle_ask(dossier, now=now)
    step(dossier, "agreed_at", now=now)
    tell_proposer(dossier, now=now)
    journal.record(DossierAgreed(dossier.id), by=by, at=now, circle_id=dossier.circle_id)
    return said


def return_(
    *,
    dossier_id: int,
    reason: str,
    by: Member,
    now: datetime,
    minuted: Minuted = Minuted(),
    not_secret: bool = False,
) -> Consideration:
    """As whoever considers it, return it, also if the authority refused what was agreed to.

    Its papers hold no more: those that are issued when it is proposed again take new numbers.
    Raises Dossier.DoesNotExist, OnlyWhoConsiders, NotBeingConsidered, NoReason, NoSuchMeeting and
    VotesOutOfRange.
    """
    dossier = of_considerer(dossier_id, by)
    if not dossier.proposed_at or dossier.returned_at or dossier.decided_at:
        raise NotBeingConsidered
    reason = line("reason", reason, REASON_LIMIT, not_secret=not_secret)
    if not reason:
        raise NoReason
    _require_sound(minuted)
    said = _say(dossier, False, reason, minuted, by=by, now=now)
    dossier.returned_at, dossier.agreed_at = now, None
    dossier.submission, dossier.report = None, None
    settle_ask(dossier, now=now)
    step(dossier, "returned_at", "agreed_at", "submission", "report", now=now)
    tell_proposer(dossier, now=now)
    journal.record(DossierReturned(dossier.id), by=by, at=now, circle_id=dossier.circle_id)
    return said


def _say(
    dossier: Dossier, agrees: bool, reason: str, minuted: Minuted, *, by: Member, now: datetime
) -> Consideration:
    held = queries.considered_in(by, dossier.circle_id, now)
    if minuted.meeting_id and not held.filter(id=minuted.meeting_id).exists():
        raise NoSuchMeeting
    return Consideration.objects.create(
        circle_id=dossier.circle_id,
        dossier=dossier,
        organization_id=by.organization_id,
        agrees=agrees,
        reason=reason,
        meeting_id=minuted.meeting_id,
        votes_for=minuted.votes_for,
        votes_against=minuted.votes_against,
        by=by.id,
        at=now,
    )


def _require_sound(minuted: Minuted) -> None:
    for field in ("votes_for", "votes_against"):
        votes = getattr(minuted, field)
        if votes is not None and not 0 <= votes <= MOST_VOTES:
            with about(field):
                raise VotesOutOfRange(most=MOST_VOTES)
