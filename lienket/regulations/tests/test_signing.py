"""Drafting, parties, signing, amending, renewing and ending."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from lienket.circles.models import Circle
from lienket.documents.models import Document
from lienket.documents.paper import Paper
from lienket.documents.render import FacesMissing
from lienket.escalation.models import Ask
from lienket.kernel.errors import NotAllowed
from lienket.kernel.rls import acting
from lienket.regulations import actions, papers, queries, rules
from lienket.regulations.actions import PartyDraft, drafts, rounds, signing, terms, writing
from lienket.regulations.models import Clause, Party, Regulation, Version
from lienket.regulations.tests.conftest import TEXT, sign_all, write_draft
from lienket.regulations.text.tree import Node
from tests.cast import NOON, Unit, make_circle, merge

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
            actions.sign(regulation_id=regulation.id, by=by, now=NOON)
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
        actions.sign(regulation_id=enacted.id, by=by, now=NOON)
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
            actions.sign(regulation_id=in_force.id, by=by, now=NOON)


def test_nobody_signs_twice_or_for_others(
    regulation: Regulation, plant: Unit, fire_service: Unit
) -> None:
    sign_all(regulation, fire_service)
    by = fire_service.member()
    with acting(by), pytest.raises(signing.SignedBefore):
        actions.sign(regulation_id=regulation.id, by=by, now=NOON)
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
    sign_all(regulation, fire_service)
    by = plant.member()
    with acting(by), pytest.raises(drafts.SignedBySomebody):
        actions.write_text(regulation_id=regulation.id, nodes=TEXT[:1], by=by, now=NOON)


def test_a_text_that_one_party_rejects_is_changed_and_signed_anew(
    regulation: Regulation, plant: Unit, fire_service: Unit, commune: Unit
) -> None:
    sign_all(regulation, fire_service)
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
        actions.sign(regulation_id=regulation.id, by=by, now=NOON)
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


def test_only_the_keeper_writes_and_only_with_the_right(
    regulation: Regulation, fire_service: Unit
) -> None:
    by = fire_service.member()
    with acting(by), pytest.raises(drafts.OnlyTheKeeper):
        actions.write_text(regulation_id=regulation.id, nodes=TEXT, by=by, now=NOON)
    powerless = type(by)(**{**vars(by), "rights": frozenset()})
    with acting(by), pytest.raises(NotAllowed):
        actions.sign(regulation_id=regulation.id, by=powerless, now=NOON)


@pytest.mark.parametrize(
    ("parties", "refusal"),
    [
        ([PartyDraft("", "Công an tỉnh")], drafts.PartyWithoutLetter),
        ([PartyDraft("A", " ")], drafts.PartyWithoutName),
        ([PartyDraft("A", "X"), PartyDraft("a", "Y")], drafts.SameLetterTwice),
        (
            [PartyDraft("A", "X"), PartyDraft("B", "Y", bound_through="C")],
            drafts.BoundThroughNobody,
        ),
        ([PartyDraft("A", "X", organization_id=999_999)], drafts.NotInTheCircle),
    ],
)
def test_parties_that_make_no_sense_are_refused(
    regulation: Regulation, plant: Unit, parties: list[PartyDraft], refusal: type[Exception]
) -> None:
    by = plant.member()
    with acting(by), pytest.raises(refusal):
        actions.set_parties(regulation_id=regulation.id, parties=parties, by=by, now=NOON)


def test_a_contractor_is_bound_through_a_party_and_does_not_sign(
    regulation: Regulation, plant: Unit, fire_service: Unit
) -> None:
    by = plant.member()
    with acting(by):
        actions.set_parties(
            regulation_id=regulation.id,
            parties=[
                PartyDraft("A", "Plant", plant.id),
                PartyDraft("B", "Fire", fire_service.id),
                PartyDraft("C", "Công ty Bảo vệ Trường Sơn Xanh", bound_through="A"),
            ],
            by=by,
            now=NOON,
        )
        contractor = Party.objects.get(letter="C")
        assert contractor.bound_through
        assert contractor.bound_through.letter == "A"
        assert not contractor.signs
    assert sign_all(regulation, plant, fire_service).signed_at


def test_a_term_cannot_end_before_it_begins(circle: Circle, plant: Unit) -> None:
    by = plant.member()
    with acting(by), pytest.raises(drafts.TermEndsBeforeItBegins):
        actions.draft(
            circle_id=circle.id,
            form="signed",
            title="Quy chế",
            valid_from=date(2026, 2, 1),
            valid_to=date(2026, 1, 1),
            by=by,
            now=NOON,
        )


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


def test_the_text_in_force_on_any_day_follows_the_amendments(
    in_force: Regulation, plant: Unit, fire_service: Unit, commune: Unit
) -> None:
    by = plant.member()
    with acting(by):
        holds = date(2027, 1, 1)
        actions.amend(
            regulation_id=in_force.id,
            title="Phụ lục sửa đổi số 01",
            in_force_from=holds,
            by=by,
            now=NOON,
        )
        with pytest.raises(terms.DraftExists):
            actions.amend(regulation_id=in_force.id, title="Số 02", by=by, now=NOON)
        draft = queries.draft_of(in_force)
        assert draft
        patrol = draft.clauses.get(key="d3")
        actions.edit_clause(
            clause_id=patrol.id, heading="Tuần tra", text="04 vòng mỗi ca.", by=by, now=NOON
        )
    sign_all(in_force, plant, fire_service, commune)

    with acting(by):
        before, after = (
            queries.version_on(in_force, day) for day in (holds - timedelta(days=1), holds)
        )
        assert before
        assert before.clauses.get(key="d3").text == "Bảo vệ tuần tra 03 vòng mỗi ca."
        assert after
        assert after.clauses.get(key="d3").text == "04 vòng mỗi ca."
        assert queries.state_of(in_force, TODAY) is rules.State.IN_FORCE
        assert queries.state_of(in_force, holds) is rules.State.AMENDED
        assert in_force.code == "01/QCPH-P-F-C"


def test_an_amendment_changes_nothing_that_held_before_it_was_signed(
    in_force: Regulation, plant: Unit, fire_service: Unit, commune: Unit
) -> None:
    by = plant.member()
    with acting(by):
        actions.amend(
            regulation_id=in_force.id,
            title="Sửa đổi lần 1",
            in_force_from=date(2026, 1, 2),
            by=by,
            now=NOON,
        )
    sign_all(in_force, plant, fire_service, commune)
    with acting(by):
        amended = queries.version_on(in_force, TODAY)
        assert amended
        assert (amended.number, amended.in_force_from) == (2, TODAY)


def test_an_amendment_ends_with_its_regulation(
    in_force: Regulation, plant: Unit, fire_service: Unit
) -> None:
    by = plant.member()
    with acting(by):
        actions.amend(regulation_id=in_force.id, title="Sửa đổi lần 1", by=by, now=NOON)
        until = NOON + timedelta(days=10)
        actions.open_signing(regulation_id=in_force.id, until=until, by=by, now=NOON)
        actions.end(regulation_id=in_force.id, reason="Nhà máy ngừng", by=by, now=NOON)
        assert queries.draft_of(in_force) is None
        assert not Ask.objects.filter(settled_at=None).exists()


def test_the_next_term_waits_for_an_amendment_that_is_being_written(
    in_force: Regulation, plant: Unit
) -> None:
    by = plant.member()
    with acting(by):
        actions.amend(regulation_id=in_force.id, title="Sửa đổi lần 1", by=by, now=NOON)
        with pytest.raises(terms.DraftExists):
            actions.renew(
                regulation_id=in_force.id,
                title="Nhiệm kỳ sau",
                valid_from=date(2031, 1, 1),
                valid_to=None,
                by=by,
                now=NOON,
            )


def test_what_expired_while_it_was_being_signed_is_not_amended(
    in_force: Regulation, plant: Unit
) -> None:
    by = plant.member()
    with acting(by):
        actions.amend(regulation_id=in_force.id, title="Sửa đổi lần 1", by=by, now=NOON)
        with pytest.raises(signing.RegulationOver):
            actions.sign(regulation_id=in_force.id, by=by, now=NOON + timedelta(days=5 * 366))


def test_nobody_agrees_with_itself(circle: Circle, plant: Unit) -> None:
    by = plant.member()
    regulation = write_draft(circle, plant, plant)
    with acting(by), pytest.raises(signing.TwoMustSign):
        actions.sign(regulation_id=regulation.id, by=by, now=NOON)


def test_the_next_term_takes_parties_and_text_along(
    in_force: Regulation, plant: Unit, fire_service: Unit, commune: Unit
) -> None:
    by = plant.member()
    given: dict[str, Any] = {
        "regulation_id": in_force.id,
        "title": "Quy chế 2031–2035",
        "valid_to": None,
        "by": by,
        "now": NOON,
    }
    with acting(by):
        with pytest.raises(terms.TermsOverlap):
            actions.renew(**given, valid_from=date(2030, 12, 31))
        following = actions.renew(**given, valid_from=date(2031, 1, 1))
        with pytest.raises(terms.RenewedBefore):
            actions.renew(**given, valid_from=date(2031, 1, 1))
        draft = queries.draft_of(following)
        assert draft
        assert queries.text_of(draft) == TEXT
        assert [p.letter for p in queries.parties_of(following)] == ["A", "B", "C"]
    sign_all(following, plant, fire_service, commune)

    with acting(by):
        assert queries.state_of(in_force, TODAY) is rules.State.RENEWED
        assert queries.version_on(in_force, TODAY)


def test_ending_needs_a_reason_and_is_final(in_force: Regulation, plant: Unit) -> None:
    by = plant.member()
    with acting(by):
        with pytest.raises(terms.NoReason):
            actions.end(regulation_id=in_force.id, reason=" ", by=by, now=NOON)
        actions.end(regulation_id=in_force.id, reason="Nhà máy dừng", by=by, now=NOON)
        in_force.refresh_from_db()
        assert queries.state_of(in_force, TODAY) is rules.State.ENDED
        assert queries.version_on(in_force, TODAY + timedelta(days=1)) is None
        with pytest.raises(terms.NotInForce):
            actions.amend(regulation_id=in_force.id, title="Số 1", by=by, now=NOON)


def test_clauses_are_added_moved_and_removed(regulation: Regulation, plant: Unit) -> None:
    by = plant.member()
    with acting(by):
        given: dict[str, Any] = {"regulation_id": regulation.id, "by": by, "now": NOON}
        actions.add_clause(**given, after="d1.k2", node=Node("clause", "3", text="Khoản mới."))
        with pytest.raises(writing.NumberTaken):
            actions.add_clause(**given, after="d1.k2", node=Node("clause", "3", text="Nữa."))
        with pytest.raises(writing.EmptyClause):
            actions.add_clause(**given, after="d1.k2", node=Node("clause", "4"))
        version = queries.draft_of(regulation)
        assert version
        actions.move_clause(
            clause_id=version.clauses.get(key="d1.k3").id, places=-1, by=by, now=NOON
        )
        first = [key for key in _keys(regulation) if key.startswith("d1.")]
        assert first == ["d1.k1", "d1.k3", "d1.k2"]
        actions.remove_clause(clause_id=version.clauses.get(key="d2").id, by=by, now=NOON)
        assert not [key for key in _keys(regulation) if key.startswith("d2")]


def test_a_text_of_two_thousand_clauses_is_written_at_once(
    regulation: Regulation, plant: Unit
) -> None:
    by = plant.member()
    text = [
        Node(
            "article",
            str(number),
            f"Điều thứ {number}",
            children=tuple(Node("clause", str(k), text=f"Khoản {k}.") for k in range(1, 10)),
        )
        for number in range(1, 201)
    ]
    with acting(by):
        actions.write_text(regulation_id=regulation.id, nodes=text, by=by, now=NOON)
        assert len(_keys(regulation)) == 2_000
        with pytest.raises(writing.TooManyClauses):
            actions.write_text(regulation_id=regulation.id, nodes=text * 3, by=by, now=NOON)


def test_a_draft_can_be_thrown_away(regulation: Regulation, plant: Unit) -> None:
    by = plant.member()
    with acting(by):
        actions.discard(regulation_id=regulation.id, by=by, now=NOON)
        assert not Regulation.objects.exists()


def test_a_text_is_needed_before_anybody_is_asked(circle: Circle, plant: Unit) -> None:
    by = plant.member()
    with acting(by):
        empty = actions.draft(circle_id=circle.id, form="signed", title="Quy chế", by=by, now=NOON)
        with pytest.raises(rounds.NothingToRead):
            actions.open_consultation(
                regulation_id=empty.id, until=NOON + timedelta(days=3), by=by, now=NOON
            )


def _keys(regulation: Regulation) -> list[str]:
    version = queries.draft_of(regulation)
    assert version
    return list(queries.clauses_of(version).values_list("key", flat=True))
