"""Which documents of a register to show."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext as _

from lienket.documents.paper import KINDS


class RegisterForm(forms.Form):
    """Narrows a register to a kind and a year; offers those that there are."""

    kind = forms.ChoiceField(required=False)
    year = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)

    def __init__(self, data: object, *, kinds: Iterable[str], years: Iterable[int]) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        kind, year = self.fields["kind"], self.fields["year"]
        kind.label, year.label = _("Kind of document"), _("Year")
        kind.choices = [("", _("All kinds")), *((one, name_of(one)) for one in kinds)]  # type: ignore[attr-defined]
        year.choices = [("", _("All years")), *((one, str(one)) for one in years)]  # type: ignore[attr-defined]


def name_of(kind: str) -> str:
    """ "Kế hoạch (KH)": kinds of the organization's own have only their abbreviation."""
    return f"{KINDS[kind].capitalize()} ({kind})" if kind in KINDS else kind
