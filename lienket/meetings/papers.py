"""The minutes of a meeting as an official paper (biên bản).

Its words are Vietnamese whatever the reader's language: it is a document of the record.
"""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone

from lienket.documents.paper import (
    KINDS,
    Block,
    Heading,
    Organ,
    Paper,
    Paragraph,
    Signature,
    Table,
    abbreviated,
)
from lienket.meetings import queries
from lienket.meetings.annexes import minuted_of
from lienket.meetings.models import Attendance, Meeting, Minutes, Opinion

KIND = "BB"
_NAMES = {
    Meeting.Kind.BRIEFING: "Giao ban",
    Meeting.Kind.CONFERENCE: "Hội nghị",
    Meeting.Kind.FESTIVAL: "Ngày hội",
    Meeting.Kind.FORUM: "Diễn đàn",
    Meeting.Kind.DEBRIEF: "Họp rút kinh nghiệm",
}
_PRESENCE = {
    Attendance.Presence.PRESENT: "Có mặt",
    Attendance.Presence.SUBSTITUTE: "Cử người dự thay",
    Attendance.Presence.ABSENT: "Vắng",
}


def notation_of(meeting: Meeting) -> str:
    """Whose abbreviation stands in the number: the council's, else the host's."""
    return abbreviated((meeting.council or meeting.organization).short_name)


def paper_of(meeting: Meeting, place: str) -> Paper:
    """The adopted minutes, ready to be numbered; `place` stands before the day: "Thanh Vân"."""
    minutes = meeting.minutes
    organ = (
        Organ(meeting.council.name, parent=meeting.council.organization.name)
        if meeting.council
        else Organ(meeting.organization.name)
    )
    return Paper(
        kind_name=KINDS[KIND].capitalize(),
        subject=_subject(meeting),
        organs=(organ,),
        place=place,
        blocks=tuple(_blocks(meeting, minutes)),
        signatures=(_signature("Thư ký", minutes.secretary), _signature("Chủ trì", minutes.chair)),
        recipients=("Các đơn vị dự họp", "Lưu: VT"),
        exercise=meeting.exercise,
    )


def _subject(meeting: Meeting) -> str:
    """The title, after the kind of meeting unless it begins with that."""
    kind = _NAMES[Meeting.Kind(meeting.kind)]
    begins = meeting.title.casefold().startswith(kind.casefold())
    return meeting.title if begins else f"{kind}: {meeting.title}"


def _blocks(meeting: Meeting, minutes: Minutes) -> Iterator[Block]:
    yield Paragraph(
        f"Thời gian: từ {_moment(meeting.starts_at)} đến {_moment(meeting.ends_at)}.\n"
        f"Địa điểm: {meeting.place or 'họp trực tuyến'}."
    )
    yield Heading("I", "Thành phần")
    if minutes.chair:
        yield Paragraph(f"Chủ trì: {minutes.chair}.")
    if minutes.secretary:
        yield Paragraph(f"Thư ký: {minutes.secretary}.")
    yield _attendance_table(meeting)
    yield Heading("II", "Nội dung")
    if minutes.opening:
        yield Paragraph(minutes.opening)
    for count, item in enumerate(meeting.items.order_by("position"), 1):
        yield Paragraph(f"{count}. {item.title}", strong=True)
        if item.discussion:
            yield Paragraph(item.discussion)
        if item.conclusion:
            yield Paragraph(f"Kết luận: {item.conclusion}")
    yield from minuted_of(meeting)
    yield from _resolved(meeting)
    objections = queries.opinions_on(minutes).filter(verdict=Opinion.Verdict.OBJECTS)
    for opinion in objections.order_by("given_at", "id"):
        yield Paragraph(f"Ý kiến khác của {opinion.organization.name}: {opinion.reason}")
    if minutes.closing:
        yield Paragraph(minutes.closing)


def _attendance_table(meeting: Meeting) -> Table:
    rows = [
        (
            str(count),
            one.organization.name,
            one.who if one.presence != Attendance.Presence.ABSENT else "",
            _PRESENCE[Attendance.Presence(one.presence)],
        )
        for count, one in enumerate(queries.who_comes(meeting), 1)
    ]
    return Table(
        header=("STT", "Đơn vị", "Người dự", "Có mặt"),
        rows=tuple(rows),
        widths=(1, 5, 5, 3),
        centred=(0, 3),
    )


def _resolved(meeting: Meeting) -> Iterator[Block]:
    resolutions = meeting.resolutions.select_related("organization", "task").order_by(
        "due_at", "id"
    )
    if not resolutions:
        return
    yield Heading("III", "Kết luận, phân công nhiệm vụ")
    yield Table(
        header=("STT", "Nội dung", "Đơn vị thực hiện", "Thời hạn"),
        rows=tuple(
            (
                str(count),
                one.text,
                one.organization.name,
                f"{timezone.localdate(one.due_at):%d/%m/%Y}",
            )
            for count, one in enumerate(resolutions, 1)
        ),
        widths=(1, 6, 4, 2.5),
        centred=(0, 3),
    )


def _signature(title: str, who: str) -> Signature:
    """The name alone stands under a signature; the office follows it after a comma."""
    return Signature(title=title, name=who.split(",")[0].strip())


def _moment(at: datetime) -> str:
    return f"{timezone.localtime(at):%H giờ %M ngày %d/%m/%Y}"
