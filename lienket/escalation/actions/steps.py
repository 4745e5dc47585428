"""Climbing the steps of asks that stay unanswered."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

import orjson
from django.db import connection

from lienket.circles import queries as circles
from lienket.circles.models import Membership
from lienket.delivery import actions as delivery
from lienket.delivery.models import Envelope, Message
from lienket.escalation import rules
from lienket.escalation.actions.asks import release_where
from lienket.escalation.addressees import people_meant
from lienket.escalation.events import AcceptanceLapsed, AskEscalated
from lienket.escalation.models import Ask
from lienket.escalation.rules import Step, To
from lienket.journal import actions as journal
from lienket.journal.events import News
from lienket.kernel.actors import Engine
from lienket.kernel.due import act_on_due

BATCH = 1000
#: When a step that failed is tried again.
TRY_AGAIN = timedelta(minutes=1)


class Due(NamedTuple):
    """An ask whose next step is due."""

    id: int
    organization_id: int
    superior_id: int | None
    asker_id: int
    asker_superior_id: int | None
    opened_at: datetime
    escalate_at: datetime
    step: int
    steps: list[Step]
    envelope_id: int

    @property
    def now(self) -> Step:
        return self.steps[self.step]


def escalate_overdue(*, now: datetime, limit: int = BATCH) -> int:
    """Take the next step for every ask that is due, at most `limit`; how many there were.

    An answer that comes meanwhile waits for the lock and finds the step taken, or comes first and
    is not in the list. What fails is tried again; the watchdog tells that it is late.
    """
    return act_on_due(Ask, "escalate_at", _climb, now=now, limit=limit, try_again=TRY_AGAIN)


def _climb(circle_id: int, ask_ids: list[int], now: datetime) -> None:
    _release_former_members(circle_id, ask_ids, now)
    due = _due(ask_ids)
    organizations = {
        organization
        for one in due
        for organization in (
            one.organization_id,
            one.superior_id,
            one.asker_id,
            one.asker_superior_id,
        )
        if organization
    }
    paths = defaultdict(list)
    for path in circles.reach(circle_id, sorted(organizations), now):
        paths[path.organization_id].append(path)
    envelopes = Envelope.objects.in_bulk({one.envelope_id for one in due})
    meant = people_meant([(envelopes[one.envelope_id].kind, one.id) for one in due], now)
    queued: dict[int, int] = {}
    for envelope_id, group in _by_envelope(due).items():
        envelope = envelopes[envelope_id]
        messages: dict[tuple[int, int, str], delivery.Outgoing] = {}
        for one in group:
            mine = [
                *_inside(one, paths, envelope, meant.get(one.id), now),
                *_upward(one, paths, envelope, now),
            ]
            queued[one.id] = len(mine)
            for message in mine:
                # One message along a path, however many organizations it speaks of; whoever is
                # silent itself is reminded of that besides.
                key = (message.path_id, message.organization_id, message.purpose)
                earlier = messages.get(key)
                messages[key] = message._replace(about_id=None) if earlier else message
        delivery.queue(envelope, list(messages.values()), now=now)
    _write_down(circle_id, due, queued, now)
    by = Engine(circles=(circle_id,))
    journal.record_all([_news(one) for one in due], by=by, at=now, circle_id=circle_id)
    lapsed = [
        AcceptanceLapsed(one.id, one.envelope_id, one.organization_id)
        for one in due
        if one.now.lapses
    ]
    journal.record_all(lapsed, by=by, at=now, circle_id=circle_id)


def _release_former_members(circle_id: int, ask_ids: list[int], now: datetime) -> None:
    """Whose term in the circle has ended cannot answer any more: no step is taken against it."""
    left = Membership.objects.filter(circle_id=circle_id, valid_to__lte=now)
    for organization_id in left.values_list("organization_id", flat=True):
        release_where("id = ANY (%s) AND organization_id = %s", [ask_ids, organization_id], now)


def _news(one: Due) -> News:
    return AskEscalated(one.id, one.envelope_id, one.organization_id, one.step, one.now.to)


def _by_envelope(due: Iterable[Due]) -> dict[int, list[Due]]:
    grouped = defaultdict(list)
    for one in due:
        grouped[one.envelope_id].append(one)
    return grouped


def _due(ask_ids: list[int]) -> list[Due]:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT a.id, a.organization_id, silent.superior_id, a.asker_id, asker.superior_id,
                   a.opened_at, a.escalate_at, a.step, a.plan, a.envelope_id
            FROM escalation_ask a
            JOIN organizations_organization silent ON silent.id = a.organization_id
            JOIN organizations_organization asker ON asker.id = a.asker_id
            WHERE a.id = ANY (%s) AND a.settled_at IS NULL ORDER BY a.id
            """,
            [ask_ids],
        )
        # All asks of a bulletin follow the same plan.
        read: dict[str, list[Step]] = {}
        due = []
        for *row, plan, envelope_id in cursor.fetchall():
            if plan not in read:
                read[plan] = [Step.from_json(step) for step in orjson.loads(plan)]
            due.append(Due._make([*row, read[plan], envelope_id]))
        return due


