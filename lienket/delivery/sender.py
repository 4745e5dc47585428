"""Sending what is due: lease → commit → hand over → record. A crash in between repeats the letter.

Runs in a worker only. A message is leased by moving its `send_at` into the future; if nobody
records an outcome until then, it counts as due again and is sent once more with the same key.
"""

import logging
import time
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from itertools import groupby
from typing import NamedTuple

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from lienket.delivery import actions, links, rules
from lienket.delivery.channels.base import Channel, DeliveryError, Letter, Reason, Sent
from lienket.delivery.events import MessageFailed, MessageMoved
from lienket.delivery.models import Attempt, Message
from lienket.journal import actions as journal
from lienket.kernel.actors import Engine
from lienket.kernel.rls import acting, as_worker
from lienket.kernel.rows import insert

logger = logging.getLogger(__name__)
BATCH = 10


class Leased(NamedTuple):
    """A message that is ours until its lease ends."""

    id: int
    circle_id: int
    organization_id: int
    path_id: int
    priority: int
    attempt: int


def lease_time() -> timedelta:
    """How long a batch is ours: servers that do not answer may use up their time-out thrice."""
    return timedelta(seconds=3 * settings.EMAIL_TIMEOUT + 15)


def send_due(
    channel: Channel,
    *,
    now: datetime,
    clock: Callable[[], datetime] = timezone.now,
) -> int:
    """Send the most urgent messages that are due on `channel`, at most a batch; how many it took.

    `now` says what is due, `clock` when each letter went out.
    """
    # The last letter must have ended before the lease does.
    last_start = time.monotonic() + (lease_time() * 2 / 3).total_seconds()
    leased = _lease(channel, now)
    firsts = leased if channel.one_server else _first_of_each_path(leased)
    unsent = set(leased) - set(firsts)
    some = False
    for circle_id, group in groupby(sorted(firsts, key=lambda m: m.circle_id), _circle):
        for message, letter, address in _letters(circle_id, list(group), now):
            if some and time.monotonic() > last_start:
                unsent.add(message)
                continue
            some = True
            _send(channel, message, letter, address, clock)
    _give_back(unsent, now)
    return len(leased)


def _circle(message: Leased) -> int:
    return message.circle_id


def _first_of_each_path(leased: list[Leased]) -> list[Leased]:
    """The most urgent one of each path: a slow receiver takes up one place of the batch only."""
    ordered = sorted(leased, key=lambda m: (m.priority, m.id), reverse=True)
    return list({message.path_id: message for message in ordered}.values())


def _give_back(messages: Iterable[Leased], now: datetime) -> None:
    """Messages that were not tried are due as before."""
    given = [(message.id, message.attempt) for message in messages]
    if not given:
        return
    with transaction.atomic(), as_worker(), connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE delivery_message
            SET state = CASE state WHEN 'sending' THEN 'queued' ELSE 'cancelled' END,
                attempts = attempts - 1, send_at = %s
            WHERE state IN ('sending', 'recalled')
              AND (id, attempts) IN (SELECT * FROM unnest(%s::bigint[], %s::int[]))
            """,
            [now, [id for id, _ in given], [attempt for _, attempt in given]],
        )


def _lease(channel: Channel, now: datetime) -> list[Leased]:
    with transaction.atomic(), as_worker(), connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE delivery_message
            SET state = 'sending', attempts = attempts + 1, send_at = %s
            WHERE id IN (
                SELECT id FROM delivery_message m
                WHERE channel = %s AND state IN ('queued', 'sending') AND send_at <= %s
                  -- Only one sender waits for a slow receiver: the others serve other receivers.
                  AND (%s OR NOT EXISTS (
                      SELECT FROM delivery_message o WHERE o.path_id = m.path_id
                      AND o.state = 'sending' AND o.send_at > %s))
                ORDER BY priority, send_at LIMIT %s FOR UPDATE SKIP LOCKED
            )
            RETURNING id, circle_id, organization_id, path_id, priority, attempts
            """,
            [now + lease_time(), channel.name, now, channel.one_server, now, BATCH],
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
            if message.id not in rows:
                _drop(message)
                continue
            row = rows[message.id]
            address, channel, reason = row[1:4]
            if reason != Reason.THROTTLED and not _book(message, channel=channel, now=now):
                continue
            letters.append((message, _letter(message.id, row[4:]), address))
    return letters


