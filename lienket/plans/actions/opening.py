"""Opening what is asked for a task: at once, on its day, or when others are done."""

from datetime import datetime, timedelta

from lienket.delivery import actions as delivery
from lienket.delivery.models import Envelope, Urgency
from lienket.escalation import actions as escalation
from lienket.escalation.models import Ask
from lienket.escalation.rules import Step
from lienket.kernel.due import act_on_due
from lienket.kernel.rows import insert
from lienket.plans import queries, rules
from lienket.plans.models import Task

BATCH = 500
#: When a task that could not be opened is tried again.
TRY_AGAIN = timedelta(minutes=5)


def open_due(*, now: datetime, limit: int = BATCH) -> int:
    """Ask for all tasks whose own start has come, at most `limit`; how many there were."""
    return act_on_due(Task, "opens_at", _open, now=now, limit=limit, try_again=TRY_AGAIN)


def _open(circle_id: int, task_ids: list[int], now: datetime) -> None:
    for task in Task.objects.filter(id__in=task_ids).select_related("circle"):
        open_ask(task, now=now)


def arrange(task: Task, *, now: datetime) -> None:
    """Ask for a task that was given: now, on its own day, or once what it comes after is done."""
    awaits = task.awaits.exists()
    awaited = task.awaits.filter(after__done_at=None, after__dropped_at=None).exists()
    start = queries.midnight(task.starts_on) if task.starts_on else None
    if (start and start <= now) or (not awaited and (awaits or start is None)):
        open_ask(task, now=now)
    else:
        task.opens_at = start
        task.save(update_fields=["opens_at"])


def arrange_followers(task: Task, *, now: datetime) -> None:
    """Whoever waited for `task` is told of a step of a run, or asked for another task."""
    followers = Task.objects.filter(
        awaits__after=task, done_at=None, dropped_at=None, given_at__isnull=False
    ).select_related("circle", "run")
    for follower in followers.select_for_update(of=("self",)):
        if follower.ask_id is None:
            arrange(follower, now=now)
        elif follower.run_id:
            delivery.tell(envelope_of(follower), [follower.organization_id], now=now)


def open_ask(
    task: Task, *, now: datetime, urgency: str = Urgency.NORMAL, told: bool = True
) -> None:
    """Ask for a task, anew if that was done before; `told` says whether letters go out at once."""
    close_ask(task, now=now)
    envelope = insert(
        Envelope(
            circle=task.circle,
            organization_id=task.asker_id,
            kind="task",
            reference=task.reference,
            urgency=urgency,
            exercise=task.exercise,
            sent_at=now,
            due_at=task.due_at,
        )
    )
    asks = escalation.ask(
        envelope=envelope,
        organization_ids=[task.organization_id],
        plan=_ladder(task, urgency, now),
        due_at=task.due_at,
        now=now,
    )
    task.ask_id, task.opens_at = asks[task.organization_id], None
    task.save(update_fields=["ask", "opens_at"])
    if told:
        delivery.tell(envelope, [task.organization_id], now=now)


def close_ask(task: Task, *, now: datetime) -> None:
    """Nobody need answer what was asked for a task any more."""
    if task.ask_id:
        envelope_id = envelope_of(task).id
        escalation.release_all(envelope_id, now=now)
        delivery.cancel_unsent(envelope_id)


def settle_ask(task: Task, *, now: datetime) -> None:
    """What was asked for a task is answered."""
    if task.ask_id:
        envelope_id = envelope_of(task).id
        escalation.lock(envelope_id, task.organization_id)
        escalation.settle(task.ask_id, now=now)
        delivery.cancel_unsent(envelope_id)


def envelope_of(task: Task) -> Envelope:
    """The envelope of what is asked for a task now."""
    asks = Ask.objects.filter(id=task.ask_id or 0)
    return Envelope.objects.get(id__in=asks.values("envelope_id"))


def _ladder(task: Task, urgency: str, now: datetime) -> list[Step]:
    within = task.due_at - now
    if within >= rules.SHORT:
        return rules.ladder(within)
    minutes = max(1, within // timedelta(minutes=1))
    return escalation.plan_for(task.circle.parent_id or task.circle_id, urgency, minutes)
