"""The tables of the module, by noun."""

from lienket.organizations.models.accounts import Account, ApiToken, PersonInvitation
from lienket.organizations.models.contacts import (
    ContactAddress,
    ContactPath,
    DutyShift,
    PathVerification,
)
from lienket.organizations.models.people import Appointment, Organization, Person, Post

__all__ = [
    "Account",
    "ApiToken",
    "Appointment",
    "ContactAddress",
    "ContactPath",
    "DutyShift",
    "Organization",
    "PathVerification",
    "Person",
    "PersonInvitation",
    "Post",
]
