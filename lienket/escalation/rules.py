"""What is done about silence, and when. Plain Python; all waits are minutes since the opening."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Any

MOST_STEPS = 12
LONGEST = 30 * 24 * 60  # minutes


class To(StrEnum):
    """Whom a step turns to. Each includes the ones before it in the silent organization."""

    DUTY = "duty"  # whoever is on duty there
    FOCAL = "focal"  # its focal points
    HEAD = "head"  # its heads
    SUPERIOR = "superior"  # its superior, and the asker with the asker's superior


#: The levels of contact paths (see `circles.queries.Path`) that each step reaches.
LEVELS = {To.DUTY: 0, To.FOCAL: 1, To.HEAD: 2, To.SUPERIOR: 2}

#: Minutes in which an answer is expected when the sender names no time.
ANSWER_WITHIN = {"immediate": 15, "very_urgent": 30, "urgent": 60, "normal": 24 * 60}


@dataclass(frozen=True)
class Step:
    """One step: `after` so many minutes, turn to `to`. A duty that was accepted lapses with it."""

    after: int
    to: To
    lapses: bool = False

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> "Step":
        return cls(value["after"], To(value["to"]), bool(value.get("lapses")))


def built_in_plan(within: int) -> list[Step]:
    """The plan for an answer expected within so many minutes.

    A reminder at half time, the focal points when time is up, the heads at one and a half times,
    both hierarchies at twice the time, and then again with doubling waits.
    """
    shares = [
        (0.5, To.DUTY),
        (1, To.FOCAL),
        (1.5, To.HEAD),
        (2, To.SUPERIOR),
        (4, To.SUPERIOR),
        (8, To.SUPERIOR),
    ]
    steps: list[Step] = []
    for share, to in shares:
        # Whole minutes, each later than the one before, even for an answer due in one minute.
        earliest = steps[-1].after + 1 if steps else 1
        steps.append(Step(max(earliest, round(within * share)), to))
    return steps


def accepted_plan(plan: Sequence[Step], minutes: int, within: int) -> list[Step]:
    """The plan after a duty was accepted `minutes` after the opening, due `within` minutes.

    It is asked again when it is due, or after half an hour if that comes first; without progress
    the acceptance lapses half as long after that, and the original plan goes on from there.
    """
    again = max(within, minutes + 30)
    lapse = again + max(15, (again - minutes) // 2)
    climb = [step for step in plan if step.to is not To.DUTY]
    start = climb[0].after if climb else 0
    gap = max(5, within // 2)
    rest = [Step(lapse + gap + step.after - start, step.to) for step in climb]
    return [Step(again, To.DUTY), Step(lapse, To.FOCAL, lapses=True), *rest][:MOST_STEPS]


def next_at(plan: Sequence[Step], step: int, opened_at: datetime) -> datetime | None:
    """When to take `step`, counted from 0; None once the plan is used up."""
    return opened_at + timedelta(minutes=plan[step].after) if step < len(plan) else None


def is_sound(plan: Sequence[Step]) -> bool:
    """Whether a circle may set this plan: 1 to 12 steps, each later than the one before."""
    times = [0, *(step.after for step in plan)]
    return (
        1 <= len(plan) <= MOST_STEPS
        and all(earlier < later for earlier, later in pairwise(times))
        and times[-1] <= LONGEST
    )
