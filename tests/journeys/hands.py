"""What people do again and again on the pages of what they have agreed on."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, expect

from lienket.kernel.rls import acting
from lienket.regulations.models import Regulation
from tests import signing
from tests.cast import Unit
from tests.journeys.site import Site, vi


def fill(page: Page, **fields: str) -> None:
    """Fill in fields by their names."""
    for name, value in fields.items():
        field = page.locator(f"main [name={name}]")
        if field.evaluate("element => element.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


def press(page: Page, message: str) -> None:
    """Press the button with the Vietnamese words of a message."""
    page.get_by_role("button", name=vi(message), exact=True).click()


def follow(page: Page, message: str) -> None:
    """Follow the first link with the Vietnamese words of a message."""
    page.get_by_role("main").get_by_role("link", name=vi(message), exact=True).first.click()


def choose(page: Page, message: str) -> None:
    """Take something from the menu of what else may be done."""
    page.get_by_role("main").get_by_text(vi("More"), exact=True).click()
    follow(page, message)


@contextmanager
def asked(site: Site, unit: Unit, title: str) -> Iterator[Page]:
    """The unit's person opens what waits for them today, on a phone."""
    with site.phone(unit) as phone:
        phone.get_by_role("main").get_by_role("link", name=title).first.click()
        yield phone


def sign_when_asked(site: Site, unit: Unit, title: str) -> None:
    """Find the regulation among what waits, read it and sign."""
    with asked(site, unit, title) as phone:
        follow(phone, "Sign")
        phone.get_by_role("checkbox", name=vi("I have read it and I am sure.")).check()
        press(phone, "Sign")
        expect(phone.get_by_role("status").filter(has_text=vi("Signed."))).to_be_visible()


def rewrite(page: Page, key: str, text: str) -> None:
    """Give a clause other words, on the page where the text is written."""
    clause = page.locator(".clause-line").filter(has=page.locator(f"[id='{key}']"))
    clause.locator("summary").click()
    clause.get_by_role("link", name=vi("Heading and text")).click()
    fill(page, text=text)
    press(page, "Save")


def sign_here(site: Site, unit: Unit, regulation: Regulation) -> Page:
    """Read and sign as one does; the page of the regulation stays open."""
    page = site.visit(unit, f"/regulations/{regulation.id}/")
    page.get_by_role("link", name=vi("Sign"), exact=True).click()
    page.get_by_role("checkbox", name=vi("I have read it and I am sure.")).check()
    press(page, "Sign")
    expect(page.get_by_role("status").filter(has_text=vi("Signed."))).to_be_visible()
    return page


def sign(site: Site, regulation: Regulation, *units: Unit) -> None:
    """The others sign too."""
    for unit in units:
        by = unit.member(site.clock.now)
        with acting(by):
            signing.sign(regulation, by, site.clock.now)
