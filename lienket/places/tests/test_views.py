"""The pages of places, as people use them."""

import json
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lienket.circles.models import Circle
from lienket.kernel.actors import Actor, Member
from lienket.kernel.rls import acting
from lienket.places import actions, layers, queries
from lienket.places.forms import Where
from lienket.places.layers import Feature, Period, layer, point
from lienket.places.models import Corridor, Site, Waypoint
from lienket.places.rules import Position
from lienket.places.tests.hands import CENTRE, list_corridor, list_site, square
from tests.cast import NOON, Unit, signed_in


def get(client: Client, name: str, *args: object) -> str:
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200, response.status_code
    return response.content.decode()


SITE = {
    "name": "Nhà máy thép <Biển Xanh>",
    "kind": "steel_works",
    "importance": "1",
    "address": "Khu kinh tế Biển Xanh",
    "position": "13,355; 109,205",
    "shape": "13.350, 109.200\n13.350, 109.210\n13.360, 109.210\n13.360, 109.200",
    "note": "",
}


def test_a_site_is_listed_changed_and_taken_off_the_map(
    plant: Unit, fire_service: Unit, circle: Circle, dispatcher: Member
) -> None:
    client = signed_in(plant)
    made = client.post(reverse("places:site_create", args=[circle.id]), SITE)
    assert made.status_code == 302, made.content.decode()
    with acting(dispatcher):
        site = Site.objects.get()
    assert (site.latitude, site.longitude) == CENTRE
    html = get(signed_in(fire_service), "places:site", site.id)
    assert "Nhà máy thép &lt;Biển Xanh&gt;" in html
    assert reverse("places:site_edit", args=[site.id]) not in html
    assert "Nhà máy thép" in get(signed_in(fire_service), "places:list", circle.id)

    edit = reverse("places:site_edit", args=[site.id])
    page = client.get(edit).content.decode()
    assert "13.35, 109.2" in page
    assert client.post(edit, SITE | {"name": "Thép Biển Xanh"}).status_code == 302
    assert signed_in(fire_service).get(edit).status_code == 403
    assert client.post(reverse("places:site_remove", args=[site.id])).status_code == 302
    assert "Thép Biển Xanh" not in get(client, "places:list", circle.id)
    assert "Thép Biển Xanh" in get(client, "places:site", site.id)


def test_numbers_the_wrong_way_round_are_offered_to_be_turned(
    plant: Unit, circle: Circle, dispatcher: Member
) -> None:
    client, url = signed_in(plant), reverse("places:site_create", args=[circle.id])
    swapped = SITE | {"position": "109.205, 13.355", "shape": ""}
    asked = client.post(url, swapped)
    assert asked.status_code == 422
    assert 'type="checkbox" name="turned"' in asked.content.decode()
    assert client.post(url, swapped | {"turned": "on"}).status_code == 302
    with acting(dispatcher):
        assert Site.objects.get().latitude == CENTRE.latitude


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("position", "gần cầu Suối Đá"),
        ("position", "48.85, 2.35"),
        ("shape", "13.350, 109.200\nsai"),
        ("shape", '{"type": "Polygon", "coordinates": [[[['),
        ("shape", '{"type": "Polygon"}'),
        ("shape", "13.35, 109.2\n13.36, 109.21\n13.35, 109.21\n13.36, 109.2"),
        ("name", ""),
        ("kind", "castle"),
    ],
)
def test_a_bad_field_is_told_and_nothing_is_listed(
    plant: Unit, circle: Circle, dispatcher: Member, field: str, value: str
) -> None:
    response = signed_in(plant).post(
        reverse("places:site_create", args=[circle.id]), SITE | {field: value}
    )
    assert response.status_code == 422
    assert f'id="id_{field}_error"' in response.content.decode()
    with acting(dispatcher):
        assert not Site.objects.exists()


