"""Writing a bulletin, withdrawing it, and choosing what a list shows."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from lienket.delivery.models import Urgency
from lienket.exchange import rules
from lienket.exchange.actions.audience import NoRecipients
from lienket.exchange.actions.bulletins import REASON_LIMIT
from lienket.exchange.actions.drafts import BODY_LIMIT, TITLE_LIMIT, Draft
from lienket.exchange.forms.guarded import FilesField, Guarded, MomentInput, Upload
from lienket.exchange.models import Bulletin
from lienket.kernel.forms import Keyed, offer
from lienket.organizations.models import Organization


class BulletinForm(Keyed, Guarded):
    """A new bulletin."""

    ALL, CHOSEN = "all", "chosen"

    corrects = forms.IntegerField(required=False, widget=forms.HiddenInput())
    kind = forms.ChoiceField(label=_("Kind"), choices=Bulletin.Kind.choices)
    urgency = forms.ChoiceField(label=_("Urgency"), choices=Urgency.choices)
    title = forms.CharField(
        label=_("Title"),
        help_text=_("One line that says what it is about; it is read out on the telephone."),
        strip=False,
    )
    body = forms.CharField(
        label=_("Content"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 8})
    )
    attachments = FilesField(
        label=_("Attachments"),
        help_text=_("PDF, Word, Excel, PowerPoint, pictures, text. No state secrets."),
    )
    to = forms.ChoiceField(
        label=_("Send to"),
        choices=[(ALL, _("All members of the circle")), (CHOSEN, _("Only the chosen ones"))],
        widget=forms.RadioSelect,
    )
    organizations = forms.TypedMultipleChoiceField(
        label=_("Organizations"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    audience = forms.ChoiceField(
        label=_("Who may read it"),
        choices=[
            ("circle", _("The whole circle")),
            ("addressed", _("Only those it is sent to")),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    required_action = forms.ChoiceField(
        label=_("What they must do"), choices=Bulletin.RequiredAction.choices
    )
    ack_within_minutes = forms.IntegerField(
        label=_("Answer within (minutes)"),
        required=False,
        min_value=rules.SHORTEST_MINUTES,
        max_value=rules.LONGEST_MINUTES,
        help_text=_("Empty: 15 for immediate, 30 very urgent, 60 urgent, 24 hours ordinary."),
    )
    quorum = forms.IntegerField(
        label=_("So many answers are needed at least"),
        required=False,
        min_value=1,
        help_text=_("If fewer come in time, both hierarchies are told at once."),
    )
    classification = forms.ChoiceField(
        label=_("Classification"),
        choices=Bulletin.Classification.choices,
        help_text=_("State secrets must not enter this system."),
    )
    told_at = forms.DateTimeField(
        label=_("Told by phone at"),
        required=False,
        widget=MomentInput(),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
        help_text=_("If you called before entering it here. Both times are kept."),
    )
    exercise = forms.BooleanField(
        label=_("This is an exercise"),
        required=False,
        help_text=_("Marked EXERCISE everywhere, and never counted in figures."),
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        files: MultiValueDict[str, Upload] | None = None,
        *,
        members: list[Organization],
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, files, initial={**self.usual(), **(initial or {})})
        offer(self.fields["organizations"], [(member.id, member.name) for member in members])

    @staticmethod
    def usual() -> dict[str, Any]:
        """What a new form begins with."""
        return {
            "kind": Bulletin.Kind.URGENT_NOTICE,
            "urgency": Urgency.URGENT,
            "to": BulletinForm.ALL,
            "audience": "circle",
            "required_action": Bulletin.RequiredAction.ACKNOWLEDGE,
            "classification": Bulletin.Classification.INTERNAL,
        }

    @staticmethod
    def usual_of(kind: Bulletin.Kind) -> dict[str, Any]:
        """What a new form of this kind begins with: only an urgent notice is urgent at once."""
        urgent = kind == Bulletin.Kind.URGENT_NOTICE
        return {"kind": kind, "urgency": Urgency.URGENT if urgent else Urgency.NORMAL}

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if "title" in values:
            values["title"] = self.guard_line("title", TITLE_LIMIT)
        values["body"] = self.guard_text("body", BODY_LIMIT)
        if values.get("to") == self.CHOSEN and not values.get("organizations"):
            self.refuse("organizations", NoRecipients())
        return values

    def draft(self) -> Draft:
        """The bulletin as it was filled in; what is missing or wrong has its usual value.

        The preview asks for it while the form is still being written.
        """
        given = {**self.usual(), **{k: v for k, v in self.cleaned_data.items() if v is not None}}
        chosen = given["to"] == self.CHOSEN
        return Draft(
            kind=given["kind"],
            urgency=given["urgency"],
            title=given.get("title", ""),
            body=given.get("body", ""),
            required_action=given["required_action"],
            classification=given["classification"],
            organization_ids=tuple(given.get("organizations", ())) if chosen else None,
            audience=(given["audience"] or "circle") if chosen else "circle",
            ack_within_minutes=given.get("ack_within_minutes"),
            quorum=given.get("quorum"),
            exercise=given.get("exercise", False),
            corrects_id=given.get("corrects"),
            told_at=given.get("told_at"),
            not_secret=self.sure,
            attachments=tuple(self.inspected),
        )


class WithdrawalForm(Guarded):
    """Why a bulletin is taken back."""

    reason = forms.CharField(
        label=_("Reason"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everybody who received the bulletin reads it."),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if "reason" in values:
            values["reason"] = self.guard_line("reason", REASON_LIMIT)
        return values


class ListForm(forms.Form):
    """What to show of a circle's bulletins."""

    q = forms.CharField(label=_("Words or number"), required=False, max_length=100)
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("All kinds")), *Bulletin.Kind.choices]
    )
    urgency = forms.ChoiceField(
        label=_("Urgency"), required=False, choices=[("", _("Any urgency")), *Urgency.choices]
    )
    exercise = forms.ChoiceField(
        label=_("Exercises"),
        required=False,
        choices=[
            ("", _("With exercises")),
            ("no", _("Without exercises")),
            ("yes", _("Only exercises")),
        ],
    )
    before = forms.CharField(required=False, widget=forms.HiddenInput())

    def clean_before(self) -> tuple[datetime, int] | None:
        """Where the page before this one ended: the time and id of its last bulletin."""
        at, _separator, bulletin_id = self.cleaned_data["before"].partition("_")
        try:
            place = datetime.fromisoformat(at), int(bulletin_id)
        except ValueError:
            return None
        # What no page has written: a time without a zone, an id larger than the database holds.
        return place if place[0].tzinfo and place[1] < 2**63 else None

    @property
    def is_filtered(self) -> bool:
        """Whether anything is left out."""
        return any(self.data.get(name) for name in ("q", "kind", "urgency", "exercise"))

    def address(self, last: Bulletin) -> str:
        """The query of the page after `last`, with the same filters."""
        kept = {name: self.data[name] for name in self.fields if self.data.get(name)}
        return urlencode({**kept, "before": f"{last.issued_at.isoformat()}_{last.id}"})
