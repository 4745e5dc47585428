"""Measures of the ground in words."""

from django import template
from django.utils.formats import number_format

from lienket.places.models import Waypoint
from lienket.places.shown import WAYPOINT_ICONS

register = template.Library()
_KILOMETRE, _HECTARE = 1000, 10_000


@register.filter
def waypoint_icon(kind: str) -> str:
    """The icon of a kind of waypoint."""
    return WAYPOINT_ICONS.get(Waypoint.Kind(kind), "map-pin")


@register.filter
def metres(value: float) -> str:
    """A length: "15 m", "3,4 km"."""
    if value < _KILOMETRE:
        return f"{number_format(value, 1 if value % 1 else 0)} m"
    return f"{number_format(value / _KILOMETRE, 1)} km"


@register.filter
def square(value: float) -> str:
    """An area: "850 m²", "48,2 ha"."""
    if value < _HECTARE:
        return f"{number_format(round(value), 0)} m²"
    return f"{number_format(value / _HECTARE, 1)} ha"
