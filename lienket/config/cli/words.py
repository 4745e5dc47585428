"""What the command says, in the language of the terminal."""

import gettext
import os
import sys
from pathlib import Path
from typing import TextIO

CATALOGUES = Path(__file__).parents[2] / "locale"


def language() -> str:
    """Vietnamese for a Vietnamese terminal or when LIENKET_LANGUAGE=vi, else English."""
    for variable in ("LIENKET_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(variable):
            return value[:2]
    return "en"


# Not Django's: starting the server should not wait for Django to load.
_ = gettext.translation("django", CATALOGUES, languages=[language()], fallback=True).gettext


def say(text: str = "", to: TextIO | None = None) -> None:
    """One line, seen at once."""
    stream = to or sys.stdout
    stream.write(f"{text}\n")
    stream.flush()
