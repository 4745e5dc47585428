"""Limits on how often something may be tried, counted over all web processes."""

from allauth.core.internal.httpkit import get_client_ip
from django.db import connection
from django.http import HttpRequest

from lienket.kernel.errors import TooManyAttempts

#: Counts whose time is over go as new ones come: some each time, and none that another holds.
_FORGET = """
    DELETE FROM kernel_attempts WHERE key IN (
        SELECT key FROM kernel_attempts WHERE ends < now() LIMIT 10 FOR UPDATE SKIP LOCKED
    )
"""
_COUNT = """
    INSERT INTO kernel_attempts AS kept (key, tries, ends)
    VALUES (%s, 1, now() + make_interval(secs => %s))
    ON CONFLICT (key) DO UPDATE SET
        tries = CASE WHEN kept.ends < now() THEN 1 ELSE kept.tries + 1 END,
        ends = CASE WHEN kept.ends < now() THEN excluded.ends ELSE kept.ends END
    RETURNING tries, ceil(extract(epoch FROM ends - now()))::integer
"""


def limit(key: str, *, times: int, seconds: int) -> None:
    """Count one attempt under `key`; refuse the one after `times` within the same `seconds`.

    Call it outside a transaction that a refusal would undo. Raises TooManyAttempts.
    """
    with connection.cursor() as cursor:
        cursor.execute(_FORGET)
        cursor.execute(_COUNT, [key, seconds])
        tries, left = cursor.fetchone()
    if tries > times:
        raise TooManyAttempts(seconds=left)


def client_address(request: HttpRequest) -> str:
    """Where a request comes from, behind as many proxies as the settings name."""
    return get_client_ip(request) or "unknown"
