"""What the APIs of all modules share: who calls, ids and times, and what is refused."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Protocol

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
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(_DAY.pattern + "[Tt ]")


class ApiRequest(HttpRequest):
    """A request of a program that acts for a member."""

    auth: Member


def _written_out(value: Any) -> Any:
    """Numbers are no times here, although they could be read as seconds since 1970."""
    if not isinstance(value, str) or not _TIME.match(value):
        raise PydanticCustomError("datetime_type", "a time with its zone")
    return value


def _day_written_out(value: Any) -> Any:
    """Neither numbers nor times are days here, although they could be read as such."""
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise PydanticCustomError("date_type", "a day such as 2026-11-21")
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
Day = Annotated[date, BeforeValidator(_day_written_out)]

NotSecret = Annotated[
    StrictBool,
    Field(description="A person has looked at a doubtful text and says it is no state secret."),
]


class Input(BaseModel):
    """What a program sends. A misspelled property must not pass as if it had been left out."""

    model_config = ConfigDict(extra="forbid", use_enum_values=True)


class Degrees(Input):
    """A position in WGS 84."""

    latitude: float = Field(ge=-90, le=90)
    longitude: float = Field(ge=-180, le=180)


@dataclass(slots=True, kw_only=True)
class Named:
    """An organization or a place, by id and name."""

    id: int
    name: str

    @classmethod
    def of(cls, one: "HasName") -> "Named":
        """Whatever has both."""
        return cls(id=one.id, name=one.name)


class HasName(Protocol):
    """An organization, a site, a circle …"""

    id: int
    name: str
