"""Defining obligations, changing and ending them."""

from collections.abc import Sequence
from datetime import datetime

from lienket.journal import actions as journal
from lienket.kernel.actors import Member
from lienket.kernel.errors import NotAllowed, Refusal, about
from lienket.kernel.guard.text import clean_line
from lienket.obligations import queries
from lienket.obligations.actions import drafts, duties
from lienket.obligations.actions.drafts import ObligationDraft
from lienket.obligations.events import (
    ObligationChanged,
    ObligationDefined,
    ObligationEnded,
    ObligationRemoved,
)
from lienket.obligations.models import Obligation
from lienket.obligations.rules import Cadence
from lienket.organizations.models import Appointment
from lienket.regulations import queries as regulations
from lienket.regulations.models import Party, Regulation

MANAGE = Appointment.Right.MANAGE_AGREEMENT
REASON_LIMIT = 500


class OnlyTheKeeper(NotAllowed):
    """Only the organization that keeps the regulation may do this. Ask it to."""


class RegulationOver(Refusal):
    """This regulation has ended. Define the obligation in the one that follows it."""


class CodeTaken(Refusal):
    """Another obligation of this regulation bears this code already."""

    field = "code"


class DayOutsideTheTerm(Refusal):
    """This day lies outside the term of the regulation ({term}). Choose a day within it."""

    field = "day"


class EndedBefore(Refusal):
    """This obligation has ended: it cannot be changed any more. Write down a new one."""

    status = 409


class InForceAlready(Refusal):
    """This obligation is part of a signed regulation: it can be ended, and its history stays."""

    status = 409


class NoReasonToEnd(Refusal):
    """Say why it is not owed any more: the parties read it."""

    field = "reason"


def define(
    *,
    regulation_id: int,
    draft: ObligationDraft,
    by: Member,
    now: datetime,
    not_secret: bool = False,
) -> Obligation:
    """Write down what a clause obliges parties to do; it starts once the regulation is in force.

    Raises Regulation.DoesNotExist, OnlyTheKeeper, RegulationOver, DayOutsideTheTerm, CodeTaken,
    NoSuchClause, NoSuchOffice and what the draft lacks.
    """
    regulation = kept(regulation_id, by)
    draft = draft.cleaned(now, not_secret=not_secret)
    _require_within(regulation, draft.cadence)
    return _write_down(regulation, draft, by, now)


def take_over(
    *, regulation_id: int, draft: ObligationDraft, by: Member, now: datetime
) -> Obligation:
    """Write down what another regulation said already, from its model or its earlier term.

    A day that lies outside this term stays for people to correct. Raises as `define`.
    """
    return _write_down(kept(regulation_id, by), draft.cleaned(now, not_secret=True), by, now)


def _write_down(
    regulation: Regulation, draft: ObligationDraft, by: Member, now: datetime
) -> Obligation:
    if Obligation.objects.filter(regulation=regulation, code=draft.code).exists():
        raise CodeTaken
    obligation = Obligation(circle_id=regulation.circle_id, regulation=regulation, defined_at=now)
    drafts.fill(obligation, draft)
    drafts.set_parties(obligation, draft)
    journal.record(ObligationDefined(obligation.id), by=by, at=now, circle_id=obligation.circle_id)
    if regulation.signed_at:
        duties.start_all([obligation], regulation, by=by, now=now)
    return obligation


def change(
    *,
    obligation_id: int,
    draft: ObligationDraft,
    by: Member,
    now: datetime,
    not_secret: bool = False,
) -> Obligation:
    """Change what is owed from now on; what is open already stays as it was.

    Raises Obligation.DoesNotExist, EndedBefore, and as `define`; a day that stood already may stay.
    """
    obligation, regulation = held(obligation_id, by)
    if obligation.ended_at:
        raise EndedBefore
    draft = draft.cleaned(now, not_secret=not_secret)
    others = Obligation.objects.filter(regulation=regulation, code=draft.code)
    if others.exclude(id=obligation.id).exists():
        raise CodeTaken
    earlier = Cadence.from_json(obligation.cadence)
    if draft.cadence != earlier:
        _require_within(regulation, draft.cadence)
    drafts.fill(obligation, draft)
    obligation.parties.all().delete()
    drafts.set_parties(obligation, draft)
    journal.record(ObligationChanged(obligation.id), by=by, at=now, circle_id=obligation.circle_id)
    if regulation.signed_at:
        opened = duties.end_all([obligation], by=by, now=now)
        if not earlier.keeps_time_with(draft.cadence):
            # The periods are others: the first one is that which runs now.
            opened = {}
        duties.start_all([obligation], regulation, by=by, now=now, opened=opened)
    return obligation


