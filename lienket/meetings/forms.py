"""What people fill in about meetings."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lienket.councils.models import Council
from lienket.exchange.forms.guarded import Guarded, MomentInput
from lienket.kernel.forms import offer
from lienket.meetings.actions import Details, Said
from lienket.meetings.actions.agenda import DETAIL_LIMIT
from lienket.meetings.actions.attendance import NOTE_LIMIT, WHO_LIMIT
from lienket.meetings.actions.meetings import REASON_LIMIT, TITLE_LIMIT
from lienket.meetings.actions.minutes import NAME_LIMIT, TEXT_LIMIT
from lienket.meetings.actions.papers import PLACE_LIMIT as ISSUE_PLACE_LIMIT
from lienket.meetings.actions.resolutions import TEXT_LIMIT as RESOLUTION_LIMIT
from lienket.meetings.models import Attendance, Item, Meeting, Minutes, Opinion
from lienket.organizations.models import Organization
from lienket.regulations.models import Regulation

#: A day as browsers send it.
_DAY = "%Y-%m-%d"
_HOUR = timedelta(hours=1)


def _moment(**options: Any) -> forms.DateTimeField:
    return forms.DateTimeField(widget=MomentInput(), **options)


def _choices(rows: Iterable[Any], nothing: object) -> list[tuple[object, object]]:
    return [("", nothing), *((row.id, str(getattr(row, "name", row))) for row in rows)]


class DetailsForm(Guarded):
    """When, where and what about."""

    kind = forms.ChoiceField(label=_("Kind of meeting"), choices=Meeting.Kind.choices)
    title = forms.CharField(label=_("Title of the meeting"), strip=False)
    starts_at = _moment(label=_("Starts"))
    ends_at = _moment(label=_("Ends"))
    place = forms.CharField(
        label=_("Place"),
        required=False,
        strip=False,
        help_text=_("Room and building. Leave it empty for a meeting that is only online."),
    )
    link = forms.CharField(
        label=_("Link to join online"), required=False, widget=forms.URLInput(), strip=False
    )
    council = forms.TypedChoiceField(
        label=_("Council that meets"), required=False, coerce=int, empty_value=None
    )
    regulation = forms.TypedChoiceField(
        label=_("About the regulation"), required=False, coerce=int, empty_value=None
    )
    exercise = forms.BooleanField(label=_("This is an exercise"), required=False)

    def __init__(
        self,
        councils: Iterable[Council],
        regulations: Iterable[Regulation],
        *given: Any,
        now: datetime,
        standing: datetime | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*given, **options)
        self.now = now
        # The start that was agreed before.
        self.standing = standing
        for name, rows in (("council", list(councils)), ("regulation", list(regulations))):
            offer(self.fields[name], _choices(rows, _("None")))
            if not rows:
                self.fields[name].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        with self.judging():
            self.details.cleaned(now=self.now, not_secret=self.sure, standing=self.standing)
        return self.cleaned_data

    @staticmethod
    def of(meeting: Meeting) -> dict[str, object]:
        """The first values of the form for a meeting."""
        names = ("kind", "title", "starts_at", "ends_at", "place", "link", "exercise")
        return {name: getattr(meeting, name) for name in names} | {
            "council": meeting.council_id,
            "regulation": meeting.regulation_id,
        }

    @property
    def details(self) -> Details:
        """What was filled in. While a field is in error, something harmless stands for it."""
        filled = self.cleaned_data
        starts_at, ends_at = filled.get("starts_at"), filled.get("ends_at")
        if not (starts_at and ends_at):
            starts_at, ends_at = self.now + _HOUR, self.now + 2 * _HOUR
        return Details(
            kind=filled.get("kind", ""),
            title=filled.get("title", ""),
            starts_at=starts_at,
            ends_at=ends_at,
            place=filled.get("place", ""),
            link=filled.get("link", ""),
            council_id=filled.get("council"),
            regulation_id=filled.get("regulation"),
            exercise=filled.get("exercise", False),
        )


class ItemForm(Guarded):
    """A point of the agenda."""

    title = forms.CharField(label=_("What is discussed"), strip=False)
    organization = forms.TypedChoiceField(
        label=_("Presented by"), required=False, coerce=int, empty_value=None
    )
    minutes_planned = forms.IntegerField(
        label=_("Planned minutes"), required=False, widget=forms.NumberInput(attrs={"min": 1})
    )
    detail = forms.CharField(
        label=_("Details"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    shortcoming = forms.BooleanField(
        label=_("A shortcoming: the meeting resolves what is done about it"), required=False
    )

    def __init__(self, members: Iterable[Organization], *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        offer(self.fields["organization"], _choices(members, _("The host")))

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["title"] = self.guard_line("title", TITLE_LIMIT)
        self.cleaned_data["detail"] = self.guard_text("detail", DETAIL_LIMIT)
        return self.cleaned_data

    @staticmethod
    def of(item: Item) -> dict[str, object]:
        """The first values of the form for a point."""
        names = ("title", "detail", "minutes_planned", "shortcoming")
        return {name: getattr(item, name) for name in names} | {
            "organization": item.organization_id
        }

    @property
    def point(self) -> dict[str, Any]:
        """What was filled in, as `add_item` and `change_item` take it."""
        names = ("title", "detail", "minutes_planned", "shortcoming")
        return {name: self.cleaned_data[name] for name in names} | {
            "organization_id": self.cleaned_data["organization"],
            "not_secret": self.sure,
        }


class InviteForm(forms.Form):
    """Who is invited."""

    organizations = forms.TypedMultipleChoiceField(
        label=_("Organizations"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, members: Iterable[Organization], *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        choices = [(one.id, one.name) for one in members]
        offer(self.fields["organizations"], choices)
        self.fields["organizations"].initial = [value for value, _name in choices]


class AnswerForm(Guarded):
    """Whether one's organization comes."""

    sometimes_needed = ("who", "note")

    answer = forms.ChoiceField(
        label=_("Does your organization come?"),
        choices=Attendance.Answer.choices,
        widget=forms.RadioSelect,
    )
    who = forms.CharField(
        label=_("Who comes: name and office"),
        required=False,
        strip=False,
        help_text=_("Seen by those invited; erased a year after the meeting."),
    )
    note = forms.CharField(label=_("Note, or why nobody can come"), required=False, strip=False)

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["who"] = self.guard_line("who", WHO_LIMIT)
        self.cleaned_data["note"] = self.guard_line("note", NOTE_LIMIT)
        return self.cleaned_data


