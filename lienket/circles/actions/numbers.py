"""The numbers of what is given in a circle."""

from datetime import datetime

from django.db import connection
from django.utils.timezone import get_default_timezone

from lienket.circles import rules
from lienket.circles.models import Circle


def take_number(circle: Circle, prefix: str, *, now: datetime) -> str:
    """The next number with this prefix in a circle; each year begins with 1.

    Whoever asks meanwhile waits until this transaction ends: if it fails, the number is free
    again, so there are neither gaps nor doubles.
    """
    year = now.astimezone(get_default_timezone()).year
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO circles_series AS s (circle_id, prefix, year, last) VALUES (%s, %s, %s, 1)
            ON CONFLICT (circle_id, prefix, year) DO UPDATE SET last = s.last + 1
            RETURNING last
            """,
            [circle.id, prefix, year],
        )
        (count,) = cursor.fetchone()
    return rules.number(prefix, year, count, subset=circle.member_key)
