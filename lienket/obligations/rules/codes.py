"""The codes of a register: N01, N02 …"""

import re
from collections.abc import Iterable

_CODE = re.compile(r"(\D*)(\d+)")
FIRST = "N01"


def next_code(codes: Iterable[str]) -> str:
    """The code after the highest one, written as that one is; `FIRST` where none has a number."""
    numbered = [found for found in map(_CODE.fullmatch, codes) if found]
    if not numbered:
        return FIRST
    prefix, digits = max(numbered, key=lambda found: int(found[2])).groups()
    return f"{prefix}{int(digits) + 1:0{len(digits)}}"
