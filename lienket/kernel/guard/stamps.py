"""One line by itself: is it a secrecy stamp?  The reasons of the rules stand in `secrecy`."""

import re
import unicodedata
from enum import IntEnum
from typing import NamedTuple

from lienket.kernel.guard.spelling import lacks_marks_of, plain, squeezed


class Likeness(IntEnum):
    """How much a line looks like a stamp."""

    NONE = 0
    # The words "Độ mật" alone: whatever stands next is the value.
    LABEL = 1
    DOUBTFUL = 2
    CERTAIN = 3


class Mark(NamedTuple):
    """What one line looks like, and the level it names ("" when it names none or several)."""

    likeness: Likeness
    level: str = ""


NOTHING = Mark(Likeness.NONE)
_DOUBTFUL = Mark(Likeness.DOUBTFUL)

LEVELS = ("TUYỆTMẬT", "TỐIMẬT", "MẬT")
_ANY_LEVEL = f"(?:{'|'.join(LEVELS)})"
_LEVEL = re.compile(_ANY_LEVEL)
# What is printed beside a stamp on real papers: urgency, number of the copy, the English word.
_COMPANION = (
    "(?:HỎATỐC|HOẢTỐC|HẸNGIỜ|THƯỢNGKHẨN|KHẨN|BẢNSỐ[0-9]*|SỐBẢN[0-9]*|TOPSECRET|SECRET|CONFIDENTIAL)"
)
_STAMP = re.compile(f"{_COMPANION}*{_ANY_LEVEL}+{_COMPANION}*")
_CALLED = "(?:TÀILIỆU|VĂNBẢN|HỒSƠ|CÔNGVĂN|ĐIỆN|CÔNGĐIỆN|THƯ|DẤU|BÁOCÁO|KẾHOẠCH|PHƯƠNGÁN|QUYẾTĐỊNH)"
_DOUBTFUL_LINE = re.compile(
    f"(?:{_CALLED}|[0-9]+){_ANY_LEVEL}|{_ANY_LEVEL}[0-9]+"
    "|TÀILIỆUTHUHỒI|CHỈNGƯỜICÓTÊNMỚIĐƯỢCBÓCBÌ"
    "|(?:GIAHẠN)?THỜIHẠNBẢOVỆBÍMẬTNHÀNƯỚC(?:ĐẾN|TỪ)?[0-9]*"
)
_LONGEST_STAMP = 80  # letters

_LABEL_LETTERS = re.compile("[0-9]*(?:MỨC|CẤP|DẤUCHỈ)?(?:ĐỘMẬT)")
_LABEL = re.compile(r"(?<!\w)" + r"[\W_]*".join("độmật") + r"[\W_]*?[:=](.*)", re.IGNORECASE)
_UNACCENTED_LABEL = re.compile(r"\bdo mat\s*:\s*(?:tuyet |toi )?mat\b", re.IGNORECASE)
_VALUE_END = re.compile(r"[;,|\t]| {3,}")
_NO_LEVEL = ("KHÔNG", "KHÔNGCÓ", "THƯỜNG", "BÌNHTHƯỜNG", "CÔNGKHAI", "NỘIBỘ")
_SHORT_VALUE = 12  # letters: a code or a level in other words, not a sentence
# "(Độ) MẬT" and "Độ MẬT": the small word is printed, the capitals are the stamp.
_DEGREE = re.compile(r"\W*(?:\(\s*[Đđ][Ộộ]\s*\)|[Đđ]ộ)\W+(?=\w)")

_COLUMNS = re.compile(r"\t| {3,}|[|│┃║]")
_BROKEN_BEFORE = re.compile(
    r"(?:^|\W)(?:bảo|bí|cơ|giải|giảm|tăng|thân|trăng|túi|đường|độ)\W*$", re.IGNORECASE
)
_BROKEN_AFTER = re.compile(
    r"^\W*(?:khẩu|mã|độ|ong|vụ|thám|báo|thiết|ngữ|danh|thư|lệnh)(?!\w)", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"\s*[^\W_]+(?: +[^\W_]+)*\s*[.;,]+\s*")
_LEADING_BRACKET = re.compile(r"^\W*[\[({<«]([^\])}>»]{3,40})[\])}>»]")
_CLOSING_BRACKET = re.compile(r"[\[({<«]([^\])}>»]{3,40})[\])}>»]\W*$")
_HEADING = re.compile("^([^:\u2013\u2014-]{3,40})[:\u2013\u2014-]")