def test_zones_are_drawn_and_removed(plant: Unit, circle: Circle, dispatcher: Member) -> None:
    client, site = signed_in(plant), list_site(circle, dispatcher)
    drawn = {"name": "Trạm 110 kV", "kind": "restricted", "shape": json.dumps(square(half=0.001))}
    assert client.post(reverse("places:zone_create", args=[site.id]), drawn).status_code == 302
    with acting(dispatcher):
        zone = site.zones.get()
    edit = reverse("places:zone_edit", args=[zone.id])
    assert client.post(edit, drawn | {"name": "Trạm biến áp"}).status_code == 302
    assert "Trạm biến áp" in get(client, "places:site", site.id)
    assert client.post(reverse("places:zone_remove", args=[zone.id])).status_code == 302
    assert "Trạm biến áp" not in get(client, "places:site", site.id)


def test_a_corridor_is_listed_by_its_towers(
    plant: Unit, circle: Circle, dispatcher: Member
) -> None:
    client, url = signed_in(plant), reverse("places:corridor_create", args=[circle.id])
    given = {
        "name": "Đường dây 110 kV",
        "kind": "power_line",
        "voltage": "110",
        "width": "15,5",
        "towers": "VT1: 13.360, 109.210\nVT2: 13.365, 109.220",
    }
    bad = client.post(url, given | {"towers": "VT1: 13.360, 109.210\nVT2 ở đồi"})
    assert bad.status_code == 422
    assert 'id="id_towers_error"' in bad.content.decode()
    assert client.post(url, given).status_code == 302
    with acting(dispatcher):
        corridor = Corridor.objects.get()
    html = get(client, "places:corridor", corridor.id)
    assert "VT2" in html
    assert "15,5 m" in html
    edit = reverse("places:corridor_edit", args=[corridor.id])
    assert "VT1: 13.36, 109.21" in client.get(edit).content.decode()
    assert client.post(edit, given | {"towers": "", "shape": "13.36, 109.21\n13.37, 109.22"}
                       ).status_code == 302  # fmt: skip
    with acting(dispatcher):
        assert not corridor.towers.exists()
    assert client.post(
        reverse("places:corridor_remove", args=[corridor.id])
    ).status_code == 302  # fmt: skip


def test_any_member_sets_points_of_its_own(
    plant: Unit, fire_service: Unit, circle: Circle, dispatcher: Member
) -> None:
    site = list_site(circle, dispatcher)
    client = signed_in(fire_service)
    url = reverse("places:waypoint_create", args=[circle.id])
    assert f'value="{site.id}" selected' in client.get(f"{url}?site={site.id}").content.decode()
    given = {"name": "Hồ lấy nước", "kind": "water", "position": "13.3551, 109.2051"}
    assert client.post(url, given | {"site": site.id}).status_code == 302
    with acting(dispatcher):
        point = Waypoint.objects.get()
    assert "Hồ lấy nước" in get(signed_in(plant), "places:waypoint", point.id)
    edit = reverse("places:waypoint_edit", args=[point.id])
    assert signed_in(plant).get(edit).status_code == 403
    assert client.post(edit, given | {"name": "Bến lấy nước"}).status_code == 302
    assert client.post(reverse("places:waypoint_remove", args=[point.id])).status_code == 302
    assert "Bến lấy nước" not in get(client, "places:map", circle.id)


def test_the_contact_plan_is_filled_in_line_by_line(
    plant: Unit, fire_service: Unit, circle: Circle, dispatcher: Member
) -> None:
    client, site = signed_in(plant), list_site(circle, dispatcher)
    url = reverse("places:contacts", args=[site.id])
    assert client.get(url).status_code == 200
    given = {"line0-who": str(fire_service.id), "line0-about": "Cháy", "line2-who": ""}
    assert client.post(url, given).status_code == 302
    assert "Cháy" in get(client, "places:site", site.id)
    assert client.post(url, {"line0-who": "999"}).status_code == 422
    assert client.post(url, {}).status_code == 302
    with acting(dispatcher):
        assert not queries.contacts_of(site)


