"""Writing down an obligation: friendly choices instead of rules."""

from collections.abc import Sequence
from datetime import date, time
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienket.delivery.models import Urgency
from lienket.documents.guard.forms import Guarded
from lienket.kernel.forms import offer
from lienket.obligations.actions import ObligationDraft
from lienket.obligations.actions.drafts import (
    CODE_LIMIT,
    TITLE_LIMIT,
    WORDS_LIMIT,
    UnreadableCadence,
)
from lienket.obligations.models import Obligation
from lienket.obligations.queries import OfficeNow
from lienket.obligations.rules import Unsound
from lienket.obligations.rules.choices import Choice, cadence_of, choice_of
from lienket.obligations.words import DAYS
from lienket.regulations.models import Clause, Party
from lienket.regulations.text.tree import citation

#: Values with their words; of some the words are a heading over others.
Choices = Sequence[tuple[str | int, str] | tuple[str, Sequence[tuple[int, str]]]]
HOURS = 60  # minutes
_HOW = [
    ("daily", _("Every day")),
    ("weekly", _("Every week, on chosen weekdays")),
    ("monthly", _("Every month, on a day")),
    ("quarterly", _("Every quarter, on a day of one of its months")),
    ("yearly", _("Every year, on a date")),
    ("shift", _("Every shift")),
    ("event", _("After an event")),
    ("once", _("Once, on a date")),
    ("written", _("As a rule (RFC 5545)")),
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


#: The fields that each cadence needs, and what the others count as.
_USED: dict[str, frozenset[str]] = {
    "weekly": frozenset({"weekdays"}),
    "monthly": frozenset({"month_day"}),
    "quarterly": frozenset({"month_day", "month"}),
    "yearly": frozenset({"month_day", "month"}),
    "shift": frozenset({"starts"}),
    "event": frozenset({"amount", "unit"}),
    "once": frozenset({"day"}),
    "written": frozenset({"written"}),
}
_UNUSED: dict[str, Any] = {
    "weekdays": [],
    "month_day": None,
    "month": None,
    "starts": "",
    "amount": None,
    "unit": "hours",
    "day": None,
    "written": "",
}


class ObligationForm(Guarded):
    """What is owed, by whom, to whom, how often, with what proof."""

    sometimes_needed = (
        "month_day", "month", "starts", "amount", "day", "written", "responsible", "council_office",
    )  # fmt: skip

    code = forms.CharField(label=_("Code"), max_length=CODE_LIMIT, help_text=_("Such as N06"))
    title = forms.CharField(label=_("What is owed"), max_length=TITLE_LIMIT)
    clause_key = forms.ChoiceField(label=_("Clause"))
    responsible = forms.MultipleChoiceField(
        label=_("Responsible"), required=False, widget=forms.CheckboxSelectMultiple()
    )
    council_office = forms.TypedChoiceField(
        label=_("Or an office of a council"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("Then whoever holds the office at the time owes it."),
    )
    jointly = forms.MultipleChoiceField(
        label=_("Together with"), required=False, widget=forms.CheckboxSelectMultiple()
    )
    counterparts = forms.MultipleChoiceField(
        label=_("Owed to"), required=False, widget=forms.CheckboxSelectMultiple()
    )
    office = forms.CharField(
        label=_("Office that acts for the party"), required=False, max_length=WORDS_LIMIT
    )
    how = forms.ChoiceField(label=_("How often"), choices=_HOW)
    weekdays = forms.MultipleChoiceField(
        label=_("Weekdays"),
        required=False,
        choices=list(DAYS.items()),
        widget=forms.CheckboxSelectMultiple(),
    )
    month_day = forms.IntegerField(
        label=_("Day of the month"),
        required=False,
        min_value=-1,
        max_value=31,
        help_text=_("-1 is the last day"),
    )
    month = forms.IntegerField(
        label=_("Month"),
        required=False,
        min_value=1,
        max_value=12,
        help_text=_("Of the quarter: 1 to 3. Of the year: 1 to 12."),
    )
    starts = forms.CharField(
        label=_("Shifts begin at"), required=False, help_text=_("06:00, 14:00, 22:00")
    )
    amount = forms.IntegerField(label=_("Within"), required=False, min_value=1)
    unit = forms.ChoiceField(label=_("Unit of time"), required=False, choices=_UNITS)
    day = forms.DateField(
        label=_("Date"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    written = forms.CharField(label=_("Rule"), required=False, max_length=200)
    at = forms.TimeField(
        label=_("Before"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )
    times = forms.IntegerField(label=_("Times in each period"), min_value=1, max_value=31)
    moves = forms.ChoiceField(label=_("If the day is no working day"), choices=_MOVES)
    proof = forms.ChoiceField(label=_("Proof"), choices=Obligation.Proof.choices)
    proof_name = forms.CharField(
        label=_("What the proof is called"), required=False, max_length=WORDS_LIMIT
    )
    indicator = forms.CharField(
        label=_("Counted in the indicator"), required=False, max_length=CODE_LIMIT
    )
    urgency = forms.ChoiceField(label=_("Urgency"), choices=Urgency.choices)
    remind_hours = forms.FloatField(
        label=_("Remind so many hours before"), min_value=0, max_value=24 * 366
    )
    grace_hours = forms.FloatField(
        label=_("Late after so many hours more"), min_value=0, max_value=24 * 366
    )

    def __init__(
        self,
        *given: Any,
        clauses: Sequence[Clause],
        parties: Sequence[Party],
        offices: Sequence[OfficeNow],
        **options: Any,
    ) -> None:
        super().__init__(*given, **options)
        offer(self.fields["clause_key"], [(clause.key, _named(clause)) for clause in clauses])
        letters = [(party.letter, f"{party.letter}. {party.name}") for party in parties]
        for name in ("responsible", "jointly", "counterparts"):
            offer(self.fields[name], letters)
        offer(self.fields["council_office"], _by_council(offices))

    def clean(self) -> dict[str, Any]:
        """Fields of a cadence that was not chosen are not looked at."""
        values = super().clean() or self.cleaned_data
        used = _USED.get(values.get("how", ""), frozenset())
        for name, nothing in _UNUSED.items():
            if name not in used:
                self.errors.pop(name, None)
                values[name] = nothing
        return values

    def draft(self) -> ObligationDraft:
        """What was written. Raises UnreadableCadence for a choice that lacks something."""
        said = self.cleaned_data
        at: time = said["at"]
        day: date | None = said["day"]
        choice = Choice(
            said["how"],
            at=f"{at:%H:%M}",
            weekdays=tuple(said["weekdays"]),
            month_day=said["month_day"] or 1,
            month=said["month"] or 1,
            starts=tuple(start.strip() for start in said["starts"].split(",") if start.strip()),
            amount=said["amount"] or 1,
            unit=said["unit"] or "hours",
            day=day.isoformat() if day else "",
            written=said["written"],
            times=said["times"],
            moves=said["moves"],
        )
        try:
            cadence = cadence_of(choice)
        except Unsound:
            raise UnreadableCadence from None
        return ObligationDraft(
            code=said["code"],
            clause_key=said["clause_key"],
            title=said["title"],
            responsible=said["responsible"],
            jointly=said["jointly"],
            counterparts=said["counterparts"],
            cadence=cadence,
            council_office_id=said["council_office"],
            office=said["office"],
            proof=said["proof"],
            proof_name=said["proof_name"],
            indicator=said["indicator"],
            urgency=said["urgency"],
            remind_before=round(said["remind_hours"] * HOURS),
            grace=round(said["grace_hours"] * HOURS),
        )


#: What a new obligation begins with.
BLANK = {
    "how": "monthly",
    "at": time(17),
    "times": 1,
    "month_day": 5,
    "month": 1,
    "amount": 24,
    "unit": "hours",
    "moves": "stay",
    "proof": Obligation.Proof.WORDS,
    "urgency": Urgency.NORMAL,
    "remind_hours": 24,
    "grace_hours": 0,
}


def initial_of(draft: ObligationDraft) -> dict[str, Any]:
    """The fields of an obligation that is there already."""
    choice = choice_of(draft.cadence)
    return {
        **BLANK,
        "code": draft.code,
        "title": draft.title,
        "clause_key": draft.clause_key,
        "responsible": list(draft.responsible),
        "jointly": list(draft.jointly),
        "counterparts": list(draft.counterparts),
        "council_office": draft.council_office_id,
        "office": draft.office,
        "how": choice.how,
        "at": time.fromisoformat(choice.at),
        "weekdays": list(choice.weekdays),
        "month_day": choice.month_day,
        "month": choice.month,
        "starts": ", ".join(choice.starts),
        "amount": choice.amount,
        "unit": choice.unit,
        "day": choice.day,
        "written": choice.written,
        "times": choice.times,
        "moves": choice.moves,
        "proof": draft.proof,
        "proof_name": draft.proof_name,
        "indicator": draft.indicator,
        "urgency": draft.urgency,
        "remind_hours": round(draft.remind_before / HOURS, 2),
        "grace_hours": round(draft.grace / HOURS, 2),
    }


class CarryForm(forms.Form):
    """Which obligations of the earlier term go on."""

    codes = forms.MultipleChoiceField(
        label=_("Obligations"), widget=forms.CheckboxSelectMultiple(), required=False
    )

    def __init__(self, *given: Any, obligations: Sequence[Obligation], **options: Any) -> None:
        super().__init__(*given, **options)
        named = ((one.code, f"{one.code} · {one.title}") for one in obligations)
        offer(self.fields["codes"], named)


def _by_council(offices: Sequence[OfficeNow]) -> Choices:
    grouped = groupby(offices, key=lambda one: one.office.council)
    return [
        ("", "—"),
        *(
            (council.name, [(one.office.id, _held(one)) for one in held])
            for council, held in grouped
        ),
    ]


def _held(one: OfficeNow) -> str:
    words = f"{one.office.title} ({one.office.organization.short_name})"
    return words if one.held else f"{words} · {gettext('Nobody named yet')}"


def _named(clause: Clause) -> str:
    words = clause.heading or clause.text
    return f"{citation(clause.key)} · {words[:60]}" if words else citation(clause.key)
