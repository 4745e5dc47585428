"""Numbers, due times and the state of a receipt. Plain Python."""

from collections.abc import Collection
from datetime import datetime

#: What the number of a bulletin begins with; short enough to say on the phone.
PREFIXES = {
    "urgent_notice": "TK",  # tin khẩn
    "notice": "TB",  # thông báo
    "information_request": "YC",  # yêu cầu
    "verification_request": "XM",  # xác minh
    "crime_method_bulletin": "TD",  # thủ đoạn
    "direction": "CD",  # chỉ đạo
    "report": "BC",  # báo cáo
}
EXERCISE_PREFIX = "DT"  # diễn tập

SHORTEST_MINUTES = 1
LONGEST_MINUTES = 60 * 24 * 60

#: Facts in the order in which they include one another, and which of them settles which request.
FACTS = ("received", "accepted", "answered", "done")
SETTLED_BY = {
    "know": {"opened", "received", "accepted", "answered", "done"},
    "acknowledge": {"received", "accepted", "answered", "done"},
    "answer": {"answered", "done"},
    "do": {"done"},
}
#: How a receipt stands, in one word: what is owed, what was answered, or why nothing is owed.
STATES = ("waiting", "late", "opened", *FACTS, "informed", "released", "withdrawn")
#: What the one big button of a receipt records.
NEXT_FACT = {"know": "received", "acknowledge": "received", "answer": "received", "do": "accepted"}


def prefix(kind: str, *, exercise: bool) -> str:
    """The series from which a bulletin of this kind takes its number."""
    return EXERCISE_PREFIX if exercise else PREFIXES[kind]


def settles(required_action: str, fact: str) -> bool:
    """Whether `fact` is all that was asked for."""
    return fact in SETTLED_BY[required_action]


def is_late(due_at: datetime, at: datetime) -> bool:
    """Whether something that happened `at` came after it was due."""
    return at > due_at


def state_of(
    required_action: str,
    facts: Collection[str],
    *,
    opened: bool,
    due_at: datetime | None,
    settled_at: datetime | None,
    withdrawn: bool,
    now: datetime,
) -> str:
    """How a receipt stands at `now`: one of STATES.

    `facts` are the acknowledgements in force. `due_at` and `settled_at` are those of its ask, and
    empty for an observer, who is only informed.
    """
    best = next((fact for fact in reversed(FACTS) if fact in facts), "opened" if opened else "")
    if best and settles(required_action, best):
        return best
    if withdrawn:
        return "withdrawn"
    if due_at is None:
        return best or "informed"
    if settled_at:
        # Asked no more without an answer: a later bulletin took its place, or it has left.
        return "released"
    return "late" if is_late(due_at, now) else best or "waiting"
