"""Two who act at the same moment: one waits for the other, or leaves alone what the other holds."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from typing import TypeVar
from unittest import mock
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.utils import timezone

from lienket.circles.models import Circle
from lienket.delivery import sender
from lienket.delivery.models import Message
from lienket.escalation import actions as escalation
from lienket.escalation.models import Ask, Escalation
from lienket.exchange import actions
from lienket.exchange.actions import Draft
from lienket.exchange.models import Acknowledgement, Bulletin, Receipt
from lienket.exchange.tests.program import Answer, program_of
from lienket.incidents.models import Incident
from lienket.journal.models import Event
from lienket.kernel.actors import Engine, Member
from lienket.kernel.rls import acting
from tests.cast import NOON, Unit, join, make_unit
from tests.mail import Outbox

pytestmark = pytest.mark.django_db(transaction=True)

LATER = NOON + timedelta(hours=1)
#: Seconds until whoever waits for a lock in vain gives up.
PATIENCE = 20
DRAFT = Draft(kind="urgent_notice", urgency="urgent", title="Cắt trộm cáp", quorum=2)
Result = TypeVar("Result")


@pytest.fixture
def bulletin(circle: Circle, dispatcher: Member) -> Bulletin:
    """The plant asks the fire service and the commune; both answers are a quorum."""
    with acting(dispatcher):
        return actions.issue_bulletin(circle_id=circle.id, draft=DRAFT, by=dispatcher, now=NOON)


@pytest.fixture
def other() -> Iterator["Other"]:
    """Somebody else who acts meanwhile."""
    with ThreadPoolExecutor(1) as thread:
        yield Other(thread)


class Other:
    """Acts in a thread and on a connection of its own."""

    def __init__(self, thread: ThreadPoolExecutor) -> None:
        self.thread = thread

    def begins(self, act: Callable[[], Result]) -> "Future[Result]":
        return self.thread.submit(self._work, act)

    def does(self, act: Callable[[], Result]) -> Result:
        """Act to the end; whoever has to wait for a lock fails."""
        return self.begins(act).result(PATIENCE)

    @staticmethod
    def _work(act: Callable[[], Result]) -> Result:
        try:
            with connection.cursor() as cursor:
                cursor.execute(f"SET lock_timeout = '{PATIENCE // 2}s'")
            return act()
        finally:
            connection.close()


def waits_for_a_lock(future: "Future[Result]") -> bool:
    """Whether somebody in this database comes to wait for a lock, before `future` is done."""
    deadline = time.monotonic() + PATIENCE / 2
    while not future.done() and time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid)"
                " WHERE NOT granted AND datname = current_database()"
            )
            if cursor.fetchone() != (0,):
                return True
    return False


def acknowledge(bulletin: Bulletin, unit: Unit) -> Receipt:
    by = unit.member()
    with acting(by):
        receipt = Receipt.objects.get(bulletin=bulletin, organization_id=unit.id)
        return actions.acknowledge(receipt_id=receipt.id, by=by, now=LATER)


def ask_of(bulletin: Bulletin, organization_id: int) -> Ask:
    with acting(Engine(circles=(bulletin.circle_id,))):
        return Ask.objects.get(envelope_id=bulletin.envelope_id, organization_id=organization_id)


def test_whoever_answers_first_is_not_asked_again(
    bulletin: Bulletin, fire_service: Unit, commune: Unit, other: Other
) -> None:
    with transaction.atomic():
        acknowledge(bulletin, fire_service)
        other.does(lambda: escalation.escalate_overdue(now=LATER))

    assert ask_of(bulletin, fire_service.id).step == 0
    assert ask_of(bulletin, commune.id).step == 1


def test_an_answer_in_the_middle_of_a_step_takes_the_reminder_back(
    bulletin: Bulletin, fire_service: Unit, other: Other
) -> None:
    with transaction.atomic():
        escalation.escalate_overdue(now=LATER)
        answer = other.begins(lambda: acknowledge(bulletin, fire_service))
        assert waits_for_a_lock(answer)
    answer.result(PATIENCE)

    ask = ask_of(bulletin, fire_service.id)
    assert (ask.step, ask.settled_at, ask.escalate_at) == (1, LATER, None)
    with acting(Engine(circles=(bulletin.circle_id,))):
        waiting = Message.objects.filter(organization_id=fire_service.id, state="queued")
        assert not waiting.exists()


def test_two_answers_of_one_organization_at_once_are_one(
    bulletin: Bulletin, fire_service: Unit, other: Other
) -> None:
    with transaction.atomic():
        acknowledge(bulletin, fire_service)
        second = other.begins(lambda: acknowledge(bulletin, fire_service))
        assert waits_for_a_lock(second)
    second.result(PATIENCE)

    with acting(Engine(circles=(bulletin.circle_id,))):
        assert Acknowledgement.objects.count() == 1
        assert Event.objects.filter(type="ReceiptAnswered").count() == 1


def test_two_answers_at_once_are_both_counted_for_the_quorum(
    bulletin: Bulletin, plant: Unit, fire_service: Unit, commune: Unit, other: Other
) -> None:
    with transaction.atomic():
        acknowledge(bulletin, fire_service)
        second = other.begins(lambda: acknowledge(bulletin, commune))
        assert waits_for_a_lock(second), "whoever counts must wait for who is counting"
    second.result(PATIENCE)

    assert ask_of(bulletin, plant.id).settled_at == LATER


def test_one_request_sent_twice_at_once_issues_one_bulletin(
    circle: Circle, plant: Unit, other: Other
) -> None:
    def issue() -> int:
        by = plant.member()
        with acting(by):
            return actions.issue_bulletin(
                circle_id=circle.id, draft=DRAFT, by=by, now=NOON, idempotency_key="one"
            ).id

    with transaction.atomic():
        first = issue()
        second = other.begins(issue)
        assert waits_for_a_lock(second)
    assert second.result(PATIENCE) == first


def test_a_withdrawal_and_an_answer_at_once_come_one_after_the_other(
    bulletin: Bulletin, plant: Unit, fire_service: Unit, other: Other
) -> None:
    with transaction.atomic():
        by = plant.member()
        with acting(by):
            actions.withdraw_bulletin(bulletin_id=bulletin.id, reason="Báo nhầm", by=by, now=LATER)
        answer = other.begins(lambda: acknowledge(bulletin, fire_service))
        assert waits_for_a_lock(answer)

    with pytest.raises(actions.answers.BulletinIsWithdrawn):
        answer.result(PATIENCE)


def test_two_engines_take_each_step_once(bulletin: Bulletin, other: Other) -> None:
    with transaction.atomic():
        mine = escalation.escalate_overdue(now=LATER, limit=1)
        others = other.does(lambda: escalation.escalate_overdue(now=LATER))

    assert (mine, others) == (1, 2)
    with acting(Engine(circles=(bulletin.circle_id,))):
        assert set(Escalation.objects.values_list("step", flat=True)) == {0}
        assert Escalation.objects.count() == 3


def test_two_senders_never_take_the_same_letter(
    bulletin: Bulletin,
    fire_service: Unit,
    commune: Unit,
    other: Other,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sender, "BATCH", 1)
    mine, others = Outbox(), Outbox()
    with transaction.atomic():
        sender.send_due(mine, now=NOON, clock=lambda: NOON)
        other.does(lambda: sender.send_due(others, now=NOON, clock=lambda: NOON))

    assert len(mine.letters) == len(others.letters) == 1
    assert {*mine.addresses(), *others.addresses()} == {fire_service.email, commune.email}


def test_eight_first_reports_of_a_new_member_at_once_all_succeed(
    circle: Circle, plant: Unit
) -> None:
    """Nobody has taken a number, written an event or reported anything before."""
    newcomer = make_unit("Nhà máy mới")
    join(circle, plant, newcomer)
    program = program_of(newcomer, "record.read", "incident.report")

    def report(number: int) -> Answer:
        new = {"key": str(uuid4()), "kind": "kite", "summary": f"Diều vướng dây {number}."}
        try:
            return program.post(f"circles/{circle.id}/incidents", new)
        finally:
            connection.close()

    noon = mock.patch.object(timezone, "now", return_value=NOON)
    with noon, ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(report, range(8)))

    assert {answer.status for answer in answers} == {201}
    numbers = sorted(answer.body["number"] for answer in answers)
    assert [number[-3:] for number in numbers] == [f"{count:03}" for count in range(1, 9)]
    by = newcomer.member()
    with acting(by):
        assert Incident.objects.filter(organization_id=newcomer.id).count() == 8
