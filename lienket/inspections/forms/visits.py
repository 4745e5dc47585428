"""The record of a visit, and what the visited unit says of it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from lienket.councils.models import TeamEntry
from lienket.documents.guard.forms import Guarded
from lienket.incidents.forms import fields
from lienket.inspections.actions import Came, Details
from lienket.inspections.actions.common import LINE_LIMIT
from lienket.inspections.actions.records import PLACE_LIMIT
from lienket.inspections.actions.visits import NAME_LIMIT, TEAM_LIMIT, TEXT_LIMIT
from lienket.inspections.models import Remark, Visit
from lienket.kernel.forms import offer
from lienket.organizations.models import Organization
from lienket.places.models import Site
from lienket.plans.forms.fields import words_field


class VisitForm(Guarded):
    """Who visited whom, when, what about, and what came of it."""

    sometimes_needed = ("result", "others", "others_persons")

    kind = forms.ChoiceField(
        label=_("What kind of visit"), choices=Visit.Kind.choices, widget=forms.RadioSelect
    )
    unit = forms.TypedChoiceField(label=_("Visited unit"), coerce=int)
    site = forms.TypedChoiceField(label=_("Site"), coerce=int, required=False, empty_value=None)
    on = fields.day(label=_("Day"))
    team = forms.CharField(
        label=_("Name of the team"),
        required=False,
        strip=False,
        help_text=_("For example a published working team. No names of persons."),
    )
    topic = forms.CharField(label=_("Topic in one line"), strip=False, max_length=LINE_LIMIT)
    programme = words_field(_("Programme"), required=False)
    result = words_field(
        _("Result"), required=False, help_text=_("Needed before the record is sent.")
    )
    others = forms.CharField(
        label=_("Others, not of this circle"),
        required=False,
        strip=False,
        max_length=NAME_LIMIT,
    )
    others_persons = fields.count(label=_("Persons of theirs"))

    def __init__(
        self,
        *given: Any,
        members: Sequence[Organization],
        own_id: int,
        sites: Iterable[Site],
        teams: Iterable[TeamEntry],
        **options: Any,
    ) -> None:
        super().__init__(*given, **options)
        self.members = members
        offer(
            self.fields["unit"],
            [
                ("", _("Choose an organization")),
                *((one.id, one.name) for one in members if one.id != own_id),
            ],
        )
        offer(
            self.fields["site"],
            [
                ("", _("None in particular")),
                *((one.id, f"{one.name} ({one.organization.short_name})") for one in sites),
            ],
        )
        self.teams = [one.name for one in teams if one.organization_id == own_id]
        self.fields["team"].widget.attrs["list"] = "teams"
        for one in members:
            self.fields[f"persons-{one.id}"] = fields.count(label=one.name)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if "topic" in values:
            values["topic"] = self.guard_line("topic", LINE_LIMIT)
        values["team"] = self.guard_line("team", TEAM_LIMIT)
        values["others"] = self.guard_line("others", NAME_LIMIT)
        for name in ("programme", "result"):
            values[name] = self.guard_text(name, TEXT_LIMIT)
        return values

    @property
    def counts(self) -> Iterator[BoundField]:
        """How many of each member came."""
        return (self[f"persons-{one.id}"] for one in self.members)

    @property
    def main(self) -> Iterator[BoundField]:
        """All other visible fields but those of outsiders."""
        apart = {"others", "others_persons", "not_secret"}
        return (
            one
            for one in self.visible_fields()
            if one.name not in apart and not one.name.startswith("persons-")
        )

    @property
    def details(self) -> Details:
        """What was filled in."""
        given = self.cleaned_data
        came = [
            Came(given[f"persons-{one.id}"] or 0, organization_id=one.id) for one in self.members
        ]
        came.append(Came(given["others_persons"] or 0, name=given["others"]))
        return Details(
            kind=given["kind"],
            unit_id=given["unit"],
            site_id=given["site"],
            on=given["on"],
            team=given["team"],
            topic=given["topic"],
            programme=given["programme"],
            result=given["result"],
            came=came,
        )


class SendForm(Guarded):
    """Where the record is issued."""

    place = forms.CharField(
        label=_("Place before the date"),
        strip=False,
        help_text=_("The commune, ward or city, as it is printed before the date."),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if "place" in values:
            values["place"] = self.guard_line("place", PLACE_LIMIT)
        return values


class RemarkForm(Guarded):
    """Countersigning the record, or commenting on it."""

    sometimes_needed = ("comment",)

    kind = forms.ChoiceField(
        label=_("Your word on the record"), choices=Remark.Kind.choices, widget=forms.RadioSelect
    )
    comment = words_field(_("Comment"), rows=3, required=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        values["comment"] = self.guard_text("comment", TEXT_LIMIT)
        return values
