"""Names and words about organizations and their people, as they are kept."""

from lienket.kernel.errors import about
from lienket.kernel.guard.text import clean_line


def line(field: str, text: str, limit: int) -> str:
    """A name or a few words on one line; what is refused is told at the field.

    Nobody is asked whether a name is a secret: only a stamp is refused, and what cannot be read.
    """
    with about(field):
        return clean_line(text, limit, not_secret=True)
