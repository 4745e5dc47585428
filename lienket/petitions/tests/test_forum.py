"""A listening forum: questions before it, at the table and after it, and the list on paper."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from docx import Document as Docx

from lienket.circles.models import Circle
from lienket.documents.actions import path_of
from lienket.escalation.waiting import waiting_for
from lienket.kernel.actors import Member
from lienket.kernel.rls import acting
from lienket.meetings import actions as meetings
from lienket.meetings.actions import Details
from lienket.meetings.actions.common import OnlyTheHost
from lienket.meetings.agenda import proposals_for
from lienket.meetings.models import Meeting
from lienket.meetings.papers import paper_of
from lienket.petitions import actions
from lienket.petitions.actions import Statement
from lienket.petitions.actions import forum as refusals
from lienket.petitions.models import Petition
from tests.cast import NOON, Unit

START = NOON + timedelta(days=7)
TABLE = START + timedelta(minutes=30)
SPOKEN = "Đội sẽ hướng dẫn tại chỗ tuần sau."


def call(circle: Circle, by: Member, guests: list[int], kind: str = "forum") -> Meeting:
    with acting(by):
        meeting = meetings.draft_meeting(
            circle_id=circle.id,
            details=Details(
                kind, "Diễn đàn lắng nghe", START, START + timedelta(hours=2), "Hội trường"
            ),
            by=by,
            now=NOON,
        )
        meetings.add_item(meeting_id=meeting.id, title="Đối thoại", by=by, now=NOON)
        return meetings.invite_members(
            meeting_id=meeting.id, organization_ids=guests, by=by, now=NOON
        )


@pytest.fixture
def forum(circle: Circle, chief: Member, plant: Unit, commune: Unit) -> Meeting:
    """The fire service invites the plant and the commune."""
    return call(circle, chief, [plant.id, commune.id])


def held(forum: Meeting, by: Member, *units: Unit) -> None:
    with acting(by):
        meetings.hold_meeting(meeting_id=forum.id, by=by, now=START)
        meetings.record_presence(
            meeting_id=forum.id,
            presences={one.id: "present" for one in units},
            by=by,
            now=START,
        )


def test_who_is_invited_hands_questions_in_before_the_forum(
    forum: Meeting, dispatcher: Member, chief: Member, statement: Statement
) -> None:
    with acting(dispatcher):
        raised = actions.record_question(
            meeting_id=forum.id, statement=statement, by=dispatcher, now=NOON
        )
    assert raised.meeting_id == forum.id
    with acting(chief):
        assert [one.title for one in waiting_for(chief, NOON, 5)] == [statement.title]


def test_the_host_notes_questions_and_answers_at_the_table(
    forum: Meeting,
    chief: Member,
    dispatcher: Member,
    plant: Unit,
    fire_service: Unit,
    commune: Unit,
    statement: Statement,
) -> None:
    held(forum, chief, plant, fire_service, commune)
    with acting(chief):
        actions.record_question(
            meeting_id=forum.id,
            statement=replace(statement, voice="workers", collective="công nhân xưởng cán"),
            asker_id=plant.id,
            answer=SPOKEN,
            by=chief,
            now=TABLE,
        )
        open_one = actions.record_question(
            meeting_id=forum.id,
            statement=replace(statement, title="Đường vào nhà máy thiếu đèn"),
            asker_id=commune.id,
            by=chief,
            now=TABLE,
        )
        first = Petition.objects.order_by("id")[0]
        assert (first.ask, first.answered_at, first.answers.get().on_the_spot) == (
            None,
            TABLE,
            True,
        )
        assert [one.title for one in waiting_for(chief, TABLE, 5)] == [open_one.title]
        text = str(paper_of(_minuted(forum, chief), "Thanh Vân").blocks)
        assert SPOKEN in text
        assert "tiếp nhận, trả lời trước ngày" in text
    with acting(dispatcher):
        actions.judge(petition_id=first.id, satisfied=True, by=dispatcher, now=TABLE)
        returned = actions.return_(
            petition_id=first.id, reason="Nói rõ hơn", by=dispatcher, now=TABLE
        )
        assert returned.due_at > TABLE
    with acting(chief):
        assert len(waiting_for(chief, TABLE, 5)) == 2


def _minuted(forum: Meeting, by: Member) -> Meeting:
    meetings.write_minutes(
        meeting_id=forum.id, said=meetings.Said("An, Đội trưởng", "Bình, Thư ký"), by=by, now=TABLE
    )
    return Meeting.objects.get(id=forum.id)


def test_nobody_but_the_host_speaks_for_others(
    forum: Meeting, dispatcher: Member, commune: Unit, statement: Statement
) -> None:
    with acting(dispatcher):
        for said in ({"asker_id": commune.id}, {"answer": SPOKEN}):
            with pytest.raises(OnlyTheHost):
                actions.record_question(
                    meeting_id=forum.id,
                    statement=statement,
                    by=dispatcher,
                    now=NOON,
                    **said,
                )
        assert not Petition.objects.exists()


def test_who_is_not_invited_does_not_ask_there(
    circle: Circle, chief: Member, dispatcher: Member, commune: Unit, statement: Statement
) -> None:
    forum = call(circle, chief, [commune.id])
    with acting(dispatcher), pytest.raises(refusals.NotInvited):
        actions.record_question(meeting_id=forum.id, statement=statement, by=dispatcher, now=NOON)


def test_a_briefing_takes_no_questions_and_a_forum_none_after_it_was_cancelled(
    circle: Circle, forum: Meeting, chief: Member, plant: Unit, statement: Statement
) -> None:
    briefing = call(circle, chief, [plant.id], kind="briefing")
    with acting(chief):
        meetings.cancel_meeting(meeting_id=forum.id, reason="Bão", by=chief, now=NOON)
        for meeting in (briefing, forum):
            with pytest.raises(refusals.NotAForum):
                actions.record_question(
                    meeting_id=meeting.id,
                    statement=statement,
                    asker_id=plant.id,
                    by=chief,
                    now=NOON,
                )


def test_nothing_is_answered_at_the_table_before_the_forum(
    forum: Meeting, chief: Member, plant: Unit, statement: Statement
) -> None:
    with acting(chief), pytest.raises(refusals.NotHeldYet):
        actions.record_question(
            meeting_id=forum.id,
            statement=statement,
            asker_id=plant.id,
            answer=SPOKEN,
            by=chief,
            now=NOON,
        )


def test_the_list_is_a_numbered_paper_with_who_answers_and_when(
    forum: Meeting, chief: Member, dispatcher: Member, statement: Statement, fire_service: Unit
) -> None:
    with acting(chief), pytest.raises(refusals.NoQuestionsYet):
        actions.issue_list(meeting_id=forum.id, place="Thanh Vân", by=chief, now=NOON)
    with acting(dispatcher):
        raised = actions.record_question(
            meeting_id=forum.id, statement=statement, by=dispatcher, now=NOON
        )
        with pytest.raises(OnlyTheHost):
            actions.issue_list(meeting_id=forum.id, place="X", by=dispatcher, now=NOON)
    with acting(chief):
        actions.answer(petition_id=raised.id, text=SPOKEN, by=chief, now=NOON)
        with pytest.raises(refusals.NoPlaceOfIssue):
            actions.issue_list(meeting_id=forum.id, place=" ", by=chief, now=NOON)
        issued = actions.issue_list(meeting_id=forum.id, place="Thanh Vân", by=chief, now=NOON)
        assert issued.code.startswith("01/DM-")
        word = Docx(BytesIO(path_of(issued.docx.blob_id).read_bytes()))
        cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    assert f"{statement.title} (KN-2026-001)" in cells
    assert "07/12/2026" in cells
    assert SPOKEN in cells
    assert fire_service.organization.name in cells


def test_an_overdue_petition_is_proposed_for_the_agenda(
    circle: Circle, petition: Petition, chief: Member, commune: Unit
) -> None:
    briefing = call(circle, chief, [commune.id], kind="briefing")
    with acting(chief):
        keys = [one.key for one in proposals_for(briefing, chief, NOON)]
        later = [one.key for one in proposals_for(briefing, chief, NOON + timedelta(days=20))]
    assert f"petition:{petition.id}" not in keys
    assert f"petition:{petition.id}" in later
