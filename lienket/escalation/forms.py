"""What a chair fills in about silence."""

from collections.abc import Sequence

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from lienket.escalation import rules
from lienket.escalation.rules import Step, To

NAMES = {
    To.DUTY: _("whoever is on duty there"),
    To.FOCAL: _("its focal points"),
    To.HEAD: _("its heads"),
    To.SUPERIOR: _("its superior, and the sender with the sender's superior"),
}


class StepForm(forms.Form):
    """One step of a plan; empty minutes leave it out."""

    after = forms.IntegerField(
        label=_("Minutes after sending"), min_value=1, max_value=rules.LONGEST, required=False
    )
    to = forms.ChoiceField(label=_("Turn to"), choices=[(to.value, NAMES[to]) for to in To])


class PlanForm:
    """The steps of one plan, with room for a few more; what is filled in comes in order of time."""

    def __init__(self, steps: Sequence[Step], data: QueryDict | None = None) -> None:
        count = min(rules.MOST_STEPS, len(steps) + 3) if data is None else rules.MOST_STEPS
        known = [{"after": step.after, "to": step.to.value} for step in steps]
        rows = [
            StepForm(
                data, prefix=f"step{place}", initial=known[place] if place < len(known) else {}
            )
            for place in range(count)
        ]
        # Rows that were not on the page are no mistakes.
        self.rows = [row for row in rows if data is None or row.add_prefix("to") in data]
        self.refusals: list[str] = []

    def is_valid(self) -> bool:
        """Whether every row makes sense by itself."""
        # Each row, so that each shows what is wrong with it.
        valid = [row.is_valid() for row in self.rows]
        return all(valid)

    @property
    def steps(self) -> list[Step]:
        """What was filled in, earliest first."""
        filled = [row.cleaned_data for row in self.rows if row.cleaned_data["after"]]
        return [
            Step(given["after"], To(given["to"]))
            for given in sorted(filled, key=lambda given: int(given["after"]))
        ]
