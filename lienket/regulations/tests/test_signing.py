"""Signing, here and on paper, and what follows from the last signature."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from lienket.circles.models import Circle
from lienket.documents.models import Document
from lienket.documents.paper import Paper
from lienket.documents.render import FacesMissing
from lienket.kernel.rls import acting
from lienket.regulations import actions, papers, queries, rules
from lienket.regulations.actions import PartyDraft, drafts, rounds, signing
from lienket.regulations.models import Clause, Party, Regulation, Version
from lienket.regulations.tests.conftest import TEXT, consult, sign_all, write_draft
from tests.cast import NOON, Unit, make_circle, merge
from tests.signing import sign

TODAY = date(2026, 11, 21)


def test_the_last_signature_puts_the_text_into_force(
    regulation: Regulation, plant: Unit, fire_service: Unit, commune: Unit
) -> None:
    sign_all(regulation, plant, fire_service)
    with acting(plant.member()):
        assert queries.state_of(regulation, TODAY) is rules.State.SIGNING

    sign_all(regulation, commune)

    assert regulation.code == "01/QCPH-P-F-C"
    with acting(plant.member()):
        assert queries.state_of(regulation, TODAY) is rules.State.IN_FORCE
        version = queries.version_on(regulation, TODAY)
        assert version
        assert queries.text_of(version) == TEXT
        assert queries.version_on(regulation, date(2025, 12, 31)) is None
        assert queries.version_on(regulation, date(2031, 1, 1)) is None


def test_while_some_have_signed_it_is_being_signed(
    regulation: Regulation, plant: Unit, client: Client
) -> None:
    sign_all(regulation, plant)
    with acting(plant.member()):
        assert queries.state_of(regulation, TODAY) is rules.State.SIGNING
    client.force_login(plant.account)
    page = client.get(f"/regulations/{regulation.id}/").content.decode()
    assert "Đang ký: 1/3 bên đã ký" in page


def test_nothing_is_signed_before_there_is_a_text(
    circle: Circle, plant: Unit, fire_service: Unit, client: Client
) -> None:
    regulation = write_draft(circle, plant, fire_service)
    by = plant.member()
    with acting(by):
        actions.write_text(regulation_id=regulation.id, nodes=(), by=by, now=NOON)
        with pytest.raises(rounds.NothingToRead):
            sign(regulation, by, NOON)
    client.force_login(plant.account)
    address, button = f"/regulations/{regulation.id}/", f"/regulations/{regulation.id}/signing/new/"
    primary = f'btn-primary" href="{button}"'
    assert primary not in client.get(address).content.decode()
    with acting(by):
        actions.write_text(regulation_id=regulation.id, nodes=TEXT, by=by, now=NOON)
    assert primary in client.get(address).content.decode()


def test_what_all_have_signed_stands_in_the_register_under_the_number_of_its_keeper(
    in_force: Regulation, plant: Unit, commune: Unit
) -> None:
    assert actions.file_signed(now=NOON) == 1
    assert actions.file_signed(now=NOON) == 0
    with acting(commune.member()):
        document = Document.objects.get()
        assert document.code == in_force.code
        assert (document.organization_id, document.number) == (plant.id, 1)
        in_force.refresh_from_db()
        assert in_force.document_id == document.id


def test_a_keeper_that_ends_before_it_is_filed_still_gave_the_number(
    in_force: Regulation, plant: Unit, fire_service: Unit
) -> None:
    merge(plant, fire_service, now=NOON + timedelta(hours=1))
    assert actions.file_signed(now=NOON + timedelta(hours=2)) == 1
    with acting(fire_service.member()):
        assert Document.objects.get().organization_id == plant.id


def test_what_cannot_be_filed_is_tried_again_and_stops_nothing_else(
    in_force: Regulation, plant: Unit, commune: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = write_draft(make_circle(plant, commune, name="Vòng khác"), plant, commune)
    sign_all(other, plant, commune)
    make = papers.paper

    def without_typeface(one: Regulation, version: Version) -> Paper:
        if one.id == in_force.id:
            raise FacesMissing
        return make(one, version)

    with monkeypatch.context() as broken:
        broken.setattr(papers, "paper", without_typeface)
        actions.file_signed(now=NOON)
    with acting(plant.member()):
        assert Document.objects.get().code == other.code
    actions.file_signed(now=NOON + timedelta(hours=1))
    with acting(plant.member()):
        assert Document.objects.count() == 2


def test_more_that_cannot_be_filed_than_are_tried_at_once_hold_nobody_up(
    in_force: Regulation, plant: Unit, commune: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    circle, make = make_circle(plant, commune, name="Vòng khác"), papers.paper
    bad = [write_draft(circle, plant, commune).id for _ in range(3)]
    with acting(plant.member()):
        regulations = Regulation.objects.in_bulk(bad)
    for one in bad:
        sign_all(regulations[one], plant, commune)
    with acting(plant.member()):
        # Signed last: it waits behind all the others.
        Regulation.objects.filter(id=in_force.id).update(file_at=NOON + timedelta(seconds=1))

    def without_typeface(one: Regulation, version: Version) -> Paper:
        if one.id in bad:
            raise FacesMissing
        return make(one, version)

    monkeypatch.setattr(papers, "paper", without_typeface)
    for minute in (1, 2):
        actions.file_signed(now=NOON + timedelta(minutes=minute), limit=2)
    with acting(plant.member()):
        assert Document.objects.get().code == in_force.code


def test_a_decision_is_filed_as_one(circle: Circle, plant: Unit) -> None:
    by = plant.member()
    with acting(by):
        enacted = actions.draft(
            circle_id=circle.id,
            form="enacted",
            title="Quy chế bảo vệ",
            valid_from=TODAY,
            place="Thanh Vân",
            by=by,
            now=NOON,
        )
        actions.write_text(regulation_id=enacted.id, nodes=TEXT, by=by, now=NOON)
        actions.set_parties(
            regulation_id=enacted.id,
            parties=[PartyDraft("A", "Nhà máy", plant.id)],
            by=by,
            now=NOON,
        )
        sign(enacted, by, NOON)
        enacted.refresh_from_db()
        paper = papers.paper(enacted, enacted.versions.get())
    assert (paper.kind_name, paper.subject, paper.place) == (
        "Quyết định",
        "Ban hành quy chế bảo vệ",
        "Thanh Vân",
    )


def test_two_circles_of_one_keeper_share_its_series(
    in_force: Regulation, plant: Unit, commune: Unit
) -> None:
    other = write_draft(make_circle(plant, commune, name="Vòng khác"), plant, commune)
    assert sign_all(other, plant, commune).code == "02/QCPH-P-C"


def test_an_outsider_sees_nothing(in_force: Regulation, outsider: Unit) -> None:
    by = outsider.member()
    with acting(by):
        assert not Regulation.objects.exists()
        assert not Clause.objects.exists()
        assert not Party.objects.exists()
        with pytest.raises(Regulation.DoesNotExist):
            sign(in_force, by, NOON)


def test_nobody_signs_twice_or_for_others(
    regulation: Regulation, plant: Unit, fire_service: Unit
) -> None:
    sign_all(consult(regulation, plant), fire_service)
    by = fire_service.member()
    with acting(by), pytest.raises(signing.SignedBefore):
        sign(regulation, by, NOON)
    keeper = plant.member()
    with acting(keeper):
        party = Party.objects.get(letter="C")
        with pytest.raises(signing.SignsItself):
            actions.record_paper_signature(
                regulation_id=regulation.id,
                party_id=party.id,
                signed_on=TODAY,
                by=keeper,
                now=NOON,
            )


def test_what_somebody_has_signed_cannot_be_rewritten(
    regulation: Regulation, plant: Unit, fire_service: Unit
) -> None:
    sign_all(consult(regulation, plant), fire_service)
    by = plant.member()
    with acting(by), pytest.raises(drafts.SignedBySomebody):
        actions.write_text(regulation_id=regulation.id, nodes=TEXT[:1], by=by, now=NOON)


def test_a_text_that_one_party_rejects_is_changed_and_signed_anew(
    regulation: Regulation, plant: Unit, fire_service: Unit, commune: Unit
) -> None:
    sign_all(consult(regulation, plant), fire_service)
    by = plant.member()
    with acting(by):
        actions.start_over(regulation_id=regulation.id, by=by, now=NOON)
        actions.write_text(regulation_id=regulation.id, nodes=TEXT[:1], by=by, now=NOON)
        with pytest.raises(signing.NobodySigned):
            actions.start_over(regulation_id=regulation.id, by=by, now=NOON)
    assert sign_all(regulation, plant, fire_service, commune).signed_at
    with acting(by), pytest.raises(drafts.NotADraft):
        actions.start_over(regulation_id=regulation.id, by=by, now=NOON)


def test_a_party_that_does_not_work_here_signs_on_paper(
    circle: Circle, plant: Unit, fire_service: Unit
) -> None:
    regulation = write_draft(circle, plant, fire_service)
    by = plant.member()
    with acting(by):
        actions.set_parties(
            regulation_id=regulation.id,
            parties=[
                PartyDraft("A", "Plant", plant.id),
                PartyDraft("B", "Đồn Biên phòng Suối Đá", abbreviation="ĐBP"),
            ],
            by=by,
            now=NOON,
        )
        outside = Party.objects.get(letter="B")
        sign(regulation, by, NOON)
        given: dict[str, Any] = {
            "regulation_id": regulation.id,
            "party_id": outside.id,
            "by": by,
            "now": NOON,
        }
        with pytest.raises(signing.SignedInTheFuture):
            actions.record_paper_signature(**given, signed_on=TODAY + timedelta(days=1))
        actions.record_paper_signature(**given, signed_on=TODAY)
        regulation.refresh_from_db()
        assert regulation.code == "01/QCPH-P-ĐBP"


def test_a_decision_is_signed_by_one_authority(circle: Circle, plant: Unit) -> None:
    by = plant.member()
    with acting(by):
        regulation = actions.draft(
            circle_id=circle.id,
            form="enacted",
            title="Quy chế",
            valid_from=TODAY,
            by=by,
            now=NOON,
        )
        actions.write_text(regulation_id=regulation.id, nodes=TEXT, by=by, now=NOON)
        two = [PartyDraft("A", "Plant", plant.id), PartyDraft("B", "UBND")]
        with pytest.raises(drafts.OneAuthorityDecides):
            actions.set_parties(regulation_id=regulation.id, parties=two, by=by, now=NOON)
        actions.set_parties(regulation_id=regulation.id, parties=two[:1], by=by, now=NOON)
    assert sign_all(regulation, plant).code == "01/QĐ-P"


def test_nobody_agrees_with_itself(circle: Circle, plant: Unit) -> None:
    by = plant.member()
    regulation = write_draft(circle, plant, plant)
    with acting(by), pytest.raises(signing.TwoMustSign):
        sign(regulation, by, NOON)
