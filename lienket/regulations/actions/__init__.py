"""The verbs of the module, by noun."""

from lienket.regulations.actions.cascades import cascade, publish_summary
from lienket.regulations.actions.drafts import (
    MANAGE,
    PartyDraft,
    discard,
    draft,
    members_as_parties,
    revise,
    set_parties,
)
from lienket.regulations.actions.library import adopt_model, anonymous, publish_model
from lienket.regulations.actions.rounds import (
    NothingToRead,
    answer_comment,
    close_round,
    comment,
    no_comment,
    open_consultation,
    open_signing,
)
from lienket.regulations.actions.signing import (
    file_signed,
    record_paper_signature,
    sign,
    start_over,
)
from lienket.regulations.actions.terms import amend, end, renew
from lienket.regulations.actions.writing import (
    add_clause,
    edit_clause,
    move_clause,
    remove_clause,
    write_text,
)

__all__ = [
    "MANAGE",
    "NothingToRead",
    "PartyDraft",
    "add_clause",
    "adopt_model",
    "amend",
    "anonymous",
    "answer_comment",
    "cascade",
    "close_round",
    "comment",
    "discard",
    "draft",
    "edit_clause",
    "end",
    "file_signed",
    "members_as_parties",
    "move_clause",
    "no_comment",
    "open_consultation",
    "open_signing",
    "publish_model",
    "publish_summary",
    "record_paper_signature",
    "remove_clause",
    "renew",
    "revise",
    "set_parties",
    "sign",
    "start_over",
    "write_text",
]
