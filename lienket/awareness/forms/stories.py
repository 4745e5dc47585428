"""A story as it is told, the answer of those concerned, and why it is taken back."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lienket.awareness.actions import StoryDraft
from lienket.awareness.actions.common import REASON_LIMIT, TEXT_LIMIT, TITLE_LIMIT
from lienket.documents.guard.forms import Guarded
from lienket.incidents.forms import fields
from lienket.organizations.models import Organization
from lienket.plans.forms.fields import words_field


class StoryForm(Guarded):
    """What was done, whom it concerns, and whether a person is named."""

    title = forms.CharField(label=_("Title of the story"), strip=False)
    text = words_field(
        _("The good deed"),
        rows=10,
        help_text=_(
            "Without names: “a worker”, “a guard team”. Who did it can be named if agreed."
        ),
    )
    concerned = forms.TypedMultipleChoiceField(
        label=_("Whom it concerns"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Each one reads it first; the others only once all agree."),
    )
    person_of = forms.TypedChoiceField(
        label=_("The person belongs to"), required=False, coerce=int, empty_value=None
    )
    names_person = forms.BooleanField(
        label=_("The person is named in the story"),
        required=False,
    )
    person_agrees = forms.BooleanField(
        label=_("The person belongs to us, was asked, and agrees"), required=False
    )

    def __init__(
        self,
        *given: Any,
        members: Iterable[Organization],
        others: Iterable[Organization],
        **options: Any,
    ) -> None:
        super().__init__(*given, **options)
        fields.choose(self.fields["concerned"], others)
        fields.choose(self.fields["person_of"], members, _("It is about a collective"))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if "title" in values:
            values["title"] = self.guard_line("title", TITLE_LIMIT)
        if "text" in values:
            values["text"] = self.guard_text("text", TEXT_LIMIT)
        return values

    @property
    def draft(self) -> StoryDraft:
        """What was filled in."""
        given = self.cleaned_data
        return StoryDraft(
            title=given["title"],
            text=given["text"],
            concerned=tuple(given["concerned"]),
            person_of_id=given["person_of"],
            names_person=given["names_person"],
            person_agrees=given["person_agrees"],
        )


class PersonForm(forms.Form):
    """Whether the person of one's own organization agrees."""

    person_agrees = forms.BooleanField(
        label=_("The person concerned was asked, and agrees"), required=False
    )

    def __init__(self, *given: Any, about_person: bool, **options: Any) -> None:
        super().__init__(*given, **options)
        if not about_person:
            del self.fields["person_agrees"]


class AnswerForm(PersonForm, Guarded):
    """Whether one's organization agrees, and if not, why."""

    agrees = forms.TypedChoiceField(
        label=_("Your answer"),
        coerce=lambda given: given == "yes",
        choices=[("yes", _("We agree")), ("no", _("We do not agree"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=_("If not, why"), required=False, strip=False)
    field_order = ("agrees", "person_agrees", "reason")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        values["reason"] = self.guard_line("reason", REASON_LIMIT)
        return values


class ReasonForm(Guarded):
    """Why it is taken back."""

    reason = forms.CharField(label=_("Reason"), strip=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if "reason" in values:
            values["reason"] = self.guard_line("reason", REASON_LIMIT)
        return values
