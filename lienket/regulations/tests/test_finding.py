"""The clauses of the text in force are found by their words, and lead to their place in it."""

from datetime import timedelta

from django.test import Client
from django.utils import translation

from lienket.kernel.actors import Member
from lienket.kernel.rls import acting
from lienket.regulations import actions, queries
from lienket.regulations.models import Regulation
from lienket.regulations.tests.conftest import sign_all
from lienket.search.queries import Hit, find
from tests.cast import NOON, Unit


def clauses(asked: str, by: Member) -> list[Hit]:
    with acting(by):
        hits = find(asked, by=by, now=NOON).hits
    return [hit for hit in hits if hit.kind.table == "regulations_clause"]


def title(hit: Hit) -> str:
    return "".join(piece.text for piece in hit.title)


def test_a_clause_is_found_with_its_words_marked_and_leads_to_its_place(
    in_force: Regulation, fire_service: Unit, client: Client
) -> None:
    (hit,) = clauses("xac nhan tren he thong", fire_service.member())
    assert title(hit) == "Điểm b khoản 1 Điều 2"
    assert hit.of == str(in_force)
    assert [piece.text for piece in hit.excerpt if piece.fits][:2] == ["xác", "nhận"]

    client.force_login(fire_service.account)
    led = client.get(hit.url)
    assert led.url.endswith("#d2.k1.b")  # type: ignore[attr-defined]
    assert 'id="d2.k1.b"' in client.get(led.url).content.decode()  # type: ignore[attr-defined]


def test_a_mistyped_word_of_a_heading_finds_its_article(
    in_force: Regulation, chief: Member
) -> None:
    assert [title(hit) for hit in clauses("tuna tra", chief)] == ["Điều 3. Tuần tra"]


def test_a_draft_is_not_found_by_its_clauses(regulation: Regulation, plant: Unit) -> None:
    assert not clauses("tuần tra", plant.member())


def test_after_an_amendment_only_the_new_words_are_found(
    in_force: Regulation, plant: Unit, fire_service: Unit, commune: Unit
) -> None:
    by = plant.member()
    with acting(by):
        actions.amend(
            regulation_id=in_force.id,
            title="Phụ lục sửa đổi số 01",
            in_force_from=NOON.date() + timedelta(days=1),
            by=by,
            now=NOON,
        )
        draft = queries.draft_of(in_force)
        assert draft
        actions.edit_clause(
            clause_id=draft.clauses.get(key="d3").id,
            heading="Tuần tra",
            text="Bốn vòng mỗi ca.",
            by=by,
            now=NOON,
        )
    sign_all(in_force, plant, fire_service, commune)

    with translation.override("vi"):
        (hit,) = clauses("bốn vòng mỗi ca", by)
    assert hit.of == f"{in_force}, có hiệu lực từ 22/11/2026"
    assert not clauses("03 vòng", by)
    assert len(clauses("nhà thầu", by)) == 1


def test_what_has_ended_is_not_found_by_its_clauses(in_force: Regulation, plant: Unit) -> None:
    by = plant.member()
    with acting(by):
        actions.end(regulation_id=in_force.id, reason="Nhà máy dừng", by=by, now=NOON)
    assert not clauses("tuần tra", by)


def test_an_outsider_neither_finds_nor_opens_a_clause(
    in_force: Regulation, plant: Unit, outsider: Unit, client: Client
) -> None:
    (hit,) = clauses("xac nhan tren he thong", plant.member())
    assert not clauses("xac nhan tren he thong", outsider.member())
    client.force_login(outsider.account)
    assert client.get(hit.url).status_code == 404
