"""What people fill in about regulations."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lienket.circles.models import Circle
from lienket.kernel.errors import Refusal
from lienket.kernel.forms import offer
from lienket.kernel.guard.refusals import SecrecyInDoubt
from lienket.organizations.models import Organization
from lienket.regulations.actions import PartyDraft
from lienket.regulations.models import Clause, Regulation
from lienket.regulations.text.tree import citation


class Guarded(forms.Form):
    """A form whose refusals stand at their fields; after a doubt about secrecy it asks."""

    not_secret = forms.BooleanField(
        label=_("I confirm that this content is not a state secret"), required=False
    )

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        if not self.sure:
            self.fields["not_secret"].widget = forms.HiddenInput()

    @property
    def sure(self) -> bool:
        """Whether the person has confirmed that a doubtful content is no secret."""
        return bool(self.data.get(self.add_prefix("not_secret")))

    @contextmanager
    def refusals(self) -> Iterator[None]:
        """Run an action inside; what it refuses is undone and becomes an error of the form."""
        try:
            with transaction.atomic():
                yield
        except Refusal as refusal:
            if isinstance(refusal, SecrecyInDoubt):
                self.fields["not_secret"].widget = forms.CheckboxInput()
            place = refusal.field if refusal.field in self.fields else None
            self.add_error(place, refusal.message)


def day_field(label: Any, *, required: bool = False, help_text: Any = "") -> forms.DateField:
    """A day, by the browser's own input."""
    return forms.DateField(
        label=label,
        required=required,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        help_text=help_text,
    )


class TermForm(Guarded):
    """Title and term; it may begin at any day until the draft is to be signed."""

    sometimes_needed = ("valid_from",)

    title = forms.CharField(label=_("Title"), max_length=300, strip=False)
    valid_from = day_field(_("In force from"))
    valid_to = day_field(_("Last day"), help_text=_("Leave it empty for no end."))


class HeadForm(TermForm):
    """The head of a draft."""

    cites = forms.CharField(
        label=_("On the basis of"),
        max_length=400,
        required=False,
        strip=False,
        help_text=_("The upper regulation or plan, as the text cites it."),
    )
    place = forms.CharField(
        label=_("Place of the document"),
        max_length=60,
        required=False,
        strip=False,
        help_text=_("Printed before the day of signing, such as Thanh Vân."),
    )


class DraftForm(HeadForm):
    """A new regulation."""

    form = forms.ChoiceField(
        label=_("Legal form"),
        choices=Regulation.Form.choices,
        widget=forms.RadioSelect,
        initial=Regulation.Form.SIGNED,
    )
    field_order = ("title", "form")


class RenewForm(TermForm):
    """The next term."""

    valid_from = day_field(_("In force from"), required=True)


