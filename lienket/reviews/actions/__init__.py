"""The verbs of the module."""

from lienket.reviews.actions.common import ANSWER, MANAGE, require_drafted, require_open
from lienket.reviews.actions.drafting import (
    ReviewPlan,
    compute,
    discard,
    draft_review,
    new_version,
    write,
)
from lienket.reviews.actions.entering import enter_figure
from lienket.reviews.actions.issuing import issue_review
from lienket.reviews.actions.sharing import (
    answer_comment,
    comment,
    freeze,
    judge,
    share,
    take_back,
)

__all__ = [
    "ANSWER",
    "MANAGE",
    "ReviewPlan",
    "answer_comment",
    "comment",
    "compute",
    "discard",
    "draft_review",
    "enter_figure",
    "freeze",
    "issue_review",
    "judge",
    "new_version",
    "require_drafted",
    "require_open",
    "share",
    "take_back",
    "write",
]
