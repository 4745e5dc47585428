"""What people fill in about sites, zones, corridors and points."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from lienket.kernel.forms import offer
from lienket.organizations.models import Organization, Post
from lienket.places import rules
from lienket.places.actions import Line, TowerDraft
from lienket.places.actions.contacts import MOST_CONTACTS
from lienket.places.actions.corridors import WIDEST
from lienket.places.actions.shapes import (
    ADDRESS_LIMIT,
    NAME_LIMIT,
    SHORT_NAME_LIMIT,
    SHORT_NOTE_LIMIT,
)
from lienket.places.forms.fields import PositionField, ShapeField
from lienket.places.forms.placed import Placed, PositionedForm
from lienket.places.models import Corridor, Site, Waypoint, Zone

_NEVER_THE_PLAN = _(
    "What a partner needs to find and to reach it. Never write protection plans, guard strengths "
    "or anything secret here."
)


def _name(limit: int, **options: Any) -> forms.CharField:
    return forms.CharField(label=_("Name"), max_length=limit, strip=False, **options)


class SiteForm(Placed):
    """A protected site."""

    name = _name(NAME_LIMIT)
    kind = forms.ChoiceField(label=_("Kind of site"), choices=Site.Kind.choices)
    importance = forms.TypedChoiceField(
        label=_("Importance"),
        choices=Site.Importance.choices,
        coerce=int,
        initial=Site.Importance.ORDINARY,
    )
    address = forms.CharField(
        label=_("Address"), max_length=ADDRESS_LIMIT, required=False, strip=False
    )
    position = PositionField(
        required=False,
        help_text=_(
            "Latitude and longitude, for example 13.355, 109.205. Empty: the middle of the outline."
        ),
    )
    shape = ShapeField("Polygon", label=pgettext_lazy("of an area", "Outline"), required=False)
    note = forms.CharField(
        label=_("Notes for partners"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_NEVER_THE_PLAN,
    )

    def values(self) -> dict[str, Any]:
        given = super().values()
        return given | {"outline": given.pop("shape")}


class ZoneForm(Placed):
    """An area inside a site."""

    name = _name(SHORT_NAME_LIMIT)
    kind = forms.ChoiceField(label=_("Kind of area"), choices=Zone.Kind.choices)
    shape = ShapeField("Polygon", label=pgettext_lazy("of an area", "Outline"))

    def values(self) -> dict[str, Any]:
        given = super().values()
        return given | {"outline": given.pop("shape")}


class CorridorForm(Placed):
    """A corridor with its towers."""

    name = _name(NAME_LIMIT, help_text=_("For example: 110 kV line Xuân Thọ – Sông Cầu."))
    kind = forms.ChoiceField(label=_("Kind of line"), choices=Corridor.Kind.choices)
    voltage = forms.IntegerField(
        label=_("Voltage (kV)"), required=False, min_value=1, max_value=1000
    )
    width = forms.FloatField(
        label=_("Width of the strip (m)"),
        min_value=1,
        max_value=WIDEST,
        localize=True,
        help_text=_("From edge to edge, with the line in the middle."),
    )
    site = forms.TypedChoiceField(
        label=_("Belongs to the site"), required=False, coerce=int, empty_value=None
    )
    shape = ShapeField("LineString", label=pgettext_lazy("of a corridor", "Line"), required=False)
    towers = forms.CharField(
        label=pgettext_lazy("of a power line", "Towers"),
        required=False,
        strip=False,
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "One tower a line, in their order: number, then latitude and longitude, for example "
            "VT1: 13.360, 109.210. Without a line on the map, it runs from tower to tower."
        ),
    )
    note = forms.CharField(
        label=_("Notes for partners"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_NEVER_THE_PLAN,
    )

    def __init__(self, *given: Any, sites: Iterable[Site], **options: Any) -> None:
        super().__init__(*given, **options)
        _offer_sites(self, sites)

    def clean_towers(self) -> list[TowerDraft]:
        """The towers, line by line; a line that cannot be read is named."""
        towers = []
        for row, line in enumerate(self.cleaned_data["towers"].splitlines(), 1):
            if not line.strip():
                continue
            number, _colon, where = line.partition(":")
            position = rules.read_position(where)
            if position is None:
                told = gettext("Line {row} cannot be read. Write it like VT1: 13.360, 109.210.")
                raise ValidationError(told.format(row=row))
            towers.append(TowerDraft(number, position))
        return towers

    def values(self) -> dict[str, Any]:
        given = super().values()
        return given | {"line": given.pop("shape"), "site_id": given.pop("site")}


class WaypointForm(PositionedForm):
    """A gate, a hydrant, a camera."""

    name = _name(SHORT_NAME_LIMIT)
    kind = forms.ChoiceField(label=_("Kind of point"), choices=Waypoint.Kind.choices)
    site = forms.TypedChoiceField(
        label=_("Belongs to the site"), required=False, coerce=int, empty_value=None
    )
    corridor = forms.TypedChoiceField(
        label=_("Belongs to the corridor"), required=False, coerce=int, empty_value=None
    )
    note = forms.CharField(
        label=_("Note"), max_length=SHORT_NOTE_LIMIT, required=False, strip=False
    )
    field_order = ("name", "kind", "position", "site", "corridor", "note")

    def __init__(
        self,
        *given: Any,
        sites: Iterable[Site],
        corridors: Iterable[Corridor],
        **options: Any,
    ) -> None:
        super().__init__(*given, **options)
        _offer_sites(self, sites)
        offer(
            self.fields["corridor"], [("", _("None")), *((one.id, one.name) for one in corridors)]
        )

    def values(self) -> dict[str, Any]:
        given = super().values()
        return given | {"site_id": given.pop("site"), "corridor_id": given.pop("corridor")}


class ContactForm(forms.Form):
    """One line of a contact plan."""

    who = forms.ChoiceField(label=_("Whom to call"), required=False)
    about = forms.CharField(
        label=_("About what"), max_length=SHORT_NAME_LIMIT, required=False, strip=False
    )

    def line(self) -> Line | None:
        """What was filled in; None when the line was left empty."""
        who = self.cleaned_data["who"]
        if not who:
            return None
        organization, _dot, post = who.partition(".")
        return Line(int(organization), int(post) if post else None, self.cleaned_data["about"])


def contact_value(organization_id: int, post_id: int | None) -> str:
    """What stands for an organization, or a post of it, in the choices of a contact."""
    return f"{organization_id}.{post_id}" if post_id else str(organization_id)


def contact_forms(
    data: Any, lines: Iterable[Line], members: Iterable[Organization], posts: Iterable[Post]
) -> list[ContactForm]:
    """A form for each line of a plan and some empty ones, with all members and posts to choose."""
    of: dict[int, list[Post]] = {}
    for post in posts:
        of.setdefault(post.organization_id, []).append(post)
    choices: list[Any] = [("", gettext("Nobody"))]
    for one in members:
        offered = [(contact_value(one.id, None), gettext("Whoever is on duty"))]
        offered += [(contact_value(one.id, post.id), post.name) for post in of.get(one.id, ())]
        choices.append((one.name, offered))
    filled = list(lines)
    empty = min(3, MOST_CONTACTS - len(filled))
    made = []
    for place, line in enumerate([*filled, *[None] * max(empty, 0)]):
        initial = (
            {"who": contact_value(line.organization_id, line.post_id), "about": line.about}
            if line
            else None
        )
        form = ContactForm(data, initial=initial, prefix=f"line{place}")
        offer(form.fields["who"], choices)
        made.append(form)
    return made


def _offer_sites(form: forms.Form, sites: Iterable[Site]) -> None:
    offer(form.fields["site"], [("", _("None")), *((one.id, one.name) for one in sites)])
