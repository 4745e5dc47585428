"""Limits on how often something may be tried, counted over all web processes."""

import time

from allauth.core.internal.httpkit import get_client_ip
from django.core.cache import cache
from django.http import HttpRequest

from lienket.kernel.errors import TooManyAttempts


def limit(key: str, *, times: int, seconds: int) -> None:
    """Count one attempt under `key`; refuse the one after `times` within the same `seconds`.

    Call it outside a transaction that a refusal would undo. Raises TooManyAttempts.
    """
    window, elapsed = divmod(int(time.time()), seconds)
    counter = f"limit:{key}:{window}"
    cache.add(counter, 0, seconds)
    if cache.incr(counter) > times:
        raise TooManyAttempts(seconds=seconds - elapsed)


def client_address(request: HttpRequest) -> str:
    """Where a request comes from, behind as many proxies as the settings name."""
    return get_client_ip(request) or "unknown"
