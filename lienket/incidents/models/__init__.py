"""The tables of the module, by noun."""

from lienket.incidents.models.aid import Aid, Offer
from lienket.incidents.models.closing import Closure, Reopening
from lienket.incidents.models.incidents import Entry, Incident, Photo, Related, Role
from lienket.incidents.models.referrals import Referral, ReferralStep
from lienket.incidents.models.sharing import Copy, Release
from lienket.incidents.models.zero import ZeroReport

__all__ = [
    "Aid",
    "Closure",
    "Copy",
    "Entry",
    "Incident",
    "Offer",
    "Photo",
    "Referral",
    "ReferralStep",
    "Related",
    "Release",
    "Reopening",
    "Role",
    "ZeroReport",
]
