"""Numbers of identity papers: no module keeps them, because nobody is named by one."""

import re

from lienket.documents.guard.refusals import PersonalNumber

# Twelve digits of a citizen's card, perhaps in groups, or nine of the older one. Amounts of money
# are written with dots, phone numbers have ten digits, numbers of documents go on with a slash.
_CARD = re.compile(r"(?<![\d.,/])(?:\d{12}|\d{3}(?: \d{3}){3}|\d{9})(?![\d.,]*\d|/)")
# A Vietnamese passport: one letter and seven or eight digits.
_PASSPORT = re.compile(r"(?<![\w.,/-])[A-Z]\d{7,8}(?![\w/]|[.,-]\w)")


def bears_identity_number(text: str) -> bool:
    """Whether a number like that of an identity paper stands in the text."""
    return bool(_CARD.search(text) or _PASSPORT.search(text))


def refuse_identity_numbers(text: str) -> None:
    """Raise PersonalNumber if one stands in the text."""
    if bears_identity_number(text):
        raise PersonalNumber
