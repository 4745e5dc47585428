"""What a draft regulation obliges to is as private as the draft."""

from lienket.kernel.actors import Member
from lienket.kernel.rls import acting
from lienket.obligations import actions
from lienket.obligations.models import Obligation
from lienket.obligations.tests.conftest import owed
from lienket.regulations.models import Regulation
from lienket.regulations.tests.conftest import consult
from lienket.search.queries import find
from tests.cast import NOON, Unit


def hits(asked: str, by: Member) -> list[str]:
    with acting(by):
        return [hit.kind.table for hit in find(asked, by=by, now=NOON).hits]


def test_the_database_itself_keeps_obligations_of_a_draft_from_the_others(
    regulation: Regulation, plant: Unit, fire_service: Unit
) -> None:
    by = plant.member()
    with acting(by):
        actions.define(regulation_id=regulation.id, draft=owed(), by=by, now=NOON)
    with acting(fire_service.member()):
        assert not Obligation.objects.exists()
    consult(regulation, plant)
    with acting(fire_service.member()):
        assert Obligation.objects.exists()


def test_title_and_obligations_are_found_once_the_draft_is_put_to_the_parties(
    regulation: Regulation, plant: Unit, fire_service: Unit
) -> None:
    by = plant.member()
    with acting(by):
        actions.define(regulation_id=regulation.id, draft=owed(), by=by, now=NOON)
    for reader in (by, fire_service.member()):
        assert not hits("Quy chế phối hợp nhà máy", reader)
        assert not hits("Tổng hợp an ninh, trật tự tuần", reader)
    consult(regulation, plant)
    for reader in (by, fire_service.member()):
        assert "regulations_regulation" in hits("Quy chế phối hợp nhà máy", reader)
        assert "obligations_obligation" in hits("Tổng hợp an ninh, trật tự tuần", reader)
