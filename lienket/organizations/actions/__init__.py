"""The verbs of the module, by noun."""

from lienket.organizations.actions.contacts import (
    add_path,
    move_up,
    remove_path,
    request_verification,
    set_quiet_hours,
    verification_opened,
    verify_path,
)
from lienket.organizations.actions.duty import add_shift, remove_shift
from lienket.organizations.actions.erasure import erase_departed, export_person
from lienket.organizations.actions.handovers import apply_due
from lienket.organizations.actions.invitations import (
    Founded,
    accept_invitation,
    found,
    invitation_opened,
    invite_person,
    join,
)
from lienket.organizations.actions.people import (
    ALL_RIGHTS,
    Office,
    admit,
    appoint,
    change_appointment,
    end_appointment,
)
from lienket.organizations.actions.posts import add_post, change_post
from lienket.organizations.actions.proposals import Proposal, import_proposals, propose
from lienket.organizations.actions.successions import cancel, confirm, sides_of
from lienket.organizations.actions.tokens import create_token, create_token_for, revoke_token

__all__ = [
    "ALL_RIGHTS",
    "Founded",
    "Office",
    "Proposal",
    "accept_invitation",
    "add_path",
    "add_post",
    "add_shift",
    "admit",
    "apply_due",
    "appoint",
    "cancel",
    "change_appointment",
    "change_post",
    "confirm",
    "create_token",
    "create_token_for",
    "end_appointment",
    "erase_departed",
    "export_person",
    "found",
    "import_proposals",
    "invitation_opened",
    "invite_person",
    "join",
    "move_up",
    "propose",
    "remove_path",
    "remove_shift",
    "request_verification",
    "revoke_token",
    "set_quiet_hours",
    "sides_of",
    "verification_opened",
    "verify_path",
]
