"""What the APIs of all modules share: who calls, ids and times, and what is refused."""

import re
from dataclasses import dataclass
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import P, PathEx, QueryEx
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

from lienket.kernel.actors import Member

#: The largest id that the database can hold.
LARGEST_ID = 2**63 - 1
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ]")


class ApiRequest(HttpRequest):
    """A request of a program that acts for a member."""

    auth: Member


def _written_out(value: Any) -> Any:
    """Numbers are no times here, although they could be read as seconds since 1970."""
    if not isinstance(value, str) or not _DAY.match(value):
        raise PydanticCustomError("datetime_type", "a time with its zone")
    return value


PathId = PathEx[int, P(ge=1, le=LARGEST_ID)]
Cursor = QueryEx[
    str,
    P(
        pattern="^([A-Za-z0-9_-]{22})?$",
        description="The `next` of the page before; without it, the first page.",
    ),
]
Id = Annotated[StrictInt, Field(ge=1, le=LARGEST_ID)]
Moment = Annotated[AwareDatetime, BeforeValidator(_written_out)]

NotSecret = Annotated[
    StrictBool,
    Field(description="A person has looked at a doubtful text and says it is no state secret."),
]


class Input(BaseModel):
    """What a program sends. A misspelled property must not pass as if it had been left out."""

    model_config = ConfigDict(extra="forbid", use_enum_values=True)


@dataclass(slots=True, kw_only=True)
class Named:
    """An organization, by id and name."""

    id: int
    name: str
