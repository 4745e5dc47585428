"""Signing that nothing happened."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lienket.documents.guard.forms import Guarded
from lienket.incidents.actions.zero import DESPITE_LIMIT, SomethingHappened
from lienket.incidents.forms import fields
from lienket.incidents.models import ZeroReport
from lienket.kernel.errors import Refusal
from lienket.places.models import Site


class SignForm(Guarded):
    """For which kinds, from when until when, where."""

    sometimes_needed = ("despite",)

    group = forms.ChoiceField(label=_("Kinds of incident"), choices=ZeroReport.Group.choices)
    starts_on = fields.day(label=_("From"))
    ends_on = fields.day(label=_("Until, included"))
    site = forms.TypedChoiceField(label=_("Site"), required=False, coerce=int, empty_value=None)
    despite = forms.CharField(
        label=_("Why you sign although something is recorded"), required=False, strip=False
    )
    signed = forms.BooleanField(
        label=_("I sign for our organization that this did not happen in this period")
    )

    def __init__(self, sites: Iterable[Site], *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        fields.choose(self.fields["site"], sites, _("The whole area of our organization"))
        # Only asked when something stands against it.
        if not self.data.get("despite"):
            self.fields["despite"].widget = forms.HiddenInput()

    def refuse(self, field: str | None, refusal: Refusal, prefix: str = "") -> None:
        """When something is recorded, ask why it is signed all the same."""
        if isinstance(refusal, SomethingHappened):
            self.fields["despite"].widget = forms.TextInput()
        super().refuse(field, refusal, prefix)

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["despite"] = self.guard_line("despite", DESPITE_LIMIT)
        return self.cleaned_data
