"""The pages of councils and teams."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lienket.circles.models import Circle
from lienket.councils.models import Council, Office, Seat, Team, TeamEntry
from lienket.kernel.rls import acting
from tests.cast import Unit


@pytest.fixture
def council(client: Client, circle: Circle, plant: Unit, fire_service: Unit) -> Council:
    """Set up through the pages, with an office for the fire service."""
    client.force_login(plant.account)
    client.post(
        reverse("councils:create", args=[circle.id]),
        {"kind": "council", "name": "Hội đồng ANTT", "short_name": "HĐANTT"},
    )
    with acting(plant.member()):
        council = Council.objects.get()
    client.post(
        reverse("councils:offices", args=[council.id]),
        {"role": "chair", "organizations": [fire_service.id]},
    )
    return council


def office_of(unit: Unit) -> Office:
    with acting(unit.member()):
        return Office.objects.get()


def test_the_organization_names_its_person_and_the_keeper_reads_it(
    client: Client, council: Council, plant: Unit, fire_service: Unit
) -> None:
    client.force_login(fire_service.account)
    office = office_of(fire_service)
    roster = reverse("councils:council", args=[council.id])
    assert "Nobody named yet" in _english(client, roster)

    today = timezone.localdate().isoformat()
    response = client.post(
        reverse("councils:seat", args=[office.id]),
        {"appointment": fire_service.appointment_id, "valid_from": today},
    )

    assert response.headers["Location"] == roster
    client.force_login(plant.account)
    assert "Nguyễn Văn Fire" in client.get(roster).content.decode()
    with acting(fire_service.member()):
        seat = Seat.objects.get()
    assert client.get(reverse("councils:substitute", args=[seat.id])).status_code == 403
    client.force_login(fire_service.account)
    assert client.get(reverse("councils:substitute", args=[seat.id])).status_code == 200
    ended = client.post(reverse("councils:end", args=[seat.id]), {"last_day": "2000-01-01"})
    assert ended.status_code == 422


def test_a_second_chair_is_an_error_of_the_form(
    client: Client, council: Council, plant: Unit
) -> None:
    response = client.post(
        reverse("councils:offices", args=[council.id]),
        {"role": "chair", "organizations": [plant.id]},
    )

    assert response.status_code == 422
    assert response.context["form"].errors["organizations"]


def test_a_doubtful_name_is_asked_about(client: Client, circle: Circle, plant: Unit) -> None:
    client.force_login(plant.account)

    response = client.post(
        reverse("councils:create", args=[circle.id]),
        {"kind": "council", "name": "TUYỆT MẬT", "short_name": "HĐ"},
    )

    assert response.status_code == 422


def test_all_pages_of_a_council_open_for_the_keeper(
    client: Client, council: Council, circle: Circle
) -> None:
    assert client.get(reverse("councils:list", args=[circle.id])).status_code == 200
    for name in ("council", "change", "offices", "dissolve"):
        assert client.get(reverse(f"councils:{name}", args=[council.id])).status_code == 200


@pytest.mark.parametrize(
    ("kind", "chair", "deputy"),
    [
        ("council", "Chủ tịch", "Phó Chủ tịch"),
        ("steering", "Trưởng ban", "Phó Trưởng ban"),
        ("support_team", "Tổ trưởng", "Tổ phó"),
    ],
)
def test_offices_are_called_as_in_a_council_of_their_kind(
    client: Client, council: Council, kind: str, chair: str, deputy: str
) -> None:
    client.post(
        reverse("councils:change", args=[council.id]),
        {"kind": kind, "name": "Hội đồng ANTT", "short_name": "HĐANTT"},
    )

    page = client.get(reverse("councils:offices", args=[council.id])).content.decode()
    assert f'<th scope="row">{chair}</th>' in page
    assert f'<option value="deputy">{deputy}</option>' in page
    roster = client.get(reverse("councils:council", args=[council.id])).content.decode()
    assert f'<th scope="row">{chair}</th>' in roster


def test_dissolving_wants_a_confirmation(client: Client, council: Council, plant: Unit) -> None:
    address = reverse("councils:dissolve", args=[council.id])
    assert client.post(address, {}).status_code == 422
    assert client.post(address, {"sure": "on"}).status_code == 302
    assert client.get(address).status_code == 422


def test_an_outsider_finds_no_page(
    client: Client, council: Council, circle: Circle, outsider: Unit, fire_service: Unit
) -> None:
    office = office_of(fire_service)
    client.force_login(outsider.account)

    assert client.get(reverse("councils:list", args=[circle.id])).status_code == 404
    for name in ("council", "change", "offices", "dissolve"):
        assert client.get(reverse(f"councils:{name}", args=[council.id])).status_code == 404
    assert client.get(reverse("councils:seat", args=[office.id])).status_code == 404


def test_a_team_is_formed_and_published(
    client: Client, circle: Circle, plant: Unit, fire_service: Unit
) -> None:
    client.force_login(plant.account)
    client.post(reverse("councils:teams"), {"name": "Tổ công tác ANTT"})
    by = plant.member()
    with acting(by):
        team = Team.objects.get()
    page = reverse("councils:team", args=[team.id])
    client.post(page, {"people": [by.person_id], "leader": by.person_id})
    client.post(
        reverse("councils:publish", args=[team.id]),
        {"circle": circle.id, "leader": "Trưởng ca", "phone": "0912345678"},
    )
    assert client.get(page).status_code == 200

    client.force_login(fire_service.account)
    assert "0912345678" in client.get(reverse("councils:list", args=[circle.id])).content.decode()
    assert client.get(page).status_code == 404

    client.force_login(plant.account)
    client.post(reverse("councils:team-dissolve", args=[team.id]))
    with acting(by):
        assert not TeamEntry.objects.exists()


def _english(client: Client, address: str) -> str:
    client.cookies["django_language"] = "en"
    return client.get(address).content.decode()
