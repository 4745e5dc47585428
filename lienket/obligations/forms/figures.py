"""What the list of occurrences is narrowed to."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from lienket.kernel.actors import Member
from lienket.kernel.forms import offer
from lienket.obligations import queries
from lienket.obligations.models import Obligation, Occurrence
from lienket.obligations.queries import compliance
from lienket.obligations.words import clause_names
from lienket.organizations.models import Organization
from lienket.organizations.queries import by_name

#: Without dates the list shows this many days on both sides of today.
#: Beyond these days nothing falls due, and some of them no calendar can count.
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)
AROUND = timedelta(days=31)
STATES = (
    ("", _("All")),
    ("due", _("Fell due")),
    ("in_time", _("In time")),
    ("late", _("Late")),
    ("missed", _("Missed")),
    ("excused", _("Excused")),
    ("open", _("Open")),
    ("confirmed", _("Confirmed")),
)


class _Obligations(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.code} {obj.title}"


class PartyForm(forms.Form):
    """Whose duties a calendar shows: one's own, or what is seen of those of another party."""

    party = forms.ModelChoiceField(
        Organization.objects.none(), required=False, label=_("Calendar of")
    )

    def __init__(self, *args: Any, by: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = queries.duties_for(by).filter(ended_at=None)
        owing = Organization.objects.filter(id__in=others.values("organization_id"))
        field = self.fields["party"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = owing.exclude(id=by.organization_id).order_by(by_name("name"))
        field.empty_label = by.organization_name
        self.offers_others = field.queryset.exists()

    @property
    def party_id(self) -> int | None:
        """The party that is asked for; none if it is one's own organization, or makes no sense."""
        chosen = self.cleaned_data["party"] if self.is_valid() else None
        return chosen.id if chosen else None


class OccurrencesForm(forms.Form):
    """Party, obligation, clause, state, and the first and last day on which they are due."""

    party = forms.ModelChoiceField(Organization.objects.none(), required=False, label=_("Party"))
    obligation = _Obligations(Obligation.objects.none(), required=False, label=_("Obligation"))
    clause = forms.ChoiceField(required=False, label=_("Provision"))
    state = forms.ChoiceField(choices=STATES, required=False, label=_("State"))
    since = forms.DateField(required=False, label=_("Due from"))
    until = forms.DateField(required=False, label=_("Due until"))

    def __init__(self, *args: Any, circle_id: int, by: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        duties = queries.duties_for(by).filter(circle_id__in=compliance.family(by, circle_id))
        parties = Organization.objects.filter(id__in=duties.values("organization_id"))
        self._choose("party", parties.order_by(by_name("name")))
        obligations = queries.obligations_for(by).filter(id__in=duties.values("obligation_id"))
        self._choose("obligation", obligations)
        ordered = obligations.select_related("regulation").order_by("regulation_id", "code")
        clauses = {clause_value(*one): name for one, name in clause_names(ordered).items()}
        offer(self.fields["clause"], [("", _("All")), *clauses.items()])
        for name in ("since", "until"):
            self.fields[name].widget = forms.DateInput({"type": "date"}, "%Y-%m-%d")

    def _choose(self, name: str, among: QuerySet[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = among

    def span(self, today: date) -> tuple[date, date]:
        """The first and last due day that are asked for."""
        given = self.cleaned_data if self.is_valid() else {}
        since, until = given.get("since") or today - AROUND, given.get("until") or today + AROUND
        return max(since, EARLIEST), min(until, LATEST)

    def narrowed(self, found: QuerySet[Occurrence], now: datetime) -> QuerySet[Occurrence]:
        """What is asked for of those; all of them if the request makes no sense."""
        if not self.is_valid():
            return found
        given = self.cleaned_data
        if given["party"]:
            found = found.filter(organization=given["party"])
        if given["obligation"]:
            found = found.filter(duty__obligation=given["obligation"])
        if given["clause"]:
            regulation_id, _dash, key = given["clause"].partition("-")
            found = found.filter(
                duty__obligation__regulation_id=regulation_id, duty__obligation__clause_key=key
            )
        if given["state"]:
            found = found.filter(_condition(given["state"], now))
        return found


def clause_value(regulation_id: int, key: str) -> str:
    """How a clause is chosen in an address."""
    return f"{regulation_id}-{key}"


def _condition(state: str, now: datetime) -> Q:
    if state == "confirmed":
        return Q(confirmed_at__isnull=False)
    if state == "due":
        return compliance.fallen_due(now)
    return compliance.in_state(state, now)  # type: ignore[arg-type]  # one of the choices
