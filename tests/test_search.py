"""What members find across all modules, and what stays hidden from them."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from lienket.circles import actions as circle_actions
from lienket.circles.models import Circle
from lienket.exchange import actions as exchange
from lienket.exchange.actions import Draft
from lienket.exchange.models import Bulletin
from lienket.kernel.actors import Member
from lienket.kernel.rls import acting
from lienket.search import queries
from lienket.search.kinds import all_kinds
from tests.cast import NOON, Unit, make_circle

pytestmark = pytest.mark.django_db


def issue(circle: Circle, by: Member, title: str, **more: object) -> Bulletin:
    with acting(by):
        return exchange.issue_bulletin(
            circle_id=circle.id,
            draft=Draft(kind="notice", urgency="normal", title=title, **more),  # type: ignore[arg-type]
            by=by,
            now=NOON,
        )


def titles(asked: str, by: Member, **more: object) -> Sequence[str]:
    with acting(by):
        found = queries.find(asked, by=by, now=NOON, **more)  # type: ignore[arg-type]
    return ["".join(piece.text for piece in hit.title) for hit in found.hits]


def test_accents_capitals_and_order_of_words_do_not_matter(
    circle: Circle, dispatcher: Member, chief: Member
) -> None:
    made = issue(circle, dispatcher, "Cháy bãi rác gần trạm 110 kV")
    for asked in ("cháy bãi rác", "CHAY bai RAC", "trạm cháy", "tram 110", "rác gầ"):
        assert titles(asked, chief) == [f"{made.number} {made.title}"], asked


def test_a_number_is_found_as_it_is_spoken_or_written(
    circle: Circle, dispatcher: Member, chief: Member
) -> None:
    made = issue(circle, dispatcher, "Lịch cắt điện")
    assert titles(made.number, chief)
    assert titles(made.number.lower().replace("-", " "), chief)


def test_a_typing_mistake_still_leads_there(
    circle: Circle, dispatcher: Member, chief: Member
) -> None:
    issue(circle, dispatcher, "Phương thức thủ đoạn trộm cắp cáp đồng")
    with acting(chief):
        found = queries.find("trộm cắp cáp đồngg", by=chief, now=NOON)
    assert found.guessed
    assert len(found.hits) == 1


def test_words_of_the_title_come_before_words_of_the_text(
    circle: Circle, dispatcher: Member, chief: Member
) -> None:
    issue(circle, dispatcher, "Họp tháng", body="Bàn việc diễn tập chữa cháy.")
    issue(circle, dispatcher, "Diễn tập chữa cháy")
    assert titles("diễn tập", chief)[0].endswith("Diễn tập chữa cháy")


def test_the_accents_that_were_typed_decide_between_two(
    circle: Circle, dispatcher: Member, chief: Member
) -> None:
    issue(circle, dispatcher, "Bán hàng rong")
    issue(circle, dispatcher, "Bàn giao ca trực")
    assert titles("bán", chief)[0].endswith("Bán hàng rong")
    assert titles("bàn", chief)[0].endswith("Bàn giao ca trực")


def test_whole_words_come_before_longer_ones(
    circle: Circle, dispatcher: Member, chief: Member
) -> None:
    issue(circle, dispatcher, "Tổng hợp trật tự tuần")
    issue(circle, dispatcher, "Lịch tuần tra hằng tháng của các đơn vị trong khu")
    assert "tuần tra" in titles("tuan tra", chief)[0]


def test_an_outsider_finds_nothing(circle: Circle, dispatcher: Member, outsider: Unit) -> None:
    issue(circle, dispatcher, "Cháy bãi rác")
    stranger = outsider.member()
    assert titles("cháy", stranger) == []
    assert titles("chayy", stranger) == []
    # Not even by naming the circle.
    assert titles("cháy", stranger, circles=[circle.id]) == []
    with acting(stranger), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM app_search('chay', %s, NULL, now(), 0, 9)", [[circle.id]])
        assert cursor.fetchall() == []
        cursor.execute("SELECT count(*) FROM search_entry")
        assert cursor.fetchone() == (0,)


def test_what_goes_to_some_is_found_by_them_alone(
    circle: Circle, plant: Unit, fire_service: Unit, commune: Unit
) -> None:
    issue(
        circle,
        plant.member(),
        "Chỉ dành cho cứu hỏa",
        organization_ids=(fire_service.id,),
        audience="addressed",
    )
    assert titles("cứu hỏa", fire_service.member())
    assert titles("cứu hỏa", commune.member()) == []


def test_a_leaver_finds_nothing_any_more(circle: Circle, plant: Unit, commune: Unit) -> None:
    issue(circle, plant.member(), "Cháy bãi rác")
    assert titles("cháy", commune.member())
    later = NOON + timedelta(days=1)
    by = commune.member()
    with acting(by):
        circle_actions.leave(circle_id=circle.id, by=by, now=NOON)
    assert titles("cháy", commune.member(later)) == []


def test_one_circle_alone_can_be_searched(plant: Unit, commune: Unit, fire_service: Unit) -> None:
    first, second = make_circle(plant, commune), make_circle(plant, fire_service, name="Cụm")
    by = plant.member()
    issue(first, by, "Cháy một")
    issue(second, by, "Cháy hai")
    assert len(titles("cháy", by)) == 2
    assert [title[-3:] for title in titles("cháy", by, circles=[second.id])] == ["hai"]


@pytest.mark.parametrize(
    "asked", ["", "   ", "!!!", "'; DROP TABLE x; --", "a & | ! ( )", "%", "\\"]
)
def test_signs_mean_nothing_and_break_nothing(
    asked: str, circle: Circle, dispatcher: Member
) -> None:
    issue(circle, dispatcher, "Cháy bãi rác")
    assert titles(asked, dispatcher) == []


def test_more_than_one_page_can_be_turned(circle: Circle, dispatcher: Member) -> None:
    for number in range(queries.PAGE + 3):
        issue(circle, dispatcher, f"Nhắc việc {number}")
    with acting(dispatcher):
        first = queries.find("nhắc việc", by=dispatcher, now=NOON)
        second = queries.find("nhắc việc", by=dispatcher, now=NOON, past=queries.PAGE)
    assert first.more
    assert not second.more
    assert len(second.hits) == 3
    assert not {hit.object_id for hit in first.hits} & {hit.object_id for hit in second.hits}


def test_the_page_shows_what_fits_and_escapes_it(
    circle: Circle, dispatcher: Member, fire_service: Unit, client: Client
) -> None:
    made = issue(circle, dispatcher, "Cháy <b>bãi</b> rác")
    client.force_login(fire_service.account)
    page = client.get("/search/", {"q": "bãi"}).content.decode()
    assert f"/bulletins/{made.id}/" in page
    assert "&lt;b&gt;<mark>bãi</mark>&lt;/b&gt;" in page
    hits = client.get("/search/", {"q": "bãi"}, headers={"HX-Request": "true"}).content.decode()
    assert "<mark>bãi</mark>" in hits
    assert "<html" not in hits


def test_the_page_says_that_nothing_was_found(
    circle: Circle, fire_service: Unit, client: Client
) -> None:
    client.force_login(fire_service.account)
    assert "Không tìm thấy" in client.get("/search/", {"q": "xyzxyz"}).content.decode()
    assert client.get("/search/").status_code == 200
    # A circle that is not one's own is no choice.
    assert client.get("/search/", {"q": "x", "circle": "999999"}).status_code == 200


def test_every_table_with_a_trigger_has_a_kind_and_the_other_way_round() -> None:
    # Clauses are found when their version is adopted: the trigger stands there.
    tables = {kind.table for kind in all_kinds()} - {"regulations_clause"}
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'found'")
        assert {table for (table,) in cursor.fetchall()} == tables


@pytest.mark.parametrize(
    "asked", ["tuna tra", "taun tra", "tuann tra", "tuần rta", "tuần tar", "xuan tra", "tuna tar"]
)
def test_a_mistyped_word_finds_what_was_meant_and_not_other_words(
    asked: str, circle: Circle, dispatcher: Member, chief: Member
) -> None:
    for title in ("Tua máy trả lời", "Tan ca, kiểm tra cổng", "Tua bin, tai nạn"):
        issue(circle, dispatcher, title)
    made = issue(circle, dispatcher, "Lịch tuần tra đêm")
    assert titles(asked, chief) == [f"{made.number} {made.title}"]


def test_a_known_word_may_be_mistaken_too_when_nothing_has_all_of_them(
    circle: Circle, dispatcher: Member, chief: Member
) -> None:
    issue(circle, dispatcher, "Dang dở việc sửa hàng rào")
    made = issue(circle, dispatcher, "Trộm cắp cáp đồng")
    assert titles("trom cap cap dang", chief) == [f"{made.number} {made.title}"]


def test_a_number_that_is_nowhere_is_left_out_after_all(
    circle: Circle, dispatcher: Member, chief: Member
) -> None:
    made = issue(circle, dispatcher, "Trộm cắp cáp đồng")
    assert titles("trom cap 99471", chief) == [f"{made.number} {made.title}"]
