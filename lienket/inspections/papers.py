"""The record of a visit as an official paper (biên bản).

Its words are Vietnamese whatever the reader's language: it is a document of the record.
"""

from collections.abc import Iterator, Sequence

from lienket.documents.paper import (
    KINDS,
    Block,
    Heading,
    Organ,
    Paper,
    Paragraph,
    Signature,
    Table,
)
from lienket.inspections.models import Finding, Visit

KIND = "BB"
_DONE = {Visit.Kind.INSPECTION: "kiểm tra", Visit.Kind.TRAINING: "tập huấn"}
_SEVERITY = {
    Finding.Severity.GRAVE: "Nghiêm trọng",
    Finding.Severity.NOTABLE: "Đáng kể",
    Finding.Severity.MINOR: "Nhẹ",
}


def record_of(visit: Visit, findings: Sequence[Finding], place: str) -> Paper:
    """What the team saw and what is to be put right; `place` stands before the day."""
    return Paper(
        kind_name=KINDS[KIND].capitalize(),
        subject=f"{_DONE[Visit.Kind(visit.kind)]}: {visit.topic}",
        organs=(Organ(visit.organization.name),),
        place=place,
        blocks=tuple(_blocks(visit, findings)),
        signatures=(
            Signature(party=f"Đại diện {visit.unit.name}"),
            Signature(party=f"Đại diện {visit.organization.name}"),
        ),
        recipients=(visit.unit.name, "Lưu: VT"),
    )


def _blocks(visit: Visit, findings: Sequence[Finding]) -> Iterator[Block]:
    where = f"{visit.site.name}, {visit.unit.name}" if visit.site else visit.unit.name
    yield Paragraph(f"Thời gian: ngày {visit.on:%d/%m/%Y}.\nĐịa điểm: {where}.")
    yield Heading("I", "Thành phần")
    if visit.team:
        yield Paragraph(f"Đoàn công tác: {visit.team}.")
    yield Table(
        header=("STT", "Đơn vị", "Số người"),
        rows=tuple(
            (str(count), one.organization.name if one.organization else one.name, str(one.persons))
            for count, one in enumerate(
                visit.delegations.select_related("organization").order_by("id"), 1
            )
        ),
        widths=(1, 8, 2),
        centred=(0, 2),
    )
    yield Heading("II", "Nội dung")
    yield Paragraph(visit.programme or f"{visit.topic}.")
    yield Heading("III", "Kết quả")
    yield Paragraph(visit.result)
    if findings:
        yield Heading("IV", "Tồn tại và thời hạn khắc phục")
        yield Table(
            header=("STT", "Tồn tại", "Mức độ", "Thời hạn khắc phục"),
            rows=tuple(
                (
                    str(count),
                    f"{one.text} ({one.reference})",
                    _SEVERITY[Finding.Severity(one.severity)],
                    f"{one.due_on:%d/%m/%Y}",
                )
                for count, one in enumerate(findings, 1)
            ),
            widths=(1, 8, 2.5, 3),
            centred=(0, 2, 3),
        )
