"""Numbers, the state of a task and of a step, and what slips. Plain Python."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from lienket.escalation.rules import Step, To
from lienket.obligations.rules.days import ZONE

#: What a number begins with: nhiệm vụ; dự thảo kế hoạch.
TASK_PREFIX = "NV"
PLAN_PREFIX = "DTKH"
#: Tasks due sooner than this follow the circle's own ladder, as bulletins do.
SHORT = timedelta(days=2)
LONGEST_MINUTES = 7 * 24 * 60  # of a step of a playbook
#: A day is over for the offices at this hour.
CLOSING = time(17, 0)
#: A share may lag this much behind the time before it counts as behind.
SLACK = 25  # per cent
#: How a task stands, in one word; the ones that need a look first.
STATES = (
    "late",
    "slipping",
    "reported",
    "open",
    "waiting",
    "planned",
    "draft",
    "done",
    "dropped",
)


def closing_of(day: date) -> datetime:
    """Until when something is due that is due on a day."""
    return datetime.combine(day, CLOSING, ZONE)


def ladder(within: timedelta) -> list[Step]:
    """What is done about silence on a task due `within` so long.

    Reminders at half time and three days before; when it is due its focal points hear, a day later
    the heads, after three and ten days both hierarchies.
    """
    due = within // timedelta(minutes=1)
    day = 24 * 60
    early = sorted({due // 2, due - 3 * day} if within > timedelta(days=7) else {due // 2})
    return [
        *(Step(after, To.DUTY) for after in early),
        Step(due, To.FOCAL),
        Step(due + day, To.HEAD),
        Step(due + 3 * day, To.SUPERIOR),
        Step(due + 10 * day, To.SUPERIOR),
    ]


class Facts(NamedTuple):
    """What is known of a task, to tell how it stands."""

    given_at: datetime | None
    starts_at: datetime | None
    due_at: datetime
    percent: int
    last_report_at: datetime | None
    reported_at: datetime | None
    done_at: datetime | None
    dropped_at: datetime | None
    opened: bool
    # Tasks it comes after that are not done yet, and whether one of them is late or slipping.
    awaited: int = 0
    awaited_slips: bool = False


class Risk(NamedTuple):
    """The signs that a task will be late."""

    predecessor_late: bool
    silent: bool  # no report although half of its time is over
    behind: bool  # the share done is well below the share of time that is over

    def __bool__(self) -> bool:
        return any(self)


def elapsed_share(facts: Facts, now: datetime) -> float:
    """The share of a task's time that is over at `now`, from 0 to 1."""
    start = facts.starts_at or facts.given_at or now
    if facts.due_at <= start:
        return 1.0 if now >= facts.due_at else 0.0
    return min(max((now - start) / (facts.due_at - start), 0.0), 1.0)


def risk_of(facts: Facts, now: datetime) -> Risk:
    """Signs at `now` that an unfinished task will be late."""
    share = elapsed_share(facts, now)
    begun = facts.starts_at or facts.given_at or now
    if facts.done_at or facts.dropped_at or facts.reported_at or facts.given_at is None:
        return Risk(False, False, False)
    return Risk(
        predecessor_late=facts.awaited_slips,
        # Of what is due within hours nobody expects a report in between.
        silent=facts.opened
        and share >= 0.5
        and facts.last_report_at is None
        and facts.due_at - begun >= SHORT,
        behind=facts.opened
        and facts.last_report_at is not None
        and share >= 0.5
        and facts.percent + SLACK < share * 100,
    )


def state_of(facts: Facts, now: datetime) -> str:
    """How a task stands at `now`: one of STATES."""
    if facts.dropped_at:
        return "dropped"
    if facts.done_at:
        return "done"
    if facts.given_at is None:
        return "draft"
    if facts.reported_at:
        return "reported"
    if now > facts.due_at:
        return "late"
    if risk_of(facts, now):
        return "slipping"
    if facts.awaited:
        return "waiting"
    return "open" if facts.opened else "planned"


def finds_a_way(after: Mapping[int, Iterable[int]], start: int, goal: int) -> bool:
    """Whether `start` comes, over any number of steps, after `goal`: so `goal` must not follow it.

    `after` names for each task those it comes directly after.
    """
    seen: set[int] = set()
    ahead = [start]
    while ahead:
        task = ahead.pop()
        if task == goal:
            return True
        if task not in seen:
            seen.add(task)
            ahead.extend(after.get(task, ()))
    return False


class Planned(NamedTuple):
    """One step of a playbook: its number, and after which one it is due within how many minutes."""

    number: int
    minutes: int
    after: int | None


def timetable(steps: Sequence[Planned]) -> dict[int, tuple[timedelta, timedelta]]:
    """When each step begins and is due, counted from the start; steps stand in order of number."""
    times: dict[int, tuple[timedelta, timedelta]] = {}
    for step in steps:
        begin = times[step.after][1] if step.after is not None else timedelta(0)
        times[step.number] = (begin, begin + timedelta(minutes=step.minutes))
    return times


def same_day(day: date, years: int) -> date:
    """The same day so many years later; 29 February becomes 28 February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
