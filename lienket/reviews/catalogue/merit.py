"""H. Commendations: what was decided in the period, collectives and individuals."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lienket.reviews.catalogue.definitions import Derived, Indicator
from lienket.reviews.rules import Direction

_COLLECTIVE, _INDIVIDUAL = "(NOT r.individual)::int", "r.individual::int"


def _commended(
    where: str, sentence: str | Promise, *, value: str = _COLLECTIVE, second: str = _INDIVIDUAL
) -> Derived:
    """Recipients of dossiers for which `where` holds, by the day of the decision."""
    return Derived(
        about="commendations_dossier",
        table="commendations_dossier x"
        " JOIN commendations_decision d ON d.circle_id = x.circle_id AND d.dossier_id = x.id"
        " JOIN commendations_recipient r ON r.circle_id = x.circle_id AND r.dossier_id = x.id",
        at="d.decided_on",
        when="day",
        where=where,
        value=value,
        second=second,
        sentence=sentence,
    )


_DECIDED = _("Recipients of decided dossiers, by the day of the decision.")

INDICATORS = (
    Indicator(
        "H1",
        _("Commemorative medals"),
        _("medals"),
        Direction.GOOD,
        public=True,
        derived=_commended("x.kind = 'medal'", _DECIDED, value="1", second="NULL"),
    ),
    Indicator(
        "H2",
        _("Certificates of merit of the ministry or province"),
        _("collectives"),
        Direction.GOOD,
        derived=_commended("x.kind = 'merit'", _DECIDED),
        second_unit=_("individuals"),
        public=True,
    ),
    Indicator(
        "H3",
        _("Commendation letters"),
        _("collectives"),
        Direction.GOOD,
        derived=_commended("x.kind = 'letter'", _DECIDED),
        second_unit=_("individuals"),
        public=True,
    ),
    Indicator(
        "H4",
        _("Ad-hoc commendations"),
        _("times"),
        Direction.GOOD,
        public=True,
        derived=_commended(
            "x.ad_hoc",
            _("Recipients that were commended for one feat at once, of any kind."),
            value="1",
            second="NULL",
        ),
    ),
    Indicator(
        "H5",
        _("Prize money"),
        _("đồng"),
        derived=_commended(
            "r.prize > 0", _("Prizes of decided dossiers."), value="r.prize", second="NULL"
        ),
    ),
)