def test_the_map_is_a_picture_a_list_and_data(
    plant: Unit, circle: Circle, dispatcher: Member
) -> None:
    client = signed_in(plant)
    empty = get(client, "places:map", circle.id)
    assert reverse("places:site_create", args=[circle.id]) in empty.split("<main")[1]
    assert "Chưa có địa điểm" in empty
    assert "Quần đảo Hoàng Sa (Việt Nam)" in get(client, "places:map", circle.id)
    assert "Quần đảo Trường Sa (Việt Nam)" in get(client, "places:map", circle.id)
    list_site(circle, dispatcher)
    list_corridor(circle, dispatcher)
    html = get(client, "places:map", circle.id)
    assert '<svg class="map-picture"' in html
    assert "Chưa có địa điểm" not in html
    assert "13.355, 109.205" in html
    response = client.get(reverse("places:features", args=[circle.id]), {"days": "7"})
    assert response.headers["Content-Type"] == "application/geo+json"
    layers = [one["properties"]["layer"] for one in response.json()["features"]]
    assert layers == ["corridors", "corridors", "sites", "sites"]


def test_another_module_adds_a_layer_for_a_period(
    plant: Unit, circle: Circle, dispatcher: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(layers, "_layers", dict(layers._layers))
    asked: list[Period] = []

    @layer("alarms", "Báo động", "bell-ringing", timed=True)
    def alarms(circle: Circle, by: Actor, period: Period) -> Iterator[Feature]:
        asked.append(period)
        yield Feature(point(CENTRE), "Báo động lô C", "Cháy", icon="flame")

    client = signed_in(plant)
    html = client.get(reverse("places:map", args=[circle.id]), {"days": "7"}).content.decode()
    assert "Báo động lô C" in html
    assert '<option value="7" selected>' in html
    assert (asked[0].end - asked[0].start).days == 7


def test_outside_the_circle_nothing_of_it_exists(
    outsider: Unit, circle: Circle, dispatcher: Member
) -> None:
    site, corridor = list_site(circle, dispatcher), list_corridor(circle, dispatcher)
    client = signed_in(outsider)
    for name, key in (
        ("map", circle.id),
        ("features", circle.id),
        ("list", circle.id),
        ("import", circle.id),
        ("site_create", circle.id),
        ("site", site.id),
        ("site_edit", site.id),
        ("contacts", site.id),
        ("zone_create", site.id),
        ("corridor", corridor.id),
        ("corridor_edit", corridor.id),
    ):
        assert client.get(reverse(f"places:{name}", args=[key])).status_code == 404, name


def test_where_takes_a_place_a_position_or_both(circle: Circle, dispatcher: Member) -> None:
    site = list_site(circle, dispatcher)
    with acting(dispatcher):
        zone = actions.draw_zone(
            site_id=site.id,
            name="Kho",
            kind="storage",
            outline=square(half=0.001),
            by=dispatcher,
            now=NOON,
        )

        def asked(**given: str) -> Where:
            form = Where(given, circle_id=circle.id, by=dispatcher)
            form.is_valid()
            return form

        assert asked(place=f"zone.{zone.id}").chosen()[:2] == (site.id, zone.id)
        assert asked(position="13.355, 109.205").chosen().position == CENTRE
        swapped = asked(position="109.205, 13.355")
        assert not swapped.is_valid()
        assert not swapped.fields["turned"].widget.is_hidden
        assert asked(position="109.205, 13.355", turned="on").chosen().position == CENTRE
        assert not asked(place="site.999").is_valid()
        assert asked().chosen() == (None, None, None, None)


def test_the_front_page_of_the_circle_leads_to_the_map(
    plant: Unit, circle: Circle, dispatcher: Member
) -> None:
    list_site(circle, dispatcher, now=timezone.now())
    assert reverse("places:map", args=[circle.id]) in get(
        signed_in(plant), "exchange:circle", circle.id
    )


def test_a_single_point_has_surroundings(circle: Circle, dispatcher: Member, plant: Unit) -> None:
    with acting(dispatcher):
        point = actions.set_waypoint(
            circle_id=circle.id,
            name="Cổng",
            kind="gate",
            position=Position(13.355, 109.205),
            by=dispatcher,
            now=NOON,
        )
    assert "200 m" in get(signed_in(plant), "places:waypoint", point.id)
