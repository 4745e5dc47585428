"""Issuing, correcting and withdrawing bulletins."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Q

from lienket.circles import actions as circle_actions
from lienket.circles import queries as circles
from lienket.circles.models import Circle, Membership
from lienket.delivery import actions as delivery
from lienket.delivery.models import Envelope, Message
from lienket.documents import actions as documents
from lienket.escalation import actions as escalation
from lienket.escalation.rules import Step, To
from lienket.exchange import queries, rules
from lienket.exchange.actions.audience import Place, corrected_by, recipients
from lienket.exchange.actions.drafts import Draft
from lienket.exchange.events import BulletinIssued, BulletinWithdrawn
from lienket.exchange.models import Attachment, Bulletin, Withdrawal
from lienket.journal import actions as journal
from lienket.kernel.actors import Member
from lienket.kernel.errors import NotAllowed, Refusal
from lienket.kernel.guard.text import clean_line
from lienket.kernel.rows import insert
from lienket.organizations.models import Appointment

ISSUE = Appointment.Right.ISSUE_BULLETIN
REASON_LIMIT = 500


class OnlyTheIssuer(NotAllowed):
    """Only the organization that issued the bulletin may do this."""


class BadQuorum(Refusal):
    """The number of answers that is enough lies between 1 and the number of organizations asked."""

    field = "quorum"


class AlreadyWithdrawn(Refusal):
    """This bulletin was withdrawn already."""

    status = 409


class KeyUsedBefore(Refusal):
    """This Idempotency-Key was used before for a different bulletin. Use a new key."""

    status = 409


def issue_bulletin(
    *,
    circle_id: int,
    draft: Draft,
    by: Member,
    now: datetime,
    idempotency_key: str | None = None,
) -> Bulletin:
    """Issue a bulletin: a receipt and an ask for each organization, a message for each path.

    All of it is committed together, or nothing is. Repeating the call with the same key returns
    the first bulletin. Raises Circle.DoesNotExist for a circle `by` does not belong to, the
    refusals above, and those of the guard for text and files.
    """
    by.require(ISSUE)
    draft = draft.cleaned(now)
    circle = circles.circles_for(by).select_related("parent").get(id=circle_id)
    if idempotency_key:
        earlier = _issued_before(circle.parent_id or circle.id, draft, by, idempotency_key)
        if earlier:
            return earlier
    circle = circle_actions.open_circle(circle_id, by)
    corrected = corrected_by(draft, circle, by)
    if corrected:
        # It stays among those who have the earlier one, and reaches each of them.
        circle, draft = corrected.circle, replace(draft, audience="circle")
    places = recipients(circle, draft, corrected, by, now)
    if draft.audience == "addressed" and len(places) + 1 < _size(circle, now):
        circle = circle_actions.subset(
            parent_id=circle.parent_id or circle.id,
            organization_ids=[by.organization_id, *(place.organization_id for place in places)],
            by=by,
            now=now,
        )
    asked = [p.organization_id for p in places if p.role == Membership.Role.MEMBER]
    if draft.quorum is not None and not 1 <= draft.quorum <= len(asked):
        raise BadQuorum

    due_at = now + timedelta(minutes=draft.minutes)
    envelope = insert(
        Envelope(
            circle=circle,
            organization_id=by.organization_id,
            kind=draft.kind,
            reference=circle_actions.take_number(
                circle, rules.prefix(draft.kind, exercise=draft.exercise), now=now
            ),
            urgency=draft.urgency,
            exercise=draft.exercise,
            sent_at=now,
            due_at=due_at,
        )
    )
    bulletin = _write(circle, envelope, draft, by=by, now=now, due_at=due_at, key=idempotency_key)
    plan = escalation.plan_for(circle.parent_id or circle.id, draft.urgency, draft.minutes)
    asks = escalation.ask(
        envelope=envelope, organization_ids=asked, plan=plan, due_at=due_at, now=now
    )
    if bulletin.quorum_due_at:
        _ask_for_quorum(envelope, bulletin.quorum_due_at, draft, now)
    _write_receipts(bulletin, [place.organization_id for place in places], asks)
    for inspected in draft.attachments:
        file = documents.keep(inspected, circle_id=circle.id, by=by, now=now)
        Attachment.objects.create(circle=circle, bulletin=bulletin, file=file)
    _notify(bulletin, envelope, places, now)
    if corrected:
        escalation.release_all(corrected.envelope_id, now=now)
        delivery.cancel_unsent(corrected.envelope_id)
    journal.record(BulletinIssued(bulletin.id), by=by, at=now, circle_id=circle.id)
    return bulletin


def withdraw_bulletin(
    *, bulletin_id: int, reason: str, by: Member, now: datetime, not_secret: bool = False
) -> Withdrawal:
    """Take a bulletin back: nobody is asked any more, and whoever was told of it is told of this.

    Raises Bulletin.DoesNotExist, OnlyTheIssuer for all others, and AlreadyWithdrawn.
    """
    by.require(ISSUE)
    bulletin = queries.bulletins_for(by).get(id=bulletin_id)
    if not queries.is_issuer(by, bulletin):
        raise OnlyTheIssuer
    # Messages that are being queued to it need not wait: their key stays the same.
    envelope = Envelope.objects.select_for_update(no_key=True).get(id=bulletin.envelope_id)
    if Withdrawal.objects.filter(bulletin=bulletin).exists():
        raise AlreadyWithdrawn
    withdrawal = Withdrawal.objects.create(
        circle_id=bulletin.circle_id,
        bulletin=bulletin,
        by=by.id,
        at=now,
        reason=clean_line(reason, REASON_LIMIT, not_secret=not_secret),
    )
    escalation.release_all(envelope.id, now=now)
    delivery.cancel_unsent(envelope.id)
    _tell_again(envelope, Message.Purpose.WITHDRAWAL, now)
    journal.record(BulletinWithdrawn(bulletin.id), by=by, at=now, circle_id=bulletin.circle_id)
    return withdrawal


def _tell_again(envelope: Envelope, purpose: str, now: datetime) -> None:
    """One more message along every path by which the notice was told, if the path still stands."""
    told = set(
        Message.objects.filter(envelope=envelope)
        .exclude(state__in=[Message.State.CANCELLED, Message.State.FAILED])
        .values_list("organization_id", "path_id")
    )
    organizations = sorted({organization_id for organization_id, _ in told})
    paths = [
        path
        for path in circles.reach(envelope.circle_id, organizations, now)
        if (path.organization_id, path.path_id) in told and delivery.usable(path)
    ]
    messages = delivery.outgoing(paths, urgency=envelope.urgency, purpose=purpose, now=now)
    delivery.queue(envelope, messages, now=now)


# ---- Steps of issuing --------------------------------------------------------------------------


def _issued_before(root_id: int, draft: Draft, by: Member, key: str) -> Bulletin | None:
    """The bulletin issued with this key, in the circle or any subset of it.

    Two requests with one key come one after the other, so that the second finds the first.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, %s))",
            [f"bulletin:{by.organization_id}:{key}", root_id],
        )
    family = Circle.objects.filter(Q(id=root_id) | Q(parent_id=root_id)).values("id")
    earlier = (
        queries.bulletins_for(by)
        .filter(organization_id=by.organization_id, idempotency_key=key, circle_id__in=family)
        .first()
    )
    if earlier and bytes(earlier.request_hash or b"") != draft.fingerprint():
        raise KeyUsedBefore
    return earlier


