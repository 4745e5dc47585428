"""What people fill in about commendations."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lienket.commendations.actions import DossierDraft, Minuted, Nomination, Paper
from lienket.commendations.actions.common import REASON_LIMIT
from lienket.commendations.actions.considering import MOST_VOTES
from lienket.commendations.actions.deciding import EVENT_LIMIT, NUMBER_LIMIT, SIGNER_LIMIT
from lienket.commendations.actions.drafting import MERITS_LIMIT, OCCASION_LIMIT, TITLE_LIMIT
from lienket.commendations.actions.issuing import PLACE_LIMIT
from lienket.commendations.actions.nominating import (
    HIGHEST_PRIZE,
    OFFICE_LIMIT,
    PERSON_LIMIT,
)
from lienket.commendations.models import Kind, Level, Recipient
from lienket.commendations.standing import RECORDS, title_of
from lienket.documents.guard.forms import FilesField, Guarded
from lienket.kernel.forms import offer
from lienket.meetings.models import Meeting
from lienket.organizations.models import Organization
from lienket.plans.forms.fields import day_field, words_field

_SIDES = (("no", _("Collective")), ("yes", _("Individual")))


def _organizations(members: Iterable[Organization]) -> list[tuple[Any, Any]]:
    return [("", _("Choose an organization")), *((one.id, one.name) for one in members)]


class DossierForm(Guarded):
    """What is proposed, and who considers it."""

    title = forms.CharField(
        label=_("What for"),
        strip=False,
        help_text=_("One line, for example “Outstanding work in protecting the plant in 2026”."),
    )
    kind = forms.ChoiceField(label=_("Form of commendation"), choices=Kind.choices)
    level = forms.ChoiceField(label=_("Awarded by"), choices=Level.choices)
    ad_hoc = forms.TypedChoiceField(
        label=_("Occasion of the proposal"),
        choices=(("no", _("Regular, with a review")), ("yes", _("At once, for one feat"))),
        coerce=lambda value: value == "yes",
    )
    occasion = forms.CharField(
        label=_("Event or campaign"),
        required=False,
        strip=False,
        help_text=_("For example “Final review of 2026”, “Tet campaign”."),
    )
    considerer = forms.TypedChoiceField(label=_("Who considers it"), coerce=int)
    merits = words_field(
        _("What was achieved"),
        rows=8,
        help_text=_("It stands in the report of achievements. Name nobody here."),
    )

    def __init__(self, *given: Any, others: Iterable[Organization], **rest: Any) -> None:
        super().__init__(*given, **rest)
        offer(self.fields["considerer"], _organizations(others))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if "title" in values:
            values["title"] = self.guard_line("title", TITLE_LIMIT)
        values["occasion"] = self.guard_line("occasion", OCCASION_LIMIT)
        if "merits" in values:
            values["merits"] = self.guard_text("merits", MERITS_LIMIT)
        return values

    @property
    def draft(self) -> DossierDraft:
        """What was filled in."""
        given = self.cleaned_data
        return DossierDraft(
            kind=given["kind"],
            level=given["level"],
            title=given["title"],
            considerer_id=given["considerer"],
            ad_hoc=given["ad_hoc"],
            occasion=given["occasion"],
            merits=given["merits"],
        )


class RecipientForm(Guarded):
    """Who is to be commended."""

    sometimes_needed = ("office",)

    individual = forms.TypedChoiceField(
        label=_("Collective or individual"),
        choices=_SIDES,
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    organization = forms.TypedChoiceField(label=_("Organization"), coerce=int)
    office = forms.CharField(
        label=_("Office or team"),
        required=False,
        strip=False,
        help_text=_(
            "The office of the individual. Empty for a collective: the whole organization."
        ),
    )
    person = forms.CharField(
        label=_("Name of the person"),
        required=False,
        strip=False,
        help_text=_("Seen inside the circle only, found by no search, erased after a year."),
    )
    prize = forms.IntegerField(
        label=_("Prize money, in đồng"),
        required=False,
        min_value=0,
        max_value=HIGHEST_PRIZE,
        widget=forms.NumberInput(attrs={"step": 1000}),
    )

    def __init__(self, *given: Any, members: Iterable[Organization], **rest: Any) -> None:
        super().__init__(*given, **rest)
        offer(self.fields["organization"], _organizations(members))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        values["office"] = self.guard_line("office", OFFICE_LIMIT)
        values["person"] = self.guard_line("person", PERSON_LIMIT)
        return values

    @property
    def nomination(self) -> Nomination:
        """What was filled in."""
        given = self.cleaned_data
        return Nomination(
            organization_id=given["organization"],
            individual=given["individual"],
            office=given["office"],
            person=given["person"],
            prize=given["prize"] or 0,
        )


class EvidenceForm(forms.Form):
    """Rows of the record, by kind."""

    def __init__(self, *given: Any, offered: Mapping[str, Iterable[Any]], **rest: Any) -> None:
        super().__init__(*given, **rest)
        for kind, rows in offered.items():
            choices = [(row.id, title_of(kind, row)[0]) for row in rows]
            if choices:
                self.fields[kind] = forms.TypedMultipleChoiceField(
                    label=str(RECORDS[kind][1]),
                    coerce=int,
                    required=False,
                    choices=choices,
                    widget=forms.CheckboxSelectMultiple(),
                )

    @property
    def chosen(self) -> dict[str, list[int]]:
        """Their ids, by kind."""
        return dict(self.cleaned_data)


class AgreeForm(Guarded):
    """Which meeting considered it, and how it voted."""

    meeting = forms.TypedChoiceField(
        label=_("Meeting that considered it"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("Its minutes then belong to the dossier."),
    )
    votes_for = forms.IntegerField(
        label=_("Votes for"), required=False, min_value=0, max_value=MOST_VOTES
    )
    votes_against = forms.IntegerField(
        label=_("Votes against"), required=False, min_value=0, max_value=MOST_VOTES
    )

    def __init__(self, *given: Any, held: Iterable[Meeting], **rest: Any) -> None:
        super().__init__(*given, **rest)
        named = (
            (one.id, f"{timezone.localdate(one.starts_at):%d/%m/%Y} · {one.title}") for one in held
        )
        offer(self.fields["meeting"], [("", _("None")), *named])

    @property
    def minuted(self) -> Minuted:
        """What was filled in."""
        given = self.cleaned_data
        return Minuted(given["meeting"], given["votes_for"], given["votes_against"])


class ReturnForm(AgreeForm):
    """The same with the reason for which it is returned."""

    reason = words_field(_("Reason"), rows=2)
    field_order = ("reason",)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if "reason" in values:
            values["reason"] = self.guard_line("reason", REASON_LIMIT)
        return values


class DecisionForm(Guarded):
    """The decision as it is printed, and its file."""

    number = forms.CharField(
        label=_("Number of the decision"),
        strip=False,
        help_text=_("As it is printed, for example “215/QĐ-UBND”."),
    )
    decided_on = day_field(_("Day of the decision"))
    signer = forms.CharField(
        label=_("Signed by"),
        strip=False,
        help_text=_(
            "The office and its authority, for example “Director of the provincial police”."
        ),
    )
    attachments = FilesField(
        label=_("The signed decision"), help_text=_("One file, PDF or picture. No state secrets.")
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        for name, limit in (("number", NUMBER_LIMIT), ("signer", SIGNER_LIMIT)):
            if name in values:
                values[name] = self.guard_line(name, limit)
        if len(values.get("attachments") or ()) > 1:
            self.add_error("attachments", _("Attach one file only."))
        return values

    @property
    def paper(self) -> Paper:
        """What was filled in."""
        given = self.cleaned_data
        return Paper(given["number"], given["decided_on"], given["signer"])


class PresentationForm(Guarded):
    """When and where it was handed over."""

    presented_on = day_field(_("Day"))
    event = forms.CharField(
        label=_("Event"),
        required=False,
        strip=False,
        help_text=_("For example “Final review conference of 2026”."),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        values["event"] = self.guard_line("event", EVENT_LIMIT)
        return values


class IssueForm(Guarded):
    """Where a paper is issued."""

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


class FilterForm(forms.Form):
    """What the list of those commended is narrowed to."""

    kind = forms.ChoiceField(
        label=_("Form of commendation"), choices=[("", _("All")), *Kind.choices], required=False
    )
    level = forms.ChoiceField(
        label=_("Awarded by"), choices=[("", _("All")), *Level.choices], required=False
    )
    individual = forms.ChoiceField(
        label=_("Collective or individual"), choices=[("", _("All")), *_SIDES], required=False
    )
    ad_hoc = forms.ChoiceField(
        label=_("Occasion of the proposal"),
        choices=(("", _("All")), ("no", _("Regular")), ("yes", _("Ad hoc"))),
        required=False,
    )
    span = forms.CharField(required=False, widget=forms.HiddenInput())

    def narrowed(self, found: QuerySet[Recipient]) -> QuerySet[Recipient]:
        """What is asked for of those; all of them if the request makes no sense."""
        if not self.is_valid():
            return found
        given = self.cleaned_data
        for name in ("kind", "level"):
            if given[name]:
                found = found.filter(**{f"dossier__{name}": given[name]})
        if given["individual"]:
            found = found.filter(individual=given["individual"] == "yes")
        if given["ad_hoc"]:
            found = found.filter(dossier__ad_hoc=given["ad_hoc"] == "yes")
        return found
