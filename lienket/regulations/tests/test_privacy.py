"""A draft belongs to who keeps it until it is put to the parties; from then on they read it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from lienket.kernel.rls import acting
from lienket.regulations import actions, exports
from lienket.regulations.models import Clause, Party, Regulation, Version
from lienket.regulations.tests.conftest import consult
from tests.cast import NOON, Unit
from tests.signing import sign


@pytest.mark.parametrize("page", ["regulation", "consultation", "differences", "signature"])
def test_nobody_but_its_keeper_opens_a_draft(
    client: Client, regulation: Regulation, plant: Unit, fire_service: Unit, page: str
) -> None:
    address = reverse(f"regulations:{page}", args=[regulation.id])
    client.force_login(fire_service.account)
    assert client.get(address).status_code == 404
    listed = client.get(reverse("regulations:list", args=[regulation.circle_id]))
    assert regulation.title not in listed.content.decode()
    paper = reverse("regulations:document", args=[regulation.id, "docx"])
    assert client.get(paper).status_code == 404

    consult(regulation, plant)
    assert client.get(address).status_code == 200
    listed = client.get(reverse("regulations:list", args=[regulation.circle_id]))
    assert regulation.title in listed.content.decode()


def test_the_keeper_is_told_that_nobody_else_reads_the_draft(
    client: Client, regulation: Regulation, plant: Unit
) -> None:
    client.force_login(plant.account)
    address = reverse("regulations:regulation", args=[regulation.id])
    words = "Chỉ đơn vị bạn đọc được dự thảo này"
    assert words in client.get(address).content.decode()
    consult(regulation, plant)
    assert words not in client.get(address).content.decode()


def test_the_database_itself_keeps_a_draft_from_the_others(
    regulation: Regulation, plant: Unit, fire_service: Unit
) -> None:
    tables = (Regulation, Version, Clause, Party)
    with acting(fire_service.member()):
        assert not any(table.objects.exists() for table in tables)
        given = dict(exports.regulations([regulation.circle_id], fire_service.member()))
        assert not any(given.values())
    consult(regulation, plant)
    with acting(fire_service.member()):
        assert all(table.objects.exists() for table in tables)


def test_an_amendment_is_as_private_while_the_text_in_force_stays_readable(
    client: Client, in_force: Regulation, plant: Unit, fire_service: Unit
) -> None:
    by = plant.member()
    with acting(by):
        actions.amend(regulation_id=in_force.id, title="Sửa đổi lần 1", by=by, now=NOON)
    client.force_login(fire_service.account)
    address = reverse("regulations:regulation", args=[in_force.id])
    assert "Sửa đổi lần 1" not in client.get(address, {"draft": "1"}).content.decode()
    paper = reverse("regulations:document", args=[in_force.id, "docx"])
    assert client.get(paper, {"version": "2"}).status_code == 404

    with acting(by):
        until = NOON + timedelta(days=3)
        actions.open_consultation(regulation_id=in_force.id, until=until, by=by, now=NOON)
    assert "Sửa đổi lần 1" in client.get(address, {"draft": "1"}).content.decode()


def test_the_keepers_own_signature_puts_the_draft_to_the_others(
    regulation: Regulation, plant: Unit, fire_service: Unit
) -> None:
    with acting(plant.member()):
        sign(regulation, plant.member(), NOON)
    with acting(fire_service.member()):
        assert Regulation.objects.get().put_at == NOON
