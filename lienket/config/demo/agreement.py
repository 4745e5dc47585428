"""The words in which the agreed work of a scene is written, from its regulation to petitions."""

from dataclasses import dataclass
from typing import Literal

from lienket.obligations.actions import ObligationDraft
from lienket.obligations.rules import Cadence

Form = Literal["signed", "enacted", "internal"]


@dataclass(frozen=True)
class Bound:
    """A party of a regulation. Without a unit, it does not work here; `through` is a letter."""

    letter: str
    unit: str = ""  # key of a unit
    abbreviation: str = ""
    focal: str = ""
    name: str = ""  # when no unit stands for it
    through: str = ""


@dataclass(frozen=True)
class Amendment:
    """So many days ago, all parties signed that a clause reads otherwise."""

    days_ago: int
    title: str
    key: str
    text: str


@dataclass(frozen=True)
class Lower:
    """A regulation further down: its own circle of two units, and what it takes over."""

    circle: str
    title: str
    chair: str
    other: str
    keys: tuple[str, ...]
    # What the lower one says instead, by key.
    adapted: tuple[tuple[str, str], ...] = ()
    # Parties there are A, the chair, and B.
    owed: tuple[ObligationDraft, ...] = ()


@dataclass(frozen=True)
class Shared:
    """The regulation becomes a model for others, so many days ago, without the `names`."""

    days_ago: int
    title: str
    site_kind: str
    statement: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Agreement:
    """A regulation of the scene, signed so many days ago."""

    text: str  # a file of `texts`, without its ending
    title: str
    parties: tuple[Bound, ...]
    owed: tuple[ObligationDraft, ...] = ()
    signed: int = 60  # days ago
    form: Form = "signed"
    years: int = 5
    # In force for so long when the demonstration begins.
    began_years_ago: int = 0
    amendment: Amendment | None = None
    lower: tuple[Lower, ...] = ()
    # The next term, put to the parties so many days ago.
    renewal: tuple[int, str] | None = None
    # A remark on a clause of the renewal: unit, key, words.
    remarks: tuple[tuple[str, str, str], ...] = ()
    shared: Shared | None = None
    # All units read the text, from so many days ago.
    spread: int | None = None


@dataclass(frozen=True)
class Job:
    """A task of a plan: due so many days from now, and how it stands ("" nothing said yet)."""

    unit: str
    title: str
    days: int
    state: Literal["", "begun", "done"] = ""
    words: str = ""


@dataclass(frozen=True)
class Scheme:
    """A plan, put to the members so many days ago; `adopted` by all of them, or by some."""

    days_ago: int
    by: str
    kind: Literal["yearly", "campaign", "site"]
    title: str
    jobs: tuple[Job, ...]
    adopted: bool = True


@dataclass(frozen=True)
class Gathering:
    """A meeting, so many days ago (or ahead, if negative), with its points and conclusions."""

    days_ago: int
    by: str
    kind: Literal["briefing", "conference", "festival", "forum", "debrief"]
    title: str
    place: str
    points: tuple[tuple[str, str], ...]  # what, and what was concluded
    conclusions: tuple[Job, ...] = ()
    absent: tuple[str, ...] = ()


@dataclass(frozen=True)
class Body:
    """A council with offices: role and unit, in order; `empty` have named nobody yet."""

    by: str
    kind: Literal["council", "steering", "support_team"]
    name: str
    short_name: str
    decision: str
    offices: tuple[tuple[str, str], ...]
    days_ago: int = 58
    empty: tuple[str, ...] = ()


@dataclass(frozen=True)
class Crew:
    """A working team of a unit, all its people, and which post the circle reads as leading it.

    A unit that works for another is read in the circle it shares with that one.
    """

    unit: str
    name: str
    leader: str
    days_ago: int = 45


@dataclass(frozen=True)
class Drill:
    """A playbook, and the exercise in which it was practised so many days ago."""

    by: str
    title: str
    situation: str
    notice: str
    steps: tuple[tuple[str, str, int], ...]  # unit, what, minutes
    practised: int
    lessons: str


@dataclass(frozen=True)
class Peak:
    """A campaign, announced and begun so many days ago, with so many days left."""

    by: str
    title: str
    decided_by: str
    aim: str
    demands: tuple[tuple[str, Cadence], ...]  # code of an obligation, and how often then
    announced: int
    began: int
    left: int


@dataclass(frozen=True)
class Question:
    """A petition, raised so many days ago, and what came of it."""

    days_ago: int
    by: str
    to: str
    topic: str
    title: str
    detail: str = ""
    voice: str = "organization"
    collective: str = ""
    at_forum: bool = False
    # Answered at the table.
    spoken: str = ""
    # To whom it was handed on the day after, and why.
    handed: tuple[str, str] | None = None
    # So many days after the question, in these words.
    answer: tuple[int, str] | None = None
    # Whether the asker was satisfied, and its remark.
    verdict: tuple[bool, str] | None = None
    returned: str = ""
    confidential: bool = False
