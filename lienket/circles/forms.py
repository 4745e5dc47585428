"""What people fill in about circles."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lienket.circles.models import Membership
from lienket.kernel.forms import offer


def _until_field() -> forms.DateField:
    return forms.DateField(
        label=_("Last day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        help_text=_("Leave it empty for no end."),
    )


class _WithLastDay(forms.Form):
    def clean_until(self) -> datetime | None:
        """The local midnight after the last day."""
        last = self.cleaned_data["until"]
        if last is None:
            return None
        if last < timezone.localdate():
            raise forms.ValidationError(_("This day has passed."))
        return timezone.make_aware(datetime.combine(last + timedelta(days=1), time()))


class CircleForm(forms.Form):
    """A new circle."""

    name = forms.CharField(
        label=_("Name of the circle"),
        max_length=200,
        help_text=_("Name the regulation or the place it is for."),
    )


class MemberForm(forms.Form):
    """One of the members besides the chair."""

    organization = forms.TypedChoiceField(label=_("Organization"), coerce=int)

    def __init__(self, members: Iterable[Membership], *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        offer(
            self.fields["organization"],
            [
                ("", _("Choose an organization")),
                *((place.organization_id, place.organization.name) for place in members),
            ],
        )


class TermForm(MemberForm, _WithLastDay):
    """Until when a member belongs to the circle."""

    until = _until_field()


class InviteForm(_WithLastDay):
    """An organization to be invited."""

    name = forms.CharField(
        label=_("Name of the organization"),
        max_length=200,
        help_text=_("The exact full or short name; accents and capitals do not matter."),
    )
    role = forms.ChoiceField(
        label=_("Takes part as"),
        choices=Membership.Role.choices,
        widget=forms.RadioSelect,
        initial=Membership.Role.MEMBER,
        help_text=_("An observer reads everything and is not asked for answers."),
    )
    until = _until_field()


class CloseForm(forms.Form):
    """Closing cannot be undone, so it is confirmed."""

    sure = forms.BooleanField(
        label=_("I understand that nothing can be issued in this circle any more.")
    )


class LeaveForm(forms.Form):
    """Leaving cannot be undone by the leaver alone, so it is confirmed."""

    sure = forms.BooleanField(
        label=_("I understand that my organization can then read nothing of this circle any more.")
    )
