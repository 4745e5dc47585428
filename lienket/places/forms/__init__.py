"""What people fill in about places, and the fields that other modules use."""

from lienket.places.forms.fields import PositionField, ShapeField
from lienket.places.forms.places import (
    ContactForm,
    CorridorForm,
    SiteForm,
    WaypointForm,
    ZoneForm,
    contact_forms,
)
from lienket.places.forms.where import Chosen, Where

__all__ = [
    "Chosen",
    "ContactForm",
    "CorridorForm",
    "PositionField",
    "ShapeField",
    "SiteForm",
    "WaypointForm",
    "Where",
    "ZoneForm",
    "contact_forms",
]
