"""Opening and settling asks, and climbing the steps of those that stay unanswered."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any, NamedTuple

import orjson
from django.db import connection, transaction

from lienket.circles import queries as circles
from lienket.circles.models import Membership
from lienket.delivery import actions as delivery
from lienket.delivery.models import Envelope, Message
from lienket.escalation import rules
from lienket.escalation.events import AcceptanceLapsed, AskEscalated
from lienket.escalation.models import Ask, Plan, Pulse, WatchRound
from lienket.escalation.rules import Step, To
from lienket.journal import actions as journal
from lienket.journal.events import News
from lienket.kernel import rls
from lienket.kernel.actors import Engine, Member
from lienket.kernel.errors import NotAllowed, Refusal
from lienket.organizations.models import Appointment

BATCH = 1000
#: A promise counts as broken when it is late by more than this.
GRACE = timedelta(seconds=30)
#: A message counts as stuck when it is late by more than this: a worker that was just started again
#: has a queue to work through.
MESSAGE_GRACE = timedelta(minutes=2)
#: When a step that failed is tried again.
TRY_AGAIN = timedelta(minutes=1)
logger = logging.getLogger(__name__)


class UnsoundPlan(Refusal):
    """A plan has 1 to 12 steps, each later than the one before, within 30 days."""


def plan_for(circle_id: int, urgency: str, within: int) -> list[Step]:
    """The plan in force for an urgency: the circle's own, else the built-in one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT steps FROM escalation_plan WHERE circle_id = %s AND urgency = %s",
            [circle_id, urgency],
        )
        own = cursor.fetchone()
    if own is None:
        return rules.built_in_plan(within)
    return [Step.from_json(step) for step in orjson.loads(own[0])]


def set_plan(
    *, circle_id: int, urgency: str, steps: Sequence[Step], by: Member, now: datetime
) -> Plan:
    """As the chair, say what is done about silence; it holds for asks opened from now on.

    Raises NotAllowed for others, and UnsoundPlan.
    """
    _require_chair(circle_id, by)
    if not rules.is_sound(steps):
        raise UnsoundPlan
    plan, _ = Plan.objects.update_or_create(
        circle_id=circle_id,
        urgency=urgency,
        defaults={"steps": [step.to_json() for step in steps], "changed_at": now},
    )
    return plan


def reset_plan(*, circle_id: int, urgency: str, by: Member) -> None:
    """As the chair, go back to the built-in plan, for asks opened from now on."""
    _require_chair(circle_id, by)
    Plan.objects.filter(circle_id=circle_id, urgency=urgency).delete()


def _require_chair(circle_id: int, by: Member) -> None:
    by.require(Appointment.Right.MANAGE_CIRCLE)
    if circles.circles_for(by).get(id=circle_id).chair_id != by.organization_id:
        raise NotAllowed


def ask(
    *,
    envelope: Envelope,
    organization_ids: Sequence[int],
    plan: Sequence[Step],
    due_at: datetime,
    now: datetime,
) -> dict[int, int]:
    """Open one ask for each organization, in one statement; the ask's id by organization.

    The sender of the envelope is the asker. The plan is copied: later edits do not touch it.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO escalation_ask (circle_id, envelope_id, organization_id, asker_id,
                                        opened_at, due_at, plan, step, escalate_at)
            SELECT %s, %s, organization_id, %s, %s, %s, %s::jsonb, 0, %s
            FROM unnest(%s::bigint[]) AS organization_id
            RETURNING organization_id, id
            """,
            [
                envelope.circle_id,
                envelope.id,
                envelope.organization_id,
                now,
                due_at,
                orjson.dumps([step.to_json() for step in plan]).decode(),
                rules.next_at(plan, 0, now),
                list(organization_ids),
            ],
        )
        return dict(cursor.fetchall())


def settle(ask_id: int, *, now: datetime) -> None:
    """The answer came: take no further step. Settling twice keeps the first time."""
    with connection.cursor() as cursor:
        # By the id alone: a condition on `settled_at` may lead over the index of all open asks.
        cursor.execute(
            "UPDATE escalation_ask SET settled_at = coalesce(settled_at, %s), escalate_at = NULL"
            " WHERE id = %s",
            [now, ask_id],
        )


def lock(envelope_id: int, organization_id: int) -> None:
    """Hold what was asked of one organization about an envelope until this transaction ends."""
    asks = Ask.objects.filter(envelope_id=envelope_id, organization_id=organization_id)
    list(asks.select_for_update().values_list("id"))


def settle_of(envelope_id: int, organization_id: int, *, now: datetime) -> None:
    """What was asked of one organization about an envelope is settled."""
    Ask.objects.filter(
        envelope_id=envelope_id, organization_id=organization_id, settled_at=None
    ).update(settled_at=now, escalate_at=None)


def release_all(envelope_id: int, *, now: datetime) -> None:
    """Nobody need answer any more: nobody counts as having answered."""
    _release("envelope_id = %s", [envelope_id], now)


def release_member(circle_id: int, organization_id: int, *, now: datetime) -> list[int]:
    """The organization has left the circle: it cannot answer any more, so it is asked no more.

    Returns the envelopes about which it was still asked.
    """
    return _release("circle_id = %s AND organization_id = %s", [circle_id, organization_id], now)


