"""From what is raised while a request is worked on to the problem that the caller reads."""

import logging
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from ninja.errors import AuthenticationError, HttpError, ValidationError

from lienket.config.api import problems, validation
from lienket.config.api.problems import problem
from lienket.kernel.errors import NotFound, Refusal

log = logging.getLogger(__name__)


def missing(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
    """What does not exist, or is not shared with the caller: the two look the same."""
    return problem(NotFound())


def _refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    return problem(refusal)


def _no_access(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return problem(problems.NoAccess())


def _unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(problems.NotReadable())


def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    # An id that cannot exist is one that does not.
    if any(one["loc"][0] == "path" for one in error.errors):
        return problem(NotFound())
    return problem(problems.Invalid(), validation.details(error.errors))


def _fault(request: HttpRequest, error: Exception) -> HttpResponse:
    log.error("%s %s", request.method, request.path, exc_info=error)
    return problem(problems.Fault())


HANDLERS: dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
    Refusal: _refused,
    ObjectDoesNotExist: missing,
    Http404: missing,
    AuthenticationError: _no_access,
    HttpError: _unreadable,
    ValidationError: _invalid,
    Exception: _fault,
}
