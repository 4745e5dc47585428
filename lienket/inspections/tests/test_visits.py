"""Recording a visit, sending the record, countersigning it or commenting on it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from lienket.circles import actions as circle_actions
from lienket.circles import exports
from lienket.circles.models import Circle
from lienket.delivery.models import Message
from lienket.documents.models import Document
from lienket.escalation import actions as escalation
from lienket.escalation.models import Ask
from lienket.escalation.waiting import waiting_for
from lienket.inspections import actions
from lienket.inspections.actions import Came, Details, common, records
from lienket.inspections.actions import visits as verbs
from lienket.inspections.exports import inspected
from lienket.inspections.models import Delegation, Finding, Remark, Visit
from lienket.inspections.papers import record_of
from lienket.inspections.queries import visits as queries
from lienket.inspections.tests.conftest import DAY, TODAY
from lienket.kernel.actors import Member
from lienket.kernel.errors import Refusal
from lienket.kernel.guard.refusals import SecrecyStamp
from lienket.kernel.rls import acting
from lienket.plans.actions.tasks import DueInThePast, NotAMember
from tests.cast import NOON, Unit


def letters(purpose: str = "first") -> list[int]:
    rows = Message.objects.filter(envelope__kind="visit", purpose=purpose)
    return list(rows.values_list("organization_id", flat=True))


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"on": TODAY + DAY}, common.NotYetOver),
        ({"on": date(1926, 11, 21)}, common.TooLongAgo),
        ({"topic": "  "}, verbs.NoTopic),
        ({"topic": "Độ mật: MẬT"}, SecrecyStamp),
        ({"came": ()}, verbs.NobodyCame),
        ({"came": (Came(0, name="Sở"),)}, verbs.NobodyCame),
        ({"came": (Came(2),)}, verbs.NobodyCame),
        ({"came": (Came(5000, name="Sở"),)}, verbs.TooMany),
        ({"came": (Came(-1, name="Sở"),)}, verbs.TooMany),
        ({"unit_id": 999_999, "site_id": None}, NotAMember),
        ({"site_id": 999_999}, verbs.NotItsSite),
    ],
)
def test_nonsense_is_refused_and_nothing_is_kept(
    circle: Circle,
    chief: Member,
    details: Details,
    changes: dict[str, Any],
    refusal: type[Refusal],
) -> None:
    with acting(chief), pytest.raises(refusal):
        actions.record_visit(
            circle_id=circle.id, details=replace(details, **changes), by=chief, now=NOON
        )
    with acting(chief):
        assert not Visit.objects.exists()


def test_nobody_visits_itself(circle: Circle, dispatcher: Member, details: Details) -> None:
    with acting(dispatcher), pytest.raises(verbs.VisitsItself):
        actions.record_visit(circle_id=circle.id, details=details, by=dispatcher, now=NOON)


def test_nobody_else_sees_a_record_before_it_is_sent(visit: Visit, dispatcher: Member) -> None:
    with acting(dispatcher):
        assert not Visit.objects.exists()
        assert not Finding.objects.exists()
        with pytest.raises(Visit.DoesNotExist):
            actions.remark(visit_id=visit.id, kind="received", by=dispatcher, now=NOON)


def test_it_is_changed_until_it_is_sent_and_counts_persons_only(
    visit: Visit, chief: Member, details: Details, commune: Unit
) -> None:
    with acting(chief):
        changed = replace(details, unit_id=commune.id, site_id=None, came=(Came(4, name="Sở"),))
        actions.change_visit(visit_id=visit.id, details=changed, by=chief, now=NOON)
        assert [(one.name, one.persons) for one in Delegation.objects.all()] == [("Sở", 4)]
        finding = Finding.objects.get()
        assert (finding.unit_id, finding.site_id) == (commune.id, None)
        actions.remove_finding(finding_id=finding.id, by=chief)
        actions.discard_visit(visit_id=visit.id, by=chief)
        assert not Visit.objects.exists()


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [({"text": " "}, verbs.NoFinding), ({"due_on": TODAY - DAY}, DueInThePast)],
)
def test_a_finding_has_words_and_a_due_day_to_come(
    visit: Visit, chief: Member, changes: dict[str, Any], refusal: type[Refusal]
) -> None:
    given = {"text": "Cửa thoát nạn bị khóa", "due_on": TODAY + DAY, **changes}
    with acting(chief), pytest.raises(refusal):
        actions.note_finding(
            visit_id=visit.id, area="fire", severity=1, by=chief, now=NOON, **given
        )


def test_sending_it_numbers_it_gives_the_tasks_and_asks_the_unit(
    sent: Visit, dispatcher: Member, plant: Unit
) -> None:
    assert sent.reference == "KT-2026-001"
    with acting(dispatcher):
        document = Document.objects.get(id=sent.document_id or 0)
        assert document.code.startswith("01/BB-")
        assert letters() == [plant.id]
        task, record = waiting_for(dispatcher, NOON, 5)
        titles = {task.title, record.title}
        assert titles == {"Trụ nước số 3 không có áp lực", sent.topic}
        assert queries.to_countersign(dispatcher).get() == sent


def test_what_the_paper_says(sent: Visit, chief: Member) -> None:
    with acting(chief):
        paper = record_of(sent, list(sent.findings.all()), "Thanh Vân")
    words = repr(paper)
    for said in ("Đoàn kiểm tra liên ngành", "Sở Công Thương", "TT-2026-001", "11/12/2026"):
        assert said in words


def test_an_empty_result_or_no_place_is_not_sent(
    visit: Visit, chief: Member, details: Details
) -> None:
    with acting(chief):
        with pytest.raises(records.NoPlaceOfIssue):
            actions.send_record(visit_id=visit.id, place=" ", by=chief, now=NOON)
        actions.change_visit(
            visit_id=visit.id, details=replace(details, result=""), by=chief, now=NOON
        )
        with pytest.raises(records.NoResult):
            actions.send_record(visit_id=visit.id, place="Thanh Vân", by=chief, now=NOON)


def test_what_was_sent_does_not_change(sent: Visit, chief: Member, details: Details) -> None:
    with acting(chief):
        for change in (
            lambda: actions.change_visit(visit_id=sent.id, details=details, by=chief, now=NOON),
            lambda: actions.discard_visit(visit_id=sent.id, by=chief),
            lambda: actions.remove_finding(finding_id=sent.findings.get().id, by=chief),
            lambda: actions.send_record(visit_id=sent.id, place="X", by=chief, now=NOON),
        ):
            with pytest.raises(verbs.SentAlready):
                change()


def test_countersigning_stops_the_asking(sent: Visit, dispatcher: Member, chief: Member) -> None:
    with acting(chief), pytest.raises(records.OnlyTheVisited):
        actions.remark(visit_id=sent.id, kind="received", by=chief, now=NOON)
    with acting(dispatcher):
        actions.remark(visit_id=sent.id, kind="received", by=dispatcher, now=NOON + DAY)
        assert Ask.objects.get(id=sent.ask_id or 0).settled_at
        assert not queries.to_countersign(dispatcher).exists()
        assert not letters("reply")


def test_a_comment_answers_too_and_the_visitors_hear_of_it(
    sent: Visit, dispatcher: Member, fire_service: Unit
) -> None:
    with acting(dispatcher), pytest.raises(records.NoComment):
        actions.remark(visit_id=sent.id, kind="comment", by=dispatcher, now=NOON)
    with acting(dispatcher):
        actions.remark(
            visit_id=sent.id,
            kind="comment",
            comment="Trụ số 3 thuộc nhà thầu",
            by=dispatcher,
            now=NOON,
        )
        actions.remark(visit_id=sent.id, kind="received", by=dispatcher, now=NOON + DAY)
        assert letters("reply") == [fire_service.id]
        assert [one.kind for one in Remark.objects.order_by("id")] == ["comment", "received"]
        assert Visit.objects.get().answered_at == NOON


def test_silence_about_a_record_climbs(sent: Visit, chief: Member) -> None:
    for day in range(14):
        escalation.escalate_overdue(now=NOON + day * DAY)
    with acting(chief):
        assert Ask.objects.get(id=sent.ask_id or 0).step >= 3


def test_a_training_has_a_number_of_its_own(
    circle: Circle, chief: Member, details: Details, settings: Any, tmp_path: object
) -> None:
    settings.FILES = tmp_path
    with acting(chief):
        visit = actions.record_visit(
            circle_id=circle.id, details=replace(details, kind="training"), by=chief, now=NOON
        )
        sent = actions.send_record(visit_id=visit.id, place="Thanh Vân", by=chief, now=NOON)
    assert sent.reference == "TH-2026-001"


def test_a_unit_that_left_is_not_asked(
    circle: Circle, chief: Member, details: Details, commune: Unit
) -> None:
    with acting(chief):
        away = replace(details, unit_id=commune.id, site_id=None)
        visit = actions.record_visit(circle_id=circle.id, details=away, by=chief, now=NOON)
    leaver = commune.member()
    with acting(leaver):
        exports.sealed(circle=circle, by=leaver, now=NOON)
        circle_actions.leave(circle_id=circle.id, by=leaver, now=NOON)
    with acting(chief), pytest.raises(NotAMember):
        actions.send_record(
            visit_id=visit.id, place="Thanh Vân", by=chief, now=NOON + timedelta(hours=1)
        )


def test_to_an_outsider_nothing_of_it_exists(sent: Visit, outsider: Unit) -> None:
    stranger = outsider.member()
    with acting(stranger):
        for table in (Visit, Finding, Delegation, Remark):
            assert not table.objects.exists()
        with pytest.raises(Visit.DoesNotExist):
            actions.remark(visit_id=sent.id, kind="received", by=stranger, now=NOON)


def test_a_leaver_takes_along_what_concerns_it(
    sent: Visit, dispatcher: Member, commune: Unit
) -> None:
    with acting(dispatcher):
        parts: dict[str, Any] = dict(inspected([sent.circle_id], dispatcher))
    assert parts["visits.json"][0]["reference"] == "KT-2026-001"
    assert len(parts["findings.json"]) == 1
    third = commune.member()
    with acting(third):
        assert not dict(inspected([sent.circle_id], third))["visits.json"]
