"""Wording the list of questions, answering it part by part, handing it in."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lienket.documents.guard.forms import Guarded, Upload
from lienket.incidents.forms import fields
from lienket.inspections.actions import Given
from lienket.inspections.actions.common import LINE_LIMIT
from lienket.inspections.models import Area, DraftAnswer, Finding, Question
from lienket.inspections.models.assessments import Verdict
from lienket.plans.forms.fields import words_field

#: Icons of the answers, as they are pressed and shown.
ICONS = {Verdict.MET: "circle-check", Verdict.NOT_MET: "circle-x", Verdict.DOES_NOT_APPLY: "minus"}


class PhotoField(forms.FileField):
    """One picture, from the camera or the album; cleans to a list, empty if none was chosen."""

    widget = forms.FileInput

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, **options)
        self.widget.attrs["accept"] = fields.PICTURES

    def clean(self, data: Any, initial: Any = None) -> list[Upload]:
        chosen = super().clean(data, initial)
        return [chosen] if chosen else []


class ChecklistForm(Guarded):
    """The list of a circle: one box for each part, one question a line."""

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        for area in Area:
            self.fields[area.value] = words_field(area.label, rows=5, required=False)

    @property
    def questions(self) -> dict[str, list[str]]:
        """The lines of each part."""
        return {area: self.cleaned_data[area].splitlines() for area in Area}


class AreaForm(Guarded):
    """The questions of one part: met, not met or does not apply, with a note and a photo."""

    def __init__(
        self,
        *given: Any,
        questions: Sequence[Question],
        kept: Mapping[int, DraftAnswer],
        **options: Any,
    ) -> None:
        super().__init__(*given, **options)
        self.questions, self.kept = questions, kept
        for one in questions:
            answer = kept.get(one.id)
            self.fields[f"verdict-{one.id}"] = forms.ChoiceField(
                label=one.text,
                choices=Verdict.choices,
                required=False,
                widget=forms.RadioSelect,
                initial=answer.verdict if answer else "",
            )
            self.fields[f"note-{one.id}"] = forms.CharField(
                label=_("Note"),
                required=False,
                strip=False,
                max_length=LINE_LIMIT,
                initial=answer.note if answer else "",
            )
            self.fields[f"photo-{one.id}"] = PhotoField(label=_("Photo"))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        for one in self.questions:
            if f"note-{one.id}" in values:
                values[f"note-{one.id}"] = self.guard_line(f"note-{one.id}", LINE_LIMIT)
        return values

    @property
    def rows(self) -> Iterator[dict[str, Any]]:
        """Each question with its inputs, and the photo that is kept already."""
        for one in self.questions:
            verdict = self[f"verdict-{one.id}"]
            answer = self.kept.get(one.id)
            yield {
                "question": one,
                "verdict": verdict,
                "choices": [
                    {
                        "value": choice.value,
                        "label": choice.label,
                        "icon": ICONS[choice],
                        "chosen": verdict.value() == choice.value,
                    }
                    for choice in Verdict
                ],
                "note": self[f"note-{one.id}"],
                "photo": self[f"photo-{one.id}"],
                "kept": answer.photo if answer else None,
            }

    @contextmanager
    def given(self) -> Iterator[dict[int, Given]]:
        """What was answered, by question, with the photos opened; shows what the guard refuses."""
        answers = {}
        with ExitStack() as opened:
            for one in self.questions:
                before = len(self.inspected)
                opened.enter_context(self.inspecting(f"photo-{one.id}"))
                answers[one.id] = Given(
                    verdict=self.cleaned_data[f"verdict-{one.id}"],
                    note=self.cleaned_data[f"note-{one.id}"],
                    photo=self.inspected[-1] if len(self.inspected) > before else None,
                )
            yield answers


class HandInForm(Guarded):
    """When the site was looked at, and how grave each thing is that is not in order."""

    on = fields.day(label=_("Day of the assessment"))

    def __init__(self, *given: Any, lacking: Sequence[DraftAnswer], **options: Any) -> None:
        super().__init__(*given, **options)
        for one in lacking:
            self.fields[f"severity-{one.question_id}"] = forms.TypedChoiceField(
                label=one.note,
                help_text=one.question.text,
                choices=Finding.Severity.choices,
                coerce=int,
                widget=forms.RadioSelect,
            )

    @property
    def severities(self) -> dict[int, int]:
        """How grave, by question."""
        return {
            int(name.removeprefix("severity-")): value
            for name, value in self.cleaned_data.items()
            if name.startswith("severity-")
        }
