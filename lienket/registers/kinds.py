"""The kinds of registers, as data: what a row says, what expires, and who looks after that."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_POLICE = ("commune_police", "police")
Label = str | Promise


@dataclass(frozen=True)
class Kind:
    """One register. A row has what is named here, and nothing else; names head its columns."""

    label: Label
    # What one row is called, and an icon of `frontend/src/icons.txt`.
    one: Label
    icon: str
    name: Label
    number: Label
    # How many there are, and how many of them are as they should be.
    amount: Label | None = None
    part: Label | None = None
    # What is said when fewer are as they should be, and when all is well.
    short: Label = ""
    well: Label = ""
    # The last day on which it is valid.
    expires: Label | None = None
    # How many days before that day it is to be renewed.
    days_before: int = 30
    # The number is a month.
    monthly: bool = False
    # The name may be that of a member of the circle.
    names_member: bool = False
    # The kinds of organization that inspect it, the nearest first.
    inspectors: tuple[str, ...] = _POLICE
    law: str = ""


kinds: dict[str, Kind] = {
    "guard_contractor": Kind(
        _("Guard contractors"),
        _("Licence of a guard contractor"),
        "shield",
        name=_("Guard company"),
        number=_("Licence number"),
        expires=_("Licence valid until"),
        days_before=60,
        names_member=True,
        inspectors=("police", "commune_police"),
        law="Nghị định 96/2016/NĐ-CP",
    ),
    "guard_certificate": Kind(
        _("Guard certificates"),
        _("Certificates of guards"),
        "checkup-list",
        name=_("Team or place of guards"),
        number=_("Decision or list number"),
        amount=_("Guards"),
        part=_("Of them with certificate"),
        short=_("Certificates missing"),
        expires=_("To be checked again by"),
        inspectors=("police", "commune_police"),
        law="Nghị định 96/2016/NĐ-CP",
    ),
    "support_tool": Kind(
        _("Support tools"),
        _("Support tool"),
        "bolt",
        name=_("Kind of tool"),
        number=_("Permit number"),
        amount=_("Pieces"),
        expires=_("Permit valid until"),
        days_before=60,
        inspectors=("police", "commune_police"),
        law="Luật 42/2024/QH15",
    ),
    "contractor": Kind(
        _("Contractors"),
        _("Contractor"),
        "crane",
        name=_("Contractor's firm"),
        number=_("Contract number"),
        amount=_("Workers on site"),
        expires=_("Contract runs until"),
        names_member=True,
    ),
    "vehicle": Kind(
        _("Vehicle passes"),
        _("Vehicle pass"),
        "truck",
        name=_("Number plate"),
        number=_("Pass number"),
        expires=_("Pass valid until"),
        days_before=7,
    ),
    "residence": Kind(
        _("Residence declarations of foreigners"),
        _("Residence declarations"),
        "home",
        name=_("Place of lodging"),
        number=_("Month"),
        amount=_("Declarations due"),
        part=_("Of them within 12 hours"),
        short=_("Some declared late"),
        well=_("All in time"),
        monthly=True,
        law="Luật 47/2014/QH13",
    ),
    "fire_safety": Kind(
        _("Fire-safety certificates"),
        _("Fire-safety certificate"),
        "flame",
        name=_("Building or equipment"),
        number=_("Certificate number"),
        expires=_("Certificate valid until"),
        inspectors=("fire_service", *_POLICE),
        law="Luật 55/2024/QH15",
    ),
}
