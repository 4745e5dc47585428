"""Entering the decision and the presentation; forgetting names."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from lienket.commendations.actions.common import (
    locked,
    of_considerer,
    step,
    tell_proposer,
)
from lienket.commendations.events import (
    CommendationDecided,
    CommendationPresented,
    CommendedForgotten,
)
from lienket.commendations.models import Decision, Dossier, Presentation, Recipient
from lienket.documents import actions as documents
from lienket.documents.guard.inspection import Inspected
from lienket.documents.guard.persons import line
from lienket.journal import actions as journal
from lienket.kernel.actors import Engine, Member
from lienket.kernel.due import act_on_due
from lienket.kernel.errors import NotAllowed, Refusal
from lienket.obligations.actions import MANAGE

NUMBER_LIMIT, SIGNER_LIMIT, EVENT_LIMIT = 60, 200, 200
BATCH = 50
TRY_AGAIN = timedelta(hours=1)


class OnlyTheTwo(NotAllowed):
    """Only the organizations that proposed and considered it may do this."""


class NotAgreedYet(Refusal):
    """A decision is entered once the dossier was agreed to, and only once."""

    status = 409


class NotDecidedYet(Refusal):
    """It is presented once it was decided, and only once."""

    status = 409


class NoNumber(Refusal):
    """Give the number of the decision as it is printed."""

    field = "number"


class NoSigner(Refusal):
    """Say who signed the decision: the office and its authority."""

    field = "signer"


class BeforeTheProposal(Refusal):
    """The decision cannot be older than the proposal of {day}."""

    field = "decided_on"


class NotYet(Refusal):
    """This day has not come yet."""


class BeforeTheDecision(Refusal):
    """It cannot be presented before the decision of {day}."""

    field = "presented_on"


@dataclass(frozen=True)
class Paper:
    """The decision as it is printed."""

    number: str
    decided_on: date
    signer: str


def decide(
    *,
    dossier_id: int,
    paper: Paper,
    by: Member,
    now: datetime,
    file: Inspected | None = None,
    not_secret: bool = False,
) -> Decision:
    """As whoever considered it, enter the decision: its recipients are commended.

    Raises Dossier.DoesNotExist, OnlyWhoConsiders, NotAgreedYet and the refusals above.
    """
    dossier = of_considerer(dossier_id, by)
    if not dossier.agreed_at or dossier.decided_at:
        raise NotAgreedYet
    number = line("number", paper.number, NUMBER_LIMIT, not_secret=not_secret)
    if not number:
        raise NoNumber
    signer = line("signer", paper.signer, SIGNER_LIMIT, not_secret=not_secret)
    if not signer:
        raise NoSigner
    assert dossier.proposed_at, "what is agreed to was proposed"
    proposed_on = timezone.localdate(dossier.proposed_at)
    if paper.decided_on < proposed_on:
        raise BeforeTheProposal(day=f"{proposed_on:%d/%m/%Y}")
    _require_past("decided_on", paper.decided_on, now)
    decision = Decision.objects.create(
        circle_id=dossier.circle_id,
        dossier=dossier,
        number=number,
        decided_on=paper.decided_on,
        signer=signer,
        file=documents.keep(file, circle_id=dossier.circle_id, by=by, now=now) if file else None,
        organization_id=by.organization_id,
        by=by.id,
        at=now,
    )
    dossier.decided_at = now
    step(dossier, "decided_at", now=now)
    tell_proposer(dossier, now=now)
    journal.record(CommendationDecided(dossier.id), by=by, at=now, circle_id=dossier.circle_id)
    return decision


def present(
    *,
    dossier_id: int,
    presented_on: date,
    by: Member,
    now: datetime,
    event: str = "",
    not_secret: bool = False,
) -> Presentation:
    """As one of the two sides, record that it was handed over.

    Raises Dossier.DoesNotExist, OnlyTheTwo, NotDecidedYet, BeforeTheDecision and NotYet.
    """
    by.require(MANAGE)
    dossier = locked(dossier_id, by)
    if by.organization_id not in (dossier.organization_id, dossier.considerer_id):
        raise OnlyTheTwo
    if not dossier.decided_at or dossier.presented_at:
        raise NotDecidedYet
    decided_on = dossier.decision.decided_on
    if presented_on < decided_on:
        raise BeforeTheDecision(day=f"{decided_on:%d/%m/%Y}")
    _require_past("presented_on", presented_on, now)
    presentation = Presentation.objects.create(
        circle_id=dossier.circle_id,
        dossier=dossier,
        presented_on=presented_on,
        event=line("event", event, EVENT_LIMIT, not_secret=not_secret),
        organization_id=by.organization_id,
        by=by.id,
        at=now,
    )
    dossier.presented_at = now
    step(dossier, "presented_at", now=now)
    journal.record(CommendationPresented(dossier.id), by=by, at=now, circle_id=dossier.circle_id)
    return presentation


def forget_names(*, now: datetime, limit: int = BATCH) -> int:
    """Erase the names in dossiers in which nothing happened for a year; how many dossiers."""
    return act_on_due(Dossier, "forget_at", _forget, now=now, limit=limit, try_again=TRY_AGAIN)


def _forget(circle_id: int, dossier_ids: list[int], now: datetime) -> None:
    named = Recipient.objects.filter(dossier__in=dossier_ids).exclude(person="")
    named.update(person="", forgotten_at=now)
    Dossier.objects.filter(id__in=dossier_ids).update(forget_at=None)
    by = Engine(circles=(circle_id,))
    for dossier_id in dossier_ids:
        journal.record(CommendedForgotten(dossier_id), by=by, at=now, circle_id=circle_id)


def _require_past(field: str, day: date, now: datetime) -> None:
    if day > timezone.localdate(now):
        refusal = NotYet()
        refusal.field = field
        raise refusal
