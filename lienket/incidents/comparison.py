"""Figures of incidents beside those of another period, each with the address of its rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from lienket.incidents import rules
from lienket.incidents.models import Incident
from lienket.incidents.queries import figures
from lienket.incidents.queries.figures import Tally

Period = tuple[date, date]


@dataclass(frozen=True)
class Row:
    """One figure with its base a year earlier, and the address of the rows behind each."""

    label: str
    now: Tally
    before: Tally
    url: str
    url_before: str = ""
    # Whoever takes part in a stoppage or complaint is a person, and no suspect.
    counts_only: bool = False

    @property
    def words(self) -> str:
        """ "5 vụ/6 đối tượng", as reports write it."""
        return in_words(self.now, counts_only=self.counts_only)

    @property
    def words_before(self) -> str:
        return in_words(self.before, counts_only=self.counts_only)

    @property
    def difference(self) -> str:
        """ "+2", "-1", "0"."""
        change = self.now.incidents - self.before.incidents
        return f"{change:+}" if change else "0"

    @property
    def percent(self) -> str:
        """ "+40%"; a dash without a base."""
        change = rules.change(self.now.incidents, self.before.incidents)
        return "—" if change is None else f"{change:+}%" if change else "0%"


def in_words(tally: Tally, *, counts_only: bool) -> str:
    """Incidents and persons in one figure."""
    if tally.persons:
        text = _("{incidents} incidents/{persons} persons")
        if counts_only and tally.incidents > 1:
            # The same people may have taken part in several.
            text = _("{incidents} incidents/{persons} times somebody took part")
        elif counts_only:
            text = _("{incidents} incident/{persons} people taking part")
        return text.format(incidents=tally.incidents, persons=tally.persons)
    return _("{incidents} incidents").format(incidents=tally.incidents)


def rows_url(circle_id: int, period: Period, **more: object) -> str:
    """The list of the incidents behind a figure."""
    query = {
        "since": period[0].isoformat(),
        "until": period[1].isoformat(),
        "state": "counted",
        **{name: value for name, value in more.items() if value},
    }
    return f"{reverse('incidents:list', args=[circle_id])}?{urlencode(query)}"


def kind_rows(circle_id: int, now: Period, before: Period) -> Iterator[Row]:
    """The figures of every kind beside those of another period."""
    tallies = figures.by_kind(circle_id, *now)
    bases = figures.by_kind(circle_id, *before)
    for kind in rules.KINDS:
        yield Row(
            label=str(Incident.Kind(kind).label),
            now=tallies.get(kind, Tally()),
            before=bases.get(kind, Tally()),
            url=rows_url(circle_id, now, kind=kind),
            url_before=rows_url(circle_id, before, kind=kind),
            counts_only=rules.KINDS[kind].counts_only,
        )
