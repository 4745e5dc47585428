"""Contact paths: added, verified by their owner, ordered, kept quiet and removed."""

from datetime import time, timedelta

import pytest

from lienket.journal.models import Event
from lienket.kernel.actors import Member
from lienket.kernel.errors import NotAllowed, TooManyAttempts
from lienket.kernel.rls import acting
from lienket.organizations import actions, kinds, links, queries
from lienket.organizations.actions.contacts import (
    PathKnown,
    QuietHoursIncomplete,
    VerificationExpired,
)
from lienket.organizations.models import (
    ContactAddress,
    ContactPath,
    PathVerification,
    Person,
)
from tests.cast import NOON, Unit


@pytest.fixture
def manager(plant: Unit) -> Member:
    return plant.member()


def holder(by: Member) -> Person:
    return Person.objects.get(id=by.person_id)


def add_email(by: Member, address: str = "Truc.Ban@Example.VN") -> ContactPath:
    """A path that waits for its link to be opened."""
    with acting(by):
        return actions.add_path(holder=holder(by), kind="email", address=address, by=by, now=NOON)


def token_of(path: ContactPath, by: Member) -> str:
    """The end of the link that was sent along a path."""
    with acting(by):
        link = links.verification_link(PathVerification.objects.get(path=path))
    return link.rstrip("/").rsplit("/", 1)[1]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0912 345 678", "+84912345678"),
        ("(024) 3825 1234", "+842438251234"),
        ("+49 30 901820", "+4930901820"),
    ],
)
def test_phone_numbers_are_read_as_in_vietnam(typed: str, kept: str) -> None:
    assert kinds.phone_number(typed) == kept


@pytest.mark.parametrize("typed", ["", "12", "trực ban", "0912 345 678 999 111"])
def test_what_is_no_phone_number_is_refused(typed: str) -> None:
    with pytest.raises(kinds.NotAPhoneNumber):
        kinds.phone_number(typed)


def test_an_address_counts_once_its_owner_has_pressed_the_button(manager: Member) -> None:
    path = add_email(manager)
    token = token_of(path, manager)
    assert path.verified_at is None
    assert actions.verification_opened(token, now=NOON).id == path.id

    actions.verify_path(token, now=NOON + timedelta(hours=1))
    actions.verify_path(token, now=NOON + timedelta(hours=2))

    with acting(manager):
        path.refresh_from_db()
        assert path.verified_at == NOON + timedelta(hours=1)
        assert Event.objects.filter(type="PathVerified").count() == 1


@pytest.mark.parametrize("token", ["", "1.2.3", "1.2.3-forged", "x-y"])
def test_a_forged_link_verifies_nothing(db: None, token: str) -> None:
    with pytest.raises(VerificationExpired):
        actions.verify_path(token, now=NOON)


def test_a_new_link_ends_the_earlier_one_and_is_not_sent_every_second(manager: Member) -> None:
    path = add_email(manager)
    first = token_of(path, manager)
    with acting(manager):
        with pytest.raises(TooManyAttempts):
            actions.request_verification(
                path_id=path.id, by=manager, now=NOON + timedelta(seconds=5)
            )
        actions.request_verification(path_id=path.id, by=manager, now=NOON + timedelta(minutes=2))

    with pytest.raises(VerificationExpired):
        actions.verify_path(first, now=NOON + timedelta(minutes=3))
    actions.verify_path(token_of(path, manager), now=NOON + timedelta(minutes=3))


def test_a_link_is_good_for_three_days(manager: Member) -> None:
    token = token_of(add_email(manager), manager)

    with pytest.raises(VerificationExpired):
        actions.verify_path(token, now=NOON + timedelta(days=3))


def test_the_same_address_is_added_once(manager: Member) -> None:
    add_email(manager)

    with pytest.raises(PathKnown):
        add_email(manager, "Truc.Ban@example.vn")


def test_removing_a_path_erases_its_address_and_its_link(manager: Member) -> None:
    path = add_email(manager)
    token = token_of(path, manager)
    with acting(manager):
        actions.remove_path(path_id=path.id, by=manager, now=NOON)

        assert not ContactAddress.objects.filter(path=path).exists()
        assert path.id not in {one.id for one in queries.paths_for(manager)}
    with pytest.raises(VerificationExpired):
        actions.verify_path(token, now=NOON)


def test_paths_are_tried_in_the_order_their_holder_wants(manager: Member) -> None:
    second = add_email(manager)
    with acting(manager):
        actions.move_up(path_id=second.id, by=manager, now=NOON)

        assert queries.paths_for(manager)[0].id == second.id
        # The first one has nothing above it.
        actions.move_up(path_id=second.id, by=manager, now=NOON)
        assert queries.paths_for(manager)[0].id == second.id


def test_quiet_hours_have_both_ends_or_none(manager: Member) -> None:
    with acting(manager):
        path = queries.paths_for(manager).get()
        for start, end in [(time(22), None), (None, time(6)), (time(6), time(6))]:
            with pytest.raises(QuietHoursIncomplete):
                actions.set_quiet_hours(path_id=path.id, start=start, end=end, by=manager, now=NOON)
        actions.set_quiet_hours(path_id=path.id, start=time(22), end=time(6), by=manager, now=NOON)
        actions.set_quiet_hours(path_id=path.id, start=None, end=None, by=manager, now=NOON)

        assert queries.paths_for(manager).get().quiet_from is None


def test_everybody_looks_after_their_own_paths_and_no_others(plant: Unit) -> None:
    manager = plant.member()
    with acting(manager):
        appointment = actions.appoint(
            organization=plant.organization,
            name="Trần Bình",
            office=actions.Office("Bảo vệ"),
            by=manager,
            now=NOON,
        )
    guard = Member(appointment.id, appointment.person_id, plant.id, "Trần Bình", "Plant")

    own = add_email(guard, "binh@example.vn")
    with acting(guard):
        actions.remove_path(path_id=own.id, by=guard, now=NOON)
        with pytest.raises(NotAllowed):
            actions.remove_path(path_id=queries.paths_for(guard).get().id, by=guard, now=NOON)


def test_a_stranger_s_path_does_not_exist(manager: Member, outsider: Unit) -> None:
    path = add_email(manager)
    stranger = outsider.member()

    with acting(stranger), pytest.raises(ContactPath.DoesNotExist):
        actions.remove_path(path_id=path.id, by=stranger, now=NOON)
