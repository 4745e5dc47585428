"""Reporting an incident from the field."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lienket.delivery.models import Urgency
from lienket.documents.guard.forms import Guarded
from lienket.incidents import rules
from lienket.incidents.actions.reporting import (
    PLACE_LIMIT,
    SUMMARY_LIMIT,
    FarFromTheSite,
    Report,
)
from lienket.incidents.forms import fields
from lienket.incidents.models import Incident
from lienket.kernel.errors import Refusal
from lienket.kernel.forms import Keyed, offer
from lienket.places.forms.fields import PositionField
from lienket.places.models import Site, Zone


class ReportForm(Keyed, Guarded):
    """What happened, where, when; the rest can wait."""

    sometimes_needed = ("summary", "subjects")

    kind = forms.ChoiceField(
        label=_("What happened?"), choices=Incident.Kind.choices, widget=forms.RadioSelect
    )
    summary = forms.CharField(
        label=_("In one sentence"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("What and how many; no names of persons."),
    )
    subjects = fields.count(label=_("How many people take part"))
    where = forms.ChoiceField(label=_("Where"), required=False)
    position = PositionField(required=False)
    position_is_right = forms.BooleanField(
        label=_("The position is right, and so is the site"), required=False
    )
    place = forms.CharField(
        label=_("Place in words"),
        required=False,
        strip=False,
        help_text=_("For example: between towers 12 and 13."),
    )
    photos = fields.PhotosField(
        label=_("Photos"), help_text=_("JPEG, PNG or WebP. Where they were taken is removed.")
    )
    happened_at = fields.moment(
        label=_("When"), required=False, help_text=_("Empty: it is happening now.")
    )
    severity = forms.TypedChoiceField(
        label=_("Severity"),
        choices=Incident.Severity.choices,
        coerce=int,
        initial=Incident.Severity.MINOR,
    )
    urgency = forms.ChoiceField(
        label=_("Urgency"),
        required=False,
        choices=[("", _("As usual for what happened")), *Urgency.choices],
    )
    exercise = forms.BooleanField(
        label=_("This is an exercise"),
        required=False,
        help_text=_("Marked EXERCISE everywhere, and never counted in figures."),
    )

    def __init__(
        self,
        circle_id: int,
        sites: Sequence[Site],
        zones: Iterable[Zone],
        *given: Any,
        **options: Any,
    ) -> None:
        super().__init__(*given, **options)
        self.fields["position"].widget.around = reverse("places:features", args=[circle_id])
        inside: dict[int, list[Zone]] = {}
        for zone in zones:
            inside.setdefault(zone.site_id, []).append(zone)
        offer(
            self.fields["where"],
            [
                ("", _("Not at one of the sites")),
                *(self._site(site, inside.get(site.id, [])) for site in sites),
            ],
        )
        if len(sites) == 1:
            self.fields["where"].initial = f"site-{sites[0].id}"
        # The question is only asked when there is a doubt.
        if not self.data.get("position_is_right"):
            self.fields["position_is_right"].widget = forms.HiddenInput()

    @staticmethod
    def _site(site: Site, zones: list[Zone]) -> tuple[object, object]:
        whole = (f"site-{site.id}", site.name)
        if not zones:
            return whole
        return site.name, [whole, *((f"zone-{zone.id}", zone.name) for zone in zones)]

    @property
    def tiles(self) -> list[dict[str, object]]:
        """The kinds as pictures to press, by group."""
        chosen = self["kind"].value()
        names = dict(Incident.Kind.choices)
        return [
            {
                "label": group.label,
                "group": group.value,
                "kinds": [
                    {
                        "value": kind,
                        "label": names[kind],
                        "icon": rules.KINDS[kind].icon,
                        "chosen": kind == chosen,
                    }
                    for kind in rules.kinds_of(group)
                ],
            }
            for group in Incident.Group
        ]

    def refuse(self, field: str | None, refusal: Refusal, prefix: str = "") -> None:
        """After a doubt about the place, ask for confirmation as well."""
        if isinstance(refusal, FarFromTheSite):
            self.fields["position_is_right"].widget = forms.CheckboxInput()
        super().refuse(field, refusal, prefix)

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["summary"] = self.guard_line("summary", SUMMARY_LIMIT)
        self.cleaned_data["place"] = self.guard_line("place", PLACE_LIMIT)
        return self.cleaned_data

    def _guarded(self, name: str, clean: Any, limit: int) -> str:
        # A sentence that was typed over two lines is still one.
        if isinstance(text := self.cleaned_data.get(name), str):
            self.cleaned_data[name] = " ".join(text.split())
        return super()._guarded(name, clean, limit)

    @property
    def report(self) -> Report:
        """What was filled in."""
        filled = self.cleaned_data
        level, _separator, number = filled["where"].partition("-")
        return Report(
            kind=filled["kind"],
            summary=filled["summary"],
            happened_at=filled["happened_at"],
            site_id=int(number) if level == "site" else None,
            zone_id=int(number) if level == "zone" else None,
            place=filled["place"],
            position=filled.get("position"),
            severity=filled["severity"],
            urgency=filled["urgency"],
            subjects=filled["subjects"],
            exercise=filled["exercise"],
            key=filled["key"],
        )
