"""Numbers, shares, and how a finding stands. Plain Python."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from lienket.obligations.rules.days import move

#: What numbers begin with: tự đánh giá; tồn tại; kiểm tra; tập huấn.
ASSESSMENT, FINDING = "TDG", "TT"
VISIT = {"inspection": "KT", "training": "TH"}
#: Nobody remembers longer ago what they saw.
OLDEST_DAYS = 366
#: The visited unit countersigns the record within so many days.
COUNTERSIGN_DAYS = 5
MOST_QUESTIONS = 120

State = Literal["unassigned", "overdue", "open", "recheck", "closed"]
#: The ones that need a look first.
STATES: tuple[State, ...] = ("overdue", "recheck", "unassigned", "open", "closed")


@dataclass(frozen=True)
class Count:
    """How the questions of an area were answered."""

    met: int = 0
    not_met: int = 0
    does_not_apply: int = 0

    @property
    def asked(self) -> int:
        """Those that apply."""
        return self.met + self.not_met

    @property
    def share(self) -> int | None:
        """Per cent met of those that apply, rounded down; None if none does."""
        return 100 * self.met // self.asked if self.asked else None


def total(counts: Iterable[Count]) -> Count:
    """All of them together."""
    found = list(counts)
    return Count(
        sum(one.met for one in found),
        sum(one.not_met for one in found),
        sum(one.does_not_apply for one in found),
    )


def state_of(
    *,
    task_due_at: datetime | None,
    reported_at: datetime | None,
    dropped_at: datetime | None,
    closed_at: datetime | None,
    now: datetime,
) -> State:
    """How a finding stands at `now`; `task_due_at` is empty without a task."""
    if closed_at:
        return "closed"
    if task_due_at is None or dropped_at:
        return "unassigned"
    if reported_at:
        return "recheck"
    return "overdue" if now > task_due_at else "open"


def is_plausible(day: date, today: date) -> bool:
    """Whether somebody can have been there that day: it is over, or today, and not long ago."""
    return today - timedelta(days=OLDEST_DAYS) <= day <= today


def countersign_by(today: date) -> date:
    """The working day by which the visited unit says something about the record."""
    return move(today + timedelta(days=COUNTERSIGN_DAYS), "next")
