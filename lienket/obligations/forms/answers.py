"""Answering what is owed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lienket.documents.guard.forms import FilesField, Guarded, MomentInput
from lienket.obligations.actions.answers import REASON_LIMIT, TEXT_LIMIT
from lienket.obligations.actions.happenings import EVENT_LIMIT


class FulfilForm(Guarded):
    """What was done, with the proof; the button says whether there is nothing to report."""

    sometimes_needed = ("text", "attachments")

    text = forms.CharField(
        label=_("What was done"),
        required=False,
        max_length=TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    attachments = FilesField(
        label=_("Proof"),
        help_text=_("Pictures or documents that show it. No state secrets."),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        values["text"] = self.guard_text("text", TEXT_LIMIT)
        return values


class ReasonForm(Guarded):
    """Why it is returned or excused; the other side reads it."""

    reason = forms.CharField(
        label=_("Reason"), max_length=REASON_LIMIT, widget=forms.Textarea(attrs={"rows": 2})
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        values["reason"] = self.guard_line("reason", REASON_LIMIT)
        return values


class EventForm(Guarded):
    """What happened, and when."""

    what = forms.CharField(label=_("What occurred"), max_length=EVENT_LIMIT)
    happened_at = forms.DateTimeField(
        label=_("When it happened"),
        input_formats=["%Y-%m-%dT%H:%M", "%d/%m/%Y %H:%M"],
        widget=MomentInput(),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        values["what"] = self.guard_line("what", EVENT_LIMIT)
        return values
