"""The verbs of the module, by noun."""

from lienket.circles.actions.circles import (
    INVITATION_LASTS,
    MANAGE,
    AlreadyMember,
    ChairCannotLeave,
    EndsInThePast,
    InvitationExpired,
    NotMembers,
    OnlyTheChair,
    SubsetTooSmall,
    answer_invitation,
    close,
    form,
    hand_over_chair,
    invite,
    leave,
    renew,
    subset,
)
from lienket.circles.actions.successions import hand_over_places

__all__ = [
    "INVITATION_LASTS",
    "MANAGE",
    "AlreadyMember",
    "ChairCannotLeave",
    "EndsInThePast",
    "InvitationExpired",
    "NotMembers",
    "OnlyTheChair",
    "SubsetTooSmall",
    "answer_invitation",
    "close",
    "form",
    "hand_over_chair",
    "hand_over_places",
    "invite",
    "leave",
    "renew",
    "subset",
]
