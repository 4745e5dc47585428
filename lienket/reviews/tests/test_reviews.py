"""A review from its draft to the frozen document."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import openpyxl
import pytest

from lienket.circles.models import Circle
from lienket.documents.models import Document
from lienket.escalation.models import Ask
from lienket.incidents.actions import Report
from lienket.incidents.tests.hands import report
from lienket.kernel.actors import Member
from lienket.kernel.errors import NotAllowed
from lienket.kernel.rls import acting
from lienket.reviews import actions, sealing
from lienket.reviews.actions.common import OnlyTheDrafter, ReviewIsFrozen, ReviewIsShared
from lienket.reviews.actions.drafting import (
    EndsBeforeItBegins,
    HasNewVersion,
    NotFrozenYet,
    NoTitle,
    NotOverYet,
    PutBefore,
    SaysNotWhatDiffers,
    TooLongAgo,
    TotalBeginsLater,
)
from lienket.reviews.actions.issuing import NoPlaceOfIssue, NotFrozen
from lienket.reviews.actions.sharing import (
    NobodyChosen,
    NoComment,
    NoObjection,
    NotAllApprove,
    NotAParty,
    NothingWritten,
    NotShared,
    ReviewChanged,
    UnknownVerdict,
)
from lienket.reviews.models import Paragraph, Review
from lienket.reviews.papers import paper_of
from lienket.reviews.queries.reviews import reviews_for
from lienket.reviews.rules import Days
from lienket.reviews.tests.conftest import PLAN, YEAR
from lienket.reviews.workbooks import workbook_of
from tests.cast import NOON, Unit


def sees(unit: Unit, review: Review) -> bool:
    by = unit.member()
    with acting(by):
        return reviews_for(by).filter(id=review.id).exists()


def test_a_draft_has_its_figures_and_words_from_the_record(
    draft: Review, dispatcher: Member
) -> None:
    with acting(dispatcher):
        line = draft.lines.get(code="D4")
        assert [line.value, line.before, line.total] == [2, None, 2]
        assert line.name == "Trộm cắp vật tư, thiết bị điện"
        first = draft.paragraphs.get(section="I")
        assert "D1" in first.codes
        assert "2 vụ" in first.text
        # Whatever is still open is told among the shortcomings; lessons are for people to write.
        assert draft.paragraphs.filter(section="III", codes=["D20"]).exists()
        assert not draft.paragraphs.filter(section__in=["IV", "V"]).exists()


def test_nothing_happened_is_said_in_words(circle: Circle, dispatcher: Member) -> None:
    with acting(dispatcher):
        review = actions.draft_review(circle_id=circle.id, plan=PLAN, by=dispatcher, now=NOON)
        assert "không xảy ra" in review.paragraphs.get(section="I").text


def test_nobody_else_sees_a_draft(draft: Review, plant: Unit, fire_service: Unit) -> None:
    assert sees(plant, draft)
    assert not sees(fire_service, draft)


@pytest.mark.parametrize(
    ("plan", "refusal"),
    [
        (replace(PLAN, title=" "), NoTitle),
        (replace(PLAN, days=Days(YEAR.last, YEAR.first)), EndsBeforeItBegins),
        (replace(PLAN, days=Days(YEAR.first, date(2026, 11, 22))), NotOverYet),
        (replace(PLAN, days=Days(date(1999, 1, 1), YEAR.last)), TooLongAgo),
        (replace(PLAN, days=Days(date(2001, 1, 1), YEAR.last)), TooLongAgo),
        (replace(PLAN, total_since=date(2026, 1, 2)), TotalBeginsLater),
    ],
)
def test_a_period_that_makes_no_sense_is_refused(
    circle: Circle, dispatcher: Member, plan: actions.ReviewPlan, refusal: type[Exception]
) -> None:
    with acting(dispatcher), pytest.raises(refusal):
        actions.draft_review(circle_id=circle.id, plan=plan, by=dispatcher, now=NOON)


def test_computing_anew_keeps_what_people_wrote(
    circle: Circle, draft: Review, dispatcher: Member
) -> None:
    report(circle, dispatcher, Report(kind="equipment_theft", summary="Mất 3 máng cáp."))
    with acting(dispatcher):
        first = draft.paragraphs.get(section="I")
        actions.write(
            review_id=draft.id,
            texts={first.id: "Tình hình cơ bản ổn định."},
            added={"IV": "Phải thay đèn sớm hơn.", "V": " "},
            by=dispatcher,
            now=NOON,
        )
        actions.compute(review_id=draft.id, by=dispatcher, now=NOON)
        assert draft.lines.get(code="D4").value == 3
        assert draft.paragraphs.get(section="I").text == "Tình hình cơ bản ổn định."
        assert draft.paragraphs.get(section="IV").text == "Phải thay đèn sớm hơn."
        assert not draft.paragraphs.filter(section="V").exists()
        assert "4 vụ" in draft.paragraphs.get(section="III").text


def test_a_paragraph_left_empty_is_taken_out(
    draft: Review, dispatcher: Member, fire_service: Unit
) -> None:
    with acting(dispatcher):
        ids = list(draft.paragraphs.values_list("id", flat=True))
        actions.write(
            review_id=draft.id,
            texts=dict.fromkeys(ids, ""),
            added={},
            by=dispatcher,
            now=NOON,
        )
        assert not draft.paragraphs.exists()
        with pytest.raises(NothingWritten):
            actions.share(review_id=draft.id, parties=[fire_service.id], by=dispatcher, now=NOON)


def test_all_parties_approve_and_the_review_is_frozen_with_its_hash(
    approved: Review, dispatcher: Member
) -> None:
    with acting(dispatcher):
        review = actions.freeze(review_id=approved.id, by=dispatcher, now=NOON)
        assert review.sha256 == sealing.hash_of(review)
        assert len(review.sha256) == 64
        with pytest.raises(ReviewIsFrozen):
            actions.compute(review_id=review.id, by=dispatcher, now=NOON)
        # Whoever changes a word behind the product's back changes the hash.
        Paragraph.objects.filter(review=review, section="I").update(text="Không có gì xảy ra.")
        assert sealing.hash_of(Review.objects.get(id=review.id)) != review.sha256


def test_it_is_not_frozen_while_somebody_is_silent_or_objects(
    shared: Review, dispatcher: Member, fire_service: Unit, commune: Unit
) -> None:
    by = fire_service.member()
    with acting(by):
        actions.judge(review_id=shared.id, verdict="approves", seen=1, by=by, now=NOON)
    with acting(dispatcher), pytest.raises(NotAllApprove):
        actions.freeze(review_id=shared.id, by=dispatcher, now=NOON)
    by = commune.member()
    with acting(by):
        with pytest.raises(UnknownVerdict):
            actions.judge(review_id=shared.id, verdict="maybe", seen=1, by=by, now=NOON)
        with pytest.raises(NoObjection):
            actions.judge(review_id=shared.id, verdict="objects", seen=1, by=by, now=NOON)
        actions.judge(
            review_id=shared.id,
            verdict="objects",
            reason="Thiếu vụ ngày 05/6.",
            seen=1,
            by=by,
            now=NOON,
        )
    with acting(dispatcher), pytest.raises(NotAllApprove):
        actions.freeze(review_id=shared.id, by=dispatcher, now=NOON)


def test_an_answer_settles_the_ask_of_that_party_alone(
    shared: Review, fire_service: Unit, commune: Unit
) -> None:
    by = fire_service.member()
    with acting(by):
        actions.judge(review_id=shared.id, verdict="approves", seen=1, by=by, now=NOON)
        open_ = Ask.objects.filter(settled_at=None).values_list("organization_id", flat=True)
        assert list(open_) == [commune.id]


def test_taken_back_it_is_approved_anew_and_an_old_page_does_not_count(
    approved: Review, dispatcher: Member, fire_service: Unit
) -> None:
    with acting(dispatcher):
        actions.take_back(review_id=approved.id, by=dispatcher, now=NOON)
    assert not sees(fire_service, approved)
    by = fire_service.member()
    with acting(by), pytest.raises(Review.DoesNotExist):
        actions.judge(review_id=approved.id, verdict="approves", seen=1, by=by, now=NOON)
    with acting(dispatcher):
        actions.share(review_id=approved.id, parties=[fire_service.id], by=dispatcher, now=NOON)
    with acting(by), pytest.raises(ReviewChanged):
        actions.judge(review_id=approved.id, verdict="approves", seen=1, by=by, now=NOON)


def test_parties_comment_and_the_drafter_answers(
    shared: Review, dispatcher: Member, commune: Unit
) -> None:
    by = commune.member()
    with acting(by):
        paragraph = shared.paragraphs.get(section="I")
        with pytest.raises(NoComment):
            actions.comment(paragraph_id=paragraph.id, text=" ", by=by, now=NOON)
        made = actions.comment(
            paragraph_id=paragraph.id, text="Nêu thêm địa bàn thôn 3.", by=by, now=NOON
        )
        with pytest.raises(OnlyTheDrafter):
            actions.answer_comment(comment_id=made.id, answer="Đã nêu.", by=by, now=NOON)
    with acting(dispatcher):
        made = actions.answer_comment(
            comment_id=made.id, answer="Đã bổ sung.", by=dispatcher, now=NOON
        )
        assert made.answered_at


def test_what_lies_with_the_parties_is_not_changed(
    shared: Review, dispatcher: Member, fire_service: Unit
) -> None:
    with acting(dispatcher):
        with pytest.raises(ReviewIsShared):
            actions.write(review_id=shared.id, texts={}, added={}, by=dispatcher, now=NOON)
        with pytest.raises(ReviewIsShared):
            actions.share(review_id=shared.id, parties=[fire_service.id], by=dispatcher, now=NOON)
    by = fire_service.member()
    with acting(by), pytest.raises(NotAllowed):
        actions.take_back(review_id=shared.id, by=by, now=NOON)


def test_only_other_full_members_are_asked(
    draft: Review, dispatcher: Member, plant: Unit, outsider: Unit
) -> None:
    with acting(dispatcher):
        with pytest.raises(NobodyChosen):
            actions.share(review_id=draft.id, parties=[plant.id], by=dispatcher, now=NOON)
        with pytest.raises(NotAParty):
            actions.share(review_id=draft.id, parties=[outsider.id], by=dispatcher, now=NOON)
        with pytest.raises(NotShared):
            actions.take_back(review_id=draft.id, by=dispatcher, now=NOON)


def test_a_draft_can_be_thrown_away_but_not_what_others_have_read(
    draft: Review, dispatcher: Member, fire_service: Unit
) -> None:
    with acting(dispatcher):
        actions.share(review_id=draft.id, parties=[fire_service.id], by=dispatcher, now=NOON)
        actions.take_back(review_id=draft.id, by=dispatcher, now=NOON)
        with pytest.raises(PutBefore):
            actions.discard(review_id=draft.id, by=dispatcher, now=NOON)
        other = actions.draft_review(circle_id=draft.circle_id, plan=PLAN, by=dispatcher, now=NOON)
        actions.discard(review_id=other.id, by=dispatcher, now=NOON)
        assert not Review.objects.filter(id=other.id).exists()


def test_a_new_version_says_what_is_different(frozen: Review, dispatcher: Member) -> None:
    with acting(dispatcher):
        with pytest.raises(SaysNotWhatDiffers):
            actions.new_version(review_id=frozen.id, differs=" ", by=dispatcher, now=NOON)
        newer = actions.new_version(
            review_id=frozen.id, differs="Bổ sung vụ ngày 05/6.", by=dispatcher, now=NOON
        )
        assert newer.replaces == frozen
        texts = list(newer.paragraphs.order_by("id").values_list("text", flat=True))
        assert texts == list(
            frozen.paragraphs.order_by("section", "position").values_list("text", flat=True)
        )
        with pytest.raises(HasNewVersion):
            actions.new_version(review_id=frozen.id, differs="Lại", by=dispatcher, now=NOON)
        with pytest.raises(NotFrozenYet):
            actions.new_version(review_id=newer.id, differs="Lại", by=dispatcher, now=NOON)


def test_the_document_bears_figures_words_approvals_and_the_hash(
    frozen: Review, dispatcher: Member
) -> None:
    with acting(dispatcher):
        said = repr(paper_of(frozen, "Thanh Vân"))
    assert frozen.sha256 in said
    assert "(từ 01/1/2026 đến 21/11/2026)" in said
    assert "Trộm cắp vật tư, thiết bị điện" in said
    assert "Các bên đã thống nhất" in said


def test_it_is_issued_once_as_a_numbered_document(frozen: Review, dispatcher: Member) -> None:
    with acting(dispatcher):
        with pytest.raises(NoPlaceOfIssue):
            actions.issue_review(review_id=frozen.id, place=" ", by=dispatcher, now=NOON)
        document = actions.issue_review(
            review_id=frozen.id, place="Thanh Vân", by=dispatcher, now=NOON
        )
        again = actions.issue_review(review_id=frozen.id, place="", by=dispatcher, now=NOON)
        assert document == again
        assert document.code.startswith("01/BC-")
        assert Document.objects.count() == 1


def test_a_draft_is_not_issued(draft: Review, dispatcher: Member) -> None:
    with acting(dispatcher), pytest.raises(NotFrozen):
        actions.issue_review(review_id=draft.id, place="Thanh Vân", by=dispatcher, now=NOON)


def test_the_workbook_computes_its_differences_itself(draft: Review, dispatcher: Member) -> None:
    with acting(dispatcher):
        sheet = openpyxl.load_workbook(BytesIO(workbook_of(draft))).active
    assert sheet is not None
    row = next(row for row in sheet.iter_rows(min_row=4) if row[0].value == "D4")
    assert row[3].value == 2
    assert str(row[5].value).startswith("=IF(")
    assert row[4].value == "—"
