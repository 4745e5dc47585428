"""What is done about a finding."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lienket.documents.guard.forms import Guarded
from lienket.documents.guard.inspection import Inspected
from lienket.incidents.forms import fields
from lienket.inspections.actions.common import LINE_LIMIT
from lienket.inspections.forms.assessing import PhotoField
from lienket.inspections.models import Area, Finding
from lienket.kernel.forms import offer
from lienket.organizations.models import Organization
from lienket.plans.actions.deciding import REASON_LIMIT
from lienket.plans.actions.tasks import DETAIL_LIMIT
from lienket.plans.forms.fields import words_field


class AssignForm(Guarded):
    """Who puts it right, and until when."""

    organization = forms.TypedChoiceField(label=_("Who puts it right"), coerce=int)
    due_on = fields.day(label=_("Due on"), help_text=_("Until 17:00 of that day."))
    detail = words_field(_("How"), rows=3, required=False)

    def __init__(self, *given: Any, members: Iterable[Organization], **options: Any) -> None:
        super().__init__(*given, **options)
        offer(self.fields["organization"], [(one.id, one.name) for one in members])

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        values["detail"] = self.guard_text("detail", DETAIL_LIMIT)
        return values


class LookingForm(Guarded):
    """A photo of what was seen, if there is one."""

    photo = PhotoField(label=_("Photo"))

    @contextmanager
    def looking(self) -> Iterator[Inspected | None]:
        """The photo, opened; shows what the guard refuses."""
        with self.inspecting("photo"):
            yield self.inspected[0] if self.inspected else None


class CloseForm(LookingForm):
    """What was seen, if there is something to say."""

    words = words_field(_("What was seen"), rows=2, required=False)
    field_order = ("words",)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        values["words"] = self.guard_line("words", REASON_LIMIT)
        return values


class ReturnForm(LookingForm):
    """Why it is not in order yet, and until when it is asked for again."""

    reason = words_field(_("Reason"), rows=2)
    due_on = fields.day(label=_("New due day"))
    field_order = ("reason", "due_on")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if "reason" in values:
            values["reason"] = self.guard_line("reason", REASON_LIMIT)
        return values


class NoteForm(Guarded):
    """A finding for the record of a visit."""

    area = forms.ChoiceField(label=_("Subject area"), choices=Area.choices, initial=Area.OTHER)
    text = words_field(_("What is not in order"), rows=2)
    severity = forms.TypedChoiceField(
        label=_("Severity"),
        choices=Finding.Severity.choices,
        coerce=int,
        widget=forms.RadioSelect,
    )
    due_on = fields.day(label=_("To be put right by"), help_text=_("Until 17:00 of that day."))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if "text" in values:
            values["text"] = self.guard_line("text", LINE_LIMIT)
        return values