def _read(ids: list[int]) -> list[tuple]:  # type: ignore[type-arg]  # rows of the query below
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT m.id, coalesce(a.address, ''), m.channel, m.reason, e.id, m.key::text,
                   e.reference, e.urgency, e.exercise, e.kind, sender.name, e.due_at, m.purpose,
                   receiver.name, e.sent_at, coalesce(silent.name, '')
            FROM delivery_message m
            JOIN delivery_envelope e ON e.id = m.envelope_id
            JOIN organizations_organization sender ON sender.id = e.organization_id
            JOIN organizations_organization receiver ON receiver.id = m.organization_id
            LEFT JOIN organizations_organization silent ON silent.id = m.about_id
            LEFT JOIN organizations_contactaddress a ON a.path_id = m.path_id
            WHERE m.id = ANY (%s) AND m.state = 'sending'
            """,
            [ids],
        )
        return list(cursor.fetchall())


def _letter(message_id: int, row: tuple) -> Letter:  # type: ignore[type-arg]
    envelope_id, key, reference, urgency, exercise, kind, sender, due_at = row[:8]
    purpose, receiver, sent_at, about = row[8:]
    return Letter(
        message_id=message_id,
        envelope_id=envelope_id,
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


def _drop(message: Leased) -> None:
    """It became needless after it was leased, and was not sent."""
    Message.objects.filter(id=message.id, state=Message.State.RECALLED).update(
        state=Message.State.CANCELLED
    )


def _book(message: Leased, *, channel: str, now: datetime) -> bool:
    """Book a place in the destination's budget; False if the message must wait for it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT busy_until FROM delivery_budget WHERE path_id = %s FOR UPDATE",
            [message.path_id],
        )
        row = cursor.fetchone()
        slot = rules.book(channel, row[0] if row else None, now, message.priority)
        cursor.execute(
            """
            INSERT INTO delivery_budget (path_id, organization_id, busy_until) VALUES (%s, %s, %s)
            ON CONFLICT (path_id) DO UPDATE SET busy_until = excluded.busy_until
            """,
            [message.path_id, message.organization_id, slot.busy_until],
        )
    if slot.send_at <= now:
        return True
    Message.objects.filter(id=message.id, state=Message.State.SENDING).update(
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
    outcome: Sent | DeliveryError
    try:
        if not address:
            raise DeliveryError(Reason.NO_ADDRESS, permanent=True)
        outcome = channel.send(letter, address)
    except DeliveryError as error:
        outcome = error
    except Exception:
        logger.exception("channel %s: a fault of its own", channel.name)
        outcome = DeliveryError(Reason.INTERNAL)
    now = clock()
    by = Engine(circles=(message.circle_id,), organizations=(message.organization_id,))
    with acting(by):
        _record(message, outcome, by=by, now=now)


def _record(leased: Leased, outcome: Sent | DeliveryError, *, by: Engine, now: datetime) -> None:
    failure = outcome if isinstance(outcome, DeliveryError) else None
    external_id, again_at = "", None
    if isinstance(outcome, Sent):
        external_id = outcome.external_id
        state = Message.State.DELIVERED if outcome.delivered else Message.State.SENT
    else:
        if not outcome.permanent:
            again_at = rules.retry_at(leased.attempt, now, outcome.retry_after)
        state = Message.State.QUEUED if again_at else Message.State.FAILED
    reason = int(failure.reason) if failure else None
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE delivery_message
            -- What became needless meanwhile is not tried again, on this path or another.
            SET state = CASE WHEN state = 'recalled' AND %s THEN 'cancelled' ELSE %s END,
                reason = %s, sent_at = coalesce(%s, sent_at), send_at = coalesce(%s, send_at)
            WHERE id = %s AND state IN ('sending', 'recalled') AND attempts = %s
            RETURNING envelope_id, state
            """,
            [
                failure is not None,
                state,
                reason,
                None if failure else now,
                again_at,
                leased.id,
                leased.attempt,
            ],
        )
        row = cursor.fetchone()
    if row is None:
        # The lease ran out and another sender took over.
        return
    envelope_id, state = row
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
    ids = (leased.id, envelope_id, leased.organization_id)
    journal.record(
        MessageFailed(*ids, reason=reason or 0)
        if state == Message.State.FAILED
        else MessageMoved(*ids, state=state),
        by=by,
        at=now,
        circle_id=leased.circle_id,
    )
