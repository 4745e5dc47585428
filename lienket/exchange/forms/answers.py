"""Answering: a fact with a note, a reply, a phone call."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lienket.exchange.actions import answers
from lienket.exchange.forms.guarded import FilesField, Guarded, MomentInput
from lienket.exchange.models import Acknowledgement


class AnswerForm(Guarded):
    """A fact that an organization records about its receipt, with a note if it likes."""

    fact = forms.ChoiceField(choices=Acknowledgement.Fact.choices, widget=forms.HiddenInput())
    note = forms.CharField(label=_("Note"), required=False, strip=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        values["note"] = self.guard_line("note", answers.NOTE_LIMIT)
        return values


class ReplyForm(Guarded):
    """A line in the thread between an organization and the issuer."""

    sometimes_needed = ("text",)

    text = forms.CharField(
        label=_("Your answer"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    attachments = FilesField(label=_("Attachments"))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        values["text"] = self.guard_text("text", answers.REPLY_LIMIT)
        if not values["text"] and not values.get("attachments"):
            self.refuse("text", answers.EmptyReply())
        return values


class CallForm(Guarded):
    """A phone call about a bulletin, as the caller heard it."""

    called_at = forms.DateTimeField(
        label=_("Time of the call"),
        widget=MomentInput(),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
    )
    reached = forms.TypedChoiceField(
        label=_("Did somebody answer?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda word: word == "yes",
        widget=forms.RadioSelect,
    )
    spoke_with = forms.CharField(
        label=_("Who answered"),
        required=False,
        strip=False,
        max_length=100,
        help_text=_("Post or office, for example: duty officer."),
    )
    words = forms.CharField(
        label=_("In which words"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    fact = forms.ChoiceField(
        label=_("Record on behalf of this organization"),
        required=False,
        choices=[("", _("Nothing, only the call")), *Acknowledgement.Fact.choices],
    )

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self.fields["called_at"].initial = timezone.localtime

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        values["spoke_with"] = self.guard_line("spoke_with", 100)
        values["words"] = self.guard_line("words", answers.NOTE_LIMIT)
        return values
