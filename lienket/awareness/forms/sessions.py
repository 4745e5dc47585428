"""A session as it is recorded, and which sessions a list shows."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lienket.awareness import rules
from lienket.awareness.actions import SessionDraft
from lienket.awareness.actions.common import REASON_LIMIT, TITLE_LIMIT
from lienket.awareness.actions.sessions import AREA_LIMIT
from lienket.awareness.models import Audience, Kind, Material, Movement, Session, Topic
from lienket.documents.guard.forms import FilesField, Guarded
from lienket.incidents.forms import fields
from lienket.kernel.forms import offer
from lienket.organizations.models import Organization
from lienket.places.models import Site


class SessionForm(Guarded):
    """What was held, when, where, about what, for whom, and how many came."""

    kind = forms.ChoiceField(label=_("Kind of session"), choices=Kind.choices)
    topic = forms.ChoiceField(label=_("Topic"), choices=[("", _("Choose a topic")), *Topic.choices])
    title = forms.CharField(label=_("What it was about, in a few words"), strip=False)
    held_on = fields.day(label=_("Held on"))
    site = forms.TypedChoiceField(label=_("Place"), required=False, coerce=int, empty_value=None)
    area = forms.CharField(
        label=_("Or area"),
        required=False,
        strip=False,
        widget=forms.TextInput(attrs={"list": "areas"}),
        help_text=_("Hamlet, residential group, commune or ward, if it was at none of the places."),
    )
    audience = forms.ChoiceField(label=_("Who listened"), choices=Audience.choices)
    attendance = forms.IntegerField(
        label=_("How many people came"),
        min_value=1,
        max_value=rules.MOST_LISTENERS,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        help_text=_("Only the number. No lists of names."),
    )
    movement = forms.TypedChoiceField(
        label=_("Movement"), required=False, coerce=int, empty_value=None
    )
    co_organizers = forms.TypedMultipleChoiceField(
        label=_("Organized together with"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    attachments = FilesField(
        label=_("Photos and materials"),
        help_text=_("Photos lose their place and time; no faces of children close up."),
    )

    def __init__(
        self,
        *given: Any,
        sites: Iterable[Site],
        movements: Iterable[Movement],
        members: Iterable[Organization],
        **options: Any,
    ) -> None:
        super().__init__(*given, **options)
        for kind in Material.Kind:
            self.fields[f"material_{kind}"] = forms.IntegerField(
                label=kind.label,
                required=False,
                min_value=0,
                max_value=rules.MOST_PIECES,
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )
        fields.choose(self.fields["site"], sites, _("At none of them"))
        named = [(one.id, f"{one.reference} · {one.title}") for one in movements]
        offer(self.fields["movement"], [("", _("Stands alone")), *named])
        fields.choose(self.fields["co_organizers"], members)

    @property
    def materials(self) -> list[forms.BoundField]:
        """The fields that count what was handed out."""
        return [self[f"material_{kind}"] for kind in Material.Kind]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        for name, limit in (("title", TITLE_LIMIT), ("area", AREA_LIMIT)):
            if name in values:
                values[name] = self.guard_line(name, limit)
        return values

    @property
    def draft(self) -> SessionDraft:
        """What was filled in."""
        given = self.cleaned_data
        names = ("kind", "topic", "title", "held_on", "audience", "attendance", "area")
        return SessionDraft(
            **{name: given[name] for name in names},
            site_id=given["site"],
            movement_id=given["movement"],
            co_organizers=tuple(given["co_organizers"]),
            materials={kind: given[f"material_{kind}"] or 0 for kind in Material.Kind},
        )


class CorrectionForm(SessionForm):
    """What it was really, and why it was recorded otherwise."""

    attachments = None  # type: ignore[assignment]  # takes the inherited field away
    reason = forms.CharField(label=_("Why it is corrected"), strip=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if "reason" in values:
            values["reason"] = self.guard_line("reason", REASON_LIMIT)
        return values


class ListForm(forms.Form):
    """Days, topic, audience, place, movement and organizer; what makes no sense narrows nothing."""

    since = fields.day(label=_("From"), required=False)
    until = fields.day(label=_("Until, included"), required=False)
    topic = forms.ChoiceField(
        label=_("Topic"), required=False, choices=[("", _("All topics")), *Topic.choices]
    )
    audience = forms.ChoiceField(
        label=_("Who listened"), required=False, choices=[("", _("All")), *Audience.choices]
    )
    site = forms.TypedChoiceField(label=_("Place"), required=False, coerce=int, empty_value=None)
    area = forms.CharField(label=_("Area"), required=False, max_length=AREA_LIMIT)
    movement = forms.TypedChoiceField(
        label=_("Movement"), required=False, coerce=int, empty_value=None
    )
    organization = forms.TypedChoiceField(
        label=_("Organizer"), required=False, coerce=int, empty_value=None
    )

    def __init__(
        self,
        *given: Any,
        sites: Iterable[Site],
        movements: Iterable[Movement],
        members: Iterable[Organization],
        **options: Any,
    ) -> None:
        super().__init__(*given, **options)
        fields.choose(self.fields["site"], sites, _("All places"))
        named = [(one.id, f"{one.reference} · {one.title}") for one in movements]
        offer(self.fields["movement"], [("", _("All")), *named])
        fields.choose(self.fields["organization"], members, _("All members"))

    @property
    def others(self) -> str:
        """The question as it stands in an address."""
        return urlencode([(name, self.data[name]) for name in self.fields if self.data.get(name)])

    def narrow(self, sessions: QuerySet[Session]) -> QuerySet[Session]:
        """Those that were asked for; all of them when the question makes no sense."""
        if not self.is_valid():
            return sessions
        asked = self.cleaned_data
        if asked["since"]:
            sessions = sessions.filter(held_on__gte=asked["since"])
        if asked["until"]:
            sessions = sessions.filter(held_on__lte=asked["until"])
        if asked["area"]:
            sessions = sessions.filter(area__iexact=asked["area"])
        for name in ("topic", "audience"):
            if asked[name]:
                sessions = sessions.filter(**{name: asked[name]})
        for name in ("site", "movement", "organization"):
            if asked[name]:
                sessions = sessions.filter(**{f"{name}_id": asked[name]})
        return sessions
