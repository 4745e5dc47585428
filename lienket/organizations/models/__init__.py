"""The tables of the module, by noun."""

from lienket.organizations.models.accounts import Account, ApiToken, PersonInvitation
from lienket.organizations.models.contacts import (
    ContactAddress,
    ContactPath,
    DutyShift,
    PathVerification,
)
from lienket.organizations.models.people import Appointment, Organization, Person, Post
from lienket.organizations.models.successions import FormerName, Succession

__all__ = [
    "Account",
    "ApiToken",
    "Appointment",
    "ContactAddress",
    "ContactPath",
    "DutyShift",
    "FormerName",
    "Organization",
    "PathVerification",
    "Person",
    "PersonInvitation",
    "Post",
    "Succession",
]
