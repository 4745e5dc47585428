"""Writing about an incident, and ending it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lienket.delivery.models import Urgency
from lienket.documents.guard.forms import Guarded
from lienket.incidents.actions import Figures
from lienket.incidents.actions.closing import REASON_LIMIT
from lienket.incidents.actions.common import TEXT_LIMIT
from lienket.incidents.actions.entries import NOTE_LIMIT
from lienket.incidents.forms import fields
from lienket.incidents.models import Closure, Incident, Role
from lienket.kernel.forms import offer


class EntryForm(Guarded):
    """A line of the timeline."""

    sometimes_needed = ("text",)

    text = forms.CharField(
        label=_("What is new"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("No names of persons."),
    )
    photos = fields.PhotosField(label=_("Photos"))
    handover = forms.BooleanField(
        label=_("A handover note: the next shift must read it"), required=False
    )

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["text"] = self.guard_text("text", TEXT_LIMIT)
        return self.cleaned_data


class RateForm(forms.Form):
    """How grave and how urgent it is now."""

    severity = forms.TypedChoiceField(
        label=_("Severity"), choices=Incident.Severity.choices, coerce=int
    )
    urgency = forms.ChoiceField(label=_("Urgency"), choices=Urgency.choices)


class FiguresForm(forms.Form):
    """People and money, as they are known now."""

    subjects = fields.count(
        label=_("Persons who did it or took part"),
        help_text=_("A count. Names never stand here."),
    )
    injured = fields.count(label=_("Injured"))
    dead = fields.count(label=_("Dead"))
    damage = fields.count(label=_("Damage (đồng)"))
    recovered = fields.count(label=_("Recovered (đồng)"))

    @property
    def figures(self) -> Figures:
        """What was filled in."""
        return Figures(**self.cleaned_data)


class RoleForm(Guarded):
    """What one's organization does from now on."""

    duty = forms.ChoiceField(label=_("Our organization"), choices=Role.Duty.choices)
    note = forms.CharField(
        label=_("What exactly"),
        required=False,
        strip=False,
        help_text=_("For example: 2 guards at gate 3."),
    )

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["note"] = self.guard_line("note", NOTE_LIMIT)
        return self.cleaned_data


class CloseForm(Guarded):
    """How it ended."""

    sometimes_needed = ("text", "same_as", "justification")

    outcome = forms.ChoiceField(
        label=_("How did it end?"), choices=Closure.Outcome.choices, widget=forms.RadioSelect
    )
    same_as = forms.TypedChoiceField(
        label=_("Which report is about the same incident?"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("Only if it was reported twice."),
    )
    text = forms.CharField(
        label=_("In words"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The periodic report quotes it. No names of persons."),
    )
    justification = forms.CharField(
        label=_("Why it is closed although something is open"), required=False, strip=False
    )

    def __init__(
        self, others: Iterable[Incident], something_open: bool, *given: Any, **options: Any
    ) -> None:
        super().__init__(*given, **options)
        reports = [(one.id, f"{one.reference} {one.summary}"[:90]) for one in others]
        offer(self.fields["same_as"], [("", _("Choose a report")), *reports])
        if not something_open:
            self.fields["justification"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["text"] = self.guard_text("text", TEXT_LIMIT)
        self.cleaned_data["justification"] = self.guard_line("justification", REASON_LIMIT)
        return self.cleaned_data


class ReopenForm(Guarded):
    """Why it goes on."""

    reason = forms.CharField(label=_("Reason"), strip=False)

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["reason"] = self.guard_line("reason", REASON_LIMIT)
        return self.cleaned_data
