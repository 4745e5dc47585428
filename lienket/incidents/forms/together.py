"""Aid, tasks, links, the police, and copies for other circles."""

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lienket.circles.models import Circle
from lienket.documents.guard.forms import Guarded
from lienket.incidents import rules
from lienket.incidents.actions import aid, linking, referrals
from lienket.incidents.actions.common import TEXT_LIMIT
from lienket.incidents.actions.sharing import FIELDS
from lienket.incidents.forms import fields
from lienket.incidents.models import Referral
from lienket.kernel.forms import offer
from lienket.organizations.models import Organization


class AidForm(Guarded):
    """What is needed, from whom, until when."""

    what = forms.CharField(
        label=_("What is needed"),
        strip=False,
        help_text=_("People and means with their number: 1 fire engine, 6 people."),
    )
    needed_at = fields.moment(label=_("Needed until"))
    organizations = forms.TypedMultipleChoiceField(
        label=_("Who is asked"), coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, members: Iterable[Organization], *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        fields.choose(self.fields["organizations"], members)

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["what"] = self.guard_line("what", aid.WHAT_LIMIT)
        return self.cleaned_data


class HelpForm(Guarded):
    """What one's organization answers to a request for aid."""

    words = forms.CharField(
        label=_("What you give, or why you cannot"), strip=False, max_length=aid.WORDS_LIMIT
    )

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["words"] = self.guard_line("words", aid.WORDS_LIMIT)
        return self.cleaned_data


class TaskForm(Guarded):
    """A task that belongs to the incident."""

    title = forms.CharField(label=_("What is done"), strip=False)
    organization = forms.TypedChoiceField(label=_("Carried out by"), coerce=int)
    due_on = fields.day(label=_("Done until"))

    def __init__(self, members: Iterable[Organization], *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        fields.choose(self.fields["organization"], members)

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["title"] = self.guard_line("title", 300)
        return self.cleaned_data

    @property
    def due_at(self) -> datetime:
        """The end of the local day until which it is done."""
        due: datetime = timezone.make_aware(
            datetime.combine(self.cleaned_data["due_on"], time(23, 59))
        )
        return due


class LinkForm(forms.Form):
    """The number of a bulletin or task."""

    number = forms.CharField(
        label=_("Number of a bulletin or task"),
        max_length=linking.NUMBER_LIMIT,
        help_text=_("For example TK-2026-014 or NV-2026-003."),
    )


class ReferralForm(Guarded):
    """What is handed to which police."""

    police = forms.TypedChoiceField(label=_("To"), coerce=int)
    kind = forms.ChoiceField(label=_("As"), choices=Referral.Kind.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("What you hand over"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What is known, and what can be secured. All members of the circle read it."),
    )

    def __init__(self, police: Iterable[Organization], *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        fields.choose(self.fields["police"], police)

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["text"] = self.guard_text("text", TEXT_LIMIT)
        return self.cleaned_data


class ReceiptForm(Guarded):
    """The police confirm the receipt."""

    police_number = forms.CharField(label=_("Number in your register"), required=False, strip=False)

    def clean(self) -> dict[str, Any]:
        limit = referrals.NUMBER_LIMIT
        self.cleaned_data["police_number"] = self.guard_line("police_number", limit)
        return self.cleaned_data


class StateForm(Guarded):
    """The police say where it stands."""

    state = forms.ChoiceField(label=_("State"))
    text = forms.CharField(label=_("Note"), required=False, strip=False)

    def __init__(self, state: str, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        offer(
            self.fields["state"],
            [(one, Referral.State(one).label) for one in rules.referral_moves(state)],
        )

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["text"] = self.guard_line("text", referrals.STEP_LIMIT)
        return self.cleaned_data


class CopyForm(forms.Form):
    """What another circle may read, and until when."""

    circle = forms.TypedChoiceField(label=_("Circle that reads it"), coerce=int)
    shown = forms.MultipleChoiceField(
        label=_("What it may read besides kind and severity"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=list(
            zip(
                FIELDS,
                (
                    _("The sentence"),
                    _("The day"),
                    _("The site"),
                    _("The damage"),
                    _("How it ended"),
                ),
                strict=True,
            )
        ),
    )
    expires_on = fields.day(label=_("Until"))
    consent = forms.BooleanField(
        label=_("Our organization, which reported it, agrees to this copy"), required=False
    )

    def __init__(self, circles: Iterable[Circle], *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        fields.choose(self.fields["circle"], circles)

    @property
    def expires_at(self) -> datetime:
        """The end of the local day."""
        end: datetime = timezone.make_aware(
            datetime.combine(self.cleaned_data["expires_on"], time(23, 59))
        )
        return end
