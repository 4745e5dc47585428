"""A regulation is renewed for the next term, and its text is read by everybody it concerns."""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from lienket.circles.models import Circle
from lienket.kernel.rls import acting
from lienket.obligations import actions as obligations
from lienket.obligations.tests.conftest import owed
from lienket.regulations import queries as texts
from lienket.regulations.models import Regulation
from lienket.regulations.tests.conftest import write_draft
from tests.cast import NOON, Unit, make_circle, make_unit
from tests.journeys.hands import fill, press, sign, sign_here
from tests.journeys.site import Site, vi

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
    sign(site, regulation, police, company)
    by = police.member()
    with acting(by):
        obligations.define(regulation_id=regulation.id, draft=owed(), by=by, now=NOON)
    return Sides(police, company, circle, regulation)


def test_the_next_term_takes_over_text_and_obligations_and_is_signed(
    site: Site, sides: Sides
) -> None:
    page = site.visit(sides.police, f"/regulations/{sides.regulation.id}/renewal/")
    fill(page, title="Quy chế phối hợp 2031", valid_from="2031-01-01", valid_to="2035-12-31")
    page.locator("main form button[type=submit]").first.click()
    by = sides.police.member()
    with acting(by):
        renewed = Regulation.objects.get(renews=sides.regulation)
        draft = texts.draft_of(renewed)
        assert draft
        patrols = draft.clauses.get(key="d3")
    page.goto(f"/clauses/{patrols.id}/")
    fill(page, text="Bảo vệ tuần tra 06 vòng mỗi ca.")
    press(page, "Save")

    page.goto(f"/regulations/{renewed.id}/differences/")
    expect(page.get_by_role("main")).to_contain_text("06")
    expect(page.get_by_role("main")).to_contain_text("03")

    page.goto(f"/regulations/{renewed.id}/obligations/carried/")
    for box in page.locator("main [name=codes]").all():
        box.check()
    press(page, "Take them over")
    expect(page.get_by_text("Tổng hợp an ninh, trật tự tuần")).to_be_visible()

    sign(site, renewed, sides.police)
    sign_here(site, sides.company, renewed)
    page.goto(f"/regulations/{sides.regulation.id}/")
    expect(page.get_by_text(vi("Renewed by the next term")).first).to_be_visible()


def test_partners_see_how_many_have_read_and_only_their_own_unit_sees_who(
    site: Site, sides: Sides
) -> None:
    page = site.visit(sides.police, f"/circles/{sides.circle.id}/disseminations/new/")
    fill(page, title="Phổ biến quy chế", body="Điều 1. …", due_on="2026-12-01")
    page.locator("main form button[type=submit]").first.click()
    expect(page).to_have_url(re.compile(r"/disseminations/\d+/$"))
    site.deliver()

    reader = f"Nguyễn Văn {sides.company.organization.name}"
    with site.phone(sides.company, page.url.removeprefix(site.address)) as phone:
        press(phone, "I have read and understood it")
        expect(phone.get_by_text(vi("You have read and understood it."))).to_be_visible()
        people = phone.locator("section", has=phone.get_by_role("heading", name=vi("Our people")))
        expect(people).to_contain_text(reader)
    page.reload()
    row = page.get_by_role("row").filter(has_text=sides.company.organization.name)
    expect(row).to_contain_text("1 / 1")
    expect(page.get_by_text(reader)).to_have_count(0)
