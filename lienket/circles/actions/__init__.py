"""The verbs of the module, by noun."""

from lienket.circles.actions.circles import (
    INVITATION_LASTS,
    MANAGE,
    AlreadyMember,
    ChairCannotLeave,
    CircleClosed,
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
    open_circle,
    renew,
    subset,
)
from lienket.circles.actions.numbers import take_number
from lienket.circles.actions.successions import hand_over_places

__all__ = [
    "INVITATION_LASTS",
    "MANAGE",
    "AlreadyMember",
    "ChairCannotLeave",
    "CircleClosed",
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
    "open_circle",
    "renew",
    "subset",
    "take_number",
]
