"""What requests of programs have in common: who asks, ids, numbers, times, strict shapes."""

import re
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import P, PathEx
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


class Input(BaseModel):
    """A misspelled property must not pass: without `organizations`, all would be told."""

    model_config = ConfigDict(extra="forbid", use_enum_values=True)


def _written_out(value: Any) -> Any:
    """Numbers are no times here, although they could be read as seconds since 1970."""
    if not isinstance(value, str) or not _DAY.match(value):
        raise PydanticCustomError("datetime_type", "a time with its zone")
    return value


PathId = PathEx[int, P(ge=1, le=LARGEST_ID)]
Id = Annotated[StrictInt, Field(ge=1, le=LARGEST_ID)]
Moment = Annotated[AwareDatetime, BeforeValidator(_written_out)]
NotSecret = Annotated[
    StrictBool,
    Field(description="A person has looked at a doubtful text and says it is no state secret."),
]
