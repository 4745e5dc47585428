"""Spreading texts: units are asked until they have, and names stay inside."""

from datetime import timedelta

import pytest

from lienket.circles.exports import sealed
from lienket.circles.models import Circle, Membership
from lienket.delivery.models import Message
from lienket.disseminations import actions
from lienket.disseminations.actions import (
    BadReadingTime,
    NobodyReached,
    NoPersonHere,
    NothingToRead,
    SpreadHow,
)
from lienket.disseminations.models import Copy, Dissemination, Reading
from lienket.disseminations.waiting import texts
from lienket.escalation.models import Ask
from lienket.kernel.actors import LinkHolder, Member
from lienket.kernel.errors import NotAllowed
from lienket.kernel.rls import acting
from lienket.organizations import actions as organizations
from lienket.organizations.actions import Office
from lienket.organizations.models import Account
from lienket.regulations.models import Regulation, Version
from tests.cast import NOON, Unit

DUE = NOON + timedelta(days=7)


def spread(circle: Circle, by: Member, **more: object) -> Dissemination:
    given = {"title": "Quy chế phối hợp", "body": "Điều 1. …", "due_at": DUE, **more}
    with acting(by):
        return actions.disseminate(
            circle_id=circle.id,
            urgency="normal",
            by=by,
            now=NOON,
            **given,  # type: ignore[arg-type]
        )


def read(text: Dissemination, by: Member | LinkHolder) -> Copy:
    with acting(by):
        return actions.read(dissemination_id=text.id, by=by, now=NOON)


def is_settled(text: Dissemination, by: Member) -> bool:
    with acting(by):
        ask = Ask.objects.get(envelope=text.envelope_id, organization_id=by.organization_id)
        return ask.settled_at is not None


@pytest.fixture
def text(circle: Circle, dispatcher: Member) -> Dissemination:
    return spread(circle, dispatcher)


@pytest.fixture
def colleague(fire_service: Unit, circle: Circle) -> Member:
    """A second person of the fire service with an account and no right."""
    by = fire_service.member()
    account = Account.objects.create(username="hai")
    with acting(by):
        appointment = organizations.appoint(
            organization=fire_service.organization,
            name="Trần Thị Hai",
            office=Office("Cán bộ"),
            account=account,
            by=by,
            now=NOON,
        )
    return Unit(fire_service.organization, account, appointment.id).member(
        NOON + timedelta(minutes=1)
    )


def test_each_member_is_asked_and_told(
    text: Dissemination, dispatcher: Member, fire_service: Unit, commune: Unit
) -> None:
    assert text.number == "PB-2026-001"
    with acting(dispatcher):
        asked = Ask.objects.filter(envelope=text.envelope_id)
        assert {ask.organization_id for ask in asked} == {fire_service.id, commune.id}
        assert Message.objects.filter(envelope=text.envelope_id).count() == 2


def test_when_all_with_accounts_have_read_the_unit_has_answered(
    colleague: Member, chief: Member, circle: Circle, dispatcher: Member
) -> None:
    text = spread(circle, dispatcher)
    copy = read(text, chief)
    assert (copy.read, copy.readers) == (1, 2)
    assert not is_settled(text, chief)

    assert read(text, colleague).read == 2
    assert is_settled(text, chief)
    assert read(text, colleague).read == 2


def test_partners_see_figures_and_no_names(
    text: Dissemination, chief: Member, dispatcher: Member, outsider: Unit
) -> None:
    read(text, chief)

    with acting(dispatcher):
        assert Copy.objects.get(organization_id=chief.organization_id).read == 1
        assert not Reading.objects.exists()
    with acting(chief):
        assert Reading.objects.get().person_id == chief.person_id
    with acting(outsider.member()):
        assert not Dissemination.objects.exists()
        assert not Copy.objects.exists()
        assert not Reading.objects.exists()


def test_an_outsider_cannot_read_it(text: Dissemination, outsider: Unit) -> None:
    with pytest.raises(Copy.DoesNotExist):
        read(text, outsider.member())


def test_declaring_it_spread_settles_the_ask(text: Dissemination, chief: Member) -> None:
    def declare(people: int, how: str) -> Copy:
        with acting(chief):
            return actions.complete(
                dissemination_id=text.id, people=people, how=how, by=chief, now=NOON
            )

    with pytest.raises(NobodyReached):
        declare(0, "Giao ban")
    with pytest.raises(SpreadHow):
        declare(42, " ")
    assert declare(42, "Giao ban 21/11").people == 42
    assert is_settled(text, chief)
    assert declare(45, "Giao ban 22/11").completed_at == NOON


