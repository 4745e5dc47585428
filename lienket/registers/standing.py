"""How rows of the registers look: in lists, in pictures and in their history."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienket.kernel.charts import Piece, Share, Shares
from lienket.kernel.charts.shares import Tone
from lienket.registers import queries
from lienket.registers.kinds import Kind, kinds
from lienket.registers.models import Change, Entry
from lienket.registers.queries import Figures
from lienket.registers.rules import STANDINGS, Standing

#: Icon, tone of the state and tone of the picture.
_LOOKS: dict[Standing, tuple[str, str, Tone]] = {
    "expired": ("clock-exclamation", "state-late", "late"),
    "short": ("alert-triangle", "state-problem", "problem"),
    "soon": ("hourglass", "", "wait"),
    "valid": ("circle-check", "state-done", "done"),
}
_WORDS: dict[Standing, str | Promise] = {
    "expired": gettext_lazy("Past its last day"),
    "soon": gettext_lazy("Expires soon"),
    "valid": gettext_lazy("Valid"),
}


def word_of(standing: Standing, kind: Kind) -> str:
    """What a standing is called in a register."""
    own: dict[Standing, str | Promise] = {"short": kind.short, "valid": kind.well}
    return str(own.get(standing) or _WORDS[standing])


@dataclass(frozen=True)
class Row:
    """A row and how it stands today."""

    entry: Entry
    standing: Standing
    today: date

    @classmethod
    def of(cls, entry: Entry, today: date) -> "Row":
        """How it stands."""
        return cls(entry, queries.standing_of(entry, today), today)

    @property
    def kind(self) -> Kind:
        """Its register."""
        return kinds[self.entry.kind]

    @property
    def number(self) -> str:
        """The number, or the month as people write it."""
        return shown("number", self.entry.number, self.kind)

    @property
    def look(self) -> dict[str, str]:
        """Icon, tone and word."""
        icon, tone, _picture = _LOOKS[self.standing]
        return {"icon": icon, "tone": tone, "word": word_of(self.standing, self.kind)}

    @property
    def days(self) -> int | None:
        """How many days are left of its validity; less than nothing after it."""
        day = self.entry.expires_on
        return (day - self.today).days if day else None

    @property
    def since(self) -> int:
        """How many days it is over."""
        return -(self.days or 0)


def pieces(figures: Figures, kind: Kind) -> Iterator[Piece]:
    """The rows of a register by standing; of monthly counts what was counted."""
    if kind.monthly and kind.part:
        late = figures.amount - figures.part
        yield Piece(late, "problem", _("{count} declared late").format(count=late))
        yield Piece(figures.part, "done", _("{count} within 12 hours").format(count=figures.part))
        return
    for standing in STANDINGS:
        if count := figures.counts[standing]:
            _icon, _tone, tone = _LOOKS[standing]
            yield Piece(count, tone, f"{word_of(standing, kind)}: {count}")


def picture(title: str, shares: Iterable[tuple[Kind, Figures]]) -> Shares:
    """How some registers stand, one bar each."""
    return Shares(
        title, [Share(str(kind.label), list(pieces(figures, kind))) for kind, figures in shares]
    )


@dataclass(frozen=True)
class Said:
    """A change in words."""

    change: Change
    label: str
    before: str
    after: str


def history(entry: Entry) -> list[Said]:
    """What a row said before, the latest change first."""
    kind = kinds[entry.kind]
    return [
        Said(
            one,
            label_of(kind, one.column),
            shown(one.column, one.before, kind) or "–",
            shown(one.column, one.after, kind) or "–",
        )
        for one in queries.changes_of(entry)
    ]


def label_of(kind: Kind, column: str) -> str:
    """What a column is called in a register."""
    return str(getattr(kind, "expires" if column == "expires_on" else column))


def shown(column: str, value: str, kind: Kind) -> str:
    """A value as people write it: days and months begin with the smallest."""
    if value and (column == "expires_on" or (column == "number" and kind.monthly)):
        return "/".join(reversed(value.split("-")))
    return value
