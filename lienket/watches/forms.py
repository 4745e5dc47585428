"""What people fill in about proposals and watches."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lienket.documents.guard.forms import Guarded
from lienket.incidents.models import Incident
from lienket.kernel.forms import offer
from lienket.organizations.models import Organization
from lienket.places.forms.where import Where
from lienket.plans.forms.fields import words_field
from lienket.watches.actions.common import REASON_LIMIT
from lienket.watches.actions.deciding import TASK_LIMIT
from lienket.watches.actions.watching import REPORT_LIMIT
from lienket.watches.queries import LOCATABLE_GROUPS


class ProposeForm(Where):
    """Where to watch, what for, and why."""

    field_order = ("place", "position", "turned", "group", "reason", "not_secret")
    group = forms.ChoiceField(
        label=_("What to watch for"),
        choices=[(one.value, one.label) for one in Incident.Group if one in LOCATABLE_GROUPS],
    )
    reason = words_field(
        _("Reason"),
        rows=3,
        help_text=_("What makes the place likely now. Nobody is named: places and times only."),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if "reason" in values:
            values["reason"] = self.guard_line("reason", REASON_LIMIT)
        return values


class AcceptForm(Guarded):
    """Who watches, and what for."""

    watchers = forms.TypedMultipleChoiceField(
        label=_("Who watches"), coerce=int, widget=forms.CheckboxSelectMultiple()
    )
    task = forms.CharField(
        label=_("What they do"),
        required=False,
        strip=False,
        help_text=_("For example “pass by twice every night, check the lock of gate 3”."),
    )

    def __init__(self, *given: Any, members: Iterable[Organization], **rest: Any) -> None:
        super().__init__(*given, **rest)
        offer(self.fields["watchers"], [(one.id, one.name) for one in members])

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        values["task"] = self.guard_line("task", TASK_LIMIT)
        return values


class ReasonForm(Guarded):
    """Why."""

    reason = forms.CharField(label=_("Reason"), strip=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if "reason" in values:
            values["reason"] = self.guard_line("reason", REASON_LIMIT)
        return values


class AnswerForm(Guarded):
    """Whether one watches; the reason is needed only by who does not."""

    sometimes_needed = ("reason",)

    watches = forms.TypedChoiceField(
        label=_("Does your organization watch?"),
        choices=(("yes", _("Yes, we watch")), ("no", _("No, we cannot"))),
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=_("If not, why?"), required=False, strip=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        values["reason"] = self.guard_line("reason", REASON_LIMIT)
        return values


class ReportForm(Guarded):
    """What was done."""

    text = words_field(
        _("What did you do and see?"),
        required=False,
        help_text=_("Nobody is named here: places, times and measures only."),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        values["text"] = self.guard_text("text", REPORT_LIMIT)
        return values
