"""Around every request: one transaction, short JSON alone, and an end to endless failures."""

import hashlib
from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.core.cache.backends.locmem import LocMemCache
from django.core.exceptions import RequestDataTooBig
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from lienket.config.api.problems import BodyTooLarge, MethodNotOffered, NotJson, problem
from lienket.kernel.errors import NotFound, Refusal, TooManyAttempts

View = Callable[..., HttpResponse]
#: Failed requests that one token may make in a window of so many seconds.
FAILURES = 100
WINDOW = 60
# Each process counts for itself: a shared count would cost every good request a statement.
_failures = LocMemCache("api failures", {"OPTIONS": {"MAX_ENTRIES": 10_000}})


def guarded(view: View) -> View:
    """The view inside one transaction that a refusal undoes, whatever it had done by then."""

    # A token comes in a header that no other site can make a browser send.
    @csrf_exempt
    @wraps(view)
    def inside(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        caller = _caller(request)
        try:
            _refuse_endless_failures(caller)
            _require_short_json(request)
            response = _in_one_transaction(view, request, *args, **kwargs)
        except Refusal as refusal:
            response = problem(refusal)
        except Http404:
            response = problem(NotFound())
        if response.status_code == 405:
            response = _with_allow(problem(MethodNotOffered()), response)
        if 400 <= response.status_code < 500 and response.status_code != 429:
            _count_failure(caller)
        return response

    return inside


def _in_one_transaction(
    view: View, request: HttpRequest, *args: object, **kwargs: object
) -> HttpResponse:
    with transaction.atomic():
        response = view(request, *args, **kwargs)
        # Ninja has turned exceptions into answers by now, so the answer decides.
        if response.status_code >= 400:
            transaction.set_rollback(True)
    return response


def _require_short_json(request: HttpRequest) -> None:
    if request.method != "POST":
        return
    if request.content_type not in {"", "application/json"}:
        raise NotJson
    limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    try:
        length = len(request.body)
    except RequestDataTooBig:
        length = limit + 1
    # Django goes by Content-Length alone, which a body sent in chunks does not have.
    if length > limit:
        raise BodyTooLarge(limit_mb=limit // 1024**2)


def _with_allow(response: HttpResponse, ninjas: HttpResponse) -> HttpResponse:
    response["Allow"] = ninjas["Allow"]
    return response


# ---- Failures -----------------------------------------------------------------------------------


def _caller(request: HttpRequest) -> str:
    """The token that was shown, right or wrong; empty when there is none."""
    shown = request.headers.get("Authorization", "")
    return hashlib.sha256(shown.encode()).hexdigest() if shown else ""


def _refuse_endless_failures(caller: str) -> None:
    if caller and _failures.get(caller, 0) >= FAILURES:
        raise TooManyAttempts(seconds=WINDOW)


def _count_failure(caller: str) -> None:
    if caller and not _failures.add(caller, 1, WINDOW):
        _failures.incr(caller)
