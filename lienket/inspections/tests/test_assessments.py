"""Filling in, handing in, comparing; and the questions a circle asks."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from lienket.circles.actions import OnlyTheChair
from lienket.circles.models import Circle
from lienket.documents.guard.inspection import made_here
from lienket.documents.guard.kinds import Kind
from lienket.documents.models import File
from lienket.incidents.actions.reporting import NotAPhoto
from lienket.inspections import actions, standard
from lienket.inspections.actions import Given, assessing, checklists, common
from lienket.inspections.models import Assessment, Checklist, Draft, DraftAnswer, Finding, Question
from lienket.inspections.queries import assessments as queries
from lienket.inspections.standing import compare, picture
from lienket.inspections.tests.conftest import DAY, NOTE, TODAY, answer_all, handed_in
from lienket.journal.models import Event
from lienket.kernel.actors import Member
from lienket.kernel.errors import Refusal
from lienket.kernel.guard.refusals import SecrecyStamp
from lienket.kernel.rls import acting
from lienket.places import actions as places
from lienket.places.models import Site
from tests.cast import NOON, Unit


def question(draft: Draft, number: int) -> Question:
    return queries.questions_of(draft.checklist).get(number=number)


def save(draft: Draft, by: Member, number: int, given: Given) -> Draft:
    answers = {question(draft, number).id: given}
    return actions.save_answers(draft_id=draft.id, answers=answers, by=by, now=NOON)


def test_an_assessment_goes_over_the_shipped_questions(draft: Draft, dispatcher: Member) -> None:
    with acting(dispatcher):
        assert draft.checklist.standard == standard.VERSION
        assert queries.questions_of(draft.checklist).count() == 40


def test_it_is_saved_bit_by_bit_and_gone_on_with(
    draft: Draft, site: Site, dispatcher: Member
) -> None:
    with acting(dispatcher):
        save(draft, dispatcher, 1, Given("met"))
        save(draft, dispatcher, 2, Given("", "Còn phải xem lại"))
        again = actions.start_assessment(site_id=site.id, by=dispatcher, now=NOON + DAY)
        assert again == draft
        kept = queries.filled_in(draft)
        assert [one.verdict for one in kept.values()] == ["met", ""]


def test_nobody_else_sees_a_draft(draft: Draft, dispatcher: Member, chief: Member) -> None:
    with acting(dispatcher):
        save(draft, dispatcher, 1, Given("not_met", NOTE))
    with acting(chief):
        assert not Draft.objects.exists()
        assert not DraftAnswer.objects.exists()
        with pytest.raises(Draft.DoesNotExist):
            save(draft, chief, 1, Given("met"))


def test_only_whoever_runs_a_site_assesses_it(site: Site, chief: Member) -> None:
    with acting(chief), pytest.raises(assessing.OnlyWhoRunsIt):
        actions.start_assessment(site_id=site.id, by=chief, now=NOON)


def test_a_removed_site_is_not_assessed(site: Site, draft: Draft, dispatcher: Member) -> None:
    with acting(dispatcher):
        answer_all(draft, dispatcher)
        places.remove_site(site_id=site.id, by=dispatcher, now=NOON)
        with pytest.raises(assessing.SiteIsGone):
            actions.start_assessment(site_id=site.id, by=dispatcher, now=NOON)
        with pytest.raises(assessing.SiteIsGone):
            actions.hand_in(draft_id=draft.id, on=TODAY, severities={}, by=dispatcher, now=NOON)


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        (Given("not_met"), assessing.NoNote),
        (Given("not_met", "   "), assessing.NoNote),
        (Given("met", "Độ mật: MẬT"), SecrecyStamp),
    ],
)
def test_what_is_lacking_is_said_and_no_secret_is_kept(
    draft: Draft, dispatcher: Member, given: Given, refusal: type[Refusal]
) -> None:
    with acting(dispatcher):
        number = question(draft, 1).id
        with pytest.raises(refusal) as refused:
            save(draft, dispatcher, 1, given)
        assert refused.value.field == f"note-{number}"


def test_questions_of_another_list_are_not_answered(draft: Draft, dispatcher: Member) -> None:
    with acting(dispatcher), pytest.raises(Question.DoesNotExist):
        actions.save_answers(draft_id=draft.id, answers={0: Given("met")}, by=dispatcher, now=NOON)


def test_only_a_picture_is_kept(
    draft: Draft, dispatcher: Member, settings: Settings, tmp_path: Path
) -> None:
    settings.FILES = tmp_path
    with (
        acting(dispatcher),
        made_here("a.pdf", Kind.PDF, b"%PDF-") as paper,
        pytest.raises(NotAPhoto),
    ):
        save(draft, dispatcher, 1, Given("met", photo=paper))
    with acting(dispatcher), made_here("a.png", Kind.PNG, b"png") as photo:
        save(draft, dispatcher, 1, Given("met", photo=photo))
        save(draft, dispatcher, 1, Given("not_met", NOTE))
        kept = queries.filled_in(draft)[question(draft, 1).id]
        assert kept.photo
        assert kept.photo.name == "a.png"
    with acting(dispatcher), made_here("b.png", Kind.PNG, b"PNG") as photo:
        save(draft, dispatcher, 1, Given("met", photo=photo))
        assert [one.name for one in File.objects.all()] == ["b.png"], "the other one is erased"
        actions.discard(draft_id=draft.id, by=dispatcher)
        assert not File.objects.exists()


def test_it_is_handed_in_only_when_everything_is_answered(draft: Draft, dispatcher: Member) -> None:
    with acting(dispatcher):
        save(draft, dispatcher, 1, Given("met"))
        with pytest.raises(assessing.StillUnanswered) as refused:
            actions.hand_in(draft_id=draft.id, on=TODAY, severities={}, by=dispatcher, now=NOON)
        assert refused.value.parameters == {"count": 39}
        assert not Assessment.objects.exists()


@pytest.mark.parametrize(
    ("on", "refusal"),
    [
        (TODAY + DAY, common.NotYetOver),
        (TODAY - timedelta(days=400), common.TooLongAgo),
        (date(206, 11, 21), common.TooLongAgo),
    ],
)
def test_the_day_is_plausible(
    draft: Draft, dispatcher: Member, on: date, refusal: type[Refusal]
) -> None:
    with acting(dispatcher):
        answer_all(draft, dispatcher)
        with pytest.raises(refusal):
            actions.hand_in(draft_id=draft.id, on=on, severities={}, by=dispatcher, now=NOON)


def test_each_not_met_becomes_a_finding_with_its_severity(
    draft: Draft, site: Site, dispatcher: Member, chief: Member
) -> None:
    with acting(dispatcher):
        answer_all(draft, dispatcher, {1: NOTE, 13: "Chưa khai báo"})
        with pytest.raises(assessing.NoSeverity):
            actions.hand_in(
                draft_id=draft.id,
                on=TODAY,
                severities={question(draft, 1).id: 1},
                by=dispatcher,
                now=NOON,
            )
    with acting(dispatcher):
        done = handed_in(draft, dispatcher, 1, 13)
        assert done.reference == "TDG-2026-001"
        assert not Draft.objects.exists()
        told = {one.split(".")[-1] for one in Event.objects.values_list("type", flat=True)}
        assert "SiteAssessed" in told
    with acting(chief):
        found = list(Finding.objects.order_by("id"))
        assert [(one.area, one.severity, one.text) for one in found] == [
            ("fence", 1, NOTE),
            ("fire", 1, NOTE),
        ]
        assert [one.reference for one in found] == ["TT-2026-001", "TT-2026-002"]
        assert {one.site_id for one in found} == {site.id}


def test_the_result_is_compared_with_the_last_one_of_the_site(
    draft: Draft, site: Site, dispatcher: Member, chief: Member
) -> None:
    with acting(dispatcher):
        first = handed_in(draft, dispatcher, 1, 2, on=TODAY - 30 * DAY)
        again = actions.start_assessment(site_id=site.id, by=dispatcher, now=NOON)
        second = handed_in(again, dispatcher, 1)
    with acting(chief):
        assert queries.before(second) == first
        assert queries.before(first) is None
        fence = compare(second, first)[0]
        assert (fence.count.share, fence.change) == (75, 25)
        words = picture(compare(second, first)).bars[0].words
        assert words == "75% · 3/4 (+25)"
        assert queries.latest_in(chief, site.circle_id) == [second]


def test_the_chair_words_the_questions_and_a_draft_keeps_the_old_ones(
    circle: Circle, draft: Draft, site: Site, dispatcher: Member, chief: Member
) -> None:
    with acting(chief), pytest.raises(OnlyTheChair):
        actions.adapt_checklist(
            circle_id=circle.id, questions={"gate": ["Cổng khóa"]}, by=chief, now=NOON
        )
    with acting(dispatcher):
        actions.adapt_checklist(
            circle_id=circle.id,
            questions={"gate": [" Cổng  khóa ", ""], "fence": ["Rào kín"]},
            by=dispatcher,
            now=NOON,
        )
        handed_in(draft, dispatcher)
        again = actions.start_assessment(site_id=site.id, by=dispatcher, now=NOON)
        texts = queries.questions_of(again.checklist).values_list("text", flat=True)
        assert list(texts) == ["Rào kín", "Cổng khóa"]
        assert (again.checklist.version, again.checklist.standard) == (2, None)


def test_a_new_shipped_list_takes_the_place_of_the_old_one_but_not_of_an_own_wording(
    circle: Circle, draft: Draft, dispatcher: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(standard, "VERSION", 2)
    with acting(dispatcher):
        current = checklists.current_checklist(circle.id, by=dispatcher, now=NOON)
        assert (current.version, current.standard) == (2, 2)
        own = actions.adapt_checklist(
            circle_id=circle.id, questions={"gate": ["Cổng khóa"]}, by=dispatcher, now=NOON
        )
        monkeypatch.setattr(standard, "VERSION", 3)
        assert checklists.current_checklist(circle.id, by=dispatcher, now=NOON) == own


@pytest.mark.parametrize(
    ("questions", "refusal"),
    [
        ({}, checklists.NoQuestions),
        ({"gate": ["", "  "]}, checklists.NoQuestions),
        ({"gate": [f"Câu {n}" for n in range(121)]}, checklists.TooManyQuestions),
        ({"gate": ["Cổng khóa", "Cổng  khóa"]}, checklists.AskedTwice),
        ({"gate": ["TỐI MẬT"]}, SecrecyStamp),
    ],
)
def test_lists_that_make_no_sense_are_refused(
    circle: Circle, dispatcher: Member, questions: dict[str, list[str]], refusal: type[Refusal]
) -> None:
    with acting(dispatcher):
        with pytest.raises(refusal):
            actions.adapt_checklist(
                circle_id=circle.id, questions=questions, by=dispatcher, now=NOON
            )
        assert not Checklist.objects.exists()


def test_to_an_outsider_nothing_of_it_exists(
    finding: Finding, site: Site, circle: Circle, outsider: Unit
) -> None:
    stranger = outsider.member()
    with acting(stranger):
        for table in (Checklist, Question, Assessment, Finding):
            assert not table.objects.exists()
        with pytest.raises(Site.DoesNotExist):
            actions.start_assessment(site_id=site.id, by=stranger, now=NOON)
        with pytest.raises(Circle.DoesNotExist):
            actions.adapt_checklist(
                circle_id=circle.id, questions={"gate": ["X"]}, by=stranger, now=NOON
            )
        with pytest.raises(Finding.DoesNotExist):
            actions.close(finding_id=finding.id, by=stranger, now=NOON)


def test_without_the_right_nobody_assesses(site: Site, dispatcher: Member) -> None:
    guest = replace(dispatcher, rights=frozenset())
    with acting(guest), pytest.raises(Refusal) as refused:
        actions.start_assessment(site_id=site.id, by=guest, now=NOON)
    assert refused.value.status == 403
