"""Writing down an obligation: friendly choices instead of rules."""

from collections.abc import Sequence
from datetime import time
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienket.delivery.models import Urgency
from lienket.kernel.forms import offer
from lienket.obligations.actions import ObligationDraft
from lienket.obligations.actions.drafts import (
    CODE_LIMIT,
    TITLE_LIMIT,
    WORDS_LIMIT,
)
from lienket.obligations.forms.cadence import CadenceForm
from lienket.obligations.models import Obligation
from lienket.obligations.queries import OfficeNow
from lienket.obligations.rules.choices import LAST_DAY, choice_of
from lienket.regulations.models import Clause, Party
from lienket.regulations.text.tree import citation

#: Values with their words; of some the words are a heading over others.
Choices = Sequence[tuple[str | int, str] | tuple[str, Sequence[tuple[int, str]]]]
HOURS = 60  # minutes


class ObligationForm(CadenceForm):
    """What is owed, by whom, to whom, how often, with what proof."""

    sometimes_needed = (*CadenceForm.sometimes_needed, "responsible", "council_office")

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

    def draft(self) -> ObligationDraft:
        """What was written. Raises UnreadableCadence for a choice that lacks something."""
        said = self.cleaned_data
        return ObligationDraft(
            code=said["code"],
            clause_key=said["clause_key"],
            title=said["title"],
            responsible=said["responsible"],
            jointly=said["jointly"],
            counterparts=said["counterparts"],
            cadence=self.cadence(),
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
    "quarter_month": 1,
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
        # The form has no 31: it is the last day.
        "month_day": LAST_DAY if choice.month_day == 31 else choice.month_day,
        "quarter_month": choice.month,
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
