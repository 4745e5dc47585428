"""Which documents of a register to show, and what is handed in about one."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienket.documents.actions import Accompanying
from lienket.documents.guard.forms import Guarded, Upload
from lienket.documents.paper import KINDS, LETTER
from lienket.organizations.models import Organization


class RegisterForm(forms.Form):
    """Narrows a register to a kind and a year; offers those that there are."""

    def __init__(
        self, data: Mapping[str, str], *, kinds: Iterable[str], years: Iterable[int]
    ) -> None:
        super().__init__(data)
        self.fields["kind"] = forms.ChoiceField(
            label=_("Kind of document"),
            choices=[("", _("All kinds")), *((kind, name_of(kind)) for kind in kinds)],
            required=False,
        )
        self.fields["year"] = forms.TypedChoiceField(
            label=_("Year"),
            choices=[("", _("All years")), *((year, str(year)) for year in years)],
            coerce=int,
            required=False,
        )


class SignedCopyForm(Guarded):
    """A PDF of a document that was signed elsewhere."""

    file = forms.FileField(
        label=gettext_lazy("Signed PDF"),
        help_text=gettext_lazy(
            "Download the PDF above, sign it with your signing program, then hand it in here."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf"}),
    )

    def clean_file(self) -> list[Upload]:
        """As a list, as files are inspected."""
        return [self.cleaned_data["file"]]


class ExchangeCodeForm(forms.Form):
    """What document systems call the organization."""

    code = forms.CharField(
        label=gettext_lazy("Exchange code"),
        help_text=gettext_lazy(
            "The identification code of your organization in document exchange, for example"
            " 000.00.16.H41. Your document clerk knows it."
        ),
        max_length=20,
    )


class EdxmlForm(Guarded):
    """To whom a document goes, and what the file says besides what the register knows."""

    to = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Addressees"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    place = forms.CharField(label=gettext_lazy("Place of issue"), max_length=100)
    competence = forms.CharField(
        label=gettext_lazy("Signed for"),
        help_text=gettext_lazy("TM., KT., TL. … with whose office, as printed."),
        max_length=100,
        required=False,
    )
    position = forms.CharField(
        label=gettext_lazy("Position of the signer"), max_length=100, required=False
    )
    signer = forms.CharField(
        label=gettext_lazy("Name of the signer"), max_length=50, required=False
    )
    due = forms.DateField(
        label=gettext_lazy("To be answered by"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    priority = forms.TypedChoiceField(
        label=gettext_lazy("Urgency"),
        coerce=int,
        choices=[
            (0, gettext_lazy("Normal")),
            (1, gettext_lazy("Urgent")),
            (2, gettext_lazy("Very urgent")),
            (3, gettext_lazy("Flash")),
        ],
    )

    def __init__(self, *given: Any, members: Iterable[Organization], **options: Any) -> None:
        super().__init__(*given, **options)
        addressees = cast(forms.TypedMultipleChoiceField, self.fields["to"])
        addressees.choices = [(one.id, one.name) for one in members]

    def clean(self) -> dict[str, Any]:
        for name, limit in (("place", 100), ("competence", 100), ("position", 100), ("signer", 50)):
            self.cleaned_data[name] = self.guard_line(name, limit)
        return self.cleaned_data

    def accompanying(self) -> Accompanying:
        """What was filled in, apart from the addressees."""
        names = [field.name for field in fields(Accompanying)]
        return Accompanying(**{name: self.cleaned_data[name] for name in names})


def name_of(kind: str) -> str:
    """ "Kế hoạch (KH)"; a kind of the organization's own has only its abbreviation."""
    if kind == LETTER:
        return _("Official letter")
    return f"{KINDS[kind].capitalize()} ({kind})" if kind in KINDS else kind
