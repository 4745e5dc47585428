"""The indicators of reviews, group by group, as periodic reports list them."""

from django.utils.translation import gettext_lazy as _

from lienket.reviews.catalogue import (
    direction,
    exchange,
    guarding,
    incidents,
    merit,
    movement,
    residence,
    safety,
)
from lienket.reviews.catalogue.definitions import VERSION, Derived, Indicator

__all__ = ["GROUP_NAMES", "INDICATORS", "VERSION", "Derived", "Indicator", "indicator"]

GROUP_NAMES = {
    "A": _("Direction and coordination"),
    "B": _("Exchange of information"),
    "C": _("Patrols and guarding"),
    "D": _("Incidents"),
    "E": _("Fire safety and rescue"),
    "F": _("Residence, contractors, equipment"),
    "G": _("Movement and awareness"),
    "H": _("Commendations"),
}
INDICATORS: tuple[Indicator, ...] = (
    *direction.INDICATORS,
    *exchange.INDICATORS,
    *guarding.INDICATORS,
    *incidents.INDICATORS,
    *safety.INDICATORS,
    *residence.INDICATORS,
    *movement.INDICATORS,
    *merit.INDICATORS,
)
_BY_CODE = {one.code: one for one in INDICATORS}


def indicator(code: str) -> Indicator | None:
    """The one with a code, if there is one."""
    return _BY_CODE.get(code)
