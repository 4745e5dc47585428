"""What forms with a position or a shape have in common."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lienket.documents.guard.forms import Guarded
from lienket.kernel.errors import Refusal
from lienket.places.actions.shapes import PositionSwapped
from lienket.places.forms.fields import PositionField, PositionInput, ShapeInput
from lienket.places.rules import Position, turned


class Placed(Guarded):
    """A form whose position or shape may come in the wrong way round; then it offers to turn it."""

    turned = forms.BooleanField(label=_("Turn latitude and longitude round"), required=False)

    def __init__(self, *given: Any, circle_id: int, **options: Any) -> None:
        super().__init__(*given, **options)
        if not self.data.get("turned"):
            self.fields["turned"].widget = forms.HiddenInput()
        for field in self.fields.values():
            if isinstance(field.widget, PositionInput | ShapeInput):
                field.widget.around = reverse("places:features", args=[circle_id])

    def refuse(self, field: str | None, refusal: Refusal, prefix: str = "") -> None:
        if isinstance(refusal, PositionSwapped):
            self.fields["turned"].widget = forms.CheckboxInput()
        super().refuse(field, refusal, prefix)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("turned"):
            if position := values.get("position"):
                values["position"] = Position(position.longitude, position.latitude)
            if shape := values.get("shape"):
                values["shape"] = turned(shape)
        return values

    def values(self) -> dict[str, Any]:
        """What the actions take."""
        own = {"turned", "not_secret"}
        given = {name: value for name, value in self.cleaned_data.items() if name not in own}
        return given | {"not_secret": self.sure}


class PositionedForm(Placed):
    """A form that asks for one position."""

    position = PositionField()
