"""What people fill in about petitions."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lienket.documents.guard.forms import FilesField, Guarded
from lienket.kernel.forms import offer
from lienket.obligations.rules.spans import Span
from lienket.organizations.models import Organization
from lienket.petitions import queries
from lienket.petitions.actions import Statement
from lienket.petitions.actions.answering import TEXT_LIMIT
from lienket.petitions.actions.asking import COLLECTIVE_LIMIT, DETAIL_LIMIT, TITLE_LIMIT
from lienket.petitions.actions.common import REASON_LIMIT
from lienket.petitions.actions.forum import PLACE_LIMIT
from lienket.petitions.models import Petition
from lienket.plans.forms.fields import day_field, words_field

STATES = (
    ("", _("All")),
    ("open", _("Waiting for an answer")),
    ("overdue", _("Overdue")),
    ("answered", _("Answered")),
    ("in_time", _("Answered in time")),
    ("answered_late", _("Answered late")),
    ("content", _("Satisfied")),
    ("discontent", _("Not satisfied")),
    ("withdrawn", _("Withdrawn")),
)


class PetitionForm(Guarded):
    """What is asked, of whom, and by when."""

    sometimes_needed = ("collective",)

    title = forms.CharField(
        label=_("Question or proposal"),
        strip=False,
        max_length=TITLE_LIMIT,
        help_text=_("One line that says what it is about."),
    )
    detail = words_field(_("Details"), required=False)
    topic = forms.ChoiceField(label=_("Topic"), choices=Petition.Topic.choices)
    responsible = forms.TypedChoiceField(
        label=_("Who should answer"), required=False, coerce=int, empty_value=None
    )
    due_on = day_field(
        _("Answer by"),
        required=False,
        help_text=_("Until 17:00 of that day. Empty: 15 days, moved to a working day."),
    )
    voice = forms.ChoiceField(label=_("On behalf of"), choices=Petition.Voice.choices)
    collective = forms.CharField(
        label=_("Which contractor or group"),
        required=False,
        strip=False,
        help_text=_("For example “workers of the rolling mill”. No names of persons."),
    )

    def __init__(
        self, *given: Any, members: Iterable[Organization], chair: Organization | None, **rest: Any
    ) -> None:
        super().__init__(*given, **rest)
        nobody = (
            _("Not sure: {chair} finds out").format(chair=chair.short_name)
            if chair
            else _("Choose an organization")
        )
        self.fields["responsible"].required = chair is None
        offer(self.fields["responsible"], [("", nobody), *((one.id, one.name) for one in members)])

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if "title" in values:
            values["title"] = self.guard_line("title", TITLE_LIMIT)
        values["detail"] = self.guard_text("detail", DETAIL_LIMIT)
        values["collective"] = self.guard_line("collective", COLLECTIVE_LIMIT)
        return values

    @property
    def statement(self) -> Statement:
        """What was filled in."""
        given = self.cleaned_data
        return Statement(
            title=given["title"],
            topic=given["topic"],
            responsible_id=given["responsible"],
            voice=given["voice"],
            collective=given["collective"],
            detail=given["detail"],
            due_on=given["due_on"],
        )


class RaiseForm(PetitionForm):
    """The same in a circle, where it may be confidential."""

    confidential = forms.BooleanField(
        label=_("Confidential: only your organization and whoever answers see it"), required=False
    )


class TableForm(PetitionForm):
    """A question at the table of a forum, noted by its host one after another."""

    asker = forms.TypedChoiceField(label=_("Who asks"), coerce=int)
    answer = words_field(
        _("Answer given on the spot"),
        rows=2,
        required=False,
        help_text=_("Empty: it is answered by the due day. Filled in: nobody is asked any more."),
    )
    field_order = ("asker", "title", "responsible", "topic", "answer")

    def __init__(self, *given: Any, askers: Iterable[Organization], **rest: Any) -> None:
        super().__init__(*given, **rest)
        named = ((one.id, one.name) for one in askers)
        offer(self.fields["asker"], [("", _("Choose an organization")), *named])

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        values["answer"] = self.guard_text("answer", TEXT_LIMIT)
        return values


class AnswerForm(Guarded):
    """The answer, with what shows it."""

    text = words_field(_("Answer"), rows=6)
    attachments = FilesField(
        label=_("Attachments"),
        help_text=_("Pictures or documents that show it. No state secrets."),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if "text" in values:
            values["text"] = self.guard_text("text", TEXT_LIMIT)
        return values


class ReasonForm(Guarded):
    """Why."""

    reason = words_field(_("Reason"), rows=2)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if "reason" in values:
            values["reason"] = self.guard_line("reason", REASON_LIMIT)
        return values


class RoutingForm(ReasonForm):
    """Who can answer it, and why they."""

    organization = forms.TypedChoiceField(label=_("Who should answer"), coerce=int)
    field_order = ("organization", "reason")

    def __init__(self, *given: Any, members: Iterable[Organization], **rest: Any) -> None:
        super().__init__(*given, **rest)
        named = ((one.id, one.name) for one in members)
        offer(self.fields["organization"], [("", _("Choose an organization")), *named])


class SatisfactionForm(Guarded):
    """Whether the asker is satisfied."""

    satisfied = forms.TypedChoiceField(
        label=_("Are you satisfied with the answer?"),
        choices=(("yes", _("Satisfied")), ("no", _("Not satisfied"))),
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    words = forms.CharField(label=_("Remark"), required=False, strip=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        values["words"] = self.guard_line("words", REASON_LIMIT)
        return values


class IssueForm(Guarded):
    """Where the list is issued."""

    place = forms.CharField(
        label=_("Place before the date"),
        strip=False,
        help_text=_("The commune, ward or city, as it is printed before the date."),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if "place" in values:
            values["place"] = self.guard_line("place", PLACE_LIMIT)
        return values


class FilterForm(forms.Form):
    """What the list of petitions is narrowed to."""

    words = forms.CharField(label=_("Words"), required=False, max_length=100)
    state = forms.ChoiceField(label=_("State"), choices=STATES, required=False)
    party = forms.ModelChoiceField(
        Organization.objects.none(), label=_("Who answers"), required=False, empty_label=_("All")
    )
    topic = forms.ChoiceField(
        label=_("Topic"), choices=[("", _("All")), *Petition.Topic.choices], required=False
    )
    span = forms.CharField(required=False, widget=forms.HiddenInput())

    def __init__(self, *given: Any, parties: QuerySet[Organization], **rest: Any) -> None:
        super().__init__(*given, **rest)
        field = self.fields["party"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = parties

    def narrowed(self, found: QuerySet[Petition], now: datetime) -> QuerySet[Petition]:
        """What is asked for of those; all of them if the request makes no sense."""
        if not self.is_valid():
            return found
        given = self.cleaned_data
        if words := given["words"]:
            found = queries.saying(found, words)
        if given["state"]:
            found = found.filter(queries.in_state(given["state"], now))
        if given["party"]:
            found = found.filter(responsible=given["party"])
        if given["topic"]:
            found = found.filter(topic=given["topic"])
        if span := self.asked_in:
            # What the figures of a period count: withdrawn ones are left out there too.
            found = found.filter(asked_at__gte=span.since, asked_at__lt=span.until)
            found = found if given["state"] == "withdrawn" else found.filter(withdrawn_at=None)
        return found

    @property
    def asked_in(self) -> Span | None:
        """The period in which they were asked, when a figure of it was opened."""
        return Span.read(self.cleaned_data["span"]) if self.is_valid() else None
