"""Sending what is due."""

from collections.abc import Callable, Mapping
from datetime import timedelta

import pytest
from pytest_django import Settings

from lienket.circles import queries as circles
from lienket.circles.models import Circle
from lienket.delivery import actions, links
from lienket.delivery.channels.base import DeliveryError, Letter, Reason, Sent
from lienket.delivery.models import Attempt, Envelope, Message, Urgency
from lienket.delivery.sender import lease_time, send_due
from lienket.kernel.actors import Engine, Member
from lienket.kernel.rls import acting
from lienket.organizations import actions as organizations
from lienket.organizations.models import Person
from tests.cast import ENGINE, NOON, Unit
from tests.mail import Outbox


@pytest.fixture
def notice(circle: Circle, dispatcher: Member, fire_service: Unit, commune: Unit) -> Envelope:
    """An urgent notice on its way to the fire service and the commune."""
    with acting(dispatcher):
        envelope = Envelope.objects.create(
            circle=circle,
            organization_id=dispatcher.organization_id,
            kind="urgent_notice",
            reference="TK-2026-001",
            urgency=Urgency.URGENT,
            sent_at=NOON,
        )
        paths = circles.reach(circle.id, [fire_service.id, commune.id], NOON)
        actions.queue(
            envelope,
            actions.outgoing(paths, urgency="urgent", purpose="first", now=NOON),
            now=NOON,
        )
    return envelope


def states(envelope: Envelope) -> list[str]:
    with acting(Engine(circles=(envelope.circle_id,))):
        return list(Message.objects.order_by("id").values_list("state", flat=True))


def test_each_message_goes_out_once(notice: Envelope, fire_service: Unit, commune: Unit) -> None:
    outbox = Outbox()

    send_due(outbox, now=NOON, clock=lambda: NOON)
    send_due(outbox, now=NOON + timedelta(days=1), clock=lambda: NOON)

    assert sorted(outbox.addresses()) == sorted([fire_service.email, commune.email])
    assert states(notice) == ["sent", "sent"]


def test_a_letter_says_number_urgency_and_link_only(notice: Envelope) -> None:
    outbox = Outbox()
    send_due(outbox, now=NOON, clock=lambda: NOON)

    (_, letter), *_ = outbox.letters
    assert (letter.reference, letter.urgency, letter.sender) == ("TK-2026-001", "urgent", "Plant")
    assert letter.link == links.address(letter.message_id)


def test_a_sender_that_died_is_followed_by_another_with_the_same_key(notice: Envelope) -> None:
    class Crash(BaseException):
        pass

    class Dying(Outbox):
        def send(self, letter, address):  # type: ignore[no-untyped-def]
            super().send(letter, address)
            raise Crash

    dying = Dying()
    with pytest.raises(Crash):
        send_due(dying, now=NOON, clock=lambda: NOON)
    assert states(notice) == ["sending", "sending"]

    outbox = Outbox()
    send_due(outbox, now=NOON + lease_time() / 2, clock=lambda: NOON)
    assert not outbox.letters
    send_due(outbox, now=NOON + lease_time(), clock=lambda: NOON)
    assert states(notice) == ["sent", "sent"]
    # The one that went out twice carries the same key both times.
    keys = {letter.idempotency_key for _, letter in outbox.letters}
    assert dying.letters[0][1].idempotency_key in keys


def test_a_temporary_failure_is_tried_again_and_shown(notice: Envelope, commune: Unit) -> None:
    outbox = Outbox({commune.email: DeliveryError(Reason.SERVER_DOWN)})
    send_due(outbox, now=NOON, clock=lambda: NOON)

    with acting(Engine(circles=(notice.circle_id,))):
        message = Message.objects.get(organization_id=commune.id)
        assert (message.state, message.reason) == ("queued", Reason.SERVER_DOWN)
    outbox.refusals = {}
    send_due(outbox, now=message.send_at, clock=lambda: NOON)
    assert states(notice) == ["sent", "sent"]
    with acting(Engine(circles=(notice.circle_id,))):
        assert Attempt.objects.filter(message=message).count() == 2