def _inside(
    one: Due,
    paths: dict[int, list[circles.Path]],
    envelope: Envelope,
    person_id: int | None,
    now: datetime,
) -> list[delivery.Outgoing]:
    """Messages to the silent organization itself, up to the level of the step.

    The person for whom the ask is meant gets them from the first step on.
    """
    if one.organization_id == one.asker_id:
        return []
    level = rules.LEVELS[one.now.to]
    return delivery.outgoing(
        [
            path
            for path in paths[one.organization_id]
            if (
                (path.level is not None and path.level <= level)
                or (person_id is not None and path.person_id == person_id)
            )
            and delivery.usable(path)
        ],
        urgency=envelope.urgency,
        purpose=Message.Purpose.REMINDER,
        now=now,
    )


def _upward(
    one: Due, paths: dict[int, list[circles.Path]], envelope: Envelope, now: datetime
) -> list[delivery.Outgoing]:
    """Messages up both hierarchies: that the organization is silent.

    A superior that is not in the circle has no paths here and learns nothing of it.
    """
    if one.now.to is not To.SUPERIOR:
        return []
    told = {one.superior_id, one.asker_id, one.asker_superior_id} - {one.organization_id, None}
    if one.organization_id == one.asker_id:
        # A quorum that was not reached: the asker itself must know.
        told.add(one.asker_id)
    return delivery.outgoing(
        [
            path
            for organization in sorted(filter(None, told))
            for path in paths[organization]
            if path.level == 0 and delivery.usable(path)
        ],
        urgency=envelope.urgency,
        purpose=Message.Purpose.ESCALATION,
        now=now,
        about_id=one.organization_id,
    )


def _write_down(circle_id: int, due: list[Due], queued: dict[int, int], now: datetime) -> None:
    """Move the asks to their next step and note the one that was taken."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH taken AS (
                SELECT * FROM unnest(
                    %s::bigint[], %s::int[], %s::text[], %s::int[], %s::timestamptz[]
                ) AS t (ask_id, step, towards, messages, next_at)
            ), moved AS (
                UPDATE escalation_ask a SET step = t.step + 1, escalate_at = t.next_at
                FROM taken t WHERE a.id = t.ask_id
            )
            INSERT INTO escalation_escalation
                (circle_id, ask_id, step, at, promised_at, "to", messages)
            SELECT %s, t.ask_id, t.step, %s, a.escalate_at, t.towards, t.messages
            FROM taken t JOIN escalation_ask a ON a.id = t.ask_id
            """,
            [
                [one.id for one in due],
                [one.step for one in due],
                [str(one.now.to) for one in due],
                [queued[one.id] for one in due],
                [_next_time(one, now) for one in due],
                circle_id,
                now,
            ],
        )


def _next_time(one: Due, now: datetime) -> datetime | None:
    """When the step after this one is due; never before a minute has passed since this one.

    After an outage several steps are overdue at once: they are taken one by one, not in a burst.
    """
    planned = rules.next_at(one.steps, one.step + 1, one.opened_at)
    return planned and max(planned, now + timedelta(minutes=1))
