"""The kinds of contact path: the telephone, and the channels that delivery adds to it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Protocol

import phonenumbers
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lienket.kernel.errors import Refusal

REGION = "VN"


class NotAPhoneNumber(Refusal):
    """This is not a telephone number. Write it as 0912 345 678, or with + and the country code."""

    field = "phone"


class NotConfigured(Refusal):
    """This installation is not set up to send by this channel. Ask its operator."""


class Kind(Protocol):
    """What an organization must know about a way to reach people."""

    name: ClassVar[str]
    label: ClassVar[str | Promise]
    icon: ClassVar[str]
    # The form in which an address is entered: each has name, label, input_type, help, required.
    fields: ClassVar[Sequence[Any]]
    # Whether the owner must open a link sent there before it counts as a path.
    needs_verification: ClassVar[bool]
    # Whether it makes a person's device ring, so that quiet hours apply.
    disturbs: ClassVar[bool]
    # Name of the page that asks for the address, where typing it into a form is not enough.
    page: ClassVar[str]

    @classmethod
    def configured(cls) -> bool: ...
    @classmethod
    def check_address(cls, values: Mapping[str, str]) -> str: ...
    @classmethod
    def describe(cls, address: str) -> str: ...


class _PhoneInput:
    name = "phone"
    label = _("Telephone number")
    input_type = "tel"
    help = _("People call it and record the call; the product itself does not.")
    required = True


class Phone:
    """A telephone that people call. Nothing is sent, so its own organization vouches for it."""

    name = "phone"
    label = _("Telephone")
    icon = "phone"
    fields: ClassVar[Sequence[Any]] = [_PhoneInput()]
    needs_verification = False
    disturbs = False
    page = ""

    @classmethod
    def configured(cls) -> bool:
        return True

    @classmethod
    def check_address(cls, values: Mapping[str, str]) -> str:
        return phone_number(values.get("phone", ""))

    @classmethod
    def describe(cls, address: str) -> str:
        return spoken(address)


Source = Callable[[], Mapping[str, type[Kind]]]
_sources: list[Source] = []


def add(source: Source) -> None:
    """Have `kinds` offer what `source` names; called once, when the application starts."""
    _sources.append(source)


def kinds() -> dict[str, type[Kind]]:
    """Every kind of contact path by its name, the telephone last."""
    found: dict[str, type[Kind]] = {}
    for source in _sources:
        found |= source()
    return {**found, Phone.name: Phone}


def check(kind: str, values: Mapping[str, str] | str) -> str:
    """The address to keep, from what was typed; a bare string fills the kind's first field.

    Raises the kind's own refusal when it cannot be an address.
    """
    chosen = kinds()[kind]
    typed = {chosen.fields[0].name: values} if isinstance(values, str) else values
    return chosen.check_address(typed)


def phone_number(typed: str) -> str:
    """A telephone number as E.164, read as in Vietnam; raises NotAPhoneNumber."""
    try:
        number = phonenumbers.parse(typed, REGION)
    except phonenumbers.NumberParseException:
        raise NotAPhoneNumber from None
    if not phonenumbers.is_possible_number(number):
        raise NotAPhoneNumber
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def spoken(number: str) -> str:
    """An E.164 number in the groups in which people say it: 0912 345 678."""
    parsed = phonenumbers.parse(number)
    domestic = phonenumbers.region_code_for_number(parsed) == REGION
    form = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(parsed, form.NATIONAL if domestic else form.INTERNATIONAL)