def test_when_an_address_is_refused_for_good_the_next_path_takes_over(
    notice: Envelope, commune: Unit
) -> None:
    add_second_path(commune)
    outbox = Outbox({commune.email: DeliveryError(Reason.ADDRESS_REFUSED, permanent=True)})

    send_due(outbox, now=NOON, clock=lambda: NOON)
    send_due(outbox, now=NOON, clock=lambda: NOON)

    assert "second@example.vn" in outbox.addresses()
    assert sorted(states(notice)) == ["failed", "sent", "sent"]


def test_the_link_ends_when_its_receiver_leaves_office(
    notice: Envelope, fire_service: Unit
) -> None:
    with acting(Engine(circles=(notice.circle_id,))):
        message = Message.objects.get(organization_id=fire_service.id)
    token = links.token(message.id)
    later = NOON + timedelta(hours=1)

    assert links.holder(token, now=later)
    assert links.holder(token[:-1] + "x", now=later) is None
    assert links.holder(token, now=NOON + timedelta(days=31)) is None

    member = fire_service.member()
    with acting(member):
        organizations.appoint(
            organization=fire_service.organization,
            name="Trần Thị Hai",
            office=organizations.Office("Phó phòng", rights=tuple(organizations.ALL_RIGHTS)),
            by=member,
            now=NOON,
        )
        organizations.end_appointment(
            appointment_id=fire_service.appointment_id, by=member, now=later
        )
    assert links.holder(token, now=later) is None


class Meanwhile(Outbox):
    """Something happens while a letter is on its way."""

    def __init__(self, happens: Callable[[], None], *args: Mapping[str, DeliveryError]) -> None:
        super().__init__(*args)
        self.happens = happens

    def send(self, letter: Letter, address: str) -> Sent:
        self.happens()
        return super().send(letter, address)


def cancel(envelope: Envelope) -> None:
    with acting(Engine(circles=(envelope.circle_id,))):
        actions.cancel_unsent(envelope.id)


def test_a_letter_on_its_way_when_it_became_needless_is_not_tried_again(
    notice: Envelope, fire_service: Unit, commune: Unit
) -> None:
    refusals = {
        commune.email: DeliveryError(Reason.SERVER_DOWN),
        fire_service.email: DeliveryError(Reason.SERVER_DOWN),
    }
    send_due(Meanwhile(lambda: cancel(notice), refusals), now=NOON, clock=lambda: NOON)
    assert states(notice) == ["cancelled", "cancelled"]

    outbox = Outbox()
    send_due(outbox, now=NOON + timedelta(days=1), clock=lambda: NOON)
    assert not outbox.letters


def test_a_letter_that_arrived_although_it_became_needless_counts_as_sent(
    notice: Envelope,
) -> None:
    send_due(Meanwhile(lambda: cancel(notice)), now=NOON, clock=lambda: NOON)
    assert states(notice) == ["sent", "sent"]


def test_what_became_needless_and_failed_takes_no_other_path(
    notice: Envelope, commune: Unit
) -> None:
    add_second_path(commune)
    refusals = {commune.email: DeliveryError(Reason.ADDRESS_REFUSED, permanent=True)}
    send_due(Meanwhile(lambda: cancel(notice), refusals), now=NOON, clock=lambda: NOON)
    assert sorted(states(notice)) == ["cancelled", "sent"]


def test_a_sender_that_died_with_a_needless_letter_has_no_successor(notice: Envelope) -> None:
    class Crash(BaseException):
        pass

    def crash() -> None:
        cancel(notice)
        raise Crash

    with pytest.raises(Crash):
        send_due(Meanwhile(crash), now=NOON, clock=lambda: NOON)
    outbox = Outbox()
    send_due(outbox, now=NOON + timedelta(days=1), clock=lambda: NOON)
    assert not outbox.letters


