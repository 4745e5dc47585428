"""What people fill in about texts to be read."""

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lienket.delivery.models import Urgency
from lienket.disseminations.actions import (
    BODY_LIMIT,
    HOW_LIMIT,
    TITLE_LIMIT,
    NobodyToRead,
)
from lienket.documents.guard.forms import FilesField, Guarded
from lienket.kernel.forms import offer
from lienket.organizations.models import Organization


class DisseminationForm(Guarded):
    """A text to be spread."""

    ALL, CHOSEN = "all", "chosen"

    title = forms.CharField(label=_("Title"), max_length=TITLE_LIMIT, strip=False)
    body = forms.CharField(
        label=_("Text to be read"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    attachments = FilesField(
        label=_("Attachments"),
        help_text=_("PDF, Word, Excel, PowerPoint, pictures, text. No state secrets."),
    )
    to = forms.ChoiceField(
        label=_("Who spreads it"),
        choices=[(ALL, _("All members of the circle")), (CHOSEN, _("Only the chosen ones"))],
        widget=forms.RadioSelect,
        initial=ALL,
    )
    organizations = forms.TypedMultipleChoiceField(
        label=_("Organizations"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    due_on = forms.DateField(
        label=_("To be spread by"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        help_text=_("This day included. Units that are silent are reminded before and after it."),
    )
    urgency = forms.ChoiceField(label=_("Urgency"), choices=Urgency.choices, initial=Urgency.NORMAL)

    def __init__(self, *given: Any, members: Iterable[Organization], **options: Any) -> None:
        super().__init__(*given, **options)
        offer(self.fields["organizations"], [(one.id, one.name) for one in members])

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if "title" in values:
            values["title"] = self.guard_line("title", TITLE_LIMIT)
        values["body"] = self.guard_text("body", BODY_LIMIT)
        if values.get("to") == self.CHOSEN and not values.get("organizations"):
            self.refuse("organizations", NobodyToRead())
        return values

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        given = self.cleaned_data
        # The last minute of the day that was chosen, so that pages name this day and no other.
        closing = datetime.combine(given["due_on"], time(23, 59))
        return {
            "title": given["title"],
            "body": given["body"],
            "due_at": timezone.make_aware(closing),
            "urgency": given["urgency"],
            "organization_ids": given["organizations"] if given["to"] == self.CHOSEN else None,
            "attachments": tuple(self.inspected),
            "not_secret": self.sure,
        }


class CompletionForm(Guarded):
    """The unit declares that the text was spread."""

    people = forms.IntegerField(label=_("Number of people"), min_value=1)
    how = forms.CharField(
        label=_("How it was spread"),
        max_length=HOW_LIMIT,
        strip=False,
        help_text=_("For example: shift meeting of 21/11, posted on the board."),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if "how" in values:
            values["how"] = self.guard_line("how", HOW_LIMIT)
        return values
