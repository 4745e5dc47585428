"""The page of a circle, and the list of its bulletins."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lienket.circles import queries
from lienket.circles.models import Circle
from lienket.exchange import actions, charts
from lienket.exchange.actions import Draft
from lienket.exchange.models import Bulletin, Receipt
from lienket.exchange.views import circles as views
from lienket.kernel.actors import Member
from lienket.kernel.rls import acting
from tests.cast import Unit

NOW = timezone.now()
LONG_AGO = NOW - timedelta(hours=3)


def issue(circle: Circle, by: Member, title: str, **options: object) -> Bulletin:
    draft = Draft(kind="notice", urgency="urgent", title=title, **options)  # type: ignore[arg-type]
    with acting(by):
        return actions.issue_bulletin(circle_id=circle.id, draft=draft, by=by, now=LONG_AGO)


@pytest.fixture
def notice(circle: Circle, dispatcher: Member, chief: Member) -> Bulletin:
    """Answered by the fire service after twenty minutes; the commune is silent."""
    bulletin = issue(circle, dispatcher, "Cháy rẫy sát hành lang")
    with acting(chief):
        receipt = Receipt.objects.get(bulletin=bulletin, organization_id=chief.organization_id)
        actions.acknowledge(receipt_id=receipt.id, by=chief, now=LONG_AGO + timedelta(minutes=20))
    return bulletin


def test_the_page_names_the_silent_and_hides_no_one(
    client: Client, circle: Circle, plant: Unit, commune: Unit, notice: Bulletin
) -> None:
    client.force_login(plant.account)

    response = client.get(reverse("exchange:circle", args=[circle.id]))

    assert [one.name for one in response.context["silent"]] == [commune.organization.name]
    assert notice.number in response.content.decode()


def test_addresses_stay_hidden_from_partners(
    client: Client, circle: Circle, plant: Unit, fire_service: Unit, notice: Bulletin
) -> None:
    client.force_login(plant.account)

    html = client.get(reverse("exchange:circle", args=[circle.id])).content.decode()

    assert "Nguyễn Văn Fire" in html
    assert fire_service.email not in html


def test_an_outsider_finds_neither_circle_nor_list(
    client: Client, circle: Circle, outsider: Unit
) -> None:
    client.force_login(outsider.account)

    for name in ("circle", "bulletins", "compose"):
        assert client.get(reverse(f"exchange:{name}", args=[circle.id])).status_code == 404


def test_the_matrix_tells_who_answers_and_how_fast(
    circle: Circle, dispatcher: Member, fire_service: Unit, commune: Unit, notice: Bulletin
) -> None:
    issue(circle, dispatcher, "Diễn tập", exercise=True)

    with acting(dispatcher):
        members = queries.organizations_in(circle.id, NOW)
        matrix = charts.who_informs_whom([circle.id], list(members), NOW)

    assert matrix
    answers = {matrix.names[cell.receiver]: (cell.notices, cell.median) for cell in matrix.cells}
    assert answers == {
        fire_service.organization.name: (1, timedelta(minutes=20)),
        commune.organization.name: (1, None),
    }


def test_an_answer_does_not_draw_the_matrix_again(
    client: Client, circle: Circle, plant: Unit, notice: Bulletin
) -> None:
    address = reverse("exchange:circle", args=[circle.id])
    client.force_login(plant.account)

    page = client.get(address)
    part = client.get(address, headers={"HX-Request": "true"})

    assert page.context["matrix"]
    assert part.context["matrix"] is None
    # The element that keeps the picture in place.
    assert 'id="matrix" hx-preserve' in part.content.decode()


def test_a_list_is_read_page_by_page(
    client: Client,
    circle: Circle,
    dispatcher: Member,
    plant: Unit,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(views, "PAGE", 2)
    for number in range(5):
        issue(circle, dispatcher, f"Tin số {number}")
    client.force_login(plant.account)
    address: str = reverse("exchange:bulletins", args=[circle.id])

    seen, query = [], ""
    while True:
        response = client.get(f"{address}?{query}")
        seen += [row["bulletin"].title for row in response.context["rows"]]
        query = response.context["older"]
        if not query:
            break

    assert seen == [f"Tin số {number}" for number in (4, 3, 2, 1, 0)]


@pytest.mark.parametrize("words", ["chay ray", "CHÁY", "TB-2026"])
def test_words_are_found_without_accents_and_capitals(
    client: Client, circle: Circle, plant: Unit, notice: Bulletin, words: str
) -> None:
    client.force_login(plant.account)

    response = client.get(reverse("exchange:bulletins", args=[circle.id]), {"q": words})

    assert [row["bulletin"] for row in response.context["rows"]] == [notice]


def test_what_was_found_is_read_page_by_page_with_all_filters(
    client: Client, circle: Circle, plant: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "PAGE", 2)
    by = plant.member(NOW)
    for number in range(1, 6):
        issue(circle, by, f"Trộm cáp lần {number}")
        issue(circle, by, f"Trộm cáp, diễn tập {number}", exercise=True)
        issue(circle, by, f"Lịch trực {number}")
    client.force_login(plant.account)
    address: str = reverse("exchange:bulletins", args=[circle.id])

    seen, query = [], "q=trom+cap&exercise=no&urgency=urgent&kind=notice"
    while query:
        response = client.get(f"{address}?{query}")
        seen += [row["bulletin"].title for row in response.context["rows"]]
        query = response.context["older"]

    assert seen == [f"Trộm cáp lần {number}" for number in (5, 4, 3, 2, 1)]


def test_the_search_minds_whose_circle_it_is(
    circle: Circle, plant: Unit, outsider: Unit, notice: Bulletin
) -> None:
    def found(by: Member) -> list[int]:
        search = "SELECT app_search_bulletins(%s, '%%chay%%', NULL, NULL, NULL, NULL, NULL, 9)"
        with acting(by), connection.cursor() as cursor:
            cursor.execute(search, [circle.id])
            return [bulletin_id for (bulletin_id,) in cursor.fetchall()]

    assert found(plant.member(NOW)) == [notice.id]
    assert found(outsider.member(NOW)) == []


@pytest.mark.parametrize("query", [{"q": "100%"}, {"q": "_"}, {"urgency": "immediate"}])
def test_what_does_not_fit_is_left_out(
    client: Client, circle: Circle, plant: Unit, notice: Bulletin, query: dict[str, str]
) -> None:
    client.force_login(plant.account)

    response = client.get(reverse("exchange:bulletins", args=[circle.id]), query)

    assert response.context["rows"] == []


@pytest.mark.parametrize(
    "before", ["x", "2026-01-01_y", "2026-01-01_1", "2026-01-01T00:00:00+00:00_9" + "9" * 30]
)
def test_a_mangled_address_of_a_page_does_no_harm(
    client: Client, circle: Circle, plant: Unit, before: str
) -> None:
    client.force_login(plant.account)
    address = reverse("exchange:bulletins", args=[circle.id])

    assert client.get(address, {"before": before}).status_code == 200
    assert client.get(address, {"before": before, "q": "cháy"}).status_code == 200
