"""Vietnamese letters as they are meant, however they were written.

Handles decomposed and full-width letters, boxed and circled capitals, Cyrillic and Greek
look-alikes, invisible characters and strokes laid over letters.
"""

import re
import unicodedata

# Only the letters that the three stamps and "Độ mật" are made of.
_LOOKALIKES = str.maketrans(
    "АЕІМОТУаеіоуΑΕΙΜΟΤΥοÐ",
    "AEIMOTYaeioyAEIMOTYoĐ",
) | {
    start + letter: chr(ord("A") + letter)
    # White capitals on black discs and squares: Unicode gives them no decomposition.
    for start in (0x1F150, 0x1F170)
    for letter in range(26)
}

# Grave, acute, circumflex, tilde, breve, hook, horn, dot below: all that Vietnamese uses.
_VIETNAMESE_MARKS = "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"
_OTHER_MARKS = re.compile(
    rf"(?![{_VIETNAMESE_MARKS}])[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe2f]"
)
_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_NOT_LETTERS = re.compile(r"[\W_]+")


def plain(text: str) -> str:
    """`text` in ordinary composed letters, without invisible characters; spacing is kept."""
    if text.isascii():
        return text
    letters = _INVISIBLE.sub("", unicodedata.normalize("NFKD", text)).translate(_LOOKALIKES)
    return unicodedata.normalize("NFC", _OTHER_MARKS.sub("", letters))


def squeezed(text: str) -> str:
    """The letters and digits of plain `text` alone: "* M Ậ T *" is "MẬT"."""
    return _NOT_LETTERS.sub("", text)


def lacks_marks_of(text: str, model: str) -> bool:
    """Whether `text` is `model` with some accents lost, as "MÂT" or "MAT" for "MẬT"."""
    if text == model or len(text) != len(model):
        return False
    return all(
        left[0] == right[0] and set(left[1:]) <= set(right[1:])
        for left, right in zip(map(_parts, text), map(_parts, model), strict=True)
    )


def _parts(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)
