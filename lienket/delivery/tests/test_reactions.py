"""What delivery does when contact paths change or people are invited."""

import pytest

from lienket.circles.models import Circle
from lienket.delivery import reactions
from lienket.delivery.channels.base import DeliveryError, Letter, Reason, Sent
from lienket.delivery.channels.email.channel import Email
from lienket.delivery.models import Envelope, Message
from lienket.journal.models import Event
from lienket.kernel.actors import Member
from lienket.kernel.rls import acting
from lienket.organizations import actions
from lienket.organizations.events import PathRemoved, PersonInvited, VerificationRequested
from lienket.organizations.models import ContactPath, PathVerification, Person
from tests.cast import NOON, Unit


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Letter, str]]:
    """What the e-mail channel was given."""
    taken: list[tuple[Letter, str]] = []

    def send(self: Email, letter: Letter, address: str) -> Sent:
        taken.append((letter, address))
        return Sent("<1@localhost>")

    monkeypatch.setattr(Email, "send", send)
    return taken


def add_email(by: Member) -> ContactPath:
    with acting(by):
        return actions.add_path(
            holder=Person.objects.get(id=by.person_id),
            kind="email",
            address="truc.ban@example.vn",
            by=by,
            now=NOON,
        )


def react_to_verification(path: ContactPath) -> None:
    reactions.send_verification(
        VerificationRequested(path.id),
        circle_id=None,
        organization_id=path.organization_id,
        at=NOON,
    )


def test_an_unverified_address_is_sent_its_link(
    plant: Unit, sent: list[tuple[Letter, str]]
) -> None:
    path = add_email(plant.member())

    react_to_verification(path)

    ((letter, address),) = sent
    assert address == "truc.ban@example.vn"
    assert (letter.purpose, letter.organization) == ("verification", "Plant")
    token = letter.link.rstrip("/").rsplit("/", 1)[1]
    assert actions.verify_path(token, now=NOON).id == path.id
    # A job that runs again after a crash does not disturb a verified address.
    react_to_verification(path)
    assert len(sent) == 1


def test_an_address_that_refuses_is_shown_as_such_and_not_tried_again(
    plant: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Email, letter: Letter, address: str) -> Sent:
        raise DeliveryError(Reason.ADDRESS_REFUSED, permanent=True)

    monkeypatch.setattr(Email, "send", refuse)
    by = plant.member()

    react_to_verification(add_email(by))

    with acting(by):
        assert PathVerification.objects.get().problem == Reason.ADDRESS_REFUSED


def test_a_server_that_is_down_has_the_job_tried_again(
    plant: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: Email, letter: Letter, address: str) -> Sent:
        raise DeliveryError(Reason.SERVER_DOWN)

    monkeypatch.setattr(Email, "send", fail)

    with pytest.raises(DeliveryError):
        react_to_verification(add_email(plant.member()))


def test_an_invitation_goes_to_its_address_or_nowhere(
    plant: Unit, sent: list[tuple[Letter, str]]
) -> None:
    by = plant.member()
    with acting(by):
        staff = actions.appoint(
            organization=plant.organization,
            name="Lê Hoa",
            office=actions.Office("Trực ban"),
            by=by,
            now=NOON,
        )
    for email in ("", "hoa@example.vn"):
        with acting(by):
            invitation = actions.invite_person(person=staff.person, email=email, by=by, now=NOON)
        reactions.send_invitation(
            PersonInvited(invitation.id), circle_id=None, organization_id=plant.id, at=NOON
        )

    ((letter, address),) = sent
    assert address == "hoa@example.vn"
    assert letter.purpose == "invitation"


def test_what_waits_for_a_removed_path_takes_the_next_one(
    circle: Circle, plant: Unit, fire_service: Unit
) -> None:
    chief, dispatcher = fire_service.member(), plant.member()
    with acting(chief):
        first = ContactPath.objects.get(person__isnull=False, organization_id=fire_service.id)
        second = actions.add_path(
            holder=Person.objects.get(id=chief.person_id),
            kind="email",
            address="second@example.vn",
            by=chief,
            now=NOON,
            verified=True,
        )
    with acting(dispatcher):
        envelope = Envelope.objects.create(
            circle=circle,
            organization_id=plant.id,
            kind="notice",
            reference="TB-2026-001",
            urgency="normal",
            sent_at=NOON,
        )
        Message.objects.create(
            circle=circle,
            envelope=envelope,
            organization_id=fire_service.id,
            path_id=first.id,
            channel="email",
            purpose="first",
            priority=14,
            queued_at=NOON,
            send_at=NOON,
        )
    with acting(chief):
        actions.remove_path(path_id=first.id, by=chief, now=NOON)
        assert Event.objects.filter(type="PathRemoved").exists()

    for _again in range(2):
        reactions.reroute_waiting_messages(
            PathRemoved(first.id), circle_id=None, organization_id=fire_service.id, at=NOON
        )

    with acting(dispatcher):
        assert list(Message.objects.order_by("id").values_list("path_id", "state")) == [
            (first.id, "cancelled"),
            (second.id, "queued"),
        ]
