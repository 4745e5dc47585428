"""States, codes and periods of regulations, as plain functions."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from hashlib import sha256


class State(StrEnum):
    """Where a regulation stands in its life."""

    DRAFT = "draft"
    CONSULTED = "consulted"
    SIGNING = "signing"
    SIGNED = "signed"
    IN_FORCE = "in_force"
    AMENDED = "amended"
    EXPIRED = "expired"
    RENEWED = "renewed"
    ENDED = "ended"


#: States in which it binds its parties.
BINDING = frozenset({State.IN_FORCE, State.AMENDED})


@dataclass(frozen=True)
class Life:
    """What the state follows from. `amended` says that a later version is in force by now."""

    consulted: bool = False
    # Somebody has signed the first text, or the parties are asked to.
    signing: bool = False
    signed: bool = False
    valid_from: date | None = None
    valid_to: date | None = None
    ended: bool = False
    renewed: bool = False
    amended: bool = False


def state(life: Life, today: date) -> State:
    """The state on a day. Ended counts before renewed, renewed before expired."""
    if not life.signed:
        if life.signing:
            return State.SIGNING
        return State.CONSULTED if life.consulted else State.DRAFT
    if life.ended:
        return State.ENDED
    if life.renewed:
        return State.RENEWED
    if life.valid_to and life.valid_to < today:
        return State.EXPIRED
    if life.valid_from and today < life.valid_from:
        return State.SIGNED
    return State.AMENDED if life.amended else State.IN_FORCE


def abbreviation(name: str) -> str:
    """The first letters of a name, as offices abbreviate: "Ủy ban nhân dân xã" → "UBNDX"."""
    letters = "".join(word[0] for word in name.split() if word[0].isalpha()).upper()
    plain = {"Ủ": "U", "Ă": "A", "Â": "A", "Ê": "E", "Ô": "O", "Ơ": "O", "Ư": "U"}
    return "".join(plain.get(letter, letter) for letter in letters)[:20]


def overlaps(earlier: tuple[date | None, date | None], begins: date) -> bool:
    """Whether a term that begins on a day overlaps the earlier one, both of whose days count.

    One without an end gives way on the day the next begins, so only its first day matters.
    """
    start, end = earlier
    return begins <= end if end else bool(start and begins <= start)


#: A regulation must have bound its parties so long before it is a model.
PROVEN_AFTER = timedelta(days=90)


def quarter(day: date) -> tuple[date, date]:
    """The first and last day of the quarter a day belongs to."""
    first = date(day.year, day.month - (day.month - 1) % 3, 1)
    following = (first + timedelta(days=93)).replace(day=1)
    return first, following - timedelta(days=1)


def fingerprint(
    *,
    regulation_id: int,
    child: str,
    organization_id: int,
    period: Sequence[date],
    counts: Mapping[str, int],
) -> str:
    """SHA-256 (hexadecimal) of a summary, over JSON with sorted names."""
    facts = {
        "regulation": regulation_id,
        "child": child,
        "organization": organization_id,
        "period": [day.isoformat() for day in period],
        "counts": dict(counts),
    }
    return sha256_of(facts)


def sha256_of(facts: object) -> str:
    """SHA-256 (hexadecimal) of JSON with sorted names."""
    return sha256(json.dumps(facts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def notation(abbreviations: Sequence[str], room: int) -> str:
    """The organs in the code of a document: "CAT-CNX-UBND"; as many as `room` letters hold."""
    text = ""
    for one in abbreviations:
        longer = f"{text}-{one}" if text else one
        if len(longer) > room:
            break
        text = longer
    return text


def letters(count: int) -> list[str]:
    """A, B, C … for so many parties; after Z they are A2, B2."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return [
        alphabet[place % 26] + (str(place // 26 + 1) if place >= 26 else "")
        for place in range(count)
    ]
