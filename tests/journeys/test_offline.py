"""Without a network: the page says so and loses nothing; with one again, all is as before."""

import pytest
from playwright.sync_api import expect

from tests.cast import make_unit
from tests.journeys.site import Site, await_offline, vi

pytestmark = pytest.mark.journey


def test_without_a_network_a_page_says_what_to_do(site: Site) -> None:
    with site.phone(make_unit("Plant")) as page:
        expect(page.get_by_role("heading", name=vi("Today"))).to_be_visible()
        # The worker keeps the page for offline times as soon as it is active.
        await_offline(page)

        page.context.set_offline(True)
        expect(
            page.get_by_text(vi("This device is offline. What you see may be out of date."))
        ).to_be_visible()
        page.goto("/circles/")
        expect(page.get_by_role("heading", name=vi("No connection"))).to_be_visible()

        page.context.set_offline(False)
        page.get_by_role("link", name=vi("Reload")).click()
        expect(page.get_by_role("heading", name=vi("Circles"), exact=True)).to_be_visible()


def test_nothing_private_is_kept_on_the_device(site: Site) -> None:
    page = site.visit(make_unit("Plant"))
    await_offline(page)

    kept = page.evaluate(
        """async () => {
            const cache = await caches.open("shell");
            return (await cache.keys()).map((request) => new URL(request.url).pathname);
        }"""
    )
    assert "/offline/" in kept
    assert all(path == "/offline/" or path.startswith("/static/") for path in kept)