class PartyForm(forms.Form):
    """One party; a row that is not ticked, or has no name, is left out."""

    sometimes_needed = ("letter", "name")

    included = forms.BooleanField(label=_("Is a party"), required=False, initial=True)
    letter = forms.CharField(label=_("Letter"), max_length=4, required=False)
    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    organization_id = forms.TypedChoiceField(
        label=_("Works here as"), required=False, coerce=int, empty_value=None
    )
    abbreviation = forms.CharField(label=_("Abbreviation"), max_length=20, required=False)
    focal_unit = forms.CharField(label=_("Focal unit"), max_length=200, required=False)
    signatory = forms.CharField(label=_("Signatory"), max_length=160, required=False)
    signatory_title = forms.CharField(label=_("Office"), max_length=120, required=False)
    bound_through = forms.CharField(
        label=_("Bound by a contract with"),
        max_length=4,
        required=False,
        help_text=_("The letter of that party; whoever is only bound does not sign."),
    )
    signs = forms.BooleanField(label=_("Signs"), required=False, initial=True)

    def __init__(self, *given: Any, members: Iterable[Organization], **options: Any) -> None:
        super().__init__(*given, **options)
        offer(
            self.fields["organization_id"],
            [("", _("Does not work here")), *((one.id, one.name) for one in members)],
        )

    def has_changed(self) -> bool:
        """A row that was filled in beforehand counts although nobody touched it."""
        return True

    def clean(self) -> dict[str, Any]:
        """Whoever chooses an organization in an empty row means it by its name."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        chosen = cleaned.get("organization_id")
        if chosen and not cleaned.get("name") and not self.initial.get("name"):
            choices = self.fields["organization_id"].choices  # type: ignore[attr-defined]
            cleaned["name"] = dict(choices)[chosen]
        return cleaned

    @property
    def party(self) -> PartyDraft | None:
        """What was filled in; nothing for a row that is left out."""
        given = dict(self.cleaned_data)
        included = given.pop("included")
        return PartyDraft(**given) if included and given["name"] else None


class ClauseForm(Guarded):
    """Heading and text of a clause; one of them at least."""

    sometimes_needed: ClassVar[tuple[str, ...]] = ("heading", "text")

    heading = forms.CharField(label=_("Heading"), max_length=500, required=False, strip=False)
    text = forms.CharField(
        label=_("Wording"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 8})
    )


class NewClauseForm(ClauseForm):
    """A clause to be put in."""

    sometimes_needed = ("heading", "text", "number")

    level = forms.ChoiceField(label=_("Level"), choices=Clause.Level.choices, initial="clause")
    number = forms.CharField(
        label=_("Number"),
        max_length=12,
        required=False,
        help_text=_("As printed: II, 4, 2, đ. A paragraph has none."),
    )
    field_order = ("level", "number")


class UntilForm(Guarded):
    """Until when the parties are asked."""

    until = forms.DateTimeField(
        label=_("Answer by"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
    )

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        in_ten_days = timezone.localtime() + timedelta(days=10)
        self.fields["until"].initial = in_ten_days.replace(hour=17, minute=0, second=0)


class CommentForm(Guarded):
    """A remark on a clause."""

    clause_key = forms.ChoiceField(label=_("About"), required=False)
    text = forms.CharField(
        label=_("Your comment"), strip=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *given: Any, keys: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*given, **options)
        offer(
            self.fields["clause_key"],
            [
                ("", _("The whole text")),
                *((key, f"{citation(key) or key} {heading}".strip()[:90]) for key, heading in keys),
            ],
        )


class AnswerForm(Guarded):
    """What became of a remark."""

    sometimes_needed = ("answer",)

    taken = forms.TypedChoiceField(
        label=_("Taken over?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda word: word == "yes",
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(label=_("Reason"), max_length=1000, required=False, strip=False)


class SureForm(Guarded):
    """Something that binds, or cannot be undone."""

    read = forms.BooleanField(label=_("I have read it and I am sure."))


class SignForm(SureForm):
    """A signature under what was read: `seen` is its fingerprint."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)


class PaperForm(Guarded):
    """A signature on paper."""

    signed_on = day_field(_("Signed on"), required=True)


class AmendForm(Guarded):
    """An amendment."""

    title = forms.CharField(
        label=_("Name of the amendment"),
        max_length=200,
        strip=False,
        help_text=_("For example: Amendment No. 1."),
    )
    in_force_from = day_field(
        _("In force from"), help_text=_("Leave it empty for the day of the last signature.")
    )


class EndForm(Guarded):
    """Why a regulation ends before its term."""

    reason = forms.CharField(label=_("Reason"), max_length=300, strip=False)


class CascadeForm(TermForm):
    """A lower regulation."""

    circle = forms.TypedChoiceField(label=_("In the circle"), coerce=int)
    form = forms.ChoiceField(
        label=_("Legal form"), choices=Regulation.Form.choices, initial=Regulation.Form.SIGNED
    )
    articles = forms.MultipleChoiceField(
        label=_("Articles to take over"), required=False, widget=forms.CheckboxSelectMultiple
    )
    field_order = ("circle", "title", "form")

    def __init__(
        self,
        *given: Any,
        circles: Iterable[Circle],
        articles: Iterable[Clause],
        **options: Any,
    ) -> None:
        super().__init__(*given, **options)
        offer(self.fields["circle"], [(one.id, one.name) for one in circles])
        offer(
            self.fields["articles"],
            [(one.key, f"{citation(one.key)}. {one.heading}") for one in articles],
        )


class ModelForm(Guarded):
    """What is published about a regulation that works."""

    title = forms.CharField(label=_("Title"), max_length=300, strip=False)
    site_kind = forms.CharField(
        label=_("Kind of place"),
        max_length=100,
        strip=False,
        help_text=_("For example: solar power plant, industrial park."),
    )
    statement = forms.CharField(
        label=_("What it has brought"),
        max_length=1000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    names = forms.CharField(
        label=_("Names to leave out"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Organizations, people and places, one a line. The parties are left out."),
    )

    @property
    def listed(self) -> list[str]:
        """The names, one by one."""
        return [line.strip() for line in self.cleaned_data["names"].splitlines() if line.strip()]


class AdoptForm(TermForm):
    """A draft from a model."""

    circle = forms.TypedChoiceField(label=_("In the circle"), coerce=int)
    field_order = ("circle", "title")

    def __init__(self, *given: Any, circles: Iterable[Circle], **options: Any) -> None:
        super().__init__(*given, **options)
        offer(self.fields["circle"], [(one.id, one.name) for one in circles])
