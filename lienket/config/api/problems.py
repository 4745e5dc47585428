"""What was refused, as application/problem+json (RFC 9457) in the caller's language."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import orjson
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from pydantic import Field

from lienket.kernel.errors import Refusal

MEDIA_TYPE = "application/problem+json"
_TITLES = {
    400: gettext_noop("Unreadable request"),
    401: gettext_noop("No valid access token"),
    403: gettext_noop("Not allowed"),
    404: gettext_noop("Not found"),
    405: gettext_noop("Not possible here"),
    409: gettext_noop("Needs another decision"),
    413: gettext_noop("Too large"),
    415: gettext_noop("Wrong format"),
    422: gettext_noop("Cannot be accepted"),
    429: gettext_noop("Too many attempts"),
    500: gettext_noop("Fault in this system"),
}
_WORD_ENDS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@dataclass(slots=True, kw_only=True)
class Detail:
    """One thing that is wrong: where it stands, and what to do about it."""

    detail: str
    pointer: Annotated[str, Field(description="In the body, e.g. #/title")] | None = None
    parameter: Annotated[str, Field(description="Name of a parameter or header")] | None = None


@dataclass(slots=True, kw_only=True)
class Problem:
    """Why a request was refused."""

    type: Annotated[str, Field(description="The same for the same reason in every language")]
    title: str
    status: int
    detail: Annotated[str, Field(description="For people, in the caller's language")]
    errors: list[Detail]


class NotReadable(Refusal):
    """The body cannot be read. Send one JSON value, in UTF-8."""

    status = 400


class AddressNotReadable(Refusal):
    """This address cannot be read: it is not in UTF-8. Check the link."""

    status = 400


class NoAccess(Refusal):
    """The access token is missing, wrong, expired or revoked. Ask for a new one."""

    status = 401


class ReadingNotIncluded(Refusal):
    """This access token does not include reading (record.read). Ask for one that does."""

    status = 403


class MethodNotOffered(Refusal):
    """This address does not offer that method."""

    status = 405


class BodyTooLarge(Refusal):
    """The request is larger than {limit_mb} MB. Shorten it."""

    status = 413


class NotJson(Refusal):
    """This is not JSON. Send JSON, and say so: Content-Type: application/json."""

    status = 415


class Invalid(Refusal):
    """Some of what was sent cannot be used: see `errors`. Nothing was done."""


class Fault(Refusal):
    """Something went wrong on our side, and was written down. Nothing was done; try again later."""

    status = 500


def problem(refusal: Refusal, errors: Sequence[Detail] = ()) -> HttpResponse:
    """The answer for a refusal; one that names a field points at it."""
    message = refusal.message
    errors = errors or [
        Detail(pointer=f"#/{one.field}", detail=one.message) for one in refusal.each if one.field
    ]
    name = _WORD_ENDS.sub("-", type(refusal).__name__).lower()
    told = Problem(
        type=f"urn:problem:lienket:{name}",
        title=_(_TITLES.get(refusal.status, _TITLES[422])),
        status=refusal.status,
        detail=message,
        errors=list(errors),
    )
    response = HttpResponse(orjson.dumps(told), status=refusal.status, content_type=MEDIA_TYPE)
    if refusal.status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="lienket"'
    if "seconds" in refusal.parameters:
        response["Retry-After"] = str(refusal.parameters["seconds"])
    return response
