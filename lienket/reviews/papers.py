"""A frozen review as an official paper (báo cáo), and its tables as a workbook.

Their words are Vietnamese whatever the reader's language: they are documents of the record.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from django.utils import timezone
from django.utils.encoding import force_str

from lienket.documents.paper import (
    KINDS,
    Annex,
    Block,
    Heading,
    Organ,
    Paper,
    Paragraph,
    Signature,
    Table,
    abbreviated,
)
from lienket.reviews.catalogue import GROUP_NAMES
from lienket.reviews.models import Line, Review
from lienket.reviews.queries.reviews import approvals_of
from lienket.reviews.rules import SECTIONS, Figure, change, difference
from lienket.reviews.wording import HEADINGS
from lienket.reviews.words import compound, in_vietnamese, signed

KIND = "BC"
#: The columns of the table of figures, as reports have them.
HEADER = (
    "STT",
    "Chỉ tiêu",
    "Kỳ báo cáo",
    "Cùng kỳ năm trước",
    "Tăng/giảm (+/−)",
    "Tỷ lệ %",
    "Luỹ kế",
)
_WIDTHS = (1.2, 5.5, 3, 3, 1.9, 1.7, 3)


def notation_of(review: Review) -> str:
    """Whose abbreviation stands in the number."""
    return abbreviated(review.organization.short_name)


def paper_of(review: Review, place: str) -> Paper:
    """The review, ready to be numbered; `place` stands before the day: "Thanh Vân"."""
    with in_vietnamese():
        return Paper(
            kind_name=KINDS[KIND].capitalize(),
            subject=f"{review.title} {period_of(review)}",
            organs=(Organ(review.organization.name),),
            place=place,
            blocks=tuple(_blocks(review)),
            signatures=(Signature(title="Thủ trưởng đơn vị"),),
            recipients=(
                *[one.organization.name for one in approvals_of(review)],
                "Các đơn vị trong quy chế phối hợp",
                "Lưu: VT",
            ),
        )


def period_of(review: Review) -> str:
    """ "(từ 15/12/2025 đến 14/6/2026)", as the title of a report closes."""
    first, last = review.starts_on, review.ends_on
    return f"(từ {_day(first)} đến {_day(last)})"


def _day(day: date) -> str:
    return f"{day.day:02}/{day.month}/{day.year}"


def _blocks(review: Review) -> Iterator[Block]:
    if review.replaces:
        yield Paragraph(
            f"Báo cáo này thay thế báo cáo {review.replaces.reference}."
            f" Nội dung thay đổi: {review.differs}"
        )
    paragraphs = list(review.paragraphs.order_by("position"))
    for section in SECTIONS:
        told = [one for one in paragraphs if one.section == section]
        if told:
            yield Heading(section, HEADINGS[section])
            for one in told:
                yield Paragraph(one.text)
    approved = "; ".join(
        f"{one.organization.name} (ngày {timezone.localdate(one.given_at):%d/%m/%Y})"
        for one in approvals_of(review)
    )
    yield Paragraph(f"Các bên đã thống nhất nội dung báo cáo: {approved}.")
    yield Paragraph(f"Mã kiểm tra của báo cáo (SHA-256): {review.sha256}", italic=True)
    yield Annex("Phụ lục", "Biểu số liệu", f"Kèm theo báo cáo {review.reference}")
    if review.breaks:
        days = ", ".join(f"{day:%d/%m/%Y}" for day in review.breaks)
        yield Paragraph(
            f"Có thay đổi về tổ chức của các bên ngày {days}: số liệu trước và sau đó không hoàn"
            " toàn so sánh được.",
            italic=True,
        )
    lines = review.lines.order_by("position")
    for letter, group in groupby(lines, key=lambda line: line.code[0]):
        yield Table(
            caption=f"{letter}. {force_str(GROUP_NAMES[letter])}",
            header=HEADER,
            rows=tuple(_rows(group)),
            widths=_WIDTHS,
            centred=(0, 2, 3, 4, 5, 6),
        )


def _rows(lines: Iterable[Line]) -> Iterator[tuple[str, ...]]:
    for line in lines:
        now = Figure(line.value, line.second)
        before = Figure(line.before, line.before_second)
        total = Figure(line.total, line.total_second)
        words = [
            compound(one, line.aggregation, line.unit, line.second_unit)
            for one in (now, before, total)
        ]
        yield (
            line.code,
            line.name,
            words[0],
            words[1],
            signed(difference(now, before)),
            signed(change(now, before), "%"),
            words[2],
        )
