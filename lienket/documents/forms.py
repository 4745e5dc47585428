"""Which documents of a register to show, and what is handed in about one."""

from collections.abc import Iterable, Mapping

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienket.documents.guard.forms import Guarded, Upload
from lienket.documents.paper import KINDS, LETTER


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


def name_of(kind: str) -> str:
    """ "Kế hoạch (KH)"; a kind of the organization's own has only its abbreviation."""
    if kind == LETTER:
        return _("Official letter")
    return f"{KINDS[kind].capitalize()} ({kind})" if kind in KINDS else kind
