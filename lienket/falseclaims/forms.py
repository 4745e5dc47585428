"""What people fill in about false claims."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lienket.documents.guard.forms import Guarded
from lienket.falseclaims import queries, rules
from lienket.falseclaims.actions import Statement, Words
from lienket.falseclaims.actions.common import REASON_LIMIT
from lienket.falseclaims.actions.recording import AREA_LIMIT, TEXT_LIMIT
from lienket.falseclaims.actions.verifying import WORDS_LIMIT
from lienket.falseclaims.models import Channel, Claim, Kind
from lienket.falseclaims.standing import LOOKS
from lienket.kernel.forms import offer
from lienket.organizations.models import Organization
from lienket.places.models import Site
from lienket.plans.forms.fields import day_field, words_field


class SightingForm(forms.Form):
    """By what kind of way it was met, and how often."""

    channel = forms.ChoiceField(
        label=_("How it goes around"),
        choices=[("", _("Choose a kind")), *Channel.choices],
        help_text=_("Only the kind of way, never an account or number."),
    )
    count = forms.IntegerField(
        label=_("How often your organization met it"),
        initial=1,
        min_value=1,
        max_value=rules.MOST_SIGHTINGS,
    )


class RecordForm(Guarded, SightingForm):
    """What goes around, since when and where, and who verifies what is true."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices, widget=forms.RadioSelect)
    text = words_field(
        _("What goes around, in neutral words"),
        rows=3,
        help_text=_(
            "One or two sentences. No names of persons, no accounts, links, phone numbers or bank "
            "accounts: give those to the police."
        ),
    )
    since = day_field(_("Since"))
    site = forms.TypedChoiceField(label=_("Place"), required=False, coerce=int, empty_value=None)
    area = forms.CharField(label=_("Commune or ward"), required=False, strip=False)
    verifier = forms.TypedChoiceField(
        label=_("Who verifies what is true"), coerce=int, empty_value=None
    )
    within = forms.TypedChoiceField(
        label=_("Verify within"),
        coerce=int,
        initial=rules.USUAL_HOURS,
        choices=((4, _("4 hours")), (24, _("24 hours")), (72, _("3 days"))),
    )
    field_order = ("kind", "text", "since", "channel", "count", "site", "area", "verifier")

    def __init__(
        self,
        *given: Any,
        sites: Iterable[Site],
        verifiers: Iterable[Organization],
        **options: Any,
    ) -> None:
        super().__init__(*given, **options)
        named_sites = ((one.id, one.name) for one in sites)
        offer(self.fields["site"], [("", _("No particular place")), *named_sites])
        named = ((one.id, one.name) for one in verifiers)
        offer(self.fields["verifier"], [("", _("Choose an organization")), *named])

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if "text" in values:
            # What is typed on several lines becomes one.
            values["text"] = " ".join(self.guard_text("text", TEXT_LIMIT).split())
        values["area"] = self.guard_line("area", AREA_LIMIT)
        return values

    @property
    def statement(self) -> Statement:
        """What was filled in."""
        given = self.cleaned_data
        return Statement(
            kind=given["kind"],
            text=given["text"],
            since=given["since"],
            channel=given["channel"],
            count=given["count"],
            site_id=given["site"],
            area=given["area"],
            verifier_id=given["verifier"],
            within=given["within"],
        )


class WordsForm(Guarded):
    """What is true, what people should do, and whom to call."""

    truth = words_field(_("What is true"), rows=3)
    advice = words_field(_("What people should do"), rows=3)
    hotline = forms.CharField(
        label=_("Official number to call"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
        help_text=_("The published number of an office, for example 113 or 1900 1234."),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        for name in ("truth", "advice"):
            if name in values:
                values[name] = self.guard_text(name, WORDS_LIMIT)
        return values

    @property
    def words(self) -> Words:
        """The correction as it was filled in."""
        given = self.cleaned_data
        return Words(given["truth"], given["advice"], given["hotline"])


class ReasonForm(Guarded):
    """Why."""

    reason = words_field(_("Reason"), rows=2)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if "reason" in values:
            values["reason"] = self.guard_line("reason", REASON_LIMIT)
        return values


class CorrectForm(WordsForm, ReasonForm):
    """The correction in other words, and why; the warning may be valid until another day."""

    valid_until = day_field(
        _("Valid until"), required=False, help_text=_("Empty: as before. The day is included.")
    )
    field_order = ("truth", "advice", "hotline", "valid_until", "reason")


class PublishForm(forms.Form):
    """Until when the warning is valid."""

    valid_until = day_field(_("Valid until"), help_text=_("The day is included."))


class FilterForm(forms.Form):
    """What the list is narrowed to."""

    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("", _("All")), *Kind.choices], required=False
    )
    state = forms.ChoiceField(
        label=_("State"),
        choices=[("", _("All")), *((state, look[2]) for state, look in LOOKS.items())],
        required=False,
    )

    def narrowed(self, found: QuerySet[Claim], now: datetime) -> QuerySet[Claim]:
        """What is asked for of those; all of them if the request makes no sense."""
        if not self.is_valid():
            return found
        if kind := self.cleaned_data["kind"]:
            found = found.filter(kind=kind)
        if state := self.cleaned_data["state"]:
            found = found.filter(queries.in_state(state, now))
        return found
