"""A site is drawn on the map with a finger, and its partners find it there."""

import re

import pytest
from playwright.sync_api import Page, expect

from lienket.kernel.rls import acting
from lienket.places.models import Site as Place
from tests.cast import Unit, make_circle, make_unit
from tests.journeys.site import Site, vi

pytestmark = pytest.mark.journey

HERE = {"latitude": 13.36, "longitude": 109.21}


def tap(page: Page, draws: str, *spots: tuple[float, float]) -> None:
    """Tap on the map beside a field, at shares of its width and height."""
    board = page.locator(f"[data-draw={draws}][data-state=ready]")
    board.scroll_into_view_if_needed()
    box = board.bounding_box()
    assert box
    for across, down in spots:
        page.mouse.click(box["x"] + across * box["width"], box["y"] + down * box["height"])
        # A second tap at once would be a double one, which zooms.
        page.wait_for_timeout(400)


@pytest.fixture
def police(db: None) -> Unit:
    return make_unit("Công an xã", "commune_police")


def test_a_site_is_drawn_and_found(site: Site, police: Unit) -> None:
    plant = make_unit("Nhà máy")
    circle = make_circle(plant, police)
    page = site.visit(
        plant,
        f"/circles/{circle.id}/sites/new/",
        geolocation=HERE,
        permissions=["geolocation"],
    )
    page.get_by_label(vi("Name")).fill("Nhà máy thép Biển Xanh")
    page.get_by_role("button", name=vi("Where I am now")).click()
    expect(page.get_by_label(vi("Position"))).to_have_value("13.360000, 109.210000")

    field = page.get_by_label(re.compile("^Ranh giới"))
    field.fill("13.355, 109.205\n13.355, 109.215\n13.365, 109.215\n13.365, 109.205")
    page.get_by_role("button", name="Bỏ điểm cuối").click()
    assert field.input_value().count("\n") == 2
    field.fill("")
    tap(page, "area", (0.3, 0.3), (0.7, 0.3), (0.7, 0.7))
    assert field.input_value().count("\n") == 2
    # In the middle of a side a corner is put in between; on a corner it is taken away.
    tap(page, "area", (0.5, 0.3))
    assert field.input_value().count("\n") == 3
    tap(page, "area", (0.5, 0.3))
    assert field.input_value().count("\n") == 2

    field.fill("13.355, 109.205\n13.355, 109.215\n13.365, 109.215\n13.365, 109.205")
    page.get_by_role("button", name=vi("Save")).click()
    expect(page.get_by_role("heading", name="Nhà máy thép Biển Xanh")).to_be_visible()
    with acting(police.member(site.clock.now)):
        drawn = Place.objects.get().outline
    assert drawn
    assert len(drawn["coordinates"][0]) == 5

    shown = site.visit(police, f"/circles/{circle.id}/map/")
    live = shown.locator("[data-map][data-state=ready]")
    live.wait_for()
    box = live.bounding_box()
    assert box
    shown.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    shown.get_by_role("link", name="Mở trang").wait_for()
    shown.get_by_role("checkbox", name=re.compile("^Mục tiêu")).uncheck()
    shown.get_by_role("link", name="Mở trang").click()
    expect(shown.get_by_role("heading", name="Nhà máy thép Biển Xanh")).to_be_visible()


def test_without_scripts_the_map_is_a_picture(site: Site, police: Unit) -> None:
    circle = make_circle(make_unit("Nhà máy"), police)
    page = site.visit(police, f"/circles/{circle.id}/map/", java_script_enabled=False)
    picture = page.get_by_role("img", name=vi("Map"))
    expect(picture).to_be_visible()
    expect(picture.get_by_text("Quần đảo Hoàng Sa (Việt Nam)")).to_be_visible()
    expect(picture.get_by_text("Quần đảo Trường Sa (Việt Nam)")).to_be_visible()
