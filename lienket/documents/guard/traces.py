"""What in a text points at somebody: links, accounts, numbers, names. Plain Python.

It had rather refuse a text that was harmless than keep a trace: whoever wrote it says the same in
neutral words. Street and place names pass after a word such as "đường" or "phường".
"""

import re
import unicodedata
from enum import Enum
from typing import NamedTuple


class Trace(Enum):
    """What points at somebody."""

    LINK = "link"
    ACCOUNT = "account"
    NUMBER = "number"
    PERSON = "person"


class Found(NamedTuple):
    """A trace, and the words of the text that are one."""

    trace: Trace
    words: str


def trace_in(text: str) -> Found | None:
    """The first trace of somebody in a text; None if there is none."""
    text = unicodedata.normalize("NFKC", text)
    for trace, pattern in _PATTERNS:
        if found := pattern.search(text):
            return Found(trace, found[0].strip())
    if found := _LONG_NUMBER.search(_HARMLESS.sub("·", text)):
        return Found(Trace.NUMBER, found[0].strip())
    return _person(text)


# ---- Links and accounts --------------------------------------------------------------------

_ENDINGS = (
    "vn|com|net|org|info|biz|edu|gov|asia|me|io|ly|gl|gg|cc|tv|ru|cn|us|uk|tk|ml|ga|cf|top|xyz|"
    "site|online|shop|store|club|vip|pro|app|dev|link|live|page|website|web|work|click|bet|win|"
    "fun|icu|onion"
)
# Also as people write it to get past a filter: "evn[.]com", "evn (dot) com", "evn chấm com".
_DOT = r"(?:\s*[\[({]\s*(?:\.|dot|chấm)\s*[\])}]\s*|\s*\.|\s+\.\s+|\s+(?:dot|chấm)\s+)"
_LABEL = r"[a-z0-9][a-z0-9-]*"
_PLATFORM = (
    r"(?:facebook|fb|zalo|tik\s?tok|telegram|you\s?tube|instagram|viber|messenger|twitter|"
    r"threads|whats\s?app|wechat)"
)
_ACCOUNT = (
    r"(?:tài\s+khoản|nick(?:\s?name)?|fan\s?page|trang\s+cá\s+nhân|kênh|nhóm|group|page|profile|"
    r"user(?:\s?name)?|account)"
)
_NAMED = r"(?:\s+(?:có\s+tên(?:\s+là)?|mang\s+tên|tên(?:\s+là)?|là)|\s*:)"
_QUOTE = "[\"“”'‘’«]"


def _any_case(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_PATTERNS: tuple[tuple[Trace, re.Pattern[str]], ...] = (
    (Trace.ACCOUNT, re.compile(r"\S*@\s*\S*")),
    (Trace.LINK, _any_case(r"\b[a-z][a-z0-9+.-]{1,9}\s*:\s*//\s*\S*|\bmailto:\S*")),
    (Trace.LINK, re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}[:/]\S*")),
    (Trace.LINK, _any_case(r"\bwww\s*\.\s*\S*")),
    (Trace.LINK, _any_case(rf"(?<!\w){_LABEL}(?:{_DOT}{_LABEL})*{_DOT}(?:{_ENDINGS})(?!\w)\S*")),
    (Trace.LINK, _any_case(rf"(?<!\w){_LABEL}(?:\.{_LABEL})*\.[a-z]{{2,}}/\S+")),
    (Trace.ACCOUNT, _any_case(rf"\b{_PLATFORM}\s*/\s*\S+")),
    (Trace.ACCOUNT, _any_case(rf"\b(?:{_ACCOUNT}(?:\s+{_PLATFORM})?|{_PLATFORM})"
                              rf"{_NAMED}?\s*{_QUOTE}[^\n]{{1,60}}")),
    (Trace.ACCOUNT, _any_case(rf"\b(?:{_ACCOUNT}(?:\s+{_PLATFORM})?|{_PLATFORM}){_NAMED}\s*"
                              r"(?-i:[^\W\d_a-zà-ỹđ])\S*")),
    (Trace.ACCOUNT, _any_case(rf"\b{_ACCOUNT}(?:\s+{_PLATFORM})?\s+(?!{_PLATFORM}\b)"
                              r"(?-i:[^\W\d_a-zà-ỹđ])\S*")),
)  # fmt: skip

# ---- Numbers: of phones, bank accounts, cards ----------------------------------------------

# Days, spans of years and amounts of money are as long, and are no trace.
_HARMLESS = _any_case(
    r"(?<!\d)(?:"
    r"(?:0?[1-9]|[12]\d|3[01])[./-](?:0?[1-9]|1[0-2])[./-](?:19|20)\d\d"
    r"|(?:19|20)\d\d\s*[-–]\s*(?:19|20)\d\d"
    r"|[1-9]\d{0,2}(?:[. ]000)+(?=\s*(?:đồng|đ|vnđ|vnd|usd)\b)"
    r")(?!\d)"
)
_DIGIT = r"(?:không|một|mốt|hai|ba|bốn|tư|năm|lăm|sáu|bảy|bẩy|tám|chín)"
_LONG_NUMBER = _any_case(
    r"\+?\(?\d(?:[\s.()_•–-]{0,3}\d){6,}" + rf"|\b{_DIGIT}(?:[\s,.-]+{_DIGIT}\b){{6,}}"
)

# ---- Names of persons ----------------------------------------------------------------------


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split(", "))


