"""A licence of a guard contractor runs out; a register is filled from Excel and goes back to it."""

import re
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import FilePayload, Page, expect

from lienket.circles.models import Circle
from lienket.registers.actions import remind_due
from lienket.registers.tests.files import workbook
from tests.cast import Unit, make_circle, make_unit
from tests.journeys.hands import fill, follow, press
from tests.journeys.site import Site, vi

FIRM = "Công ty Bảo vệ Sao Mai"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
pytestmark = pytest.mark.journey


def hand_in(page: Page, site: Site, content: bytes) -> None:
    """Choose the file; the worker reads it, and the page says what would become of each row."""
    file = FilePayload(name="xe.xlsx", mimeType=EXCEL, buffer=content)
    page.locator("[name=file]").set_input_files(file)
    press(page, "Read the file")
    expect(page).to_have_url(re.compile(r"/registers/imports/\d+/$"))
    site.deliver()
    page.reload()
    expect(page.get_by_role("heading", name=vi("Row by row"))).to_be_visible()


@pytest.fixture
def plant(site: Site) -> Unit:
    return make_unit("Nha may", "enterprise")


@pytest.fixture
def circle(site: Site, plant: Unit) -> Circle:
    police = make_unit("Cong an xa", "commune_police")
    return make_circle(police, plant, name="Khu công nghiệp")


def test_a_licence_that_runs_out_is_asked_for_and_renewed(
    site: Site, circle: Circle, plant: Unit
) -> None:
    register = f"/circles/{circle.id}/registers/guard_contractor/"
    page = site.visit(plant, register)
    follow(page, "Enter")
    fill(page, name=FIRM, number="12/GCN", expires_on="2027-02-28")
    press(page, "Enter")

    # Nothing waits yet; two months before the last day it does, and a letter says so.
    page.goto("/")
    expect(page.get_by_role("main").get_by_role("link", name=FIRM)).not_to_be_visible()
    site.wait(days=50)
    assert remind_due(now=site.clock.now) == 1
    site.deliver()
    assert plant.email in [address for address, _letter in site.outbox.letters]

    with site.phone(plant) as phone:
        phone.get_by_role("main").get_by_role("link", name=FIRM).first.click()
        follow(phone, "Renew it")
        fill(phone, expires_on="2032-02-28", number="7/GCN")
        press(phone, "Renew it")
        expect(phone.get_by_text("28/02/2027 → 28/02/2032")).to_be_visible()
        phone.goto("/")
        expect(phone.get_by_role("main").get_by_role("link", name=FIRM)).not_to_be_visible()


def test_a_workbook_is_tried_first_then_entered_and_comes_back_the_same(
    site: Site, circle: Circle, plant: Unit, tmp_path: Path
) -> None:
    register = f"/circles/{circle.id}/registers/vehicle/"
    page = site.visit(plant, register)
    follow(page, "Import from Excel")

    # A day that is none: told row by row, and nothing is entered.
    vehicles = [("77C-123.45", "12/GRV", "31/12/2026"), ("77C-678.90", "13/GRV", "31/02/2027")]
    hand_in(page, site, workbook(*vehicles))
    expect(page.get_by_role("row").filter(has_text="77C-678.90")).to_contain_text(vi("refused"))
    expect(page.get_by_role("row").filter(has_text="77C-123.45")).to_contain_text(vi("new"))
    page.get_by_role("link", name=vi("Choose another file")).click()

    vehicles[1] = ("77C-678.90", "13/GRV", "28/02/2027")
    hand_in(page, site, workbook(*vehicles))
    page.locator("form[action$='/application/']").get_by_role("button").first.click()
    expect(page).to_have_url(re.compile(f"{register}$"))
    expect(page.get_by_role("row").filter(has_text="77C-678.90")).to_be_visible()

    with page.expect_download() as downloading:
        follow(page, "Export to Excel")
    kept = tmp_path / "export.xlsx"
    downloading.value.save_as(kept)
    cells = {cell for row in load_workbook(kept).active.values for cell in row}
    assert {"77C-123.45", "77C-678.90", "13/GRV"} <= cells