def test_a_fault_of_a_channel_is_a_failure_of_one_letter(notice: Envelope) -> None:
    def stumble() -> None:
        raise ZeroDivisionError

    send_due(Meanwhile(stumble), now=NOON, clock=lambda: NOON)
    assert states(notice) == ["queued", "queued"]
    with acting(Engine(circles=(notice.circle_id,))):
        assert set(Message.objects.values_list("reason", flat=True)) == {Reason.INTERNAL}


@pytest.mark.parametrize("seconds", [0, 10, 40, 300])
def test_letters_go_out_whatever_the_time_out_of_the_server(
    notice: Envelope, settings: Settings, seconds: int
) -> None:
    settings.EMAIL_TIMEOUT = seconds
    outbox = Outbox()
    send_due(outbox, now=NOON, clock=lambda: NOON)
    assert len(outbox.letters) == 2


def test_what_a_slow_batch_has_no_time_for_is_due_again_at_once(
    notice: Envelope, monkeypatch: pytest.MonkeyPatch
) -> None:
    passing = iter(range(0, 1000, 100))
    monkeypatch.setattr("lienket.delivery.sender.time.monotonic", lambda: next(passing))

    outbox = Outbox()
    send_due(outbox, now=NOON, clock=lambda: NOON)
    assert len(outbox.letters) == 1
    with acting(Engine(circles=(notice.circle_id,))):
        left = Message.objects.get(state="queued")
    assert (left.send_at, left.attempts) == (NOON, 0)

    send_due(outbox, now=NOON, clock=lambda: NOON)
    assert states(notice) == ["sent", "sent"]


def test_a_batch_takes_one_message_for_each_receiver(
    notice: Envelope, fire_service: Unit, commune: Unit
) -> None:
    with acting(Engine(circles=(notice.circle_id,))):
        paths = circles.reach(notice.circle_id, [commune.id], NOON)
        reminders = actions.outgoing(paths, urgency="urgent", purpose="reminder", now=NOON)
        actions.queue(notice, reminders * 3, now=NOON)
    outbox = Outbox()

    send_due(outbox, now=NOON, clock=lambda: NOON)
    assert sorted(outbox.addresses()) == sorted([fire_service.email, commune.email])
    while send_due(outbox, now=NOON, clock=lambda: NOON):
        pass
    assert outbox.addresses().count(commune.email) == 4


def test_two_paths_that_fail_at_once_are_followed_by_one(notice: Envelope, commune: Unit) -> None:
    add_second_path(commune)
    with acting(Engine(circles=(notice.circle_id,))):
        message = Message.objects.select_related("envelope").get(organization_id=commune.id)
        assert actions.take_next_path(message, now=NOON)
        assert not actions.take_next_path(message, now=NOON)


def add_second_path(unit: Unit) -> None:
    with acting(Engine(organizations=(unit.id,))):
        organizations.add_path(
            holder=Person.objects.get(organization_id=unit.id),
            kind="email",
            address="second@example.vn",
            position=2,
            by=ENGINE,
            now=NOON,
            verified=True,
        )


def test_while_one_sender_waits_for_a_receiver_the_others_serve_other_receivers(
    notice: Envelope, fire_service: Unit, commune: Unit
) -> None:
    others = Outbox()

    def meanwhile() -> None:
        with acting(Engine(circles=(notice.circle_id,))):
            paths = circles.reach(notice.circle_id, [commune.id, fire_service.id], NOON)
            reminders = actions.outgoing(paths, urgency="urgent", purpose="reminder", now=NOON)
            actions.queue(notice, reminders, now=NOON)
        send_due(others, now=NOON, clock=lambda: NOON)

    with acting(Engine(circles=(notice.circle_id,))):
        Message.objects.filter(organization_id=fire_service.id).update(state="sent")
    send_due(Meanwhile(meanwhile), now=NOON, clock=lambda: NOON)

    assert others.addresses() == [fire_service.email]
