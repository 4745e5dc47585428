"""Which incidents a list or a picture shows."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from lienket.incidents import queries, rules
from lienket.incidents.forms import fields
from lienket.incidents.models import Incident
from lienket.kernel.forms import offer
from lienket.organizations.models import Organization
from lienket.places.models import Site

_KINDS = [
    ("", _("All kinds")),
    *(
        (group.label, [(group.value, group.label), *((k, Incident.Kind(k).label) for k in kinds)])
        for group in Incident.Group
        for kinds in [rules.kinds_of(group)]
    ),
]
#: Chosen instead of a site: what happened outside all of them.
ELSEWHERE = "elsewhere"


class ListForm(forms.Form):
    """Kind, period, state and place; `before` is where the page before this one ended."""

    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=_KINDS)
    since = fields.day(label=_("From"), required=False)
    until = fields.day(label=_("Until, included"), required=False)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("Open and closed")),
            ("open", _("Open")),
            ("closed", _("Closed")),
            ("counted", _("What figures count")),
            ("counted_open", _("What figures count, still open")),
            ("damage", _("What figures count, with damage")),
            ("exercise", _("Exercises")),
        ],
    )
    site = forms.ChoiceField(label=_("Place"), required=False)
    organization = forms.TypedChoiceField(
        label=_("Reported by"), required=False, coerce=int, empty_value=None
    )
    before = forms.CharField(required=False, widget=forms.HiddenInput())

    def __init__(
        self, sites: Iterable[Site], members: Iterable[Organization], *given: Any, **options: Any
    ) -> None:
        super().__init__(*given, **options)
        places = [(str(site.id), str(site)) for site in sites]
        nowhere = [(ELSEWHERE, _("Outside all sites"))] if places else []
        offer(self.fields["site"], [("", _("All places")), *places, *nowhere])
        fields.choose(self.fields["organization"], members, _("All members"))

    def clean_before(self) -> tuple[datetime, int] | None:
        """The time and id of the last incident of the page before."""
        at, _separator, incident_id = self.cleaned_data["before"].partition("_")
        try:
            place = datetime.fromisoformat(at), int(incident_id)
        except ValueError:
            return None
        # What no page has written: a time without a zone, an id larger than the database holds.
        return place if place[0].tzinfo and place[1] < 2**63 else None

    @property
    def is_filtered(self) -> bool:
        """Whether anything is left out."""
        return any(self.data.get(name) for name in self.fields if name != "before")

    def narrow(self, incidents: QuerySet[Incident]) -> QuerySet[Incident]:
        """Those that were asked for; all of them when the question makes no sense."""
        if not self.is_valid():
            return incidents
        wanted = self.cleaned_data
        if kind := wanted["kind"]:
            kinds = rules.kinds_of(kind) if kind in rules.GROUPS else (kind,)
            incidents = incidents.filter(kind__in=kinds)
        if wanted["site"] == ELSEWHERE:
            # Of a stoppage or complaint only counts are kept: it is nowhere, not elsewhere.
            incidents = incidents.filter(site=None, kind__in=rules.LOCATABLE)
        elif wanted["site"]:
            incidents = incidents.filter(site=int(wanted["site"]))
        if wanted["organization"]:
            incidents = incidents.filter(organization=wanted["organization"])
        first, after = queries.zero.moments(
            wanted["since"] or date(1970, 1, 1), wanted["until"] or date(9000, 1, 1)
        )
        if wanted["since"]:
            incidents = incidents.filter(happened_at__gte=first)
        if wanted["until"]:
            incidents = incidents.filter(happened_at__lt=after)
        match wanted["state"]:
            case "open":
                incidents = incidents.filter(closed_at=None)
            case "closed":
                incidents = incidents.filter(closed_at__isnull=False)
            case "counted":
                incidents = incidents.filter(queries.counted())
            case "counted_open":
                incidents = incidents.filter(queries.counted(), closed_at=None)
            case "damage":
                some = Q(damage__gt=0) | Q(recovered__gt=0)
                incidents = incidents.filter(queries.counted(), some)
            case "exercise":
                incidents = incidents.filter(exercise=True)
        if wanted["before"]:
            at, incident_id = wanted["before"]
            # The first condition is what the index understands.
            incidents = incidents.filter(happened_at__lte=at).filter(
                Q(happened_at__lt=at) | Q(id__lt=incident_id)
            )
        return incidents

    def address(self, last: Incident) -> str:
        """The query of the page after `last`, with the same filters."""
        kept = {name: self.data[name] for name in self.fields if self.data.get(name)}
        return urlencode({**kept, "before": f"{last.happened_at.isoformat()}_{last.id}"})


class SituationForm(forms.Form):
    """The period of a picture."""

    since = fields.day(label=_("From"))
    until = fields.day(label=_("Until, included"))

    def clean(self) -> dict[str, Any]:
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and not 0 <= (until - since).days <= 5 * 366:
            self.add_error("until", _("The last day lies before the first, or years after it."))
        return self.cleaned_data