class ReasonForm(Guarded):
    """Why the meeting is cancelled."""

    reason = forms.CharField(label=_("Reason"), strip=False)

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["reason"] = self.guard_line("reason", REASON_LIMIT)
        return self.cleaned_data


class NextForm(forms.Form):
    """When the next meeting of a series starts."""

    starts_at = _moment(label=_("Starts"))


class MinutesForm(Guarded):
    """The minutes: opening, each point of the agenda, closing, and who signs."""

    chair = forms.CharField(label=_("Chaired by: name and office"), required=False, strip=False)
    secretary = forms.CharField(label=_("Secretary: name and office"), required=False, strip=False)
    opening = forms.CharField(
        label=_("Opening of the meeting"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    closing = forms.CharField(
        label=_("Closing of the meeting"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self, items: Iterable[Item], minutes: Minutes | None, *given: Any, **options: Any
    ) -> None:
        super().__init__(*given, **options)
        self.items = list(items)
        if minutes:
            for name in ("chair", "secretary", "opening", "closing"):
                self.fields[name].initial = getattr(minutes, name)
        for item in self.items:
            for name, label in (("discussion", _("Discussion")), ("conclusion", _("Conclusion"))):
                self.fields[f"{name}-{item.id}"] = forms.CharField(
                    label=label,
                    required=False,
                    strip=False,
                    initial=getattr(item, name),
                    widget=forms.Textarea(attrs={"rows": 3}),
                )

    @property
    def points(self) -> list[dict[str, object]]:
        """Each point with its two fields."""
        return [
            {
                "item": item,
                "discussion": self[f"discussion-{item.id}"],
                "conclusion": self[f"conclusion-{item.id}"],
            }
            for item in self.items
        ]

    def clean(self) -> dict[str, Any]:
        for name in ("chair", "secretary"):
            self.cleaned_data[name] = self.guard_line(name, NAME_LIMIT)
        for name in self.fields:
            if name in {"opening", "closing"} or "-" in name:
                self.cleaned_data[name] = self.guard_text(name, TEXT_LIMIT)
        return self.cleaned_data

    @property
    def said(self) -> Said:
        """What was filled in."""
        filled: Mapping[str, Any] = self.cleaned_data
        names = ("chair", "secretary", "opening", "closing")
        return Said(
            **{name: filled[name] for name in names},
            items={
                item.id: (filled[f"discussion-{item.id}"], filled[f"conclusion-{item.id}"])
                for item in self.items
            },
        )


class ResolutionForm(Guarded):
    """Who does what until when."""

    text = forms.CharField(label=_("What is done"), strip=False, required=False)
    organization = forms.TypedChoiceField(
        label=_("Carried out by"), required=False, coerce=int, empty_value=None
    )
    due_on = forms.DateField(
        label=_("Done until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format=_DAY),
        input_formats=[_DAY],
    )
    item = forms.TypedChoiceField(
        label=_("Follows from"), required=False, coerce=int, empty_value=None
    )

    sometimes_needed = ("text", "organization", "due_on")

    def __init__(
        self,
        members: Iterable[Organization],
        items: Iterable[Item],
        *given: Any,
        **options: Any,
    ) -> None:
        super().__init__(*given, **options)
        offer(self.fields["organization"], _choices(members, _("Choose an organization")))
        offer(self.fields["item"], _choices(items, _("The meeting as a whole")))

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["text"] = self.guard_line("text", RESOLUTION_LIMIT)
        return self.cleaned_data

    @property
    def due_at(self) -> datetime | None:
        """The end of the local day until which it is done."""
        day: date | None = self.cleaned_data["due_on"]
        return timezone.make_aware(datetime.combine(day, time(23, 59))) if day else None


class IssueForm(Guarded):
    """Where the minutes are issued."""

    place = forms.CharField(
        label=_("Place before the date"),
        strip=False,
        help_text=_("The commune, ward or city, as it is printed before the date."),
    )

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["place"] = self.guard_line("place", ISSUE_PLACE_LIMIT)
        return self.cleaned_data


class VerdictForm(Guarded):
    """Whether the minutes are right."""

    sometimes_needed = ("reason",)

    verdict = forms.ChoiceField(
        label=_("Are the minutes right?"),
        choices=Opinion.Verdict.choices,
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=_("What is not right"), required=False, strip=False)

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["reason"] = self.guard_line("reason", REASON_LIMIT)
        return self.cleaned_data
