"""What programs may send: each shape refuses what it does not know."""

import re
from enum import StrEnum
from typing import Annotated, Any

from ninja import HeaderEx, P, QueryEx
from pydantic import (
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StrictInt,
)
from pydantic_core import PydanticCustomError

from lienket.delivery.models import Urgency
from lienket.exchange import rules
from lienket.exchange.models import Acknowledgement, Bulletin
from lienket.kernel.programs import LARGEST_ID

#: More organizations than any circle has.
MOST_ORGANIZATIONS = 5_000
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ]")


def _written_out(value: Any) -> Any:
    """Numbers are no times here, although they could be read as seconds since 1970."""
    if not isinstance(value, str) or not _DAY.match(value):
        raise PydanticCustomError("datetime_type", "a time with its zone")
    return value


Cursor = QueryEx[
    str,
    P(
        pattern="^([A-Za-z0-9_-]{22})?$",
        description="The `next` of the page before; without it, the first page.",
    ),
]
IdempotencyKey = HeaderEx[
    str | None,
    P(
        alias="Idempotency-Key",
        pattern="^[!-~]{1,100}$",
        description="Your own name for this bulletin: repeating the request with it issues nothing "
        "new. 1 to 100 visible ASCII characters.",
    ),
]
Id = Annotated[StrictInt, Field(ge=1, le=LARGEST_ID)]
Minutes = Annotated[StrictInt, Field(ge=rules.SHORTEST_MINUTES, le=rules.LONGEST_MINUTES)]
Moment = Annotated[AwareDatetime, BeforeValidator(_written_out)]

NotSecret = Annotated[
    StrictBool,
    Field(description="A person has looked at a doubtful text and says it is no state secret."),
]


class Standing(StrEnum):
    """Which receipts are listed."""

    WAITING = "waiting"


class Audience(StrEnum):
    """Who may read a bulletin: all members of the circle, or issuer and addressees alone."""

    CIRCLE = "circle"
    ADDRESSED = "addressed"


class Input(BaseModel):
    """A misspelled property must not pass: without `organizations`, all would be told."""

    model_config = ConfigDict(extra="forbid", use_enum_values=True)


class NewBulletin(Input):
    """What is told or asked, of whom, and by when."""

    kind: Bulletin.Kind
    urgency: Urgency
    title: str = Field(description="One line of at most 200 characters.")
    body: str = Field(description="At most 20,000 characters.")
    required_action: Bulletin.RequiredAction
    organizations: list[Id] | None = Field(
        None,
        max_length=MOST_ORGANIZATIONS,
        description="Members of the circle; all of them when left out.",
    )
    audience: Audience | None = Field(
        None, description="`addressed` when organizations are named, else `circle`."
    )
    ack_within_minutes: Minutes | None = Field(
        None, description="When left out: 15, 30, 60 minutes or a day, by urgency."
    )
    exercise: StrictBool = False
    classification: Bulletin.Classification = Bulletin.Classification.INTERNAL
    quorum: Annotated[StrictInt, Field(ge=1, le=MOST_ORGANIZATIONS)] | None = Field(
        None, description="So many organizations must have answered …"
    )
    quorum_within_minutes: Minutes | None = Field(None, description="… within this time.")
    corrects: Id | None = Field(None, description="The own bulletin that this one replaces.")
    told_at: Moment | None = Field(None, description="When it was told by phone before.")
    not_secret: NotSecret = False


class Answer(Input):
    """What an organization says about its receipt."""

    fact: Acknowledgement.Fact = Acknowledgement.Fact.RECEIVED
    note: str = Field(default="", description="One line of at most 500 characters.")
    not_secret: NotSecret = False


class NewReply(Input):
    """A line in the thread between one organization and the issuer."""

    text: str = Field(description="At most 5,000 characters.")
    receipt: Id | None = Field(
        None, description="The thread; the issuer names it, an addressee need not."
    )
    not_secret: NotSecret = False


class NewWithdrawal(Input):
    """Why a bulletin no longer holds."""

    reason: str = Field(description="One line of at most 500 characters.", pattern=r"\S")
    not_secret: NotSecret = False
