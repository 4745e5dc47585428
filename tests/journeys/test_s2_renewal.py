"""A regulation is renewed for the next term, and its text is read by everybody it concerns."""

from dataclasses import dataclass
from datetime import date

import pytest
from playwright.sync_api import expect

from lienket.circles.models import Circle
from lienket.kernel.rls import acting
from lienket.obligations import actions as obligations
from lienket.obligations.tests.conftest import owed
from lienket.regulations import actions as regulations
from lienket.regulations.models import Regulation
from lienket.regulations.tests.conftest import write_draft
from tests.cast import NOON, Unit, make_circle, make_unit
from tests.journeys.hands import (
    asked,
    choose,
    fill,
    follow,
    press,
    rewrite,
    sign,
    sign_when_asked,
)
from tests.journeys.site import Site, vi

NEXT_TERM = "Quy chế phối hợp nhiệm kỳ 2027 - 2031"
pytestmark = pytest.mark.journey


@dataclass(frozen=True)
class Sides:
    """The police keep the regulation with the company, and one obligation stands in it."""

    police: Unit
    company: Unit
    circle: Circle
    regulation: Regulation


@pytest.fixture
def sides(site: Site) -> Sides:
    police, company = make_unit("Công an tỉnh", "police"), make_unit("Công ty Điện lực")
    circle = make_circle(police, company, name="Quy chế 2026")
    regulation = write_draft(circle, police, company)
    by = police.member()
    with acting(by):
        regulation = regulations.revise(
            regulation_id=regulation.id,
            title="Quy chế phối hợp nhiệm kỳ 2022 - 2026",
            valid_from=date(2022, 1, 1),
            valid_to=date(2026, 12, 31),
            cites="",
            by=by,
            now=NOON,
        )
    sign(site, regulation, police, company)
    with acting(by):
        obligations.define(regulation_id=regulation.id, draft=owed(), by=by, now=NOON)
    return Sides(police, company, circle, regulation)


def test_the_next_term_takes_over_text_and_obligations_and_is_signed(
    site: Site, sides: Sides
) -> None:
    page = site.visit(sides.police, f"/regulations/{sides.regulation.id}/")
    choose(page, "Renew")
    # The days of the next term are proposed: as long as the one that ends.
    expect(page.locator("main [name=valid_from]")).to_have_value("2027-01-01")
    expect(page.locator("main [name=valid_to]")).to_have_value("2031-12-31")
    fill(page, title=NEXT_TERM)
    press(page, "Begin the next term")
    renewed = page.url.removeprefix(site.address)

    follow(page, "Write the text")
    rewrite(page, "d3", "Bảo vệ tuần tra 06 vòng mỗi ca.")
    page.goto(renewed)
    follow(page, "What changed")
    expect(page.locator("main del")).to_have_text("03")
    expect(page.locator("main ins")).to_have_text("06")

    page.goto(renewed)
    page.get_by_role("link", name=vi("Register of obligations")).click()
    follow(page, "Take over from the earlier term")
    for box in page.get_by_role("main").get_by_role("checkbox").all():
        box.check()
    press(page, "Take them over")
    expect(page.get_by_text("Tổng hợp an ninh, trật tự tuần")).to_be_visible()

    # Both sign where they are asked for it, and the new term takes the place of the old one.
    page.goto(renewed)
    choose(page, "Ask for signatures")
    fill(page, until="2026-11-28T12:00")
    press(page, "Ask for signatures")
    site.deliver()
    for unit in (sides.police, sides.company):
        sign_when_asked(site, unit, NEXT_TERM)
    site.wait(days=42)
    page = site.visit(sides.company, f"/circles/{sides.circle.id}/regulations/")
    terms = page.get_by_role("row")
    earlier = terms.filter(has=page.get_by_role("link", name=sides.regulation.title, exact=True))
    expect(earlier).to_contain_text(vi("Renewed by the next term"))
    later = terms.filter(has=page.get_by_role("link", name=NEXT_TERM))
    expect(later).to_contain_text(vi("In force"))
    later.get_by_role("link", name=NEXT_TERM).click()
    expect(page.get_by_text("Bảo vệ tuần tra 06 vòng mỗi ca.")).to_be_visible()
    # What is archived stays readable.
    page.goto(f"/regulations/{sides.regulation.id}/")
    expect(page.get_by_text("Bảo vệ tuần tra 03 vòng mỗi ca.")).to_be_visible()


def test_partners_see_how_many_have_read_and_only_their_own_unit_sees_who(
    site: Site, sides: Sides
) -> None:
    page = site.visit(sides.police, f"/regulations/{sides.regulation.id}/")
    spreads = page.get_by_role("main").get_by_role("link", name=vi("Spread the text"))
    spreads.filter(has_text=vi("with proof of reading")).click()
    fill(page, title="Phổ biến quy chế", due_on="2026-12-01")
    press(page, "Send to be read")
    site.deliver()

    reader = f"Nguyễn Văn {sides.company.organization.name}"
    with asked(site, sides.company, "Phổ biến quy chế") as phone:
        # Nobody can have read what is not there to be read.
        expect(phone.get_by_text("Bảo vệ tuần tra 03 vòng mỗi ca.")).to_be_visible()
        press(phone, "I have read and understood it")
        expect(phone.get_by_text(vi("You have read and understood it."))).to_be_visible()
        people = phone.locator("section", has=phone.get_by_role("heading", name=vi("Our people")))
        expect(people).to_contain_text(reader)
    page.reload()
    row = page.get_by_role("row").filter(has_text=sides.company.organization.name)
    expect(row).to_contain_text("1 / 1")
    expect(page.get_by_text(reader)).to_have_count(0)
