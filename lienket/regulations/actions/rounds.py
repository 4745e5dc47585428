"""Asking the parties for comments and signatures, commenting, and answering comments."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from lienket.circles import queries as circles
from lienket.delivery import actions as delivery
from lienket.delivery.models import Envelope, Message, Urgency
from lienket.escalation import actions as escalation
from lienket.journal import actions as journal
from lienket.kernel.actors import Member
from lienket.kernel.errors import NotAllowed, Refusal
from lienket.kernel.guard.text import clean_line, clean_text
from lienket.regulations import queries
from lienket.regulations.actions.drafts import MANAGE, NotADraft, kept, put, unsigned
from lienket.regulations.actions.writing import NoSuchClause
from lienket.regulations.events import (
    CommentAnswered,
    RoundClosed,
    RoundOpened,
    VersionCommented,
)
from lienket.regulations.models import Clause, Comment, Consent, Regulation, Round, Version

COMMENT_LIMIT, ANSWER_LIMIT = 5_000, 1_000
#: Kinds of envelopes.
KINDS = {Round.Kind.CONSULTATION: "consultation", Round.Kind.SIGNING: "signature"}


class NothingToRead(Refusal):
    """Write the text before the parties are asked about it."""


class NobodyToAsk(Refusal):
    """There is no other party that works here. Enter the parties first."""


class DueTooSoon(Refusal):
    """Give the parties at least one hour."""

    field = "until"


class NotAParty(NotAllowed):
    """Only a party of the regulation may do this."""


class NotConsulted(Refusal):
    """The parties are not being asked for comments just now."""

    status = 409


class EmptyComment(Refusal):
    """Write what you want to remark."""

    field = "text"


class CommentedAlready(Refusal):
    """Your organization has commented on this text, so it cannot say that it has no comment."""

    status = 409


class ReasonMissing(Refusal):
    """Say why the comment is not taken over."""

    field = "answer"


class AlreadyAnswered(Refusal):
    """This comment was answered already."""

    status = 409


@transaction.atomic
def open_consultation(*, regulation_id: int, until: datetime, by: Member, now: datetime) -> Round:
    """Ask every other party for comments on the draft, or for the word that it has none.

    Until the consultation is closed the text stays as it is. Raises what `unsigned` raises,
    NothingToRead, NobodyToAsk and DueTooSoon.
    """
    regulation, version = unsigned(regulation_id, by)
    parties = queries.parties_of(regulation).exclude(organization_id=by.organization_id)
    asked = sorted({one.organization_id for one in parties if one.organization_id})
    opened = _open(version, Round.Kind.CONSULTATION, asked, until, by, now)
    if not regulation.consulted_at:
        regulation.consulted_at = now
        regulation.save(update_fields=["consulted_at"])
    return opened


@transaction.atomic
def open_signing(*, regulation_id: int, until: datetime, by: Member, now: datetime) -> Round:
    """Ask every party that signs for its signature; from now on the text stays as it is."""
    regulation, version = unsigned(regulation_id, by)
    signing = queries.parties_of(regulation).filter(signs=True)
    asked = sorted({one.organization_id for one in signing if one.organization_id})
    return _open(version, Round.Kind.SIGNING, asked, until, by, now)


@transaction.atomic
def close_round(*, regulation_id: int, by: Member, now: datetime) -> Round:
    """Stop asking: whoever has not answered is asked no more, and the text may be changed.

    Raises NotConsulted if nobody is being asked.
    """
    regulation = kept(regulation_id, by)
    version = queries.draft_of(regulation)
    if version is None:
        raise NotADraft
    return close(version, by, now)


def close(version: Version, by: Member, now: datetime) -> Round:
    """Close what is open about a version, and take back what is still on its way."""
    opened = queries.open_round(version)
    if opened is None:
        raise NotConsulted
    opened.closed_at = now
    opened.save(update_fields=["closed_at"])
    escalation.release_all(opened.envelope_id, now=now)
    delivery.cancel_unsent(opened.envelope_id)
    journal.record(
        RoundClosed(version.regulation_id, opened.id), by=by, at=now, circle_id=opened.circle_id
    )
    return opened


@transaction.atomic
def comment(
    *,
    regulation_id: int,
    clause_key: str,
    text: str,
    by: Member,
    now: datetime,
    not_secret: bool = False,
) -> Comment:
    """As a party, remark on one clause, or on the whole text ("") while it is consulted.

    Settles what was asked; more may follow. Whoever had nothing to remark before takes that back.
    Raises NotConsulted, NotAParty, NoSuchClause, and EmptyComment.
    """
    opened = _asking(regulation_id, by)
    cleaned = clean_text(text, COMMENT_LIMIT, not_secret=not_secret)
    if not cleaned.strip():
        raise EmptyComment
    if clause_key and not Clause.objects.filter(version=opened.version, key=clause_key).exists():
        raise NoSuchClause
    Consent.objects.filter(
        circle_id=opened.circle_id, round=opened, organization_id=by.organization_id
    ).delete()
    written = Comment.objects.create(
        circle_id=opened.circle_id,
        round=opened,
        organization_id=by.organization_id,
        clause_key=clause_key,
        text=cleaned,
        by=by.id,
        at=now,
    )
    _settled(opened, by, now)
    return written


@transaction.atomic
def no_comment(*, regulation_id: int, by: Member, now: datetime) -> Consent:
    """As a party, say that there is nothing to remark. Saying it twice is harmless.

    Raises NotConsulted, NotAParty, and CommentedAlready.
    """
    opened = _asking(regulation_id, by)
    if Comment.objects.filter(round=opened, organization_id=by.organization_id).exists():
        raise CommentedAlready
    consent, new = Consent.objects.get_or_create(
        circle_id=opened.circle_id,
        round=opened,
        organization_id=by.organization_id,
        defaults={"by": by.id, "at": now},
    )
    if new:
        _settled(opened, by, now)
    return consent


@transaction.atomic
def answer_comment(
    *,
    comment_id: int,
    taken: bool,
    answer: str,
    by: Member,
    now: datetime,
    not_secret: bool = False,
) -> Comment:
    """As the keeper, say whether a comment was taken over, and why not. Raises ReasonMissing."""
    found = queries.comments_for(by).select_related("round__version").get(id=comment_id)
    kept(found.round.version.regulation_id, by)
    # Held by now: two who answer at once are told apart.
    found.refresh_from_db(fields=["answered_at"])
    if found.answered_at:
        raise AlreadyAnswered
    found.taken = taken
    found.answer = clean_line(answer, ANSWER_LIMIT, not_secret=not_secret)
    if not taken and not found.answer:
        raise ReasonMissing
    found.answered_at = now
    found.save(update_fields=["taken", "answer", "answered_at"])
    journal.record(
        CommentAnswered(found.round.version.regulation_id, found.id),
        by=by,
        at=now,
        circle_id=found.circle_id,
    )
    return found


def _asking(regulation_id: int, by: Member) -> Round:
    """The open consultation that `by` takes part in."""
    by.require(MANAGE)
    regulation = queries.regulations_for(by).get(id=regulation_id)
    version = queries.draft_of(regulation)
    opened = queries.open_round(version) if version else None
    if opened:
        # One answer after the other: comments and consent exclude one another.
        opened = Round.objects.select_for_update().filter(id=opened.id, closed_at=None).first()
    if opened is None or opened.kind != Round.Kind.CONSULTATION:
        raise NotConsulted
    if not queries.parties_of(regulation).filter(organization_id=by.organization_id).exists():
        raise NotAParty
    return opened


def _settled(opened: Round, by: Member, now: datetime) -> None:
    escalation.settle_of(opened.envelope_id, by.organization_id, now=now)
    delivery.cancel_unsent(opened.envelope_id, [by.organization_id])
    journal.record(
        VersionCommented(opened.version.regulation_id, opened.id, by.organization_id),
        by=by,
        at=now,
        circle_id=opened.circle_id,
    )


def _open(
    version: Version,
    kind: Round.Kind,
    asked: Sequence[int],
    until: datetime,
    by: Member,
    now: datetime,
) -> Round:
    regulation: Regulation = version.regulation
    if not version.clauses.exists():
        raise NothingToRead
    if not asked:
        raise NobodyToAsk
    if until < now + timedelta(hours=1):
        raise DueTooSoon
    put(version, now)
    envelope = Envelope.objects.create(
        circle=regulation.circle,
        organization_id=by.organization_id,
        kind=KINDS[kind],
        reference=f"QC-{regulation.id:03}",
        urgency=Urgency.NORMAL,
        sent_at=now,
        due_at=until,
    )
    opened = Round.objects.create(
        circle=regulation.circle,
        version=version,
        kind=kind,
        envelope=envelope,
        opened_at=now,
        due_at=until,
    )
    circle = regulation.circle
    within = int((until - now) / timedelta(minutes=1))
    plan = escalation.plan_for(circle.parent_id or circle.id, Urgency.NORMAL, within)
    escalation.ask(envelope=envelope, organization_ids=asked, plan=plan, due_at=until, now=now)
    others = [one for one in asked if one != by.organization_id]
    paths = [path for path in circles.reach(circle.id, others, now) if path.level == 0]
    chosen = delivery.choose(paths, Urgency.NORMAL)
    delivery.queue(
        envelope,
        delivery.outgoing(chosen, urgency=Urgency.NORMAL, purpose=Message.Purpose.FIRST, now=now),
        now=now,
    )
    journal.record(RoundOpened(regulation.id, opened.id, kind), by=by, at=now, circle_id=circle.id)
    return opened
