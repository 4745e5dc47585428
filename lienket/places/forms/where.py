"""Where something is or happened: a place of the circle to choose, or a position.

For forms of other modules:

    class IncidentForm(Where):
        what = forms.CharField(...)

    form = IncidentForm(request.POST or None, circle_id=circle.id, by=request.member)
    if form.is_valid():
        chosen = form.chosen()      # site_id, zone_id, corridor_id and position, any may be missing

and in the template `{% include "kernel/_fields.html" with form=form only %}`, or the two fields
`form.place` and `form.position` by themselves. The position takes what people paste; with
JavaScript it has a button that asks the device and a map to tap on. Refusals of an action about
"position" appear at it, and numbers the wrong way round are offered to be turned.
"""

from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienket.kernel.actors import Actor
from lienket.kernel.errors import Refusal
from lienket.kernel.forms import offer
from lienket.places import queries
from lienket.places.actions import position_from
from lienket.places.forms.fields import PositionField
from lienket.places.forms.placed import Placed
from lienket.places.rules import Position


class Chosen(NamedTuple):
    """What was chosen; a zone comes with its site."""

    site_id: int | None = None
    zone_id: int | None = None
    corridor_id: int | None = None
    position: Position | None = None


class Where(Placed):
    """A form that asks where: one of the circle's places, a position, or both."""

    place = forms.ChoiceField(label=_("Place"), required=False)
    position = PositionField(required=False)

    def __init__(self, *given: Any, circle_id: int, by: Actor, **options: Any) -> None:
        super().__init__(*given, circle_id=circle_id, **options)
        self._zones = {one.id: one.site_id for one in queries.zones_of(circle_id, by)}
        offer(self.fields["place"], _choices(circle_id, by))

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if position := values.get("position"):
            try:
                values["position"] = position_from(*position)
            except Refusal as refusal:
                self.refuse("position", refusal)
        return values

    def chosen(self) -> Chosen:
        """What was chosen."""
        kind, _dot, number = self.cleaned_data["place"].partition(".")
        position = self.cleaned_data["position"]
        if kind == "zone":
            zone = int(number)
            return Chosen(self._zones[zone], zone, position=position)
        return Chosen(
            site_id=int(number) if kind == "site" else None,
            corridor_id=int(number) if kind == "corridor" else None,
            position=position,
        )


def _choices(circle_id: int, by: Actor) -> list[Any]:
    zones: dict[int, list[tuple[str, str]]] = {}
    for zone in queries.zones_of(circle_id, by):
        zones.setdefault(zone.site_id, []).append((f"zone.{zone.id}", f"— {zone.name}"))
    choices: list[Any] = [("", gettext("None of the places"))]
    for site in queries.sites_of(circle_id, by):
        choices += [(f"site.{site.id}", site.name), *zones.get(site.id, ())]
    corridors = [(f"corridor.{one.id}", one.name) for one in queries.corridors_of(circle_id, by)]
    return [*choices, (gettext("Corridors"), corridors)] if corridors else choices