def _size(circle: Circle, now: datetime) -> int:
    return circles.members_of(circle.id, now).count()


def _write(
    circle: Circle,
    envelope: Envelope,
    draft: Draft,
    *,
    by: Member,
    now: datetime,
    due_at: datetime,
    key: str | None,
) -> Bulletin:
    return insert(
        Bulletin(
            circle=circle,
            organization_id=by.organization_id,
            appointment_id=by.appointment_id,
            envelope=envelope,
            kind=draft.kind,
            number=envelope.reference,
            urgency=draft.urgency,
            classification=draft.classification,
            title=draft.title,
            body=draft.body,
            required_action=draft.required_action,
            exercise=draft.exercise,
            issued_at=now,
            told_at=draft.told_at,
            due_at=due_at,
            quorum=draft.quorum,
            quorum_due_at=now + timedelta(minutes=draft.quorum_within_minutes or draft.minutes)
            if draft.quorum
            else None,
            corrects_id=draft.corrects_id,
            idempotency_key=key,
            request_hash=draft.fingerprint() if key else None,
        )
    )


def _write_receipts(bulletin: Bulletin, organizations: list[int], asks: dict[int, int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO exchange_receipt (circle_id, bulletin_id, organization_id, ask_id)
            SELECT %s, %s, organization_id, ask_id
            FROM unnest(%s::bigint[], %s::bigint[]) AS r (organization_id, ask_id)
            """,
            [
                bulletin.circle_id,
                bulletin.id,
                organizations,
                [asks.get(organization_id) for organization_id in organizations],
            ],
        )


def _ask_for_quorum(envelope: Envelope, due_at: datetime, draft: Draft, now: datetime) -> None:
    """An ask of the issuer itself: if too few have answered by then, both hierarchies hear."""
    minutes = draft.quorum_within_minutes or draft.minutes
    escalation.ask(
        envelope=envelope,
        organization_ids=[envelope.organization_id],
        plan=[Step(minutes, To.SUPERIOR), Step(minutes * 2, To.SUPERIOR)],
        due_at=due_at,
        now=now,
    )


def _notify(bulletin: Bulletin, envelope: Envelope, places: Sequence[Place], now: datetime) -> None:
    """One message along each path of whoever is on duty."""
    purpose = Message.Purpose.CORRECTION if bulletin.corrects_id else Message.Purpose.FIRST
    paths = circles.reach(bulletin.circle_id, [p.organization_id for p in places], now)
    chosen = delivery.choose([path for path in paths if path.level == 0], envelope.urgency)
    delivery.queue(
        envelope,
        delivery.outgoing(chosen, urgency=envelope.urgency, purpose=purpose, now=now),
        now=now,
    )
