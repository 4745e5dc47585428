"""Asking the parties, on the pages: what is offered when, and what comes in for the keeper."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from lienket.escalation.waiting import Waiting, waiting_for
from lienket.kernel.rls import acting
from lienket.regulations import actions, papers, queries
from lienket.regulations.models import Regulation
from lienket.regulations.tests.conftest import sign_all
from tests.cast import NOON, Unit


@pytest.fixture
def consulted(regulation: Regulation, plant: Unit) -> Regulation:
    """Its parties are asked for comments just now."""
    by = plant.member()
    with acting(by):
        until = NOON + timedelta(days=3)
        actions.open_consultation(regulation_id=regulation.id, until=until, by=by, now=NOON)
    return regulation


def comes_in(unit: Unit) -> list[Waiting]:
    """What waits for an organization without a day until which."""
    by = unit.member()
    with acting(by):
        return [one for one in waiting_for(by, NOON, 20) if one.since]


def test_the_keeper_is_told_of_comments_and_then_that_all_have_answered(
    consulted: Regulation, plant: Unit, fire_service: Unit, commune: Unit
) -> None:
    assert not comes_in(plant)
    with acting(fire_service.member()):
        made = [
            actions.comment(
                regulation_id=consulted.id,
                clause_key=key,
                text="Ghi rõ hơn.",
                by=fire_service.member(),
                now=NOON,
            )
            for key in ("d2.k1.a", "d3")
        ]
    (one,) = comes_in(plant)
    assert (one.label, one.title) == ("Góp ý chờ trả lời", consulted.title)
    assert one.url == reverse("regulations:consultation", args=[consulted.id])
    assert not comes_in(fire_service)

    with acting(commune.member()):
        actions.no_comment(regulation_id=consulted.id, by=commune.member(), now=NOON)
    with acting(plant.member()):
        for comment in made:
            actions.answer_comment(
                comment_id=comment.id, taken=True, answer="", by=plant.member(), now=NOON
            )
    assert [one.label for one in comes_in(plant)] == ["Các bên đã trả lời đủ"]
    with acting(plant.member()):
        actions.close_round(regulation_id=consulted.id, by=plant.member(), now=NOON)
    assert not comes_in(plant)


def test_while_the_parties_are_asked_the_text_offers_no_changes(
    client: Client, regulation: Regulation, plant: Unit
) -> None:
    client.force_login(plant.account)
    page = reverse("regulations:text", args=[regulation.id])
    add = reverse("regulations:clause_new", args=[regulation.id])
    assert add in client.get(page).content.decode()
    by = plant.member()
    with acting(by):
        until = NOON + timedelta(days=3)
        actions.open_consultation(regulation_id=regulation.id, until=until, by=by, now=NOON)
    html = client.get(page).content.decode()
    assert add not in html
    assert reverse("regulations:round_close", args=[regulation.id]) in html


@pytest.mark.parametrize("asking", ["signing_new", "consultation_new"])
def test_whoever_asks_about_an_empty_text_is_led_to_write_it(
    client: Client, regulation: Regulation, plant: Unit, asking: str
) -> None:
    by = plant.member()
    with acting(by):
        actions.write_text(regulation_id=regulation.id, nodes=(), by=by, now=NOON)
    client.force_login(plant.account)
    address = reverse(f"regulations:{asking}", args=[regulation.id])
    page = reverse("regulations:regulation", args=[regulation.id])
    assert address not in client.get(page).content.decode()
    led = client.get(address, follow=True)
    assert led.redirect_chain[-1][0] == reverse("regulations:text", args=[regulation.id])
    assert str(actions.NothingToRead().message) in led.content.decode()


def test_every_numbered_unit_can_be_commented_where_it_stands(
    client: Client, consulted: Regulation, fire_service: Unit
) -> None:
    client.force_login(fire_service.account)
    html = client.get(reverse("regulations:regulation", args=[consulted.id])).content.decode()
    for key in ("cii", "d2", "d2.k1", "d2.k1.a"):
        assert f"?clause={key}#comment" in html


def test_a_signature_block_without_a_name_is_filled_from_who_signed(
    regulation: Regulation, plant: Unit, fire_service: Unit, commune: Unit
) -> None:
    with acting(plant.member()):
        blank = {"signatory": "", "signatory_title": ""}
        queries.parties_of(regulation).filter(letter="B").update(**blank)
    sign_all(regulation, plant, fire_service)
    with acting(plant.member()):
        version = queries.draft_of(regulation)
        assert version
        entered, filled, open_still = papers.paper(regulation, version).signatures
        hand = version.signatures.get(party__letter="B")
    assert (entered.title, entered.name) == ("Giám đốc", "Nguyễn Văn An")
    assert filled.name == hand.name != ""
    assert filled.title == hand.title != ""
    assert filled.note == entered.note == "(Đã ký ngày 21/11/2026)"
    assert open_still.note == ""
