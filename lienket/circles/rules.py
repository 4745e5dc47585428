"""What numbers of subset circles look like."""

# Of the Vietnamese alphabet, without those that sound alike on the phone.
_LETTERS = "ACHKLMQRSTUVX"


def subset_mark(member_key: bytes | memoryview | None) -> str:
    """What follows the numbers given in a subset circle, "-KM": the same for the same members.

    Without it an organization could hold two of one number; with one series for all subsets,
    gaps would tell how much others exchange. Empty for a circle that is no subset.
    """
    if member_key is None:
        return ""
    return "-" + "".join(_LETTERS[byte % len(_LETTERS)] for byte in bytes(member_key[:2]))
