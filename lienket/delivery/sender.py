"""Sending what is due: lease → commit → hand over → record. A crash in between repeats the letter.

Runs in a worker only. A message is leased by moving its `send_at` into the future; if nobody
records an outcome until then, it counts as due again and is sent once more with the same key.
"""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import groupby
from typing import NamedTuple

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from lienket.delivery import actions, links, rules
from lienket.delivery.channels.base import Channel, DeliveryError, Letter, Reason
from lienket.delivery.events import MessageFailed, MessageMoved
from lienket.delivery.models import Attempt, Message
from lienket.journal import actions as journal
from lienket.kernel.actors import Engine
from lienket.kernel.rls import acting, as_worker
from lienket.kernel.rows import insert

# Long enough for one batch even when the server answers none of it before its time-out.
LEASE = timedelta(seconds=45)
BATCH = 10


class Leased(NamedTuple):
    """A message that is ours until its lease ends."""

    id: int
    circle_id: int
    organization_id: int
    attempt: int


def send_due(
    channel: Channel,
    *,
    now: datetime,
    clock: Callable[[], datetime] = timezone.now,
) -> int:
    """Send the most urgent messages that are due on `channel`, at most a batch; how many it took.

    `now` says what is due, `clock` when each letter went out.
    """
    leased = _lease(channel.name, now)
    give_up_at = time.monotonic() + LEASE.total_seconds() - settings.EMAIL_TIMEOUT - 5
    for circle_id, group in groupby(sorted(leased, key=lambda m: m.circle_id), _circle):
        for message, letter, address in _letters(circle_id, list(group), now):
            if time.monotonic() > give_up_at:
                # The rest of the batch falls due again when its lease ends.
                return len(leased)
            _send(channel, message, letter, address, clock)
    return len(leased)


def _circle(message: Leased) -> int:
    return message.circle_id


def _lease(channel: str, now: datetime) -> list[Leased]:
    with transaction.atomic(), as_worker(), connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE delivery_message
            SET state = 'sending', attempts = attempts + 1, send_at = %s
            WHERE id IN (
                SELECT id FROM delivery_message
                WHERE channel = %s AND state IN ('queued', 'sending') AND send_at <= %s
                ORDER BY priority, send_at LIMIT %s FOR UPDATE SKIP LOCKED
            )
            RETURNING id, circle_id, organization_id, attempts
            """,
            [now + LEASE, channel, now, BATCH],
        )
        return [Leased(*row) for row in cursor.fetchall()]


def _letters(
    circle_id: int, messages: list[Leased], now: datetime
) -> list[tuple[Leased, Letter, str]]:
    """What to send and where to; messages over their destination's budget go back to the queue."""
    organizations = tuple({message.organization_id for message in messages})
    letters = []
    with acting(Engine(circles=(circle_id,), organizations=organizations)):
        rows = {row[0]: row for row in _read([message.id for message in messages])}
        for message in messages:
            row = rows[message.id]
            address, path_id, place, channel, reason = row[1:6]
            if reason != Reason.THROTTLED and not _book(
                message, path_id=path_id, channel=channel, place=place, now=now
            ):
                continue
            letters.append((message, _letter(message.id, row[6:]), address))
    return letters


