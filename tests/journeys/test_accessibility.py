"""Everybody can use every page: by keyboard, on a phone, in the dark, with a screen reader."""

from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from playwright.sync_api import Locator, Page, ViewportSize, expect

from tests.cast import Unit, make_circle, make_unit
from tests.journeys.scene import Scene
from tests.journeys.site import Site, vi

Theme = Literal["light", "dark"]
# Hundreds of pages are looked at in one test.
pytestmark = [pytest.mark.journey, pytest.mark.timeout(1200)]

#: Each page is looked at in two ways, the second on a phone.
DESK: tuple[ViewportSize, Theme] = ({"width": 1280, "height": 900}, "light")
PHONE: tuple[ViewportSize, Theme] = ({"width": 390, "height": 844}, "dark")
GRAVE = {"serious", "critical"}
#: For programs, or of files that the scene does not have.
NO_PAGES = ("api/", "healthz", "sw.js", "accounts/oidc/", "files/", "language/", "me/export/")


@pytest.fixture
def scene(site: Site) -> Scene:
    return Scene(site)


def test_every_page_for_members_can_be_used_by_all(site: Site, scene: Scene) -> None:
    assert not findings(site, scene, scene.plant)


def test_every_page_for_others_can_be_used_by_all(site: Site, scene: Scene) -> None:
    assert not findings(site, scene, None)


def findings(site: Site, scene: Scene, unit: Unit | None) -> list[str]:
    """What is wrong with any page: grave findings of axe, and pages wider than a phone."""
    page = site.enter(unit).new_page()
    found = []
    for path in pages(scene, unit):
        page.goto(path)
        for size, theme in (DESK, PHONE):
            page.set_viewport_size(size)
            page.emulate_media(color_scheme=theme)
            found += [f"{path} {size['width']} {theme}: {what}" for what in grave(page)]
        overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if overflow > 0:
            found.append(f"{path} is {overflow} px wider than a phone")
    return found


def grave(page: Page) -> Iterator[str]:
    for violation in auditor().run(page).response["violations"]:
        if violation["impact"] in GRAVE:
            yield f"{violation['id']} at {violation['nodes'][0]['target']}"


@cache
def auditor() -> Axe:
    return Axe()


def pages(scene: Scene, unit: Unit | None) -> list[str]:
    """The addresses of all pages the unit's person can open, and one of each that turns away."""
    client = Client(HTTP_HOST="localhost")
    if unit:
        client.force_login(unit.account)
    opened: dict[str, int] = {}
    for path in [*addresses(scene), *scene.secret]:
        response = client.get(path, follow=True)
        if response.redirect_chain:
            path = response.redirect_chain[-1][0].split("?")[0]
        status = response.status_code
        assert status < 500, path
        is_page = not response.streaming and b"<html" in response.content
        if is_page and (status == 200 or status not in opened.values()):
            opened[path] = status
    return sorted(opened)


def addresses(scene: Scene) -> Iterator[str]:
    """Every address of the application, its parts filled in from the scene."""
    for route, names in routes(get_resolver().url_patterns):
        if route.startswith(NO_PAGES) or not names <= scene.places.keys():
            continue
        for values in product(*(scene.places[name] for name in names)):
            path = route
            for name, value in zip(names, values, strict=True):
                for kind in ("int", "str", "slug"):
                    path = path.replace(f"<{kind}:{name}>", str(value))
            yield f"/{path}"


def routes(
    patterns: list[URLPattern | URLResolver], before: str = ""
) -> Iterator[tuple[str, set[str]]]:
    """Each route with the names of its parts."""
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        else:
            yield route, set(pattern.pattern.regex.groupindex) | set(pattern.pattern.converters)


def test_a_notice_is_written_and_answered_by_keyboard_alone(site: Site) -> None:
    plant, police = make_unit("Plant"), make_unit("Police", "police")
    circle = make_circle(plant, police)
    page = site.visit(plant, f"/circles/{circle.id}/bulletins/new/")

    # The first key leads past the navigation.
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name=vi("Skip to the content"))
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()

    tab_to(page, page.get_by_role("textbox", name=vi("Title")))
    page.keyboard.type("Mất điện trạm bơm")
    tab_to(page, page.get_by_role("button", name=vi("Issue"), exact=True))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Mất điện trạm bơm")).to_be_visible()

    answering = site.visit(police)
    tab_to(answering, answering.get_by_role("button", name=vi("Confirm receipt")))
    answering.keyboard.press("Enter")
    expect(answering.get_by_role("status").filter(has_text=vi("Received"))).to_be_visible()


#: A ring or a shadow around what has the focus, or around the card that it fills; parts inside a
#: date field have their own.
SEEN = """() => {
    const at = document.activeElement;
    const styles = [getComputedStyle(at), getComputedStyle(at, "::after")];
    const marked = styles.some((s) => s.outlineStyle !== "none" || s.boxShadow !== "none");
    return marked || !at.matches(":focus");
}"""


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until the target has the focus; on the way the focus must always be seen."""
    for _press in range(60):
        page.keyboard.press("Tab")
        assert page.evaluate(SEEN), page.evaluate("document.activeElement.outerHTML")
        if target.evaluate("element => element === document.activeElement"):
            return
    pytest.fail("the focus never came there")
