"""Numbers, limits, and how movements and stories stand. Plain Python."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

#: What numbers begin with: buổi tuyên truyền, phong trào, gương người tốt.
SESSION_PREFIX, MOVEMENT_PREFIX, STORY_PREFIX = "TT", "PT", "GT"
#: A number of listeners, or of things handed out, beyond these is a typing mistake.
MOST_LISTENERS, MOST_PIECES = 100_000, 1_000_000
MOST_FILES = 10
#: The highest target, and the most that is reported towards it at once.
MOST_TARGET = 10_000_000
#: A movement lasts five years at most, as long as most regulations.
LONGEST_DAYS = 5 * 366
#: Those concerned by a story are asked to answer within this time.
CONSENT_WITHIN = timedelta(days=7)
#: Letters and digits of a public code; none that are mistaken for one another on paper.
CODE_LETTERS, CODE_LENGTH = "23456789abcdefghjkmnpqrstuvwxyz", 10


class Standing(StrEnum):
    """How a movement stands."""

    AHEAD = "ahead"
    RUNNING = "running"
    OVER = "over"
    CLOSED = "closed"


def standing(first: date, last: date, *, closed: bool, today: date) -> Standing:
    """How a movement stands today; both days are included."""
    if closed:
        return Standing.CLOSED
    if today < first:
        return Standing.AHEAD
    return Standing.RUNNING if today <= last else Standing.OVER


def percent(done: int, target: int) -> int:
    """How much of a target is reached, in whole percent, rounded down so that 100 means all."""
    return 100 * done // target


def all_agree(answers: Iterable[bool | None]) -> bool:
    """Whether everybody who was asked has agreed; False while somebody is silent."""
    return all(answer is True for answer in answers)
