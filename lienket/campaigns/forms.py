"""What people fill in about campaigns."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lienket.campaigns.actions import CampaignDraft
from lienket.campaigns.actions.common import REASON_LIMIT
from lienket.campaigns.actions.ending import WORDS_LIMIT
from lienket.campaigns.actions.planning import AIM_LIMIT, DECIDED_LIMIT, TITLE_LIMIT
from lienket.documents.guard.forms import Guarded
from lienket.kernel.forms import offer
from lienket.obligations.forms.cadence import HOW, CadenceForm
from lienket.obligations.models import Obligation
from lienket.obligations.rules import Cadence
from lienket.obligations.words import describe
from lienket.plans.forms.fields import day_field, words_field

#: How often it can be owed during a campaign: what comes more rarely tightens nothing.
_OFTEN = ("daily", "weekly", "monthly", "shift", "event")


class CampaignForm(Guarded):
    """Name, decision, days and aim."""

    title = forms.CharField(label=_("Name of the campaign"), strip=False, max_length=TITLE_LIMIT)
    decided_by = forms.CharField(
        label=_("Decided by"),
        strip=False,
        help_text=_("Office and paper, such as “Head of the steering committee, plan 15/KH-BCĐ”."),
    )
    starts_on = day_field(_("First day"), help_text=_("Tomorrow at the earliest"))
    ends_on = day_field(_("Last day"))
    aim = words_field(_("Aim"), required=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        for name, limit in (("title", TITLE_LIMIT), ("decided_by", DECIDED_LIMIT)):
            if name in values:
                values[name] = self.guard_line(name, limit)
        values["aim"] = self.guard_text("aim", AIM_LIMIT)
        return values

    @property
    def draft(self) -> CampaignDraft:
        """What was filled in."""
        given = self.cleaned_data
        return CampaignDraft(
            **{name: given[name] for name in ("title", "decided_by", "starts_on", "ends_on", "aim")}
        )


class DemandForm(CadenceForm):
    """Which obligation is owed more often, and how often."""

    obligation = forms.TypedChoiceField(label=_("Obligation"), coerce=int)
    # Days off count in a campaign, and it knows no years.
    day = written = moves = month = quarter_month = None  # type: ignore[assignment]  # takes inherited fields away
    field_order = ("obligation", "how", "weekdays", "month_day", "starts", "amount", "unit")

    def __init__(self, *given: Any, obligations: Iterable[Obligation], **rest: Any) -> None:
        super().__init__(*given, **rest)
        offer(self.fields["how"], [(key, word) for key, word in HOW if key in _OFTEN])
        named = [(one.id, _named(one)) for one in obligations]
        offer(self.fields["obligation"], [("", _("Choose an obligation")), *named])

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        values["moves"] = "stay"
        return values


class EndForm(Guarded):
    """Another last day, and why."""

    ends_on = day_field(_("Last day"), help_text=_("Today at the earliest"))
    reason = forms.CharField(label=_("Reason"), strip=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if "reason" in values:
            values["reason"] = self.guard_line("reason", REASON_LIMIT)
        return values


class ReasonForm(EndForm):
    """Why it is called off."""

    ends_on = None  # type: ignore[assignment]  # the same


class ClosingForm(Guarded):
    """The closing words."""

    words = words_field(
        _("Closing words"),
        rows=8,
        help_text=_("What was achieved, what was not, and what follows from it."),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if "words" in values:
            values["words"] = self.guard_text("words", WORDS_LIMIT)
        return values


def _named(obligation: Obligation) -> str:
    often = describe(Cadence.from_json(obligation.cadence))
    return f"{obligation.code} · {obligation.title} ({often})"
