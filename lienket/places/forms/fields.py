"""Positions and shapes in forms.

Both are plain text that anybody can type or paste; with JavaScript a map stands beside the text and
writes into it (`frontend/src/map/`).
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lienket.kernel.errors import Refusal
from lienket.places import rules
from lienket.places.actions.shapes import shape_from
from lienket.places.basemap import base_map_url, tiles_url
from lienket.places.rules import Bounds, Position

#: Far more than an outline of `rules.MOST_POINTS` points needs.
TEXT_LIMIT = 300_000


class _MapWidget:
    """What both widgets tell their template."""

    def __init__(self, *given: Any, draws: str, **options: Any) -> None:
        super().__init__(*given, **options)
        self.draws = draws
        #: Where the map finds what is drawn already; set by the form.
        self.around = ""
        #: What it opens on; without it, on all that is drawn around.
        self.view: Bounds | None = None

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)  # type: ignore[misc]
        context["map"] = {
            "draws": self.draws,
            "base": base_map_url(),
            "tiles": tiles_url(),
            "around": self.around,
            "view": ",".join(map(str, self.view)) if self.view else "",
        }
        return context


class PositionInput(_MapWidget, forms.TextInput):
    """One line for a position, a button that asks the device, and a map to tap on."""

    template_name = "places/widgets/position.html"


class ShapeInput(_MapWidget, forms.Textarea):
    """One point a line, and a map to draw on."""

    template_name = "places/widgets/shape.html"


class PositionField(forms.CharField):
    """Cleans to a Position, or None. Whether it lies in Việt Nam is the action's question."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("Position"))
        options.setdefault("help_text", _("Latitude and longitude, for example 13.355, 109.205."))
        super().__init__(max_length=80, widget=PositionInput(draws="point"), **options)

    def prepare_value(self, value: Any) -> Any:
        return rules.write_position(value) if isinstance(value, Position) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        position = rules.read_position(text)
        if position is None:
            raise ValidationError(
                _("This is no position. Write latitude and longitude, for example 13.355, 109.205.")
            )
        return position


class ShapeField(forms.CharField):
    """Cleans to a GeoJSON geometry that nobody has looked at yet, or None."""

    def __init__(self, kind: str, **options: Any) -> None:
        self.kind = kind
        draws = "line" if kind == "LineString" else "area"
        options.setdefault(
            "help_text",
            _("Draw on the map, or write one point a line: latitude, longitude."),
        )
        super().__init__(
            max_length=TEXT_LIMIT, widget=ShapeInput(draws=draws, attrs={"rows": 4}), **options
        )

    def prepare_value(self, value: Any) -> Any:
        return rules.write_shape(value) if isinstance(value, dict) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return shape_from(text, self.kind)
        except Refusal as refusal:
            raise ValidationError(refusal.message) from None
