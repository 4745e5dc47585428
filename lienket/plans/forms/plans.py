"""A plan, what is said about it, and the decision that enacts it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lienket.exchange.forms.guarded import Guarded
from lienket.kernel.forms import offer
from lienket.plans.actions.adopting import DECISION_LIMIT
from lienket.plans.actions.reporting import TEXT_LIMIT
from lienket.plans.actions.tasks import TITLE_LIMIT
from lienket.plans.forms.fields import day_field, words_field
from lienket.plans.models import Plan
from lienket.regulations.models import Regulation


class PlanForm(Guarded):
    """The head of a plan."""

    kind = forms.ChoiceField(label=_("Kind of plan"), choices=Plan.Kind.choices)
    title = forms.CharField(
        label=_("Title"),
        strip=False,
        help_text=_("For example: Coordination plan for security and order in 2027."),
    )
    starts_on = day_field(_("First day"))
    ends_on = day_field(_("Last day"))
    regulation = forms.TypedChoiceField(
        label=_("Carries out the regulation"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, *given: Any, circle_id: int, **options: Any) -> None:
        super().__init__(*given, **options)
        known = Regulation.objects.filter(circle_id=circle_id).order_by("id")
        offer(self.fields["regulation"], [("", _("None")), *((one.id, str(one)) for one in known)])

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if "title" in values:
            values["title"] = self.guard_line("title", TITLE_LIMIT)
        return values


class CommentForm(Guarded):
    """What an organization says."""

    text = words_field(_("Your comment"))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        values["text"] = self.guard_text("text", TEXT_LIMIT)
        return values


class NoteForm(CommentForm):
    """What somebody notes down while a playbook runs."""

    text = words_field(_("Note"), rows=2)


class DecisionForm(Guarded):
    """By what a plan is enacted."""

    decision = forms.CharField(
        label=_("Decision that enacts it"),
        strip=False,
        help_text=_("Number and day, for example: 15/QĐ-CAT, 05/01/2027."),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        values["decision"] = self.guard_line("decision", DECISION_LIMIT)
        return values


class DocumentForm(Guarded):
    """What the document of a plan needs besides the plan."""

    place = forms.CharField(
        label=_("Place"), max_length=100, help_text=_("As it stands before the date.")
    )
    notation = forms.CharField(
        label=_("Notation of the office"),
        max_length=40,
        help_text=_("The letters after the kind: 02/KH-CAT has CAT."),
    )
    signer_title = forms.CharField(
        label=_("Post of who signs"), max_length=100, help_text=_("For example: Director.")
    )
    signer_name = forms.CharField(label=_("Name of who signs"), max_length=100)
