"""The first words of a review, drafted from its figures; people edit them.

Nothing is invented: each sentence states one indicator, and a paragraph knows which ones.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lienket.reviews.catalogue import GROUP_NAMES
from lienket.reviews.models import Line
from lienket.reviews.rules import GROUPS, Aggregation, Days, Figure, change, difference
from lienket.reviews.words import compound, number, signed

#: The sections of a report, as offices head them.
HEADINGS = {
    "I": "Đặc điểm tình hình",
    "II": "Kết quả thực hiện",
    "III": "Tồn tại, hạn chế, nguyên nhân",
    "IV": "Bài học kinh nghiệm",
    "V": "Phương hướng, kiến nghị",
}
#: What is told first, of the situation as a whole.
_SITUATION = ("D1", "D2", "D17", "E1")
#: What falls short as soon as there is any of it.
_SHORTCOMINGS = {
    "A8": "Còn {value} việc theo quy chế bị chậm hoặc không thực hiện.",
    "D20": "Còn {value} vụ việc chưa kết thúc vào cuối kỳ.",
}


@dataclass(frozen=True)
class Draft:
    """A paragraph as it is first put down."""

    section: str
    text: str
    codes: tuple[str, ...]


def drafts(days: Days, lines: Iterable[Line]) -> Iterator[Draft]:
    """The paragraphs of a review in order; sections that figures say nothing about stay empty."""
    by_code = {line.code: line for line in lines}
    yield Draft("I", *_situation(days, by_code))
    for place, group in enumerate(GROUPS, 1):
        told = [line for line in by_code.values() if line.code[0] == group and _says(line)]
        if told:
            sentences = "; ".join(sentence(line) for line in told)
            heading = f"{place}. {GROUP_NAMES[group]}"
            codes = tuple(line.code for line in told)
            yield Draft("II", f"{heading}\n{sentences}.", codes)
    for code, words in _SHORTCOMINGS.items():
        line = by_code.get(code)
        if line and line.value:
            yield Draft("III", words.format(value=number(line.value)), (code,))


def _situation(days: Days, lines: Mapping[str, Line]) -> tuple[str, tuple[str, ...]]:
    told = [lines[code] for code in _SITUATION if code in lines and _says(lines[code])]
    period = f"Từ ngày {days.first:%d/%m/%Y} đến ngày {days.last:%d/%m/%Y}"
    if not any(line.value for line in told):
        return (
            f"{period}, trên địa bàn không xảy ra vụ việc về an ninh, trật tự.",
            tuple(line.code for line in told),
        )
    sentences = "; ".join(sentence(line) for line in told)
    return f"{period}: {sentences}.", tuple(line.code for line in told)


def _says(line: Line) -> bool:
    """Whether there is anything to tell: now, or compared with the year before."""
    return line.value is not None and bool(line.value or line.before)


def sentence(line: Line) -> str:
    """One indicator in words: "Vụ trộm cắp tài sản: 5 vụ/6 đối tượng, giảm 2 vụ (-28,6%)"."""
    now = Figure(line.value, line.second)
    said = f"{line.name}: {compound(now, line.aggregation, line.unit, line.second_unit)}"
    before = Figure(line.before, line.before_second)
    grown = difference(now, before)
    if grown is None:
        return said
    if not grown:
        return f"{said}, bằng cùng kỳ năm trước"
    unit = " điểm phần trăm" if line.aggregation == Aggregation.RATE else ""
    by = f"{said}, {'tăng' if grown > 0 else 'giảm'} {number(abs(grown))}{unit} so với cùng kỳ"
    per_cent = change(now, before)
    if per_cent is None or line.aggregation == Aggregation.RATE:
        return by
    return f"{by} ({signed(per_cent, '%')})"
