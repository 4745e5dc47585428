"""Every personal field of the product names its purpose and its days of keeping.

Modules above declare theirs in their `apps.py`; a test reads all models and finds the ones that
are missing. People here are workers in a role: nothing else is kept about them.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: Days after the last appointment of a person in an organization.
DAYS_AFTER_OFFICE = 90


@dataclass(frozen=True)
class Keeping:
    """Why a personal field is kept, and for how many days after `until`."""

    purpose: str | Promise
    until: str | Promise
    days: int


_OFFICE = _("the last appointment")
_HOLDER = Keeping(_("to know who holds an office and answers for it"), _OFFICE, DAYS_AFTER_OFFICE)
_SIGN_IN = Keeping(_("to sign in"), _OFFICE, DAYS_AFTER_OFFICE)
_REACHED = Keeping(_("to reach the person or post"), _("the removal of the contact path"), 0)
_DUTY = Keeping(_("to reach whoever is on duty"), _("the shift"), 90)
_INVITED = Keeping(_("to send the invitation"), _("its acceptance or expiry"), 0)
_PROGRAM = Keeping(_("to let a program act for a person"), _OFFICE, DAYS_AFTER_OFFICE)

#: By "model.field", as in `organizations.person.name`.
registry: dict[str, Keeping] = {
    "organizations.person.name": _HOLDER,
    "organizations.person.rank": _HOLDER,
    "organizations.person.account": _HOLDER,
    "organizations.appointment.person": _HOLDER,
    "organizations.appointment.title": _HOLDER,
    "organizations.account.username": _SIGN_IN,
    "organizations.account.email": _SIGN_IN,
    "organizations.account.phone": _SIGN_IN,
    "organizations.account.password": _SIGN_IN,
    "organizations.account.language": _SIGN_IN,
    "organizations.account.last_login": _SIGN_IN,
    "organizations.account.date_joined": _SIGN_IN,
    "organizations.contactpath.person": _REACHED,
    "organizations.contactpath.published_number": _REACHED,
    "organizations.contactaddress.address": _REACHED,
    "organizations.dutyshift.person": _DUTY,
    "organizations.personinvitation.person": _INVITED,
    "organizations.personinvitation.email": _INVITED,
    "organizations.apitoken.appointment": _PROGRAM,
    "organizations.apitoken.label": _PROGRAM,
}


def declare(keeping: Keeping, *fields: str) -> None:
    """Say why personal fields of a higher module are kept, and how long."""
    registry.update(dict.fromkeys(fields, keeping))
