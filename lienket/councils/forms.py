"""What people fill in about councils and teams."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lienket.circles.models import Circle
from lienket.councils.actions.councils import DECISION_LIMIT, NAME_LIMIT, SHORT_LIMIT
from lienket.councils.actions.teams import LEADER_LIMIT, PHONE_LIMIT
from lienket.councils.actions.teams import NAME_LIMIT as TEAM_NAME_LIMIT
from lienket.councils.models import Council
from lienket.councils.models.councils import titles
from lienket.documents.guard.forms import Guarded
from lienket.kernel.forms import offer
from lienket.organizations.models import Appointment, Organization, Person
from lienket.regulations.models import Regulation


def _day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        help_text=help_text,
    )


class CouncilForm(Guarded):
    """What is said of a council as a whole."""

    kind = forms.ChoiceField(label=_("Kind of body"), choices=Council.Kind.choices)
    name = forms.CharField(
        label=_("Name of the council"),
        max_length=NAME_LIMIT,
        strip=False,
        help_text=_("As in the decision that sets it up."),
    )
    short_name = forms.CharField(
        label=_("Notation in its documents"),
        max_length=SHORT_LIMIT,
        help_text=_("For example HĐANTT. It numbers its documents by itself."),
    )
    decision = forms.CharField(
        label=_("Decision that sets it up"),
        max_length=DECISION_LIMIT,
        required=False,
        strip=False,
        help_text=_("Number, day and authority, for example: 12/QĐ-UBND of 05/01/2026."),
    )
    rules = forms.TypedChoiceField(
        label=_("Working rules"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, *given: Any, internal: QuerySet[Regulation], **options: Any) -> None:
        super().__init__(*given, **options)
        offer(
            self.fields["rules"],
            [("", _("None in this circle yet")), *((one.id, str(one)) for one in internal)],
        )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        for name, limit in (("name", NAME_LIMIT), ("decision", DECISION_LIMIT)):
            if name in values:
                values[name] = self.guard_line(name, limit)
        return values

    def values(self) -> dict[str, Any]:
        """What the actions take."""
        given = self.cleaned_data
        return {
            "kind": given["kind"],
            "name": given["name"],
            "short_name": given["short_name"],
            "decision": given["decision"],
            "rules_id": given["rules"],
            "not_secret": self.sure,
        }


class OfficesForm(forms.Form):
    """Offices of one role, one for each organization that is ticked."""

    role = forms.ChoiceField(label=_("Office"), initial="member")
    organizations = forms.TypedMultipleChoiceField(
        label=_("Organizations that fill it"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick several at once: each of them gets one office and names its person."),
    )

    def __init__(
        self, *given: Any, council: Council, members: Iterable[Organization], **options: Any
    ) -> None:
        super().__init__(*given, **options)
        offer(self.fields["role"], titles(council.kind))
        offer(self.fields["organizations"], [(one.id, one.name) for one in members])


class _HolderForm(forms.Form):
    appointment = forms.TypedChoiceField(label=_("Person"), coerce=int)

    def __init__(self, *given: Any, people: Iterable[Appointment], **options: Any) -> None:
        super().__init__(*given, **options)
        offer(
            self.fields["appointment"],
            [
                ("", _("Choose a person")),
                *((one.id, f"{one.person} — {one.title}") for one in people),
            ],
        )


class SeatForm(_HolderForm):
    """Who holds an office, and for which term."""

    valid_from = _day(_("From"))
    valid_to = _day(
        _("Last day"), required=False, help_text=_("Leave it empty if the term has no end.")
    )


class SubstituteForm(_HolderForm):
    """Who stands in, and for which days."""

    valid_from = _day(_("From"))
    valid_to = _day(_("Last day"))


class EndForm(forms.Form):
    """The day on which a term ends."""

    last_day = _day(_("Last day"))


class DissolveForm(forms.Form):
    """Dissolving cannot be undone, so it is confirmed."""

    sure = forms.BooleanField(
        label=_("I understand that the council cannot be set up again under this entry.")
    )


class TeamForm(Guarded):
    """A new team."""

    name = forms.CharField(label=_("Name of the team"), max_length=TEAM_NAME_LIMIT, strip=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if "name" in values:
            values["name"] = self.guard_line("name", TEAM_NAME_LIMIT)
        return values


class MembersForm(forms.Form):
    """Who belongs to a team, and who leads it."""

    people = forms.TypedMultipleChoiceField(
        label=_("Members of the team"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    leader = forms.TypedChoiceField(
        label=_("Leads the team"), coerce=int, required=False, empty_value=None
    )

    def __init__(self, *given: Any, people: Iterable[Person], **options: Any) -> None:
        super().__init__(*given, **options)
        choices = [(one.id, str(one)) for one in people]
        offer(self.fields["people"], choices)
        offer(self.fields["leader"], [("", _("Nobody")), *choices])


class EntryForm(Guarded):
    """What a circle is to read of a team."""

    circle = forms.TypedChoiceField(label=_("Circle"), coerce=int)
    leader = forms.CharField(
        label=_("Post that leads it"),
        max_length=LEADER_LIMIT,
        required=False,
        strip=False,
        help_text=_("A post, not a name, for example: head of the security section."),
    )
    phone = forms.CharField(
        label=_("Phone number to publish"), max_length=PHONE_LIMIT, required=False
    )

    def __init__(self, *given: Any, circles: Iterable[Circle], **options: Any) -> None:
        super().__init__(*given, **options)
        offer(self.fields["circle"], [(one.id, one.name) for one in circles])

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        values["leader"] = self.guard_line("leader", LEADER_LIMIT)
        return values
