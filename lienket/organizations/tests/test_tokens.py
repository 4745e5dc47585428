"""API tokens."""

from datetime import timedelta

import pytest

from lienket.kernel.actors import Engine, Member
from lienket.kernel.errors import NotAllowed, NotFound
from lienket.kernel.rls import acting
from lienket.organizations import actions, queries
from lienket.organizations.actions.tokens import ScopeNotHeld, SeveralOrganizations, TokenLife
from lienket.organizations.models import ApiToken
from tests.cast import NOON, Unit

MONTH = timedelta(days=30)


def bearer(token: str, at: timedelta = timedelta(0)) -> Member | None:
    """Who a token stands for."""
    with acting(Engine()):
        return queries.enter_by_token(token=token, now=NOON + at)


def make(by: Member, *scopes: str, life: timedelta = MONTH) -> str:
    with acting(by):
        return actions.create_token(
            label="SCADA", scopes=scopes, expires_at=NOON + life, by=by, now=NOON
        )


def test_a_token_acts_as_its_maker_within_its_scopes_until_it_expires(plant: Unit) -> None:
    token = make(plant.member(), "receipt.answer")

    program = bearer(token)
    assert program
    assert program.organization_id == plant.id
    assert program.may("receipt.answer")
    assert not program.may("bulletin.issue")
    assert bearer(token, MONTH) is None
    assert bearer(token + "x") is None


def test_the_token_itself_is_not_kept(plant: Unit) -> None:
    token = make(plant.member())

    with acting(plant.member()):
        kept = ApiToken.objects.values().get()
    assert token not in str(kept)


def test_a_token_does_no_more_than_its_maker_may(plant: Unit) -> None:
    by = plant.member()
    weaker = Member(by.appointment_id, by.person_id, by.organization_id, "", "")

    with pytest.raises(ScopeNotHeld):
        make(weaker, "bulletin.issue")


def test_a_program_makes_no_tokens(plant: Unit) -> None:
    program = bearer(make(plant.member(), "organization.manage"))
    assert program

    with pytest.raises(NotAllowed):
        make(program)


@pytest.mark.parametrize("life", [timedelta(0), timedelta(days=367)])
def test_a_token_lives_neither_too_short_nor_too_long(plant: Unit, life: timedelta) -> None:
    with pytest.raises(TokenLife):
        make(plant.member(), life=life)


def test_a_revoked_token_ends_at_once(plant: Unit) -> None:
    by = plant.member()
    token = make(by)
    with acting(by):
        actions.revoke_token(token_id=ApiToken.objects.get().id, by=by, now=NOON)

    assert bearer(token) is None


def test_a_stranger_cannot_revoke_it(plant: Unit, outsider: Unit) -> None:
    by, stranger = plant.member(), outsider.member()
    make(by)
    with acting(by):
        token_id = ApiToken.objects.get().id

    with acting(stranger), pytest.raises(ApiToken.DoesNotExist):
        actions.revoke_token(token_id=token_id, by=stranger, now=NOON)


def test_the_command_line_makes_one_for_a_user_name(plant: Unit, outsider: Unit) -> None:
    def create(username: str, organization_id: int | None = None) -> str:
        return actions.create_token_for(
            username=username,
            organization_id=organization_id,
            label="CLI",
            scopes=["bulletin.issue"],
            expires_at=NOON + MONTH,
            now=NOON,
        )

    found = bearer(create("PLANT"))
    assert found
    assert found.organization_id == plant.id
    with pytest.raises(NotFound):
        create("nobody")
    with pytest.raises(NotFound):
        create("plant", outsider.id)

    by = outsider.member()
    with acting(by):
        actions.appoint(
            organization=outsider.organization,
            name="Cố vấn",
            office=actions.Office("Cố vấn", rights=("bulletin.issue",)),
            account=plant.account,
            by=by,
            now=NOON,
        )
    with pytest.raises(SeveralOrganizations):
        create("plant")
    chosen = bearer(create("plant", outsider.id))
    assert chosen
    assert chosen.organization_id == outsider.id
