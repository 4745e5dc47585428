"""Which file is put on the map, and what its shapes shall become."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lienket.kernel.forms import offer
from lienket.places.actions import Wanted
from lienket.places.actions.corridors import WIDEST
from lienket.places.models import Corridor, Site, Waypoint


class FileForm(forms.Form):
    """The file."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("Places that a phone, a surveyor or a map program has saved in a file."),
    )


class WantedForm(forms.Form):
    """What points, lines and areas become. A row whose attribute `kind` is one of ours keeps it."""

    points = forms.ChoiceField(
        label=_("Points become"),
        choices=[("waypoint", _("points on the map")), ("site", _("sites"))],
        initial="waypoint",
    )
    point_kind = forms.ChoiceField(
        label=_("Kind of point"), choices=Waypoint.Kind.choices, initial=Waypoint.Kind.OTHER
    )
    areas = forms.ChoiceField(
        label=_("Areas become"),
        choices=[("site", _("sites")), ("zone", _("zones of the site chosen below"))],
        initial="site",
    )
    site_kind = forms.ChoiceField(
        label=_("Kind of site"), choices=Site.Kind.choices, initial=Site.Kind.OTHER
    )
    importance = forms.TypedChoiceField(
        label=_("Importance"),
        choices=Site.Importance.choices,
        coerce=int,
        initial=Site.Importance.ORDINARY,
    )
    line_kind = forms.ChoiceField(label=_("Lines become"), choices=Corridor.Kind.choices)
    width = forms.FloatField(
        label=_("Width of the strip (m)"), min_value=1, max_value=WIDEST, initial=15, localize=True
    )
    site = forms.TypedChoiceField(
        label=_("Belongs to the site"), required=False, coerce=int, empty_value=None
    )
    turned = forms.BooleanField(label=_("Turn latitude and longitude round"), required=False)

    def __init__(self, *given: Any, sites: Iterable[Site], **options: Any) -> None:
        super().__init__(*given, **options)
        offer(self.fields["site"], [("", _("None")), *((one.id, one.name) for one in sites)])

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("areas") == "zone" and not values.get("site"):
            self.add_error("site", _("Choose the site whose zones these are."))
        return values

    def wanted(self) -> Wanted:
        """What the actions take."""
        given = dict(self.cleaned_data)
        return Wanted(site_id=given.pop("site"), **given)
