"""A task, reports on it, and what its asker decides about it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lienket.exchange.forms.guarded import FilesField, Guarded
from lienket.kernel.forms import offer
from lienket.organizations.models import Appointment, Organization
from lienket.plans.actions.deciding import REASON_LIMIT
from lienket.plans.actions.reporting import TEXT_LIMIT
from lienket.plans.actions.tasks import DETAIL_LIMIT, SOURCE_LIMIT, TITLE_LIMIT
from lienket.plans.forms.fields import day_field, words_field
from lienket.plans.models import Task
from lienket.plans.rules import closing_of


class TaskForm(Guarded):
    """Who does what until when, after what."""

    title = forms.CharField(label=_("What is to be done"), strip=False)
    organization = forms.TypedChoiceField(label=_("Who does it"), coerce=int)
    starts_on = day_field(
        _("Starts on"), required=False, help_text=_("Empty: it is asked for at once.")
    )
    due_on = day_field(_("Due on"), help_text=_("Until 17:00 of that day."))
    detail = words_field(_("Details"), required=False)
    source = forms.CharField(
        label=_("Follows from"),
        required=False,
        strip=False,
        help_text=_("For example the minutes or the document that gives this task."),
    )
    after = forms.TypedMultipleChoiceField(
        label=_("Comes after"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("It is asked for once these are done, or on its own first day."),
    )

    def __init__(
        self, *given: Any, members: Iterable[Organization], others: Iterable[Task], **options: Any
    ) -> None:
        super().__init__(*given, **options)
        offer(self.fields["organization"], [("", _("Choose an organization")), *_named(members)])
        before = [(task.id, f"{task.title} ({task.organization.name})") for task in others]
        offer(self.fields["after"], before)
        if not before:
            del self.fields["after"]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if "title" in values:
            values["title"] = self.guard_line("title", TITLE_LIMIT)
        values["detail"] = self.guard_text("detail", DETAIL_LIMIT)
        if "source" in self.fields:
            values["source"] = self.guard_line("source", SOURCE_LIMIT)
        return values

    def facts(self) -> dict[str, Any]:
        """The arguments of the action."""
        given = self.cleaned_data
        facts = {
            "title": given["title"],
            "organization_id": given["organization"],
            "starts_on": given["starts_on"],
            "due_at": closing_of(given["due_on"]),
            "detail": given["detail"],
            "after": given.get("after", ()),
            "not_secret": self.sure,
        }
        return facts | ({"source": given["source"]} if "source" in self.fields else {})


class ReportForm(Guarded):
    """How far it is; the button says whether it is done."""

    sometimes_needed = ("text", "percent")

    text = words_field(_("What was done"), required=False)
    percent = forms.IntegerField(
        label=_("Share done (%)"), required=False, min_value=0, max_value=100
    )
    attachments = FilesField(
        label=_("Attachments"),
        help_text=_("Pictures or documents that show it. No state secrets."),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        values["text"] = self.guard_text("text", TEXT_LIMIT)
        return values


class ReasonForm(Guarded):
    """Why."""

    reason = words_field(_("Reason"), rows=2)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        values["reason"] = self.guard_line("reason", REASON_LIMIT)
        return values


class MoveForm(ReasonForm):
    """Until when instead, and why."""

    due_on = day_field(_("New due day"))
    field_order = ("due_on", "reason")


class AssignForm(forms.Form):
    """Who carries it out inside one's own organization."""

    appointment = forms.TypedChoiceField(
        label=_("Who carries it out"), coerce=int, required=False, empty_value=None
    )

    def __init__(self, *given: Any, colleagues: Iterable[Appointment], **options: Any) -> None:
        super().__init__(*given, **options)
        named = ((one.id, f"{one.person.name}, {one.title}") for one in colleagues)
        offer(self.fields["appointment"], [("", _("Nobody named")), *named])


def _named(members: Iterable[Organization]) -> list[tuple[int, str]]:
    return [(member.id, member.name) for member in members]
