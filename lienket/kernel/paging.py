"""Pages of a long list: each begins after the last row of the one before, however long it is."""

import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from operator import attrgetter
from typing import NamedTuple, TypeVar

from django.db.models import Model, QuerySet

from lienket.kernel.errors import Refusal

#: Rows on one page.
PAGE = 50
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_FORMAT = struct.Struct(">qq")
Row = TypeVar("Row")
Stored = TypeVar("Stored", bound=Model)


class UnknownPlace(Refusal):
    """This place in the list is not known. Start again from the first page."""


class Place(NamedTuple):
    """The last row of a page: the time by which the list is sorted, and the id."""

    at: datetime
    id: int

    def cursor(self) -> str:
        """The place in 22 characters that fit into an address and mean nothing to others."""
        packed = _FORMAT.pack((self.at - _EPOCH) // _MICROSECOND, self.id)
        return urlsafe_b64encode(packed).rstrip(b"=").decode()


def place_of(cursor: str) -> Place | None:
    """The place that a cursor stands for; None for the beginning. Raises UnknownPlace."""
    if not cursor:
        return None
    microseconds, last_id = _FORMAT.unpack(urlsafe_b64decode(cursor + "=="))
    try:
        return Place(_EPOCH + microseconds * _MICROSECOND, last_id)
    except OverflowError:
        raise UnknownPlace from None


def next_after(rows: Sequence[Row], place: Callable[[Row], Place]) -> str | None:
    """The cursor after a full page; None if `rows`, one more than a page, has no more."""
    return place(rows[PAGE - 1]).cursor() if len(rows) > PAGE else None


def newest_first(
    found: QuerySet[Stored], cursor: str, *, by: str
) -> tuple[list[Stored], str | None]:
    """The rows of the page that a cursor stands for, and the cursor of the next page.

    `by` is a column of times that is never empty, such as "reported_at". Raises UnknownPlace.
    """
    if place := place_of(cursor):
        found = found.filter(**{f"{by}__lte": place.at}).exclude(**{by: place.at}, id__gte=place.id)
    rows = list(found.order_by(f"-{by}", "-id")[: PAGE + 1])
    time_of = attrgetter(by)
    return rows[:PAGE], next_after(rows, lambda row: Place(time_of(row), row.pk))
