"""What people fill in about figures and reviews."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lienket.documents.guard.forms import FilesField, Guarded
from lienket.kernel.forms import offer
from lienket.organizations.models import Organization
from lienket.plans.forms.fields import day_field, words_field
from lienket.reviews import wording
from lienket.reviews.actions import ReviewPlan
from lienket.reviews.actions.drafting import DIFFERS_LIMIT, TEXT_LIMIT, TITLE_LIMIT
from lienket.reviews.actions.entering import NOTE_LIMIT
from lienket.reviews.actions.issuing import PLACE_LIMIT
from lienket.reviews.actions.sharing import COMMENT_LIMIT, REASON_LIMIT
from lienket.reviews.catalogue import Indicator
from lienket.reviews.models import Approval, Comment, Paragraph, Review
from lienket.reviews.rules import SECTIONS, Days


class DaysForm(forms.Form):
    """A period; days that make none are an error beside the field."""

    since = day_field(_("From"))
    until = day_field(_("To"))

    def clean_until(self) -> date:
        until: date = self.cleaned_data["until"]
        since = self.cleaned_data.get("since")
        if since and until < since:
            raise forms.ValidationError(_("The last day lies before the first one."))
        return until

    @property
    def days(self) -> Days:
        """The period that was filled in."""
        return Days(self.cleaned_data["since"], self.cleaned_data["until"])


class FigureForm(Guarded):
    """What an indicator came to in a period."""

    starts_on = day_field(_("First day"))
    ends_on = day_field(_("Last day"))
    value = forms.DecimalField(label=_("Figure"), min_value=0, decimal_places=2, max_digits=17)
    second = forms.DecimalField(required=False, min_value=0, decimal_places=2, max_digits=17)
    note = forms.CharField(
        label=_("Note"),
        required=False,
        strip=False,
        help_text=_("Where the figure comes from, such as the patrol log. No names of persons."),
    )
    attachments = FilesField(label=_("What shows it"))

    def __init__(self, *given: Any, indicator: Indicator, **rest: Any) -> None:
        super().__init__(*given, **rest)
        self.fields["value"].label = f"{indicator.name} ({indicator.unit})"
        if indicator.second_unit:
            self.fields["second"].label = str(indicator.second_unit).capitalize()
        else:
            del self.fields["second"]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        values["note"] = self.guard_line("note", NOTE_LIMIT)
        if len(values.get("attachments") or []) > 1:
            self.add_error("attachments", _("Attach one file."))
        return values

    @property
    def days(self) -> Days:
        """The period that was filled in."""
        return Days(self.cleaned_data["starts_on"], self.cleaned_data["ends_on"])


class ReviewForm(Guarded):
    """Kind, title and period of a review."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Review.Kind.choices)
    title = forms.CharField(
        label=_("Title"),
        strip=False,
        help_text=_("As it stands on the report; the period is added to it."),
    )
    starts_on = day_field(_("First day"))
    ends_on = day_field(_("Cut-off day"), help_text=_("Today at the latest"))
    total_since = day_field(
        _("Running total since"),
        help_text=_("The first day of the year, or of the term of the agreement."),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if "title" in values:
            values["title"] = self.guard_line("title", TITLE_LIMIT)
        return values

    @property
    def plan(self) -> ReviewPlan:
        """What was chosen."""
        given = self.cleaned_data
        days = Days(given["starts_on"], given["ends_on"])
        return ReviewPlan(given["kind"], given["title"], days, given["total_since"])


class WordsForm(Guarded):
    """The paragraphs of a review, section by section, and room for one more in each."""

    def __init__(self, *given: Any, paragraphs: Iterable[Paragraph], **rest: Any) -> None:
        super().__init__(*given, **rest)
        self.paragraphs = list(paragraphs)
        for section in SECTIONS:
            for one in self.paragraphs:
                if one.section == section:
                    label = f"{section}. {wording.HEADINGS[section]}"
                    if one.codes:
                        label += f" · {', '.join(one.codes)}"
                    field = words_field(label, rows=_rows(one.text), required=False)
                    field.initial = one.text
                    self.fields[f"paragraph-{one.id}"] = field
            self.fields[f"added-{section}"] = words_field(
                _("One more paragraph in {section}").format(section=section),
                rows=2,
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        for name in self.fields:
            if name != "not_secret":
                values[name] = self.guard_text(name, TEXT_LIMIT)
        return values

    @property
    def texts(self) -> dict[int, str]:
        """The words of each paragraph, by its key."""
        return {
            one.id: self.cleaned_data[name]
            for one in self.paragraphs
            if (name := f"paragraph-{one.id}") in self.cleaned_data
        }

    @property
    def added(self) -> dict[str, str]:
        """The words of new paragraphs, by section."""
        return {section: self.cleaned_data.get(f"added-{section}", "") for section in SECTIONS}


def _rows(text: str) -> int:
    """Room for the words as they are, within reason."""
    return min(max(len(text) // 90 + text.count("\n") + 2, 3), 14)


class ShareForm(forms.Form):
    """Which parties are asked to approve."""

    parties = forms.TypedMultipleChoiceField(
        label=_("Who approves"), coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *given: Any, members: Iterable[Organization], **rest: Any) -> None:
        super().__init__(*given, **rest)
        choices = [(one.id, one.name) for one in members]
        offer(self.fields["parties"], choices)
        self.fields["parties"].initial = [key for key, _name in choices]


class CommentForm(Guarded):
    """What one has to say about a paragraph."""

    text = words_field(_("Comment"), rows=3)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if "text" in values:
            values["text"] = self.guard_line("text", COMMENT_LIMIT)
        return values


class AnswerForm(Guarded):
    """What became of a comment."""

    answer = words_field(_("Answer"), rows=3)

    def __init__(self, *given: Any, comment: Comment, **rest: Any) -> None:
        super().__init__(*given, **rest)
        self.fields["answer"].initial = comment.answer

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if "answer" in values:
            values["answer"] = self.guard_line("answer", COMMENT_LIMIT)
        return values


class VerdictForm(Guarded):
    """Approve, or object with a reason."""

    sometimes_needed = ("reason",)
    verdict = forms.ChoiceField(
        label=_("Do you approve this review for your organization?"),
        choices=Approval.Verdict.choices,
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("What is not right"), required=False, strip=False, max_length=4 * REASON_LIMIT
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        values["reason"] = self.guard_line("reason", REASON_LIMIT)
        return values


class PlaceForm(Guarded):
    """Where the document is issued."""

    place = forms.CharField(
        label=_("Place of issue"),
        strip=False,
        help_text=_("As it stands before the date, such as the commune or province."),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if "place" in values:
            values["place"] = self.guard_line("place", PLACE_LIMIT)
        return values


class VersionForm(Guarded):
    """What is different in a new version."""

    differs = words_field(_("What is different"), rows=3)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if "differs" in values:
            values["differs"] = self.guard_line("differs", DIFFERS_LIMIT)
        return values
