"""The verbs of the module, by noun."""

from lienket.meetings.actions.agenda import (
    add_item,
    add_proposals,
    change_item,
    move_item,
    remove_item,
)
from lienket.meetings.actions.attendance import answer_meeting, record_presence
from lienket.meetings.actions.common import ANSWER, MANAGE, is_adopted, require_held
from lienket.meetings.actions.due import forget_names, remind
from lienket.meetings.actions.meetings import (
    Details,
    cancel_meeting,
    change_meeting,
    draft_meeting,
    follow_up,
    hold_meeting,
    invite_members,
)
from lienket.meetings.actions.minutes import (
    Said,
    adopt_minutes,
    judge_minutes,
    share_minutes,
    take_back_minutes,
    write_minutes,
)
from lienket.meetings.actions.papers import issue_minutes, require_adopted
from lienket.meetings.actions.resolutions import add_resolution, remove_resolution

__all__ = [
    "ANSWER",
    "MANAGE",
    "Details",
    "Said",
    "add_item",
    "add_proposals",
    "add_resolution",
    "adopt_minutes",
    "answer_meeting",
    "cancel_meeting",
    "change_item",
    "change_meeting",
    "draft_meeting",
    "follow_up",
    "forget_names",
    "hold_meeting",
    "invite_members",
    "is_adopted",
    "issue_minutes",
    "judge_minutes",
    "move_item",
    "record_presence",
    "remind",
    "remove_item",
    "remove_resolution",
    "require_adopted",
    "require_held",
    "share_minutes",
    "take_back_minutes",
    "write_minutes",
]