def test_only_who_answers_for_the_unit_declares_it_spread(
    text: Dissemination, colleague: Member
) -> None:
    with acting(colleague), pytest.raises(NotAllowed):
        actions.complete(dissemination_id=text.id, people=1, how="Giao ban", by=colleague, now=NOON)


def test_a_link_confirms_for_its_person_and_not_for_a_desk(
    text: Dissemination, chief: Member, fire_service: Unit
) -> None:
    with acting(chief):
        message = Message.objects.get(organization_id=fire_service.id)
    holder = LinkHolder(message.id, text.circle_id, fire_service.id, chief.person_id)
    with pytest.raises(NoPersonHere):
        read(text, LinkHolder(message.id, text.circle_id, fire_service.id))
    assert read(text, holder).read == 1


def test_a_link_opens_no_other_text(
    text: Dissemination, circle: Circle, chief: Member, dispatcher: Member, fire_service: Unit
) -> None:
    with acting(chief):
        message = Message.objects.get(organization_id=fire_service.id)
    other = spread(circle, dispatcher, title="Khác")
    with pytest.raises(Copy.DoesNotExist):
        read(other, LinkHolder(message.id, text.circle_id, fire_service.id, chief.person_id))


def test_a_text_for_some_is_readable_to_them_alone(
    circle: Circle, dispatcher: Member, fire_service: Unit, plant: Unit, commune: Unit
) -> None:
    spread(circle, dispatcher, organization_ids=[fire_service.id])

    with acting(plant.member()):
        assert Dissemination.objects.count() == 1
    with acting(commune.member()):
        assert not Dissemination.objects.exists()


def test_a_regulation_for_some_stays_in_its_circle(
    circle: Circle, dispatcher: Member, fire_service: Unit, commune: Unit
) -> None:
    with acting(dispatcher):
        regulation = Regulation.objects.create(
            circle=circle,
            organization_id=dispatcher.organization_id,
            form="signed",
            title="Quy chế",
            drafted_at=NOON,
        )
        version = Version.objects.create(
            circle=circle, regulation=regulation, number=1, made_at=NOON, by=dispatcher.id
        )
    text = spread(
        circle, dispatcher, body="", version_id=version.id, organization_ids=[fire_service.id]
    )
    assert text.circle_id == circle.id
    with acting(commune.member()):
        assert not Copy.objects.filter(organization_id=commune.id).exists()


def test_observers_are_informed_and_not_asked(
    circle: Circle, dispatcher: Member, chief: Member, fire_service: Unit
) -> None:
    with acting(dispatcher):
        Membership.objects.filter(organization_id=fire_service.id).update(role="observer")
    spread(circle, dispatcher)
    with acting(chief):
        assert Copy.objects.get(organization_id=fire_service.id).ask is None


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"body": ""}, NothingToRead),
        ({"due_at": NOON}, BadReadingTime),
        ({"due_at": NOON + timedelta(days=32)}, BadReadingTime),
    ],
)
def test_what_cannot_be_spread_is_refused(
    circle: Circle, dispatcher: Member, given: dict[str, object], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        spread(circle, dispatcher, **given)


def test_it_waits_until_the_person_has_read_it(text: Dissemination, chief: Member) -> None:
    with acting(chief):
        assert [one.title for one in texts(chief, NOON, 10)] == [text.title]
    read(text, chief)
    with acting(chief):
        assert not list(texts(chief, NOON, 10))


def test_names_are_forgotten_after_ninety_days_and_figures_stay(
    text: Dissemination, chief: Member
) -> None:
    read(text, chief)
    assert actions.forget_readers(now=NOON + timedelta(days=90)) == 0
    assert actions.forget_readers(now=NOON + timedelta(days=90, seconds=1)) == 1
    with acting(chief):
        assert not Reading.objects.exists()
        assert Copy.objects.get(organization_id=chief.organization_id).read == 1


def test_a_leaver_takes_its_readings_along(
    circle: Circle, text: Dissemination, chief: Member
) -> None:
    read(text, chief)
    with acting(chief):
        assert b"readings.json" in sealed(circle=circle, by=chief, now=NOON).read()


def test_numbers_in_a_narrower_circle_bear_the_mark_of_its_members(
    circle: Circle, dispatcher: Member, commune: Unit
) -> None:
    assert spread(circle, dispatcher).number == "PB-2026-001"
    narrow = spread(circle, dispatcher, organization_ids=[commune.id]).number
    assert narrow.startswith("PB-2026-001-")
