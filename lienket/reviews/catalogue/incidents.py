"""D. Incidents: how many of which kind, what became of them, damage and recovery."""

from collections.abc import Collection

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lienket.incidents.rules import KINDS
from lienket.reviews.catalogue.definitions import Derived, Indicator
from lienket.reviews.rules import Aggregation, Direction

#: No exercise, nothing that did not happen or was reported twice.
COUNTED = (
    "NOT x.exercise AND NOT EXISTS (SELECT FROM incidents_closure c"
    " WHERE c.circle_id = x.circle_id AND c.incident_id = x.id"
    " AND c.outcome IN ('unfounded', 'duplicate')"
    " AND NOT EXISTS (SELECT FROM incidents_reopening o WHERE o.closure_id = c.id))"
)
_CLEARED = (
    "EXISTS (SELECT FROM incidents_closure c WHERE c.circle_id = x.circle_id"
    " AND c.incident_id = x.id AND c.outcome = 'cleared'"
    " AND NOT EXISTS (SELECT FROM incidents_reopening o WHERE o.closure_id = c.id))"
)


def kinds_in(kinds: Collection[str]) -> str:
    """The condition that an incident is of one of these kinds, which are words of the code."""
    return f"x.kind IN ({', '.join(repr(kind) for kind in sorted(kinds))})"


def _of(indicator: str) -> str:
    return kinds_in([kind for kind, trait in KINDS.items() if trait.indicator == indicator])


def of_group(*groups: str) -> str:
    """The condition that an incident is of a kind of these groups."""
    return kinds_in([kind for kind, trait in KINDS.items() if trait.group in groups])


#: Whoever takes part in a stoppage or complaint is a person, and no suspect.
_SUSPECTED = kinds_in([kind for kind, trait in KINDS.items() if not trait.counts_only])


def derived(
    where: str,
    sentence: str | Promise,
    *,
    value: str = "1",
    second: str = "NULL",
) -> Derived:
    """Incidents for which `where` holds, by the moment they happened."""
    return Derived(
        about="incidents_incident",
        table="incidents_incident x",
        at="x.happened_at",
        where=f"{COUNTED} AND {where}",
        sentence=sentence,
        value=value,
        second=second,
    )


_PERSONS = "coalesce(x.subjects, 0)"
_BY_KIND = _("Incidents of this kind; no exercises, nothing reported twice or by mistake.")

INDICATORS = (
    Indicator(
        "D1",
        _("Incidents of security and order"),
        _("incidents"),
        Direction.BAD,
        public=True,
        derived=derived(
            of_group("order", "grid", "labour"),
            _("All kinds but fires and rescues; no exercises, nothing reported twice."),
        ),
    ),
    Indicator(
        "D2",
        _("Persons involved"),
        _("persons"),
        Direction.BAD,
        derived=derived(
            f"{_SUSPECTED} AND {_PERSONS} > 0",
            _("Persons counted in incidents; none is named."),
            value=_PERSONS,
        ),
    ),
    Indicator(
        "D3",
        _("Thefts of property"),
        _("incidents"),
        Direction.BAD,
        derived=derived(_of("D3"), _BY_KIND, second=_PERSONS),
        second_unit=_("persons"),
        public=True,
    ),
    Indicator(
        "D4",
        _("Thefts of electrical equipment and material"),
        _("incidents"),
        Direction.BAD,
        derived=derived(_of("D4"), _BY_KIND, second=_PERSONS),
        second_unit=_("persons"),
        public=True,
    ),
    Indicator(
        "D5",
        _("Thefts of electricity"),
        _("incidents"),
        Direction.BAD,
        derived=derived(_of("D5"), _BY_KIND),
        public=True,
    ),
    Indicator(
        "D6",
        _("Violations of the grid corridor"),
        _("incidents"),
        Direction.BAD,
        derived=derived(
            _of("D6"),
            _("Acts in the safety corridor of the grid, and how many of them are closed."),
            second="(x.closed_at IS NOT NULL)::int",
        ),
        second_unit=_("dealt with"),
        public=True,
    ),
    Indicator(
        "D7",
        _("Disorder and fights"),
        _("incidents"),
        Direction.BAD,
        derived=derived(_of("D7"), _BY_KIND),
    ),
    Indicator(
        "D8",
        _("Collective work stoppages"),
        _("incidents"),
        Direction.BAD,
        derived=derived(
            _of("D8"),
            _("Counts only: how many, and how often somebody took part."),
            second=_PERSONS,
        ),
        second_unit=_("participations"),
    ),
    Indicator(
        "D9",
        _("Disputes and complaints"),
        _("incidents"),
        Direction.BAD,
        derived=derived(_of("D9"), _("Counts only.")),
    ),
    Indicator(
        "D10",
        _("Impersonation of electricity workers"),
        _("incidents"),
        Direction.BAD,
        derived=derived(_of("D10"), _BY_KIND),
        public=True,
    ),
    Indicator(
        "D11",
        _("Traffic accidents in the area"),
        _("incidents"),
        Direction.BAD,
        derived=derived(_of("D11"), _BY_KIND),
    ),
    Indicator(
        "D12",
        _("Accidents at work"),
        _("incidents"),
        Direction.BAD,
        derived=derived(_of("D12"), _BY_KIND),
    ),
    Indicator(
        "D13",
        _("Network attacks"),
        _("incidents"),
        Direction.BAD,
        derived=derived(_of("D13"), _BY_KIND),
    ),
    Indicator(
        "D14",
        _("Incidents cleared up"),
        "%",
        Direction.GOOD,
        Aggregation.RATE,
        derived=derived(
            of_group("order", "grid"),
            _("Of the incidents of order and of the corridor: closed as cleared up."),
            value=f"({_CLEARED})::int",
        ),
    ),
    Indicator("D15", _("Criminal cases opened"), _("cases"), second_unit=_("accused")),
    Indicator("D16", _("Administrative fines"), _("cases")),
    Indicator(
        "D17",
        _("Damage"),
        _("đồng"),
        Direction.BAD,
        derived=derived("x.damage > 0", _("Damage noted with incidents."), value="x.damage"),
    ),
    Indicator(
        "D18",
        _("Recovered"),
        _("đồng"),
        Direction.GOOD,
        derived=derived(
            "x.recovered > 0", _("What was recovered or collected."), value="x.recovered"
        ),
    ),
    Indicator(
        "D19",
        _("Reports handed to the police"),
        _("reports"),
        Direction.GOOD,
        derived=Derived(
            about="incidents_incident",
            table="incidents_referral r JOIN incidents_incident x"
            " ON x.circle_id = r.circle_id AND x.id = r.incident_id",
            at="r.handed_at",
            where="NOT x.exercise",
            sentence=_("Tips and reports of crime handed over with a receipt."),
        ),
    ),
    Indicator(
        "D20",
        _("Incidents still being dealt with"),
        _("incidents"),
        Direction.BAD,
        Aggregation.LAST,
        derived=derived(
            "(x.closed_at IS NULL OR x.closed_at >= %(until)s)",
            _("Open at the end of the period, whenever they happened."),
        ),
    ),
)
