"""How often something is owed, as a value that goes into JSON and comes back equal."""

from dataclasses import asdict, dataclass, replace
from datetime import date, time
from typing import Any, Literal

from lienket.obligations.rules.days import Shift

Kind = Literal["calendar", "shift", "event", "once"]
Unit = Literal["minutes", "hours", "days", "working_days"]


class Unsound(ValueError):
    """This cadence cannot be followed; the argument says why, in one word of `REASONS`."""


@dataclass(frozen=True)
class Cadence:
    """When something is owed. `kind` says which of the other fields count.

    calendar: `rrule` names the due days (RFC 5545, by days or longer), `at` the local time.
    shift: `starts` are the local times at which shifts begin; due when the next one begins.
    event: due `amount` of `unit` after the event.
    once: due on `day` at the local time `at`.
    """

    kind: Kind
    rrule: str = ""
    at: str = "23:59"
    starts: tuple[str, ...] = ()
    amount: int = 0
    unit: Unit = "hours"
    day: str = ""
    # What becomes of a due day that is no working day.
    moves: Shift = "stay"
    # How many times it is owed within each period.
    times: int = 1

    @property
    def time(self) -> time:
        """The local time of the day at which it is due."""
        return time.fromisoformat(self.at)

    @property
    def date(self) -> date:
        """The one day on which a cadence of kind once is due."""
        return date.fromisoformat(self.day)

    def keeps_time_with(self, other: "Cadence") -> bool:
        """Whether both have the same periods, though perhaps due at another hour."""
        return replace(self, at=other.at, moves=other.moves) == other

    def to_json(self) -> dict[str, Any]:
        """As it is stored."""
        return {**asdict(self), "starts": list(self.starts)}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Cadence":
        """The cadence that `to_json` stored."""
        return cls(**{**stored, "starts": tuple(stored.get("starts", ()))})
