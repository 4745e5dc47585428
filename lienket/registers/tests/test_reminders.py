"""What expires is asked for in time, once, and silence climbs to whoever inspects it."""

from dataclasses import replace
from datetime import date, timedelta

from lienket.circles.models import Circle, Membership
from lienket.delivery.models import Envelope, Message
from lienket.escalation import actions as escalation
from lienket.escalation.models import Ask
from lienket.escalation.waiting import waiting_for
from lienket.kernel.actors import Member
from lienket.kernel.rls import acting
from lienket.registers import actions
from lienket.registers.actions import Facts
from lienket.registers.models import Entry
from lienket.registers.tests.conftest import LICENCE, PASS, TODAY, Enter
from tests.cast import NOON, Unit

WEEK = timedelta(days=7)


def test_the_owner_is_asked_once_before_it_expires(
    licence: Entry, dispatcher: Member, plant: Unit, commune: Unit
) -> None:
    assert actions.remind_due(now=NOON) == 1
    assert actions.remind_due(now=NOON + WEEK) == 0
    with acting(dispatcher):
        ask = Ask.objects.get()
        assert (ask.organization_id, ask.asker_id) == (plant.id, commune.id)
        assert ask.due_at.date() == LICENCE.expires_on
        assert Message.objects.get(envelope=ask.envelope_id).organization_id == plant.id


def test_what_is_far_from_expiring_is_not_asked_for(enter: Enter, dispatcher: Member) -> None:
    enter("vehicle", PASS, dispatcher)
    assert actions.remind_due(now=NOON) == 0
    assert actions.remind_due(now=NOON + timedelta(days=1)) == 1


def test_rows_that_come_due_together_make_one_letter(
    enter: Enter, dispatcher: Member, licence: Entry
) -> None:
    passes = [
        enter("vehicle", replace(PASS, name=f"51C-{n:03}.00", expires_on=TODAY), dispatcher)
        for n in range(3)
    ]
    assert actions.remind_due(now=NOON) == 4
    with acting(dispatcher):
        assert Envelope.objects.count() == 2
        for one in passes[:2]:
            actions.retire(entry_id=one.id, reason="Bán xe", by=dispatcher, now=NOON)
        assert Ask.objects.filter(settled_at=None).count() == 2
        actions.renew(entry_id=passes[2].id, expires_on=TODAY + WEEK, by=dispatcher, now=NOON)
        assert Ask.objects.filter(settled_at=None).count() == 1


def test_a_renewal_stops_the_asking_until_the_next_time(licence: Entry, dispatcher: Member) -> None:
    actions.remind_due(now=NOON)
    with acting(dispatcher):
        actions.renew(entry_id=licence.id, expires_on=date(2027, 6, 1), by=dispatcher, now=NOON)
        assert Ask.objects.get().settled_at == NOON
    assert actions.remind_due(now=NOON + WEEK) == 0
    assert actions.remind_due(now=NOON + timedelta(days=150)) == 1


def test_silence_climbs_to_whoever_inspects_it(
    licence: Entry, dispatcher: Member, commune: Unit
) -> None:
    actions.remind_due(now=NOON)
    for day in range(50):
        escalation.escalate_overdue(now=NOON + timedelta(days=day))
    with acting(dispatcher):
        told = Message.objects.filter(purpose="escalation").values_list(
            "organization_id", flat=True
        )
        assert set(told) == {commune.id}


def test_fire_papers_concern_the_fire_service(
    enter: Enter, dispatcher: Member, fire_service: Unit
) -> None:
    enter("fire_safety", Facts("Kho A", expires_on=TODAY), dispatcher)
    actions.remind_due(now=NOON)
    with acting(dispatcher):
        assert Ask.objects.get().asker_id == fire_service.id


def test_what_must_be_renewed_waits_on_the_page_of_today(
    licence: Entry, enter: Enter, dispatcher: Member, chief: Member
) -> None:
    enter("guard_contractor", Facts("Thăng Long", expires_on=TODAY - WEEK), dispatcher)
    with acting(dispatcher):
        (waits,) = waiting_for(dispatcher, NOON, 5)
    assert "Thăng Long" in waits.title
    assert waits.due_at
    assert waits.due_at < NOON
    with acting(chief):
        assert not waiting_for(chief, NOON, 5)


def test_who_has_left_the_circle_is_not_asked(
    circle: Circle, enter: Enter, chief: Member, dispatcher: Member, fire_service: Unit
) -> None:
    enter("vehicle", PASS, chief)
    later = NOON + timedelta(days=3)
    with acting(dispatcher):
        Membership.objects.filter(organization=fire_service.organization).update(valid_to=later)
    actions.remind_due(now=later)
    with acting(dispatcher):
        assert not Ask.objects.exists()
