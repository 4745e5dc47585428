"""Invitations: how people get an account, and that nobody else does."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from lienket.kernel.actors import Engine
from lienket.kernel.errors import NotAllowed
from lienket.kernel.rls import acting
from lienket.organizations import actions, links, queries
from lienket.organizations.actions.invitations import (
    EmailTaken,
    HasAccount,
    InvitationOver,
    PhoneTaken,
    UserNameTaken,
)
from lienket.organizations.models import Account, Appointment, PersonInvitation
from tests.cast import NOON, Unit

LATER = NOON + timedelta(hours=1)
CHOICE = {"username": "lehoa", "password": "mot-mat-khau-dai"}


@pytest.fixture
def invited(plant: Unit) -> Appointment:
    """Somebody without an account."""
    by = plant.member()
    with acting(by):
        return actions.appoint(
            organization=plant.organization,
            name="Lê Hoa",
            office=actions.Office("Trực ban", rights=("receipt.answer",)),
            by=by,
            now=NOON,
        )


def invite(plant: Unit, invited: Appointment, *, email: str = "") -> str:
    """The token of a fresh invitation."""
    by = plant.member()
    with acting(by):
        invitation = actions.invite_person(person=invited.person, email=email, by=by, now=NOON)
    return links.invitation_link(invitation).rstrip("/").rsplit("/", 1)[1]


def test_an_invited_person_makes_an_account_and_acts(plant: Unit, invited: Appointment) -> None:
    token = invite(plant, invited, email="hoa@example.vn")

    account = actions.accept_invitation(
        token, phone="0912 345 678", email="Hoa@example.vn", now=LATER, **CHOICE
    )

    assert (account.phone, account.email) == ("+84912345678", "hoa@example.vn")
    assert account.check_password(CHOICE["password"])
    with acting(plant.member()):
        member = queries.enter(account_id=account.id, appointment_id=None, now=LATER)
        assert PersonInvitation.objects.get().email == ""
    assert member
    assert member.rights == {"receipt.answer"}


def test_an_invitation_is_good_once_and_for_a_week(plant: Unit, invited: Appointment) -> None:
    token = invite(plant, invited)
    with pytest.raises(InvitationOver):
        actions.accept_invitation(token, now=NOON + timedelta(days=7), **CHOICE)

    actions.accept_invitation(token, now=LATER, **CHOICE)

    with pytest.raises(InvitationOver):
        actions.accept_invitation(token, now=LATER, username="other", password="x" * 12)
    assert not Account.objects.filter(username="other").exists()


def test_inviting_anew_ends_the_earlier_invitation(plant: Unit, invited: Appointment) -> None:
    earlier = invite(plant, invited)
    by = plant.member()
    with acting(by):
        actions.invite_person(person=invited.person, by=by, now=LATER)

    with pytest.raises(InvitationOver):
        actions.invitation_opened(earlier, now=LATER)


@pytest.mark.parametrize("token", ["", "1.2.3-forged", "1.2-x"])
def test_a_forged_invitation_opens_nothing(db: None, token: str) -> None:
    with pytest.raises(InvitationOver):
        actions.invitation_opened(token, now=NOON)


def test_names_to_sign_in_with_are_taken_once(plant: Unit, invited: Appointment) -> None:
    token = invite(plant, invited)
    Account.objects.create(username="LeHoa", phone="+84912345678", email="hoa@example.vn")

    with pytest.raises(UserNameTaken):
        actions.accept_invitation(token, now=LATER, **CHOICE)
    other = CHOICE | {"username": "hoa2"}
    with pytest.raises(PhoneTaken):
        actions.accept_invitation(token, phone="0912345678", now=LATER, **other)
    with pytest.raises(EmailTaken):
        actions.accept_invitation(token, email="HOA@example.vn", now=LATER, **other)


def test_an_account_that_exists_also_acts_for_the_new_organization(
    plant: Unit, invited: Appointment, outsider: Unit
) -> None:
    actions.join(invite(plant, invited), account=outsider.account, now=LATER)

    with acting(plant.member()):
        seats = queries.seats(account_id=outsider.account.id, now=LATER)
    assert {seat.organization_name for seat in seats} == {"Plant", "Outsider"}


def test_whoever_has_an_account_is_not_invited_again(plant: Unit) -> None:
    by = plant.member()
    with acting(by):
        person = Appointment.objects.get(id=plant.appointment_id).person
        with pytest.raises(HasAccount):
            actions.invite_person(person=person, by=by, now=NOON)


def test_inviting_needs_the_right_to_manage(plant: Unit, invited: Appointment) -> None:
    by = plant.member()
    with acting(by), pytest.raises(NotAllowed):
        actions.invite_person(
            person=invited.person, by=type(by)(**{**vars(by), "rights": frozenset()}), now=NOON
        )


def test_an_operator_founds_an_organization_with_a_head(db: None) -> None:
    founded = actions.found(
        name="Công an xã Đồng Xuân",
        short_name="CA xã Đồng Xuân",
        kind="commune_police",
        head_name="Nguyễn Văn An",
        head_title="Trưởng Công an xã",
        now=NOON,
    )

    token = founded.link.rstrip("/").rsplit("/", 1)[1]
    account = actions.accept_invitation(token, now=LATER, **CHOICE)
    with acting(Engine()):
        head = queries.enter(account_id=account.id, appointment_id=None, now=LATER)
    assert head
    assert head.may("organization.manage")
    assert head.organization_name == "Công an xã Đồng Xuân"


def test_the_page_of_an_invitation_makes_the_account(
    plant: Unit, invited: Appointment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: LATER)
    page = f"/join/{invite(plant, invited)}/"
    browser = Client()

    opened = browser.get(page)
    assert "Lê Hoa" in opened.content.decode()
    assert opened["Referrer-Policy"] == "strict-origin"
    weak = browser.post(page, {"username": "lehoa", "password": "12345"})
    assert weak.status_code == 422
    assert weak.context["form"].errors["password"]

    made = browser.post(page, {**CHOICE, "phone": "", "email": ""})
    assert made["Location"] == "/accounts/login/"
    assert browser.get(page).status_code == 410
