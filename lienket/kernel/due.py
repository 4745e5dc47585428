"""What comes due by itself: found over all circles, acted on circle by circle."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter

from django.db import connection, models, transaction

from lienket.kernel import rls

logger = logging.getLogger(__name__)

#: Acts on rows of one circle, given by their ids, as of a time; moves on when each is due.
Act = Callable[[int, list[int], datetime], None]


def act_on_due(
    model: type[models.Model],
    column: str,
    act: Act,
    *,
    now: datetime,
    limit: int,
    try_again: timedelta,
) -> int:
    """Act on the rows whose `column` has come, at most `limit`; how many there were.

    The worker role finds and locks them across all circles (see `rls.WorkerFinds`); then `act` sees
    one circle after the other. All of it is one transaction: a crash leaves everything to be done
    again, and nothing twice. Rows that fail are due again after `try_again`.
    """
    with transaction.atomic():
        with rls.as_worker(), connection.cursor() as cursor:
            cursor.execute(
                f"""
                SELECT circle_id, id FROM {model._meta.db_table} WHERE {column} <= %s
                ORDER BY {column} LIMIT %s FOR UPDATE SKIP LOCKED
                """,
                [now, limit],
            )
            found = sorted(cursor.fetchall())
        for circle_id, pairs in groupby(found, key=itemgetter(0)):
            rls.see([circle_id], [])
            failed = _failing(act, circle_id, [row_id for _, row_id in pairs], now)
            model._default_manager.filter(id__in=failed).update(**{column: now + try_again})
    return len(found)


def _failing(act: Act, circle_id: int, ids: list[int], now: datetime) -> list[int]:
    """Act on the rows together; where that fails, on each by itself. Those that fail even so.

    One circle must not stop the others, nor one row the others of its circle.
    """
    try:
        with transaction.atomic():
            act(circle_id, ids, now)
    except Exception:
        if len(ids) > 1:
            return [bad for one in ids for bad in _failing(act, circle_id, [one], now)]
        logger.exception("%s.%s failed on row %s", act.__module__, act.__qualname__, ids[0])
        return ids
    return []
