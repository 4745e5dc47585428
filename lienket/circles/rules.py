"""How what is given in a circle is numbered. Plain Python."""

# Of the Vietnamese alphabet, without those that sound alike on the phone.
_LETTERS = "ACHKLMQRSTUVX"


def number(prefix: str, year: int, count: int, *, subset: bytes | memoryview | None) -> str:
    """Short enough to say on the phone: the 14th urgent notice of 2026 is TK-2026-014."""
    return f"{prefix}-{year}-{count:03}{_mark(subset)}"


def _mark(member_key: bytes | memoryview | None) -> str:
    """What follows the numbers given in a subset circle, "-KM": the same for the same members.

    Without it an organization could hold two of one number; with one series for all subsets,
    gaps would tell how much others exchange. Empty for a circle that is no subset.
    """
    if member_key is None:
        return ""
    return "-" + "".join(_LETTERS[byte % len(_LETTERS)] for byte in bytes(member_key[:2]))
