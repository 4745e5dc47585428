"""The words in which a scene of the demonstration is written: who is in it, and what was said."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from lienket.config.demo.agreement import (
    Agreement,
    Body,
    Crew,
    Drill,
    Gathering,
    Peak,
    Question,
    Scheme,
)
from lienket.escalation.rules import Step, To

if TYPE_CHECKING:
    from lienket.config.demo.happening import Case
    from lienket.config.demo.warning import Rumour

#: How a unit usually answers: within minutes, in time, on the brink, or hardly ever.
Habit = Literal["prompt", "steady", "slow", "silent"]


#: What is done about silence in most circles, by urgency.
PLANS: Mapping[str, tuple[Step, ...]] = {
    "normal": (Step(1440, To.FOCAL), Step(2160, To.HEAD), Step(2880, To.SUPERIOR)),
    "urgent": (Step(30, To.DUTY), Step(60, To.FOCAL), Step(90, To.SUPERIOR)),
    "very_urgent": (Step(15, To.DUTY), Step(30, To.HEAD), Step(45, To.SUPERIOR)),
    "immediate": (Step(5, To.DUTY), Step(10, To.HEAD), Step(15, To.SUPERIOR)),
}


@dataclass(frozen=True)
class Unit:
    """An organization of the scene. Its people are made up from its kind."""

    key: str  # also the host of its addresses: truc.ban@<key>.thanhvan.example
    name: str
    short_name: str
    kind: str
    habit: Habit = "steady"
    superior: str = ""  # key of a unit that stands earlier in the scene
    observer: bool = False
    # Works for one of them, and shares a circle of its own with that one only.
    apart: bool = False
    # A desk that is manned day and night, with a published number.
    desk: bool = True
    # Titles of head, focal point and whoever is on duty, when those of its kind do not fit.
    titles: tuple[str, str, str] | None = None


@dataclass(frozen=True)
class Past:
    """A bulletin and what became of it. Without `to`, it went to the whole circle."""

    days_ago: int
    clock: str  # local time, "08:15"
    issuer: str  # key of a unit
    kind: str
    title: str
    body: str
    urgency: str = "normal"
    action: str = "acknowledge"
    to: tuple[str, ...] = ()
    within: int | None = None  # minutes; None: what the urgency implies
    quorum: int | None = None
    exercise: bool = False
    told: int = 0  # so many minutes before, it was told by phone
    # What units write back when an answer is asked for; the last one is everybody else's.
    replies: tuple[str, ...] = ("Đã kiểm tra, không có trường hợp nào như nêu trong văn bản.",)
    # The issuer takes it back, or issues another in its place, after so many minutes.
    withdrawn: tuple[int, str] | None = None
    corrected: "tuple[int, Past] | None" = None


@dataclass(frozen=True)
class Call:
    """Somebody was told of the open notice by phone just before it was entered, and answered."""

    unit: str
    minutes_ago: int
    spoke_with: str
    words: str


@dataclass(frozen=True)
class Open:
    """A notice that is still open: nobody has answered but those who were called."""

    notice: Past
    calls: tuple[Call, ...] = ()


@dataclass(frozen=True)
class Scene:
    """A circle with its members and its record."""

    name: str
    chair: str  # key of a unit
    units: tuple[Unit, ...]
    past: tuple[Past, ...]
    plans: Mapping[str, tuple[Step, ...]] = field(default_factory=lambda: PLANS)
    open: Open | None = None
    # What was agreed, and what has been done about it since.
    agreement: Agreement | None = None
    schemes: tuple[Scheme, ...] = ()
    gatherings: tuple[Gathering, ...] = ()
    bodies: tuple[Body, ...] = ()
    crews: tuple[Crew, ...] = ()
    drill: Drill | None = None
    petitions: tuple[Question, ...] = ()
    campaigns: tuple[Peak, ...] = ()
    # What happened in its places.
    cases: "tuple[Case, ...]" = ()
    # What false claims went around.
    rumours: "tuple[Rumour, ...]" = ()
