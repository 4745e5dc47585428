"""Queueing messages, and what becomes of them."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection

from lienket.circles import queries as circles
from lienket.delivery import rules
from lienket.delivery.channels.registry import channel_types
from lienket.delivery.models import Envelope, Message

#: Channel of NOTIFY on which senders hear that something is to be sent, and along which channel.
DUE = "lienket_due"


class Outgoing(NamedTuple):
    """A message to be queued."""

    organization_id: int
    path_id: int
    channel: str
    purpose: str
    send_at: datetime
    # In an escalation: the organization that is silent.
    about_id: int | None = None


def usable(path: circles.Path) -> bool:
    """Whether messages can be sent along a path: verified, and by a channel that is set up."""
    channel = channel_types().get(path.kind)
    return path.verified and channel is not None and channel.configured()


def send_time(path: circles.Path, urgency: str, now: datetime) -> datetime:
    """When a message along `path` may go out: now, or after the quiet hours of its holder."""
    if path.quiet_from is None or path.quiet_to is None:
        return now
    hours = rules.QuietHours(path.quiet_from, path.quiet_to)
    local = now.astimezone(ZoneInfo(settings.TIME_ZONE))
    return rules.quiet_until(hours, local, urgency) or now


def choose(paths: Iterable[circles.Path], urgency: str) -> list[circles.Path]:
    """Of the usable paths of some people and posts, those a message takes at first.

    An urgent one takes all of them at once, an ordinary one the first of each holder; the next
    ones follow when that fails.
    """
    chosen = []
    holders = set()
    for path in paths:
        holder = (path.person_id, path.post_id)
        if not usable(path) or (holder in holders and not rules.is_urgent(urgency)):
            continue
        holders.add(holder)
        chosen.append(path)
    return chosen


def outgoing(
    paths: Iterable[circles.Path],
    *,
    urgency: str,
    purpose: str,
    now: datetime,
    about_id: int | None = None,
) -> list[Outgoing]:
    """The messages to queue along `paths`."""
    return [
        Outgoing(
            path.organization_id,
            path.path_id,
            path.kind,
            purpose,
            send_time(path, urgency, now),
            about_id,
        )
        for path in paths
    ]


def queue(envelope: Envelope, messages: Sequence[Outgoing], *, now: datetime) -> None:
    """Queue messages in one statement; senders hear of them when the transaction commits."""
    if not messages:
        return
    place = {
        purpose: rules.priority(envelope.urgency, purpose, exercise=envelope.exercise)
        for purpose in {message.purpose for message in messages}
    }
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH queued AS (
                INSERT INTO delivery_message (
                    circle_id, envelope_id, organization_id, about_id, path_id, channel, purpose,
                    state, priority, queued_at, send_at, attempts, key
                )
                SELECT %s, %s, organization_id, about_id, path_id, channel, purpose,
                       'queued', priority, %s, send_at, 0, key
                FROM unnest(
                    %s::bigint[], %s::bigint[], %s::bigint[], %s::text[], %s::text[], %s::int[],
                    %s::timestamptz[], %s::uuid[]
                ) AS m (organization_id, about_id, path_id, channel, purpose, priority,
                    send_at, key)
                RETURNING channel
            )
            SELECT pg_notify(%s, channel) FROM (SELECT DISTINCT channel FROM queued) AS due
            """,
            [
                envelope.circle_id,
                envelope.id,
                now,
                [m.organization_id for m in messages],
                [m.about_id for m in messages],
                [m.path_id for m in messages],
                [m.channel for m in messages],
                [m.purpose for m in messages],
                [place[m.purpose] for m in messages],
                [m.send_at for m in messages],
                [uuid.uuid4() for _ in messages],
                DUE,
            ],
        )


def tell(
    envelope: Envelope,
    organization_ids: Sequence[int],
    *,
    now: datetime,
    purpose: str = Message.Purpose.FIRST,
    told: Collection[tuple[int, int]] = (),
) -> None:
    """One letter along each path of whoever is on duty in these organizations.

    It also goes along the paths of `told`, as (organization, path): who read what came before must
    read this, too.
    """
    paths = circles.reach(envelope.circle_id, sorted(organization_ids), now)
    chosen = choose([path for path in paths if path.level == 0], envelope.urgency)
    again = [
        path
        for path in paths
        if (path.organization_id, path.path_id) in told and usable(path) and path not in chosen
    ]
    letters = outgoing([*chosen, *again], urgency=envelope.urgency, purpose=purpose, now=now)
    queue(envelope, letters, now=now)


def redate(envelope_id: int, *, reference: str, due_at: datetime) -> None:
    """What is asked for is due at another time: letters still to come say so."""
    Envelope.objects.filter(id=envelope_id).update(reference=reference, due_at=due_at)


def cancel_unsent(envelope_id: int, organization_ids: Sequence[int] | None = None) -> None:
    """Drop what still waits to be sent about an envelope, to some organizations or to all.

    A letter that is on its way just now may arrive all the same; it is not tried again.
    """
    some = "envelope_id = %s AND state IN ('queued', 'sending')"
    given: list[int | list[int]] = [envelope_id]
    if organization_ids is not None:
        some += " AND organization_id = ANY (%s)"
        given.append(list(organization_ids))
    with connection.cursor() as cursor:
        # The lock waits for a sender that is just turning to the next path, so that the second
        # statement sees the message it has queued there.
        cursor.execute(f"SELECT FROM delivery_message WHERE {some} ORDER BY id FOR UPDATE", given)
        cursor.execute(
            "UPDATE delivery_message SET state ="
            " CASE state WHEN 'queued' THEN 'cancelled' ELSE 'recalled' END"
            f" WHERE {some}",
            given,
        )


def take_next_path(message: Message, *, now: datetime) -> bool:
    """After a path failed for good, queue the message along the next one not used yet, if any."""
    envelope = message.envelope
    with connection.cursor() as cursor:
        # Two senders whose paths fail at once choose one after the other, not the same one.
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, %s))",
            [f"next path:{message.organization_id}", envelope.id],
        )
    used = set(
        Message.objects.filter(
            envelope=envelope, organization_id=message.organization_id
        ).values_list("path_id", flat=True)
    )
    for path in circles.reach(message.circle_id, [message.organization_id], now):
        if path.level is not None and path.path_id not in used and usable(path):
            queue(
                envelope,
                outgoing(
                    [path],
                    urgency=envelope.urgency,
                    purpose=message.purpose,
                    now=now,
                    about_id=message.about_id,
                ),
                now=now,
            )
            return True
    return False
