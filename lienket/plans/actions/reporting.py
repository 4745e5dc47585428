"""Reporting on tasks, and who carries them out inside an organization."""

from collections.abc import Sequence
from datetime import datetime

from lienket.documents import actions as documents
from lienket.documents.guard.inspection import Inspected
from lienket.journal import actions as journal
from lienket.kernel.actors import Actor, Member
from lienket.kernel.errors import NotAllowed, Refusal, about
from lienket.kernel.guard.text import clean_text
from lienket.organizations import queries as organizations
from lienket.plans.actions.opening import arrange_followers, settle_ask
from lienket.plans.actions.tasks import ANSWER, locked, require_open, write
from lienket.plans.events import TaskAssigned, TaskReported
from lienket.plans.models import Assignment, Entry, EntryFile

TEXT_LIMIT = 5_000


class OnlyWhoCarriesItOut(NotAllowed):
    """Only the organization that carries the task out may do this."""


class NoReport(Refusal):
    """Write what was done, give the share that is done, or attach a file."""

    field = "text"


class NoEvidence(Refusal):
    """Say in words how it was done, or attach a file that shows it."""

    field = "text"


class BadShare(Refusal):
    """The share done lies between 0 and 100 per cent."""

    field = "percent"


class NotYourColleague(Refusal):
    """Choose somebody who holds an office in your organization now."""

    field = "appointment"


def report(
    *,
    task_id: int,
    by: Actor,
    now: datetime,
    text: str = "",
    percent: int | None = None,
    files: Sequence[Inspected] = (),
    done: bool = False,
    not_secret: bool = False,
) -> Entry:
    """Report progress on a task of one's own organization, or that it is `done`.

    Done needs words or a file; then the asker confirms or returns it. What one has asked of
    oneself, and a step that asks for no answer, is done at once. Raises Task.DoesNotExist,
    OnlyWhoCarriesItOut, TaskIsOver, TaskNotGivenYet, AwaitsConfirmation, NoReport, NoEvidence
    and BadShare.
    """
    by.require(ANSWER)
    task = locked(task_id, by)
    if task.organization_id not in by.organizations:
        raise OnlyWhoCarriesItOut
    require_open(task)
    with about("text"):
        text = clean_text(text, TEXT_LIMIT, not_secret=not_secret)
    if percent is not None and not 0 <= percent <= 100:
        raise BadShare
    if done and task.needs_answer and not text and not files:
        raise NoEvidence
    if not done and not text and not files and percent is None:
        raise NoReport
    entry = write(
        task,
        Entry.Kind.DONE if done else Entry.Kind.PROGRESS,
        text,
        by=by,
        now=now,
        percent=100 if done else percent,
    )
    for inspected in files:
        file = documents.keep(inspected, circle_id=task.circle_id, by=by, now=now)
        EntryFile.objects.create(circle_id=task.circle_id, entry=entry, file=file)
    if entry.percent is not None:
        task.percent = entry.percent
    if done:
        task.reported_at, task.opens_at = now, None
        settle_ask(task, now=now)
        if task.asker_id == task.organization_id or not task.needs_answer:
            task.done_at = now
    task.save(update_fields=["percent", "reported_at", "done_at", "opens_at"])
    if task.done_at:
        arrange_followers(task, now=now)
    journal.record(
        TaskReported(task.id, task.organization_id, done, task.run_id),
        by=by,
        at=now,
        circle_id=task.circle_id,
    )
    return entry


def assign(*, task_id: int, appointment_id: int | None, by: Member, now: datetime) -> None:
    """Say who in one's own organization carries a task out; nobody outside learns it.

    Raises Task.DoesNotExist, OnlyWhoCarriesItOut and NotYourColleague.
    """
    by.require(ANSWER)
    task = locked(task_id, by)
    if task.organization_id != by.organization_id:
        raise OnlyWhoCarriesItOut
    mine = Assignment.objects.filter(organization_id=by.organization_id, task=task)
    mine.delete()
    if appointment_id is not None:
        colleagues = organizations.appointments_for(by, now)
        if not colleagues.filter(id=appointment_id).exists():
            raise NotYourColleague
        Assignment.objects.create(
            organization_id=by.organization_id, task=task, appointment_id=appointment_id
        )
    journal.record(TaskAssigned(task.id), by=by, at=now, organization_id=by.organization_id)
