"""What a member asks for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lienket.circles.models import Circle
from lienket.kernel.forms import offer
from lienket.search.kinds import all_kinds


class SearchForm(forms.Form):
    """Words, and where to look for them."""

    q = forms.CharField(
        label=_("Words"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(label=_("What"), required=False)
    circle = forms.ChoiceField(label=_("Circle"), required=False)
    past = forms.IntegerField(min_value=0, max_value=980, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: object, circles: list[Circle], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        kinds = [(kind.table, kind.label) for kind in all_kinds()]
        offer(self.fields["kind"], [("", _("Everything")), *kinds])
        named = ((one.id, one.name) for one in circles)
        offer(self.fields["circle"], [("", _("All circles")), *named])
