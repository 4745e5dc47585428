"""What people fill in about their organization."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.contrib.auth import password_validation
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from lienket.kernel.actors import READ
from lienket.kernel.forms import offer
from lienket.organizations import kinds
from lienket.organizations.actions import Office
from lienket.organizations.models import Account, Appointment, Person, Post, Succession

_MOMENT = "%Y-%m-%dT%H:%M"


class PersonForm(forms.Form):
    """A person and the office they hold."""

    rank = forms.CharField(
        label=_("Rank"), max_length=40, required=False, help_text=_("As written before the name.")
    )
    name = forms.CharField(label=_("Full name"), max_length=80)
    title = forms.CharField(
        label=_("Office"), max_length=100, help_text=_("As written under a signature.")
    )
    role = forms.ChoiceField(
        label=_("Part in reaching the organization"),
        choices=Appointment.Role.choices,
        initial=Appointment.Role.STAFF,
        help_text=_("Silence climbs from whoever is on duty to the focal points, then the heads."),
    )
    rights = forms.MultipleChoiceField(
        label=_("Rights"),
        choices=Appointment.Right.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    @classmethod
    def of(cls, appointment: Appointment, data: Any = None) -> "PersonForm":
        """The form filled with an appointment as it is."""
        return cls(
            data,
            initial={
                "rank": appointment.person.rank,
                "name": appointment.person.name,
                "title": appointment.title,
                "role": appointment.role,
                "rights": appointment.rights,
            },
        )

    @property
    def office(self) -> Office:
        """The office that was filled in."""
        given = self.cleaned_data
        return Office(given["title"], role=given["role"], rights=tuple(given["rights"]))


class InvitationForm(forms.Form):
    """Where to send an invitation; empty for a QR code alone."""

    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("Leave it empty to hand the QR code over in person."),
    )


class PostForm(forms.Form):
    """A desk."""

    name = forms.CharField(label=_("Name of the post"), max_length=80)
    always_on_duty = forms.BooleanField(label=_("Somebody is there day and night"), required=False)

    @classmethod
    def of(cls, post: Post, data: Any = None) -> "PostForm":
        """The form filled with a post as it is."""
        initial = {"name": post.name, "always_on_duty": post.always_on_duty}
        return cls(data, initial=initial)


class PathForm(forms.Form):
    """The address of one kind of contact path: the fields are those of the kind."""

    def __init__(self, kind: type[kinds.Kind], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        for field in kind.fields:
            widget = forms.TextInput(attrs={"type": field.input_type})
            self.fields[field.name] = forms.CharField(
                label=str(field.label),
                help_text=str(field.help),
                required=field.required,
                max_length=2000,
                widget=widget,
            )
        if kind.name == kinds.Phone.name:
            self.fields["published"] = forms.BooleanField(
                label=_("Show this number to partners in our circles"), required=False
            )

    @property
    def values(self) -> dict[str, str]:
        """What was typed into the fields of the kind."""
        return {field.name: self.cleaned_data[field.name] for field in self.kind.fields}


class QuietHoursForm(forms.Form):
    """When ordinary notices wait."""

    start = forms.TimeField(
        label=_("From"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    end = forms.TimeField(
        label=_("To"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )


class ShiftForm(forms.Form):
    """Who is on duty from when to when, in local time."""

    person = forms.ModelChoiceField(
        label=_("Person"), queryset=Person.objects.none(), empty_label=_("Choose a person")
    )
    starts_at = forms.DateTimeField(
        label=_("Begins"),
        input_formats=[_MOMENT],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_MOMENT),
    )
    ends_at = forms.DateTimeField(
        label=_("Ends"),
        input_formats=[_MOMENT],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_MOMENT),
    )

    def __init__(self, people: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person: Any = self.fields["person"]
        person.queryset = people


class TokenForm(forms.Form):
    """A key for a program."""

    label = forms.CharField(label=_("What it is for"), max_length=80)
    scopes = forms.MultipleChoiceField(
        label=_("The program may"),
        widget=forms.CheckboxSelectMultiple,
        initial=[READ],
    )
    days = forms.IntegerField(label=_("Valid for days"), min_value=1, max_value=366, initial=90)

    def __init__(self, rights: Iterable[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = (choice for choice in Appointment.Right.choices if choice[0] in rights)
        reading = (READ, _("Read what the organization may read"))
        offer(self.fields["scopes"], [reading, *allowed])


class SuccessionForm(forms.Form):
    """What is to become of the organization, or of another one into it."""

    sometimes_needed = ("other", "new_name", "functions")

    kind = forms.ChoiceField(label=_("What happens"), choices=Succession.Kind.choices)
    takes_over = forms.BooleanField(
        label=_("Our organization is the one that takes over"), required=False
    )
    other = forms.CharField(
        label=_("The other unit"),
        max_length=200,
        required=False,
        help_text=_("Its exact full or short name. Not needed when renamed or dissolved."),
    )
    is_new = forms.BooleanField(
        label=_("That unit does not exist here yet: admit it on the day"), required=False
    )
    main_heir = forms.BooleanField(
        label=_("When split up: it takes over everything that is open"), required=False
    )
    functions = forms.CharField(
        label=_("Function or share that goes to it"),
        max_length=300,
        required=False,
        help_text=_("When one function is handed over, or for the smaller parts of a split."),
    )
    new_name = forms.CharField(label=_("New name, when renamed"), max_length=200, required=False)
    decision = forms.CharField(
        label=_("Decision"),
        max_length=200,
        help_text=_("Its number and who issued it, as in 202/2025/QH15."),
    )
    effective_on = forms.DateField(
        label=_("Takes effect on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class ListForm(forms.Form):
    """A list of successions from a spreadsheet."""

    file = forms.FileField(
        label=_("List (CSV in UTF-8)"),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
    )


class JoinForm(forms.Form):
    """What an invited person chooses to sign in with."""

    username = forms.CharField(
        label=_("User name"),
        max_length=60,
        validators=[
            RegexValidator(
                r"^[A-Za-z][A-Za-z0-9._-]{2,}\Z",
                _("At least 3 letters without accents, digits, dots or hyphens; a letter first."),
            )
        ],
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=password_validation.password_validators_help_text_html(),
    )
    phone = forms.CharField(
        label=_("Telephone number"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        help_text=_("To sign in with, instead of the user name."),
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("To reset a forgotten password."),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if "password" in given:
            account = Account(username=given.get("username", ""), email=given.get("email", ""))
            try:
                password_validation.validate_password(given["password"], account)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return given


def _name_of_key(*, required: bool) -> forms.CharField:
    return forms.CharField(label=_("Name of the key"), required=required)


class NewKeyForm(AddWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """A security key or passkey, under a name its owner knows it by."""

    name = _name_of_key(required=False)


class KeyForm(EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a security key or passkey."""

    name = _name_of_key(required=True)


def local_moment(at: datetime) -> str:
    """A moment as the browser's date and time field holds it."""
    return at.strftime(_MOMENT)