_SURNAMES = _set(
    "Nguyễn, Trần, Lê, Phạm, Hoàng, Huỳnh, Phan, Vũ, Võ, Đặng, Bùi, Đỗ, Hồ, Ngô, Dương, Lý, Đinh, "
    "Trịnh, Đoàn, Trương, Lương, Mai, Tạ, Chu, Quách, Kiều, Triệu, Tống, Nông"
)
_MIDDLE = _set("Văn, Thị, Đức, Hữu, Ngọc, Minh, Quang, Xuân, Đình, Công, Thanh, Quốc")
_TITLES = _set("ông, bà, anh, chị, cô, chú, bác, cậu, sĩ, mr, mrs")
#: After these a name is that of a place: "đường Lê Lợi", "chợ Bà Chiểu"; or of a company.
_PLACE_WORDS = _set(
    "đường, phố, phường, xã, quận, huyện, tỉnh, thôn, ấp, bản, làng, xóm, khu, vực, cầu, chợ, bến, "
    "cảng, đảo, núi, sông, hồ, đèo, trường, viện, tp, ngõ, ngách, hẻm, lộ, thị, trấn, cụm, tuyến, "
    "trạm, ga, máy, ty"
)
#: The first two words of places that begin like a person.
_PLACES = _set(
    "Bà Rịa, Bà Nà, Bà Đen, Bà Triệu, Bà Trưng, Hồ Chí, Hoàng Sa, Hoàng Mai, Phan Rang, "
    "Phan Thiết, Lý Sơn, Vũ Thư, Vũ Quang, Võ Nhai, Mai Châu, Mai Sơn, Lương Sơn, Lương Tài, "
    "Dương Minh, Dương Kinh, Chu Lai, Cô Tô, Triệu Sơn, Triệu Phong, Nông Cống, Nông Sơn"
)
_WORD = re.compile(r"\w+")


def _person(text: str) -> Found | None:
    """A title or surname with a name after it, unless it names a place."""
    words = [(found[0], found.start(), found.end()) for found in _WORD.finditer(text)]
    for at, (word, start, _) in enumerate(words[:-1]):
        following, end = _names_after(text, words, at)
        if not following or f"{word.title()} {following[0]}" in _PLACES:
            continue
        titled = word.lower() in _TITLES
        surname = word.title() in _SURNAMES and word[:1].isupper()
        if surname and word.isupper():
            # In a text all of capitals many words look like surnames.
            surname = following[0].title() in _MIDDLE
        if not (titled or surname) or _after_place(text, words, at):
            continue
        return Found(Trace.PERSON, text[start:end])
    return None


def _names_after(text: str, words: list[tuple[str, int, int]], at: int) -> tuple[list[str], int]:
    """The words with a capital that follow one directly, at most three, and where they end."""
    names, end = [], words[at][2]
    for word, start, stop in words[at + 1 : at + 4]:
        if text[end:start].strip(" ") or not word[0].isupper():
            break
        names.append(word)
        end = stop
    return names, end


def _after_place(text: str, words: list[tuple[str, int, int]], at: int) -> bool:
    """Whether a word for a place stands directly before, as in "phường Lê Lợi" or "TP. Hồ …"."""
    if at == 0:
        return False
    before, _, end = words[at - 1]
    return before.lower() in _PLACE_WORDS and not text[end : words[at][1]].strip(" .")
