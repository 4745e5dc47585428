"""What the minutes say as an official paper, and in whose series they are numbered."""

import pytest

from lienket.councils.models import Council
from lienket.documents.paper import Paragraph, Table
from lienket.kernel.actors import Member
from lienket.kernel.rls import acting
from lienket.meetings import actions, papers
from lienket.meetings.actions import Said
from lienket.meetings.actions.papers import NotAdoptedYet
from lienket.meetings.models import Meeting
from lienket.meetings.tests.conftest import HELD
from tests.cast import NOON, Unit


@pytest.fixture
def adopted(held: Meeting, dispatcher: Member) -> Meeting:
    with acting(dispatcher):
        item = held.items.get()
        said = Said(chair="Lê An, Giám đốc", items={item.id: ("", "Tăng tuần tra.")})
        actions.write_minutes(meeting_id=held.id, said=said, by=dispatcher, now=HELD)
        actions.adopt_minutes(meeting_id=held.id, by=dispatcher, now=HELD)
        return Meeting.objects.get(id=held.id)


def test_the_paper_names_who_was_there_what_was_concluded_and_who_signs(
    adopted: Meeting, dispatcher: Member
) -> None:
    with acting(dispatcher):
        paper = papers.paper_of(adopted, "Thanh Vân")
    (table,) = (block for block in paper.blocks if isinstance(block, Table))
    assert [row[3] for row in table.rows] == ["Vắng", "Cử người dự thay", "Có mặt"]
    said = [block.text for block in paper.blocks if isinstance(block, Paragraph)]
    assert "Kết luận: Tăng tuần tra." in said
    assert [one.name for one in paper.signatures] == ["", "Lê An"]
    # The kind is not said twice.
    assert paper.subject == "Giao ban an ninh trật tự tháng 11"


def test_minutes_of_a_council_are_numbered_in_its_own_series(
    adopted: Meeting, dispatcher: Member, commune: Unit
) -> None:
    with acting(dispatcher):
        council = Council.objects.create(
            circle_id=adopted.circle_id,
            organization_id=commune.id,
            kind="council",
            name="Hội đồng an ninh, trật tự",
            short_name="HĐANTT",
            set_up_at=NOON,
        )
        Meeting.objects.filter(id=adopted.id).update(council=council)
        adopted.refresh_from_db()
        (organ,) = papers.paper_of(adopted, "Thanh Vân").organs
        document = actions.issue_minutes(
            meeting_id=adopted.id, place="Thanh Vân", by=dispatcher, now=HELD
        )
    # Under the seal of its keeper, though another member held the meeting.
    assert (organ.name, organ.parent) == ("Hội đồng an ninh, trật tự", commune.organization.name)
    assert (document.code, document.organ) == ("01/BB-HĐANTT", "HĐANTT")
    assert document.organization_id == commune.id


def test_the_number_has_no_spaces(held: Meeting) -> None:
    held.organization.short_name = "BQL KCN"
    assert papers.notation_of(held) == "BQLKCN"


def test_a_draft_is_not_issued(held: Meeting, dispatcher: Member) -> None:
    with acting(dispatcher), pytest.raises(NotAdoptedYet):
        actions.issue_minutes(meeting_id=held.id, place="Thanh Vân", by=dispatcher, now=HELD)
