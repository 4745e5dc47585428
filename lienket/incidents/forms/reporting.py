"""Reporting an incident from the field."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lienket.circles.models import Circle
from lienket.delivery.models import Urgency
from lienket.documents.guard.forms import Guarded
from lienket.incidents import rules
from lienket.incidents.actions.reporting import (
    FarFromTheSite,
    JustReported,
    Report,
    require_near,
)
from lienket.incidents.forms import fields
from lienket.incidents.models import Incident
from lienket.kernel.errors import Refusal
from lienket.kernel.forms import Keyed, offer
from lienket.places.forms.fields import PositionField
from lienket.places.models import Site, Zone
from lienket.places.rules import Bounds

#: What is asked about, and the field that answers it.
_QUESTIONS: dict[type[Refusal], str] = {
    FarFromTheSite: "position_is_right",
    JustReported: "is_another",
}


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
    is_another = forms.BooleanField(label=_("It is another incident"), required=False)
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
        circle: Circle,
        sites: Sequence[Site],
        zones: Sequence[Zone],
        *given: Any,
        now: datetime,
        usual: Sequence[str] = (),
        view: Bounds | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*given, **options)
        self.circle, self.now, self.usual = circle, now, usual
        self.sites = {
            **{f"site-{site.id}": site for site in sites},
            **{f"zone-{zone.id}": zone.site for zone in zones},
        }
        map_ = self.fields["position"].widget
        map_.around = reverse("places:features", args=[circle.id])
        map_.view = view
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
        # The questions are only asked when there is a doubt.
        for name in _QUESTIONS.values():
            if not self.data.get(name):
                self.fields[name].widget = forms.HiddenInput()

    @staticmethod
    def _site(site: Site, zones: list[Zone]) -> tuple[object, object]:
        whole = (f"site-{site.id}", site.name)
        if not zones:
            return whole
        return site.name, [whole, *((f"zone-{zone.id}", zone.name) for zone in zones)]

    @property
    def tiles(self) -> list[dict[str, object]]:
        """The kinds as pictures to press: what is usual here, then all others by group."""
        chosen = self["kind"].value()
        groups: list[tuple[str, object, Sequence[str]]] = [("usual", _("Often here"), self.usual)]
        for group in Incident.Group:
            others = [kind for kind in rules.kinds_of(group) if kind not in self.usual]
            groups.append((group.value, group.label, others))
        return [
            {
                "group": group,
                "label": label,
                "kinds": [
                    {
                        "value": kind,
                        "label": Incident.Kind(kind).label,
                        "icon": rules.KINDS[kind].icon,
                        "chosen": kind == chosen,
                    }
                    for kind in kinds
                ],
            }
            for group, label, kinds in groups
            if kinds
        ]

    def refuse(self, field: str | None, refusal: Refusal, prefix: str = "") -> None:
        """After a doubt about the place or a repetition, ask for confirmation as well."""
        if question := _QUESTIONS.get(type(refusal)):
            self.fields[question].widget = forms.CheckboxInput()
        super().refuse(field, refusal, prefix)

    def clean(self) -> dict[str, Any]:
        # A sentence that was typed over two lines is still one.
        for name in ("summary", "place"):
            self.cleaned_data[name] = " ".join(self.cleaned_data.get(name, "").split())
        with self.judging():
            self.report.cleaned(circle=self.circle, now=self.now, not_secret=self.sure)
        report = self.report
        site = self.sites.get(self.cleaned_data.get("where", ""))
        if site and report.position:
            with self.judging():
                require_near(site, report.position, sure=self.cleaned_data["position_is_right"])
        return self.cleaned_data

    @property
    def report(self) -> Report:
        """What was filled in, without the fields that are in error."""
        filled = self.cleaned_data
        level, _separator, number = filled.get("where", "").partition("-")
        key = {"key": filled["key"]} if "key" in filled else {}
        return Report(
            kind=filled.get("kind", ""),
            summary=filled.get("summary", ""),
            happened_at=filled.get("happened_at"),
            site_id=int(number) if level == "site" else None,
            zone_id=int(number) if level == "zone" else None,
            place=filled.get("place", ""),
            position=filled.get("position"),
            severity=filled.get("severity", Incident.Severity.MINOR),
            urgency=filled.get("urgency", ""),
            subjects=filled.get("subjects"),
            exercise=filled.get("exercise", False),
            **key,
        )
