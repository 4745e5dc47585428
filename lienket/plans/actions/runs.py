"""Starting playbooks, what is noted while they run, and their end."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from lienket.circles.actions import open_circle, take_number
from lienket.delivery import actions as delivery
from lienket.escalation import actions as escalation
from lienket.exchange import actions as exchange
from lienket.exchange.actions.drafts import BODY_LIMIT
from lienket.exchange.models import Bulletin
from lienket.journal import actions as journal
from lienket.kernel import words
from lienket.kernel.actors import Actor, Member
from lienket.kernel.errors import NotAllowed, Refusal, about
from lienket.kernel.guard.text import clean_line, clean_text
from lienket.organizations.models import Appointment
from lienket.plans import queries, rules
from lienket.plans.actions.deciding import REASON_LIMIT
from lienket.plans.actions.opening import close_ask, open_ask
from lienket.plans.actions.playbooks import NobodyInvolved, in_force
from lienket.plans.actions.reporting import TEXT_LIMIT
from lienket.plans.actions.tasks import ANSWER, require_member
from lienket.plans.events import RunFinished, RunNoteWritten, RunStarted
from lienket.plans.models import Playbook, PlaybookStep, Run, RunNote, Task, TaskDependency

ISSUE = Appointment.Right.ISSUE_BULLETIN


class NothingHappened(Refusal):
    """Say in a few words what has happened; everybody involved reads it first."""

    field = "what_happened"


class StartedBefore(Refusal):
    """This start was sent already, with other words. Press again only to start once more."""

    status = 409


class RunIsFinished(Refusal):
    """This run is finished; its record stays as it is."""


class NoReasonToEnd(Refusal):
    """Steps are still open: say in one line why this ends now. The reason stays on record."""

    field = "reason"


class OnlyWhoStartedIt(NotAllowed):
    """Only the organization that started it, or the chair of the circle, may finish it."""


class NoNote(Refusal):
    """Write what you want to note."""

    field = "text"


def start(
    *,
    playbook_id: int,
    exercise: bool,
    what_happened: str,
    by: Member,
    now: datetime,
    key: UUID | None = None,
    not_secret: bool = False,
) -> Run:
    """Start a playbook: one notice to all involved, and a task with its ask for every step.

    All of it is committed together, or nothing is. Repeating it with the same key gives the first
    run. Needs the right to issue bulletins. Raises Playbook.DoesNotExist, NotInForce,
    NothingHappened, StartedBefore, NotAMember when somebody involved has left the circle, and
    NobodyInvolved when only the starter itself has steps.
    """
    by.require(ISSUE)
    playbook = in_force(playbook_id, by)
    open_circle(playbook.circle_id, by)
    with about("what_happened"):
        what_happened = clean_text(what_happened, TEXT_LIMIT, not_secret=not_secret)
    if not what_happened.strip():
        raise NothingHappened
    key = key or uuid4()
    # Two at once come one after the other: the playbook is locked.
    earlier = Run.objects.filter(
        circle_id=playbook.circle_id, organization_id=by.organization_id, client_key=key
    ).first()
    if earlier:
        wanted = (playbook.id, exercise, what_happened)
        if (earlier.playbook_id, earlier.exercise, earlier.what_happened) != wanted:
            raise StartedBefore
        return earlier
    steps = list(playbook.steps.select_related("organization").order_by("number"))
    involved = {step.organization_id or by.organization_id for step in steps}
    for organization_id in involved:
        require_member(playbook.circle_id, organization_id, now)
    others = tuple(sorted(involved - {by.organization_id}))
    if not others:
        raise NobodyInvolved
    bulletin = exchange.issue_bulletin(
        circle_id=playbook.circle_id,
        draft=exchange.Draft(
            kind=Bulletin.Kind.URGENT_NOTICE,
            urgency=playbook.urgency,
            title=playbook.title,
            body=_notice(playbook, steps, what_happened, by)[:BODY_LIMIT],
            organization_ids=others,
            exercise=exercise,
            not_secret=not_secret,
        ),
        by=by,
        now=now,
    )
    run = Run.objects.create(
        circle_id=playbook.circle_id,
        playbook=playbook,
        organization_id=by.organization_id,
        bulletin=bulletin,
        client_key=key,
        exercise=exercise,
        what_happened=what_happened,
        started_at=now,
    )
    _give_steps(run, steps, by=by, now=now)
    journal.record(RunStarted(run.id, playbook.id), by=by, at=now, circle_id=run.circle_id)
    return run


def note(*, run_id: int, text: str, by: Member, now: datetime, not_secret: bool = False) -> RunNote:
    """Write down something while a playbook runs. Raises RunIsFinished and NoNote."""
    by.require(ANSWER)
    run = _running(run_id, by)
    with about("text"):
        text = clean_text(text, TEXT_LIMIT, not_secret=not_secret)
    if not text.strip():
        raise NoNote
    written = RunNote.objects.create(
        circle_id=run.circle_id,
        run=run,
        organization_id=by.organization_id,
        text=text,
        by=by.id,
        at=now,
    )
    journal.record(RunNoteWritten(run.id), by=by, at=now, circle_id=run.circle_id)
    return written


def finish(
    *,
    run_id: int,
    lessons: str,
    by: Member,
    now: datetime,
    reason: str = "",
    not_secret: bool = False,
) -> Run:
    """End a run: notice and open steps are asked for no more, and the lessons are kept.

    One in earnest with open steps needs a reason. Raises OnlyWhoStartedIt, RunIsFinished and
    NoReasonToEnd.
    """
    by.require(ISSUE)
    run = _running(run_id, by)
    if by.organization_id not in {run.organization_id, run.circle.chair_id}:
        raise OnlyWhoStartedIt
    with about("lessons"):
        run.lessons = clean_text(lessons, TEXT_LIMIT, not_secret=not_secret)
    with about("reason"):
        reason = clean_line(reason, REASON_LIMIT, not_secret=not_secret)
    if queries.ends_early(run):
        if not reason:
            raise NoReasonToEnd
        run.ended_because = reason
    run.finished_at = now
    run.save(update_fields=["finished_at", "ended_because", "lessons"])
    # It is over: nobody is woken any more for the notice that began it.
    escalation.release_all(run.bulletin.envelope_id, now=now)
    delivery.cancel_unsent(run.bulletin.envelope_id)
    for task in queries.open_steps(run).select_for_update():
        close_ask(task, now=now)
        task.dropped_at = now
        task.save(update_fields=["dropped_at"])
    journal.record(RunFinished(run.id), by=by, at=now, circle_id=run.circle_id)
    return run


def _give_steps(run: Run, steps: Sequence[PlaybookStep], *, by: Actor, now: datetime) -> None:
    times = rules.timetable([rules.Planned(s.number, s.minutes, s.after) for s in steps])
    tasks: dict[int, Task] = {}
    for step in steps:
        tasks[step.number] = task = Task.objects.create(
            circle_id=run.circle_id,
            run=run,
            reference=take_number(run.circle, rules.TASK_PREFIX, now=now),
            asker_id=run.organization_id,
            organization_id=step.organization_id or run.organization_id,
            title=step.what,
            due_at=now + times[step.number][1],
            given_at=now,
            needs_answer=step.asks_answer,
        )
        if step.after is not None:
            TaskDependency.objects.create(
                circle_id=run.circle_id, task=task, after=tasks[step.after]
            )
        # Whoever follows others hears of its step when it is its turn, or when it is late.
        open_ask(task, now=now, urgency=run.playbook.urgency, told=step.after is None)


def _notice(
    playbook: Playbook, steps: Sequence[PlaybookStep], what_happened: str, by: Member
) -> str:
    """What the notice says: what has happened, the standing words, and who does what."""
    lines = []
    for step in steps:
        within = words.duration(timedelta(minutes=step.minutes))
        name = step.organization.name if step.organization else by.organization_name
        when = (
            _("within {time} after step {number}").format(time=within, number=step.after)
            if step.after
            else _("within {time}").format(time=within)
        )
        lines.append(f"{step.number}. {name}: {step.what} ({when})")
    return "\n\n".join(part for part in (what_happened, playbook.notice, "\n".join(lines)) if part)


def _running(run_id: int, by: Member) -> Run:
    run = queries.runs_for(by).select_for_update(of=("self",)).get(id=run_id)
    if run.finished_at:
        raise RunIsFinished
    return run
