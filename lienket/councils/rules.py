"""Ranks of offices, terms, and the notation of a council."""

import re
from datetime import date, timedelta

#: From the highest down, as a roster lists them.
RANKS = ("chair", "deputy", "standing", "secretary", "member")
#: A term that ends within so many days is announced to whoever fills the office.
ENDS_SOON_DAYS = 30
#: An organization has so many days to name somebody for a new office.
FILL_WITHIN_DAYS = 7
_NOTATION = re.compile(r"[^\W\d_][^\W_]*(-[^\W_]+)*")


def rank(role: str) -> int:
    """The place of a role in a roster, from 0."""
    return RANKS.index(role)


def holds(first: date, last: date | None, day: date) -> bool:
    """Whether `day` belongs to a term; both ends do, and without a last day it is open."""
    return first <= day and (last is None or day <= last)


def overlap(first: date, last: date | None, other: date, other_last: date | None) -> bool:
    """Whether two terms share a day."""
    return holds(first, last, other) or holds(other, other_last, first)


def ends_soon(last: date | None, day: date) -> bool:
    """Whether a term that holds on `day` ends within the days of announcement."""
    return last is not None and last <= day + timedelta(days=ENDS_SOON_DAYS)


def is_notation(short_name: str) -> bool:
    """Whether this can stand in the code of a document: letters and figures, joined by hyphens."""
    return bool(_NOTATION.fullmatch(short_name)) and short_name == short_name.upper()
