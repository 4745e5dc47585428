"""A playbook, its steps, and starting it."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lienket.exchange.forms.guarded import Guarded
from lienket.kernel.forms import Keyed, offer
from lienket.organizations.models import Organization
from lienket.plans import rules
from lienket.plans.actions.deciding import REASON_LIMIT
from lienket.plans.actions.playbooks import STEP_LIMIT, Head, StepDraft
from lienket.plans.actions.reporting import TEXT_LIMIT
from lienket.plans.actions.tasks import TITLE_LIMIT
from lienket.plans.forms.fields import words_field
from lienket.plans.models import Playbook


class PlaybookForm(Guarded):
    """What a playbook says besides its steps."""

    title = forms.CharField(
        label=_("Title"), strip=False, help_text=_("The situation, for example: Fire in a hall.")
    )
    situation = words_field(_("When to start it"), rows=3)
    notice = words_field(
        _("What the notice says"),
        required=False,
        help_text=_("Stands in the notice below what has happened: meeting point, dangers."),
    )
    urgency = forms.ChoiceField(
        label=_("Urgency of the notice"), choices=Playbook.Urgency.choices, initial="immediate"
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if "title" in values:
            values["title"] = self.guard_line("title", TITLE_LIMIT)
        for name in ("situation", "notice"):
            values[name] = self.guard_text(name, TEXT_LIMIT)
        return values

    def head(self) -> Head:
        """What was filled in."""
        given = self.cleaned_data
        return Head(given["title"], given["situation"], given["notice"], given["urgency"])


class StepForm(Guarded):
    """One step."""

    what = forms.CharField(label=_("What is to be done"), strip=False)
    organization = forms.TypedChoiceField(
        label=_("Who does it"), coerce=int, required=False, empty_value=None
    )
    minutes = forms.IntegerField(
        label=_("Within (minutes)"), min_value=1, max_value=rules.LONGEST_MINUTES
    )
    after = forms.TypedChoiceField(
        label=_("Counted from"), coerce=int, required=False, empty_value=None
    )
    asks_answer = forms.BooleanField(
        label=_("Asks for an answer in words, which the starter confirms"), required=False
    )

    def __init__(
        self,
        *given: Any,
        members: Iterable[Organization],
        before: Sequence[StepDraft],
        **options: Any,
    ) -> None:
        super().__init__(*given, **options)
        named = ((member.id, member.name) for member in members)
        offer(self.fields["organization"], [("", _("Whoever starts it")), *named])
        steps = ((n, f"{n}. {step.what}") for n, step in enumerate(before, start=1))
        offer(self.fields["after"], [("", _("The start")), *steps])

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if "what" in values:
            values["what"] = self.guard_line("what", STEP_LIMIT)
        return values

    def step(self) -> StepDraft:
        """What was filled in."""
        given = self.cleaned_data
        return StepDraft(
            given["what"],
            given["minutes"],
            given["organization"],
            given["after"],
            given["asks_answer"],
        )


class StartForm(Keyed, Guarded):
    """In earnest or as an exercise: neither is chosen for the person."""

    mode = forms.ChoiceField(
        label=_("Is this real?"),
        choices=[
            ("real", _("Real: it is happening now")),
            ("exercise", _("Exercise: marked EXERCISE everywhere")),
        ],
        widget=forms.RadioSelect,
    )
    what_happened = words_field(_("What has happened, and where"), rows=3)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        values["what_happened"] = self.guard_text("what_happened", TEXT_LIMIT)
        return values


class FinishForm(Guarded):
    """The end of a run: what was learned."""

    lessons = words_field(_("Lessons learned"), required=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        values["lessons"] = self.guard_text("lessons", TEXT_LIMIT)
        return values


class EarlyEndForm(FinishForm):
    """The end of a run in earnest, although steps are open."""

    reason = forms.CharField(label=_("Why it ends although steps are open"), strip=False)
    read = forms.BooleanField(label=_("I am sure: nobody is asked for these steps any more."))

    field_order = ("reason", "lessons", "read")

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if "reason" in values:
            values["reason"] = self.guard_line("reason", REASON_LIMIT)
        return values
