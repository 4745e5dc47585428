"""The list of petitions of a forum as an official paper (danh mục kiến nghị).

Its words are Vietnamese whatever the reader's language: it is a document of the record.
"""

from collections.abc import Sequence

from django.utils import timezone

from lienket.documents.paper import Organ, Paper, Paragraph, Signature, Table
from lienket.meetings.models import Meeting
from lienket.petitions.models import Answer, Petition

KIND = "DM"


def list_of(meeting: Meeting, petitions: Sequence[Petition], place: str) -> Paper:
    """The petitions in the order in which they were raised; `place` stands before the day."""
    answers: dict[int, str] = {}
    for one in Answer.objects.filter(petition__in=petitions).order_by("at", "id"):
        answers[one.petition_id] = one.text
    rows = tuple(
        (
            str(count),
            f"{one.title} ({one.reference})",
            asker_of(one),
            one.responsible.name,
            f"{timezone.localdate(one.due_at):%d/%m/%Y}",
            _answer_of(one, answers),
        )
        for count, one in enumerate(petitions, 1)
    )
    held = timezone.localdate(meeting.starts_at)
    return Paper(
        kind_name="Danh mục",
        subject=f"kiến nghị tại {meeting.title}",
        organs=(Organ(meeting.organization.name),),
        place=place,
        blocks=(
            Paragraph(
                f"Các câu hỏi, kiến nghị tiếp nhận tại {meeting.title} ngày {held:%d/%m/%Y}, "
                "đơn vị trả lời, thời hạn và kết quả trả lời như sau:"
            ),
            Table(
                header=("STT", "Nội dung", "Đơn vị hỏi", "Đơn vị trả lời", "Thời hạn", "Trả lời"),
                rows=rows,
                widths=(1, 5, 3, 3, 2.2, 5),
                centred=(0, 4),
            ),
        ),
        signatures=(Signature(title="Đơn vị chủ trì", name=""),),
        recipients=("Các đơn vị dự diễn đàn", "Lưu: VT"),
        exercise=meeting.exercise,
    )


def asker_of(petition: Petition) -> str:
    """Whose question it is: the organization, and the collective it speaks for."""
    if petition.collective:
        return f"{petition.organization.name} ({petition.collective})"
    return petition.organization.name


def _answer_of(petition: Petition, answers: dict[int, str]) -> str:
    if petition.withdrawn_at:
        return "Đã rút kiến nghị"
    return answers[petition.id] if petition.answered_at else "Chưa trả lời"