def end(
    *, obligation_id: int, reason: str, by: Member, now: datetime, not_secret: bool = False
) -> Obligation:
    """It is not owed any more; what is open already may still be fulfilled.

    Raises Obligation.DoesNotExist, OnlyTheKeeper and NoReasonToEnd; ending twice keeps the first.
    """
    obligation, _regulation = held(obligation_id, by)
    with about("reason"):
        reason = clean_line(reason, REASON_LIMIT, not_secret=not_secret)
    if not reason:
        raise NoReasonToEnd
    if obligation.ended_at is None:
        obligation.ended_at, obligation.ended_because = now, reason
        obligation.save(update_fields=["ended_at", "ended_because"])
        duties.end_all([obligation], by=by, now=now)
        journal.record(
            ObligationEnded(obligation.id), by=by, at=now, circle_id=obligation.circle_id
        )
    return obligation


def remove(*, obligation_id: int, by: Member, now: datetime) -> None:
    """Take an obligation out of a regulation that nobody is bound by yet.

    Raises Obligation.DoesNotExist, OnlyTheKeeper and InForceAlready.
    """
    obligation, regulation = held(obligation_id, by)
    if regulation.signed_at:
        raise InForceAlready
    journal.record(ObligationRemoved(obligation.id), by=by, at=now, circle_id=obligation.circle_id)
    obligation.delete()


def carry_over(
    *, regulation_id: int, codes: Sequence[str], by: Member, now: datetime
) -> list[Obligation]:
    """Take obligations of the earlier term over into its renewal, parties by their letters.

    Those whose code is there already are left alone. Raises OnlyTheKeeper and RegulationOver.
    """
    regulation = kept(regulation_id, by)
    letters = set(Party.objects.filter(regulation=regulation).values_list("letter", flat=True))
    known = set(Obligation.objects.filter(regulation=regulation).values_list("code", flat=True))
    earlier = queries.obligations_of(regulation.renews_id or 0).filter(
        code__in=codes, ended_at=None
    )
    return [
        take_over(
            regulation_id=regulation.id,
            draft=drafts.without(drafts.draft_of(obligation), letters),
            by=by,
            now=now,
        )
        for obligation in earlier
        if obligation.code not in known
    ]


def kept(regulation_id: int, by: Member) -> Regulation:
    """The regulation that `by`'s organization keeps, and which still binds or will.

    It is held until the transaction ends: whoever writes in its register comes in turn.
    """
    by.require(MANAGE)
    regulation = regulations.regulations_for(by).select_for_update().get(id=regulation_id)
    if regulation.organization_id != by.organization_id:
        raise OnlyTheKeeper
    if regulation.ended_at:
        raise RegulationOver
    return regulation


def held(obligation_id: int, by: Member) -> tuple[Obligation, Regulation]:
    """An obligation as it stands once its regulation is held."""
    found = queries.obligations_for(by)
    regulation = kept(found.get(id=obligation_id).regulation_id, by)
    return found.get(id=obligation_id), regulation


def _require_within(regulation: Regulation, cadence: Cadence) -> None:
    """What is owed once falls due while the regulation binds."""
    if cadence.kind != "once":
        return
    first, last = regulation.valid_from, regulation.valid_to
    if (first and cadence.date < first) or (last and cadence.date > last):
        raise DayOutsideTheTerm(
            term="–".join(f"{day:%d/%m/%Y}" if day else "…" for day in (first, last))
        )
