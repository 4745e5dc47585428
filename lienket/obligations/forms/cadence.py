"""Choosing how often something is owed: friendly choices instead of rules."""

from datetime import date, time
from typing import Any, ClassVar

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from lienket.documents.guard.forms import Guarded
from lienket.obligations.actions.drafts import UnreadableCadence
from lienket.obligations.rules import Cadence, Unsound
from lienket.obligations.rules.choices import LAST_DAY, Choice, cadence_of
from lienket.obligations.words import DAYS

HOW = [
    ("daily", _("Every day")),
    ("weekly", _("Every week, on chosen weekdays")),
    ("monthly", _("Every month, on a day")),
    ("quarterly", _("Every quarter, on a day of one of its months")),
    ("yearly", _("Every year, on a date")),
    ("shift", _("Every shift")),
    ("event", _("After an event")),
    ("once", _("Once, on a date")),
    ("written", _("Otherwise, by a rule of calendar programs")),
]
_QUARTER_MONTHS = [(1, _("its first month")), (2, _("its second month")), (3, _("its last month"))]
#: No day 31: where there is one it is the last day, and where there is none nothing would be due.
_MONTH_DAYS = [
    *((day, str(day)) for day in range(1, 31)),
    (LAST_DAY, _("31 or the last day of the month")),
]
_UNITS = [
    ("minutes", _("minutes")),
    ("hours", _("hours")),
    ("days", _("days")),
    ("working_days", _("working days")),
]
_MOVES = [
    ("stay", _("It stays")),
    ("next", _("Next working day")),
    ("previous", _("Previous working day")),
]

#: What every cadence of days needs besides its days.
_ALWAYS = frozenset({"at", "times", "moves"})
#: The fields that each cadence needs (the style sheet hides the others), and what they count as.
_USED: dict[str, frozenset[str]] = {
    "daily": _ALWAYS,
    "weekly": _ALWAYS | {"weekdays"},
    "monthly": _ALWAYS | {"month_day"},
    "quarterly": _ALWAYS | {"month_day", "quarter_month"},
    "yearly": _ALWAYS | {"month_day", "month"},
    "shift": frozenset({"starts", "times"}),
    "event": frozenset({"amount", "unit", "at"}),
    "once": frozenset({"day", "at"}),
    "written": _ALWAYS | {"written"},
}
_UNUSED: dict[str, Any] = {
    "at": time(17),
    "times": 1,
    "moves": "stay",
    "weekdays": [],
    "month_day": None,
    "quarter_month": None,
    "month": None,
    "starts": "",
    "amount": None,
    "unit": "hours",
    "day": None,
    "written": "",
}


class CadenceForm(Guarded):
    """How often, on which days and until when."""

    sometimes_needed: ClassVar[tuple[str, ...]] = (
        "starts",
        "amount",
        "day",
        "written",
    )

    how = forms.ChoiceField(label=_("How often"), choices=HOW)
    weekdays = forms.MultipleChoiceField(
        label=_("Weekdays"),
        required=False,
        choices=list(DAYS.items()),
        widget=forms.CheckboxSelectMultiple(),
    )
    month_day = forms.TypedChoiceField(
        label=_("Day of the month"), required=False, choices=_MONTH_DAYS, coerce=int
    )
    quarter_month = forms.TypedChoiceField(
        label=_("Month of the quarter"), required=False, choices=_QUARTER_MONTHS, coerce=int
    )
    month = forms.TypedChoiceField(
        label=_("Month"), required=False, choices=list(MONTHS.items()), coerce=int
    )
    starts = forms.CharField(
        label=_("Shifts begin at"), required=False, help_text=_("06:00, 14:00, 22:00")
    )
    amount = forms.IntegerField(label=_("Within"), required=False, min_value=1)
    unit = forms.ChoiceField(label=_("Unit of time"), required=False, choices=_UNITS)
    day = forms.DateField(
        label=_("Date"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    written = forms.CharField(
        label=_("Rule"),
        required=False,
        max_length=200,
        help_text=_("Such as FREQ=MONTHLY;BYDAY=2TU, the second Tuesday of every month"),
    )
    at = forms.TimeField(
        label=_("Before"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )
    times = forms.IntegerField(label=_("Times in each period"), min_value=1, max_value=31)
    moves = forms.ChoiceField(label=_("If the day is no working day"), choices=_MOVES)

    def clean(self) -> dict[str, Any]:
        """Fields of a cadence that was not chosen are not looked at."""
        values = super().clean() or self.cleaned_data
        used = _USED.get(values.get("how", ""), frozenset())
        if values.get("how") == "event" and values.get("unit") != "working_days":
            # Only working days end at an hour; the rest is counted from the event.
            used -= {"at"}
        for name, nothing in _UNUSED.items():
            if name not in used:
                self.errors.pop(name, None)
                values[name] = nothing
        return values

    def cadence(self) -> Cadence:
        """What was chosen. Raises UnreadableCadence for a choice that lacks something."""
        said = self.cleaned_data
        at: time = said["at"]
        day: date | None = said["day"]
        choice = Choice(
            said["how"],
            at=f"{at:%H:%M}",
            weekdays=tuple(said["weekdays"]),
            month_day=said["month_day"] or 1,
            month=said["month"] or said["quarter_month"] or 1,
            starts=tuple(start.strip() for start in said["starts"].split(",") if start.strip()),
            amount=said["amount"] or 1,
            unit=said["unit"] or "hours",
            day=day.isoformat() if day else "",
            written=said["written"],
            times=said["times"],
            moves=said["moves"],
        )
        try:
            return cadence_of(choice)
        except Unsound:
            raise UnreadableCadence from None
