"""Writing a draft: who may, its parties, its term and its text."""

from datetime import date, timedelta
from typing import Any

import pytest

from lienket.circles.models import Circle
from lienket.kernel.errors import NotAllowed
from lienket.kernel.rls import acting
from lienket.regulations import actions, queries
from lienket.regulations.actions import PartyDraft, drafts, rounds, writing
from lienket.regulations.models import Party, Regulation
from lienket.regulations.tests.conftest import TEXT, consult, sign_all
from lienket.regulations.text.tree import Node
from tests.cast import NOON, Unit
from tests.signing import sign


def test_only_the_keeper_writes_and_only_with_the_right(
    regulation: Regulation, plant: Unit, fire_service: Unit
) -> None:
    consult(regulation, plant)
    by = fire_service.member()
    with acting(by), pytest.raises(drafts.OnlyTheKeeper):
        actions.write_text(regulation_id=regulation.id, nodes=TEXT, by=by, now=NOON)
    powerless = type(by)(**{**vars(by), "rights": frozenset()})
    with acting(by), pytest.raises(NotAllowed):
        sign(regulation, powerless, NOON)


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
