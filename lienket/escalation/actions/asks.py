"""Opening asks, settling and releasing them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import orjson
from django.db import connection

from lienket.delivery.models import Envelope
from lienket.escalation import rules
from lienket.escalation.models import Ask
from lienket.escalation.rules import Step


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
    release_where("envelope_id = %s", [envelope_id], now)


def release_member(circle_id: int, organization_id: int, *, now: datetime) -> list[int]:
    """The organization has left the circle: it cannot answer any more, so it is asked no more.

    Returns the envelopes about which it was still asked.
    """
    return release_where(
        "circle_id = %s AND organization_id = %s", [circle_id, organization_id], now
    )


def release_where(which: str, parameters: list[Any], now: datetime) -> list[int]:
    """Release the open asks for which the SQL condition holds; their envelopes."""
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


def put_off(ask: Ask, *, plan: Sequence[Step], due_at: datetime) -> None:
    """It is due at another time, later or earlier: the steps taken stay, `plan` follows them.

    As in the beginning, `plan` counts its minutes from the opening of the ask.
    """
    taken = ask.plan[: ask.step]
    ask.plan = [*taken, *(step.to_json() for step in plan)]
    ask.due_at = due_at
    steps = [Step.from_json(step) for step in ask.plan]
    if ask.settled_at is None:
        ask.escalate_at = rules.next_at(steps, ask.step, ask.opened_at)
    ask.save(update_fields=["plan", "due_at", "escalate_at"])


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
