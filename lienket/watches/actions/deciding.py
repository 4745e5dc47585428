"""Deciding about a proposal: members watch there, or nobody does."""

from collections.abc import Collection
from datetime import datetime

from lienket.circles.actions import open_circle, take_number
from lienket.journal import actions as journal
from lienket.kernel.actors import Member
from lienket.kernel.errors import Refusal, about
from lienket.kernel.guard.text import clean_line
from lienket.plans.actions.tasks import require_member
from lienket.watches import queries, rules
from lienket.watches.actions.common import ANSWER, ask, reason_of, today, turn_of
from lienket.watches.events import ProposalDeclined, WatchBegun
from lienket.watches.models import Decline, Proposal, Watch, Watcher

TASK_LIMIT = 500


class DecidedAlready(Refusal):
    """Another member has decided about this meanwhile. Look at what it decided."""

    status = 409


class NobodyWatches(Refusal):
    """Choose at least one member that watches."""

    field = "watchers"


def accept(
    *,
    proposal_id: int,
    watchers: Collection[int],
    by: Member,
    now: datetime,
    task: str = "",
    not_secret: bool = False,
) -> Watch:
    """Have members look after the place for fourteen days; each is told and asked to confirm.

    Whoever decides need not confirm its own part. Raises Proposal.DoesNotExist, CircleClosed,
    NotAMember, DecidedAlready and NobodyWatches.
    """
    proposal = _undecided(proposal_id, by, now)
    chosen = sorted(set(watchers))
    if not chosen:
        raise NobodyWatches
    for organization_id in chosen:
        with about("watchers"):
            require_member(proposal.circle_id, organization_id, now)
    with about("task"):
        task = clean_line(task, TASK_LIMIT, not_secret=not_secret)
    ends_on = rules.last_day(today(now))
    watch = Watch.objects.create(
        circle_id=proposal.circle_id,
        organization_id=by.organization_id,
        reference=take_number(proposal.circle, rules.PREFIX, now=now),
        proposal=proposal,
        task=task,
        begun_at=now,
        by=by.id,
        ends_on=ends_on,
        turns_at=turn_of(ends_on),
    )
    asked = [
        Watcher.objects.create(
            circle_id=watch.circle_id, watch=watch, organization_id=organization_id
        )
        for organization_id in chosen
    ]
    for own in (one for one in asked if one.organization_id == by.organization_id):
        own.watches, own.answered_at = True, now
        own.save(update_fields=["watches", "answered_at"])
    if others := [one for one in asked if one.watches is None]:
        ask(watch, others, rules.CONFIRM_WITHIN, now=now)
    _decided(proposal, now)
    journal.record(WatchBegun(watch.id), by=by, at=now, circle_id=watch.circle_id)
    return watch


def decline(
    *, proposal_id: int, reason: str, by: Member, now: datetime, not_secret: bool = False
) -> Decline:
    """Keep no watch there. The same incidents are not proposed again.

    Raises Proposal.DoesNotExist, CircleClosed, NotAMember, DecidedAlready and NoReason.
    """
    proposal = _undecided(proposal_id, by, now)
    declined = Decline.objects.create(
        circle_id=proposal.circle_id,
        proposal=proposal,
        organization_id=by.organization_id,
        reason=reason_of(reason, not_secret=not_secret),
        by=by.id,
        at=now,
    )
    _decided(proposal, now)
    journal.record(ProposalDeclined(proposal.id), by=by, at=now, circle_id=proposal.circle_id)
    return declined


def _undecided(proposal_id: int, by: Member, now: datetime) -> Proposal:
    """A proposal that waits for a decision, held; `by`'s organization is a full member there."""
    by.require(ANSWER)
    proposal = queries.proposals_for(by).select_for_update(of=("self",)).get(id=proposal_id)
    open_circle(proposal.circle_id, by)
    require_member(proposal.circle_id, by.organization_id, now)
    if proposal.decided_at:
        raise DecidedAlready
    return proposal


def _decided(proposal: Proposal, now: datetime) -> None:
    proposal.decided_at = now
    proposal.save(update_fields=["decided_at"])