# The words of the stamps as a TCVN3 or VNI document shows them when it is read as Unicode.
_LEGACY = {
    "MËT": "MẬT", "mËt": "mật", "TÈI": "TỐI", "tèi": "tối", "TUYÖT": "TUYỆT", "tuyÖt": "tuyệt",
    "§é": "Độ", "MAÄT": "MẬT", "maät": "mật", "TOÁI": "TỐI", "toái": "tối",
    "TUYEÄT": "TUYỆT", "tuyeät": "tuyệt", "ÑOÄ": "ĐỘ", "Ñoä": "Độ",
}  # fmt: skip
_LEGACY_WORD = re.compile("|".join(_LEGACY))

# Nearly all lines hold none of this and need no closer look.
_SUSPECT = re.compile(r"m[\W_]*[aâạậ][\W_]*t|thu\W*hồi|bóc\W*bì", re.IGNORECASE)


def cells_of(line: str) -> list[str]:
    """The parts of `line` that stand apart: columns, unless the whole is one wide stamp."""
    cells = [cell for cell in _COLUMNS.split(line) if squeezed(cell)]
    if len(cells) < 2 or mark_of(line).likeness is Likeness.CERTAIN:
        return [line]
    return cells if any(mark_of(cell) != NOTHING for cell in cells) else [line]


def mark_of(cell: str) -> Mark:
    """What `cell`, a line or a part of one that stands apart, looks like without its neighbours."""
    text = plain(_modern(cell))
    if not _SUSPECT.search(text):
        return NOTHING
    if label := _LABEL.search(text):
        return _mark_of_value(label[1])
    if _UNACCENTED_LABEL.search(text):
        return _DOUBTFUL
    return _mark_of_stamp(text) or _mark_beside_title(text)


def completes(before: str, after: str) -> bool:
    """Whether "mật" between `before` and `after` is part of another word: bảo mật, mật khẩu."""
    return bool(_BROKEN_BEFORE.search(plain(before)) or _BROKEN_AFTER.search(plain(after)))


def _modern(text: str) -> str:
    """`text` with the stamp's words brought over from TCVN3 and VNI."""
    if text.isascii():
        return text
    composed = unicodedata.normalize("NFC", text)
    return _LEGACY_WORD.sub(lambda word: _LEGACY[word[0]], composed)


def _mark_of_value(value: str) -> Mark:
    """The mark of "Độ mật: `value`"."""
    letters = squeezed(value).upper().replace("KHÔNGMẬT", "KHÔNG")
    first = squeezed(_VALUE_END.split(value.strip())[0]).upper().replace("KHÔNGMẬT", "KHÔNG")
    levels = set(_LEVEL.findall(letters))
    if not first or (first in _NO_LEVEL and not levels):
        return NOTHING
    if len(levels) == 1 and _STAMP.fullmatch(first):
        return Mark(Likeness.CERTAIN, levels.pop())
    offers_levels = levels and first.startswith((*LEVELS, *_NO_LEVEL))
    return _DOUBTFUL if offers_levels or len(first) <= _SHORT_VALUE else NOTHING


def _mark_of_stamp(text: str) -> Mark | None:
    """The mark of a line that holds a stamp and nothing else."""
    letters = squeezed(text)
    if not letters or len(letters) > _LONGEST_STAMP:
        return NOTHING
    if degree := _DEGREE.match(text):
        capitals = squeezed(text[degree.end() :])
        if capitals in LEVELS:
            return Mark(Likeness.CERTAIN, capitals)
    if _LABEL_LETTERS.fullmatch(letters.upper()):
        return Mark(Likeness.LABEL)
    if _STAMP.fullmatch(letters.upper()):
        levels = set(_LEVEL.findall(letters.upper()))
        if len(levels) > 1:
            return _DOUBTFUL
        likeness = Likeness.CERTAIN
        if not _LEVEL.search(letters) or _SENTENCE_END.fullmatch(text):
            likeness = Likeness.DOUBTFUL
        return Mark(likeness, levels.pop())
    if _DOUBTFUL_LINE.fullmatch(letters) or any(lacks_marks_of(letters, it) for it in LEVELS):
        return _DOUBTFUL
    return None


def _mark_beside_title(text: str) -> Mark:
    """The mark of a title with a level before or behind it: "[MẬT] Kế hoạch", "TỐI MẬT: …"."""
    found = (pattern.search(text) for pattern in (_LEADING_BRACKET, _CLOSING_BRACKET, _HEADING))
    levels = [squeezed(part[1]) for part in found if part]
    return _DOUBTFUL if any(level in LEVELS for level in levels) else NOTHING