def _release(which: str, parameters: list[Any], now: datetime) -> list[int]:
    with connection.cursor() as cursor:
        # Locked in the order in which escalation locks them.
        cursor.execute(
            f"""
            UPDATE escalation_ask SET settled_at = %s, released = true, escalate_at = NULL
            WHERE id = ANY (ARRAY(
                SELECT id FROM escalation_ask WHERE {which} AND settled_at IS NULL
                ORDER BY id FOR UPDATE
            ))
            RETURNING envelope_id
            """,
            [now, *parameters],
        )
        return [envelope_id for (envelope_id,) in cursor.fetchall()]


def accept(ask: Ask, *, now: datetime) -> datetime:
    """The duty was accepted: ask again only when it is due. Returns when the acceptance lapses."""
    minutes = int((now - ask.opened_at) / timedelta(minutes=1))
    within = int((ask.due_at - ask.opened_at) / timedelta(minutes=1))
    plan = rules.accepted_plan([Step.from_json(step) for step in ask.plan], minutes, within)
    taken = ask.plan[: ask.step]
    ask.plan = [*taken, *(step.to_json() for step in plan)]
    steps = [Step.from_json(step) for step in ask.plan]
    ask.escalate_at = rules.next_at(steps, ask.step, ask.opened_at)
    ask.save(update_fields=["plan", "escalate_at"])
    lapse = next(step for step in plan if step.lapses)
    return ask.opened_at + timedelta(minutes=lapse.after)


def hasten(envelope_id: int, organization_id: int, *, tried_at: datetime, now: datetime) -> None:
    """Nobody there can be reached this way: take the next step at once, do not wait for it.

    Unless a step was taken since `tried_at` already, or somebody there has accepted the duty.
    """
    asks = Ask.objects.filter(
        envelope_id=envelope_id, organization_id=organization_id, escalate_at__gt=now
    ).exclude(escalations__at__gt=tried_at)
    for ask_id, plan, step in asks.values_list("id", "plan", "step"):
        # An acceptance is in force until the step with which it lapses.
        if not any(Step.from_json(ahead).lapses for ahead in plan[step:]):
            # Only as long as no step or answer came in between.
            Ask.objects.filter(id=ask_id, plan=plan, step=step, escalate_at__gt=now).update(
                escalate_at=now
            )


# ---- Escalating ------------------------------------------------------------------------------


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

    Finds and locks them across all circles as the worker role, then acts circle by circle. An
    answer that comes meanwhile waits for the lock and finds the step taken, or comes first and is
    not in the list. All of it is one transaction: a crash leaves every step to be taken again.
    """
    with transaction.atomic():
        with rls.as_worker(), connection.cursor() as cursor:
            cursor.execute(
                """
                SELECT circle_id, id FROM escalation_ask WHERE escalate_at <= %s
                ORDER BY escalate_at LIMIT %s FOR UPDATE SKIP LOCKED
                """,
                [now, limit],
            )
            found = sorted(cursor.fetchall())
        for circle_id, pairs in groupby(found, key=lambda pair: pair[0]):
            rls.see([circle_id], [])
            ask_ids = [ask_id for _, ask_id in pairs]
            try:
                with transaction.atomic():
                    _climb(circle_id, ask_ids, now)
            except Exception:
                # One circle must not stop all the others; the watchdog tells that it is late.
                logger.exception("escalation: a step in circle %s failed", circle_id)
                Ask.objects.filter(id__in=ask_ids).update(escalate_at=now + TRY_AGAIN)
    return len(found)


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
    queued: dict[int, int] = {}
    for envelope_id, group in _by_envelope(due).items():
        envelope = envelopes[envelope_id]
        messages: dict[tuple[int, int, str], delivery.Outgoing] = {}
        for one in group:
            mine = [
                *_inside(one, paths, envelope, now),
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
        _release("id = ANY (%s) AND organization_id = %s", [ask_ids, organization_id], now)


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
    one: Due, paths: dict[int, list[circles.Path]], envelope: Envelope, now: datetime
) -> list[delivery.Outgoing]:
    """Messages to the silent organization itself, up to the level of the step."""
    if one.organization_id == one.asker_id:
        return []
    level = rules.LEVELS[one.now.to]
    return delivery.outgoing(
        [
            path
            for path in paths[one.organization_id]
            if path.level is not None and path.level <= level and delivery.usable(path)
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


# ---- Watching --------------------------------------------------------------------------------


def beat(step: str, *, now: datetime) -> None:
    """Note that a periodic step has ended well."""
    Pulse.objects.update_or_create(step=step, defaults={"at": now})


def watch(*, now: datetime) -> WatchRound:
    """Compare every open ask with the step it was promised, and write down what was found."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM app_watch(%s, make_interval(secs => %s), make_interval(secs => %s))",
            [now, GRACE.total_seconds(), MESSAGE_GRACE.total_seconds()],
        )
        open_asks, late_asks, latest_by, stuck = cursor.fetchone()
    WatchRound.objects.filter(at__lt=now - timedelta(days=30)).delete()
    return WatchRound.objects.create(
        at=now,
        open_asks=open_asks,
        late_asks=late_asks,
        latest_by_seconds=int(latest_by.total_seconds()) if latest_by else 0,
        stuck_messages=stuck,
    )
