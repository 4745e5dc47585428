"""Which documents of a register to show."""

from collections.abc import Iterable, Mapping

from django import forms
from django.utils.translation import gettext as _

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


def name_of(kind: str) -> str:
    """ "Kế hoạch (KH)"; a kind of the organization's own has only its abbreviation."""
    if kind == LETTER:
        return _("Official letter")
    return f"{KINDS[kind].capitalize()} ({kind})" if kind in KINDS else kind
