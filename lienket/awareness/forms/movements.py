"""A movement, its goals, what is reported towards them, and its closing words."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lienket.awareness import rules
from lienket.awareness.actions import GoalDraft, MovementDraft
from lienket.awareness.actions.common import REASON_LIMIT, TEXT_LIMIT, TITLE_LIMIT
from lienket.awareness.actions.movements import UNIT_LIMIT, WHAT_LIMIT
from lienket.awareness.models import Goal
from lienket.documents.guard.forms import Guarded
from lienket.incidents.forms import fields
from lienket.organizations.models import Organization
from lienket.plans.forms.fields import words_field


class MovementForm(Guarded):
    """Name, days, and the words of the kick-off."""

    title = forms.CharField(label=_("Name of the movement"), strip=False)
    starts_on = fields.day(label=_("First day"))
    ends_on = fields.day(label=_("Last day"))
    appeal = words_field(
        _("Kick-off words"),
        rows=8,
        help_text=_("Why it is launched, what everybody is called upon to do."),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if "title" in values:
            values["title"] = self.guard_line("title", TITLE_LIMIT)
        if "appeal" in values:
            values["appeal"] = self.guard_text("appeal", TEXT_LIMIT)
        return values

    @property
    def draft(self) -> MovementDraft:
        """What was filled in."""
        names = ("title", "appeal", "starts_on", "ends_on")
        return MovementDraft(**{name: self.cleaned_data[name] for name in names})


class GoalForm(Guarded):
    """What is to be reached, how it is counted, how much, and by whom."""

    sometimes_needed = ("unit",)

    what = forms.CharField(label=_("What is to be reached"), strip=False)
    measure = forms.ChoiceField(label=_("Counted from"), choices=Goal.Measure.choices)
    target = forms.IntegerField(
        label=_("Target"),
        min_value=1,
        max_value=rules.MOST_TARGET,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    unit = forms.CharField(
        label=_("Unit"),
        required=False,
        strip=False,
        help_text=_("Only for what organizations report, such as “models” or “households”."),
    )
    organization = forms.TypedChoiceField(
        label=_("By whom"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, *given: Any, members: Iterable[Organization], **options: Any) -> None:
        super().__init__(*given, **options)
        fields.choose(self.fields["organization"], members, _("All members together"))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        for name, limit in (("what", WHAT_LIMIT), ("unit", UNIT_LIMIT)):
            if name in values:
                values[name] = self.guard_line(name, limit)
        return values

    @property
    def draft(self) -> GoalDraft:
        """What was filled in."""
        given = self.cleaned_data
        names = ("measure", "target", "what", "unit")
        return GoalDraft(
            **{name: given[name] for name in names}, organization_id=given["organization"]
        )


class ProgressForm(Guarded):
    """How much was reached."""

    amount = forms.IntegerField(
        label=_("How much more was reached"),
        min_value=-rules.MOST_TARGET,
        max_value=rules.MOST_TARGET,
        help_text=_("Below zero takes back what was reported too much."),
    )
    note = forms.CharField(label=_("Note"), required=False, strip=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        values["note"] = self.guard_line("note", REASON_LIMIT)
        return values


class ClosingForm(Guarded):
    """The closing words."""

    words = words_field(
        _("Closing words"),
        rows=8,
        help_text=_("What was achieved, what was not, and what follows from it."),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if "words" in values:
            values["words"] = self.guard_text("words", TEXT_LIMIT)
        return values
