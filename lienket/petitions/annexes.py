"""What petitions add to meetings: questions of a forum on the pages and in the minutes, and
overdue ones for the agenda of any.
"""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localdate

from lienket.documents.paper import Block, Paragraph
from lienket.kernel.actors import Member
from lienket.meetings.agenda import MOST, Proposal, proposes
from lienket.meetings.annexes import Annex, adds, minutes_add
from lienket.meetings.models import Meeting
from lienket.petitions import queries
from lienket.petitions.actions.forum import may_add
from lienket.petitions.models import Answer, Petition
from lienket.petitions.papers import asker_of
from lienket.petitions.standing import rows_of


@adds
def questions(meeting: Meeting, by: Member, now: datetime) -> Iterator[Annex]:
    """The petitions of a forum and their state."""
    if meeting.kind == Meeting.Kind.FORUM and meeting.invited_at:
        context = {"rows": rows_of(meeting, by, now), "may_add": may_add(meeting, by)}
        yield Annex("petitions/_forum_panel.html", context | {"meeting": meeting})


@minutes_add
def questions_and_answers(meeting: Meeting) -> Iterator[Block]:
    """What was asked, and what was answered at the table or is to be answered by whom."""
    petitions = Petition.objects.filter(meeting=meeting, withdrawn_at=None)
    listed = list(petitions.select_related("organization", "responsible").order_by("id"))
    if not listed:
        return
    spoken = Answer.objects.filter(petition__in=listed, on_the_spot=True)
    answers = dict(spoken.values_list("petition_id", "text"))
    yield Paragraph("Câu hỏi, kiến nghị và trả lời tại diễn đàn:", strong=True)
    for one in listed:
        yield Paragraph(f"{one.reference}, {asker_of(one)}: {one.title}")
        if one.id in answers:
            yield Paragraph(f"{one.responsible.name} trả lời: {answers[one.id]}")
        else:
            day = localdate(one.due_at)
            yield Paragraph(f"{one.responsible.name} tiếp nhận, trả lời trước ngày {day:%d/%m/%Y}.")


@proposes
def overdue_petitions(meeting: Meeting, by: Member, now: datetime) -> Iterator[Proposal]:
    """Petitions of the circle that nobody answered in time, as shortcomings."""
    late = queries.petitions_for(by).filter(
        queries.in_state("overdue", now), circle_id=meeting.circle_id
    )
    for one in late.order_by("due_at", "id")[:MOST]:
        yield Proposal(
            key=f"petition:{one.id}",
            title=one.title,
            source=one.reference,
            url=reverse("petitions:petition", args=[one.id]),
            organization_id=one.responsible_id,
            shortcoming=True,
        )
