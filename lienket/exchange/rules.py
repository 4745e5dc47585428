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

# Of the Vietnamese alphabet, without those that sound alike on the phone.
_LETTERS = "ACHKLMQRSTUVX"

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


def number(
    kind: str, year: int, count: int, *, exercise: bool, subset: bytes | memoryview | None
) -> str:
    """The speakable number: TK-2026-014; an exercise has a series of its own, DT-2026-002.

    In a subset circle its mark follows, TK-2026-003-KM.
    """
    return marked(f"{prefix(kind, exercise=exercise)}-{year}-{count:03}", subset)


def marked(number: str, subset: bytes | memoryview | None) -> str:
    """The number as it is called in a subset circle: two letters follow, the same for the same
    members.

    Without them an organization could hold two of one number; with a series for all subsets, gaps
    would tell how much others exchange.
    """
    if subset is None:
        return number
    letters = "".join(_LETTERS[byte % len(_LETTERS)] for byte in subset[:2])
    return f"{number}-{letters}"


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