def _read(ids: list[int]) -> list[tuple]:  # type: ignore[type-arg]  # rows of the query below
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT m.id, coalesce(a.address, ''), m.path_id, m.priority, m.channel, m.reason,
                   m.key::text, e.reference, e.urgency, e.exercise, e.kind, sender.name, e.due_at,
                   m.purpose, receiver.name, e.sent_at, coalesce(silent.name, '')
            FROM delivery_message m
            JOIN delivery_envelope e ON e.id = m.envelope_id
            JOIN organizations_organization sender ON sender.id = e.organization_id
            JOIN organizations_organization receiver ON receiver.id = m.organization_id
            LEFT JOIN organizations_organization silent ON silent.id = m.about_id
            LEFT JOIN organizations_contactaddress a ON a.path_id = m.path_id
            WHERE m.id = ANY (%s)
            """,
            [ids],
        )
        return list(cursor.fetchall())


def _letter(message_id: int, row: tuple) -> Letter:  # type: ignore[type-arg]
    key, reference, urgency, exercise, kind, sender, due_at, purpose, receiver, sent_at, about = row
    return Letter(
        message_id=message_id,
        idempotency_key=key,
        reference=reference,
        urgency=urgency,
        exercise=exercise,
        kind=kind,
        sender=sender,
        due_at=due_at,
        purpose=purpose,
        link=links.address(message_id),
        organization=receiver,
        language=settings.LANGUAGE_CODE,
        sent_at=sent_at,
        time_zone=settings.TIME_ZONE,
        about=about,
    )


def _book(message: Leased, *, path_id: int, channel: str, place: int, now: datetime) -> bool:
    """Book a place in the destination's budget; False if the message must wait for it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT busy_until FROM delivery_budget WHERE path_id = %s FOR UPDATE", [path_id]
        )
        row = cursor.fetchone()
        slot = rules.book(channel, row[0] if row else None, now, place)
        cursor.execute(
            """
            INSERT INTO delivery_budget (path_id, organization_id, busy_until) VALUES (%s, %s, %s)
            ON CONFLICT (path_id) DO UPDATE SET busy_until = excluded.busy_until
            """,
            [path_id, message.organization_id, slot.busy_until],
        )
    if slot.send_at <= now:
        return True
    Message.objects.filter(id=message.id).update(
        state=Message.State.QUEUED,
        attempts=message.attempt - 1,
        reason=Reason.THROTTLED,
        send_at=slot.send_at,
    )
    return False


def _send(
    channel: Channel,
    message: Leased,
    letter: Letter,
    address: str,
    clock: Callable[[], datetime],
) -> None:
    """One attempt, outside any transaction, and its record in one of its own."""
    failure: DeliveryError | None = None
    external_id = ""
    try:
        if not address:
            raise DeliveryError(Reason.NO_ADDRESS, permanent=True)
        external_id = channel.send(letter, address).external_id
    except DeliveryError as error:
        failure = error
    now = clock()
    by = Engine(circles=(message.circle_id,), organizations=(message.organization_id,))
    with acting(by):
        _record(message, failure, external_id, by=by, now=now)


def _record(
    leased: Leased,
    failure: DeliveryError | None,
    external_id: str,
    *,
    by: Engine,
    now: datetime,
) -> None:
    state, again_at = Message.State.SENT, None
    if failure:
        if not failure.permanent:
            again_at = rules.retry_at(leased.attempt, now, failure.retry_after)
        state = Message.State.QUEUED if again_at else Message.State.FAILED
    reason = int(failure.reason) if failure else None
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE delivery_message
            SET state = %s, reason = %s, sent_at = coalesce(%s, sent_at),
                send_at = coalesce(%s, send_at)
            WHERE id = %s AND state = 'sending' AND attempts = %s RETURNING envelope_id
            """,
            [state, reason, None if failure else now, again_at, leased.id, leased.attempt],
        )
        row = cursor.fetchone()
    if row is None:
        # The lease ran out and another sender took over.
        return
    insert(
        Attempt(
            circle_id=leased.circle_id,
            message_id=leased.id,
            number=leased.attempt,
            at=now,
            reason=reason,
            permanent=bool(failure and failure.permanent),
            external_id=external_id[:200],
        )
    )
    if state == Message.State.FAILED:
        message = Message.objects.select_related("envelope").get(id=leased.id)
        actions.take_next_path(message, now=now)
    ids = (leased.id, row[0], leased.organization_id)
    journal.record(
        MessageFailed(*ids, reason=reason or 0)
        if state == Message.State.FAILED
        else MessageMoved(*ids, state=state),
        by=by,
        at=now,
        circle_id=leased.circle_id,
    )
