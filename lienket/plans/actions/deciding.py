"""What the asker decides about a task: confirming, returning, moving, dropping."""

from datetime import datetime

from lienket.journal import actions as journal
from lienket.kernel.actors import Member
from lienket.kernel.errors import Refusal, about
from lienket.kernel.guard.text import clean_line
from lienket.plans.actions.opening import arrange_followers, close_ask, open_ask
from lienket.plans.actions.tasks import (
    ANSWER,
    MANAGE,
    TaskIsOver,
    TaskNotGivenYet,
    check_days,
    of_asker,
    require_open,
    write,
)
from lienket.plans.events import (
    TaskConfirmed,
    TaskDropped,
    TaskMoved,
    TaskReturned,
)
from lienket.plans.models import Entry, Task

REASON_LIMIT = 500


class NothingReported(Refusal):
    """Nobody has reported this task as done yet."""


class NoReason(Refusal):
    """Give the reason; the other side reads it."""

    field = "reason"


def confirm_done(*, task_id: int, by: Member, now: datetime) -> Task:
    """As the asker, agree that a task is done; whoever waited for it is asked now.

    Confirming twice is harmless. Raises Task.DoesNotExist, OnlyTheAsker and NothingReported.
    """
    by.require(ANSWER)
    task = of_asker(task_id, by)
    if task.done_at:
        return task
    if task.reported_at is None or task.dropped_at:
        raise NothingReported
    task.done_at = now
    task.save(update_fields=["done_at"])
    write(task, Entry.Kind.CONFIRMED, "", by=by, now=now)
    arrange_followers(task, now=now)
    journal.record(
        TaskConfirmed(task.id, task.organization_id), by=by, at=now, circle_id=task.circle_id
    )
    return task


def return_(
    *, task_id: int, reason: str, by: Member, now: datetime, not_secret: bool = False
) -> Task:
    """As the asker, return a task that was reported as done: it is asked for again.

    Raises Task.DoesNotExist, OnlyTheAsker, NothingReported, TaskIsOver and NoReason.
    """
    by.require(ANSWER)
    task = of_asker(task_id, by)
    if task.done_at or task.dropped_at:
        raise TaskIsOver
    if task.reported_at is None:
        raise NothingReported
    write(task, Entry.Kind.RETURNED, _reason(reason, not_secret), by=by, now=now)
    task.reported_at = None
    task.save(update_fields=["reported_at"])
    open_ask(task, now=now)
    journal.record(
        TaskReturned(task.id, task.organization_id), by=by, at=now, circle_id=task.circle_id
    )
    return task


def move_due(
    *,
    task_id: int,
    due_at: datetime,
    reason: str,
    by: Member,
    now: datetime,
    not_secret: bool = False,
) -> Task:
    """As the asker, move the due day of a task that is not done; the earlier one stays on record.

    Raises Task.DoesNotExist, OnlyTheAsker, TaskIsOver, DueInThePast, StartsAfterItsEnd, NoReason.
    """
    by.require(MANAGE)
    task = of_asker(task_id, by)
    require_open(task)
    check_days(task.starts_on, due_at, now)
    write(
        task,
        Entry.Kind.MOVED,
        _reason(reason, not_secret),
        by=by,
        now=now,
        due_before=task.due_at,
    )
    task.due_at = due_at
    task.save(update_fields=["due_at"])
    if task.ask_id:
        open_ask(task, now=now)
    journal.record(
        TaskMoved(task.id, task.organization_id), by=by, at=now, circle_id=task.circle_id
    )
    return task


def drop(*, task_id: int, reason: str, by: Member, now: datetime, not_secret: bool = False) -> Task:
    """As the asker, drop a task: nobody is asked for it any more, and nobody waits for it.

    Raises Task.DoesNotExist, OnlyTheAsker, TaskIsOver, TaskNotGivenYet and NoReason.
    """
    by.require(MANAGE)
    task = of_asker(task_id, by)
    if task.given_at is None:
        raise TaskNotGivenYet
    if task.done_at or task.dropped_at:
        raise TaskIsOver
    write(task, Entry.Kind.DROPPED, _reason(reason, not_secret), by=by, now=now)
    close_ask(task, now=now)
    task.dropped_at, task.opens_at = now, None
    task.save(update_fields=["dropped_at", "opens_at"])
    arrange_followers(task, now=now)
    journal.record(
        TaskDropped(task.id, task.organization_id, task.run_id),
        by=by,
        at=now,
        circle_id=task.circle_id,
    )
    return task


def _reason(reason: str, not_secret: bool) -> str:
    with about("reason"):
        reason = clean_line(reason, REASON_LIMIT, not_secret=not_secret)
    if not reason:
        raise NoReason
    return reason
