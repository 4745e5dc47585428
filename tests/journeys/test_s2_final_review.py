"""The final review of a programme: computed, commented on, approved, frozen, printed."""

from pathlib import Path

import openpyxl
import pytest
from docx import Document
from playwright.sync_api import Page, expect

from lienket.circles.models import Circle
from lienket.incidents.actions import Report
from lienket.incidents.tests.hands import report
from tests.cast import Unit, make_circle, make_unit
from tests.journeys.hands import asked, fill, follow, press
from tests.journeys.site import Site, vi

TITLE = "Tổng kết chương trình phối hợp bảo vệ lưới điện"
LESSON = "Tuyên truyền đến từng thôn trước mùa mưa giảm hẳn số vụ vi phạm hành lang."
pytestmark = pytest.mark.journey


@pytest.fixture
def units(site: Site) -> list[Unit]:
    """The grid company that drafts, the police, and a commune."""
    return [
        make_unit("Công ty Điện lực Vĩnh Lam"),
        make_unit("Phòng PA04", "police"),
        make_unit("UBND xã Đồng Xuân", "commune"),
    ]


@pytest.fixture
def circle(units: list[Unit]) -> Circle:
    """Two thefts and a kite on the line have been reported in it."""
    circle = make_circle(*units, name="Chương trình phối hợp 2022")
    by = units[0].member()
    report(circle, by, Report(kind="equipment_theft", summary="Mất 40 m dây tiếp địa."))
    report(circle, by, Report(kind="equipment_theft", summary="Mất 6 thanh giằng."))
    report(circle, by, Report(kind="kite", summary="Diều vướng đường dây 110 kV."))
    return circle


def test_a_review_goes_from_the_record_to_the_printed_report(
    site: Site, units: list[Unit], circle: Circle, tmp_path: Path
) -> None:
    company, police, commune = units
    page = site.visit(company, f"/circles/{circle.id}/reviews/")
    follow(page, "Make a review")
    fill(
        page,
        kind="final",
        title=TITLE,
        starts_on="2026-01-01",
        ends_on="2026-11-21",
        total_since="2026-01-01",
    )
    press(page, "Compute and draft")
    review = page.url.removeprefix(site.address)
    # Each figure opens the rows that it counts.
    page.get_by_text("D. Vụ việc", exact=True).click()
    row = page.get_by_role("row").filter(has_text="Trộm cắp vật tư, thiết bị điện")
    row.get_by_role("link", name="2 vụ").first.click()
    expect(page.get_by_role("main").get_by_text("Mất 6 thanh giằng.")).to_be_visible()
    page.goto(review)

    follow(page, "Edit the words")
    fill(page, **{"added-IV": LESSON})
    press(page, "Save the words")
    expect(page.get_by_text(LESSON)).to_be_visible()
    follow(page, "Put it to the parties")
    press(page, "Put it to the parties")
    site.deliver()

    with asked(site, commune, TITLE) as phone:
        lesson = phone.locator(".told").filter(has_text=LESSON)
        lesson.get_by_role("link", name=vi("Comment")).click()
        fill(phone, text="Nêu thêm đợt cao điểm tháng 4.")
        press(phone, "Send the comment")
        expect(phone.get_by_text("Nêu thêm đợt cao điểm tháng 4.")).to_be_visible()
        approve(phone)
    with asked(site, company, "Nêu thêm đợt cao điểm tháng 4.") as phone:
        fill(phone, answer="Đã nêu ở phần II.")
        press(phone, "Send the answer")
        expect(phone.get_by_text("Đã nêu ở phần II.")).to_be_visible()
    # The police approve by the link of their letter.
    with site.phone(path=site.link_to(police)) as phone:
        expect(phone.get_by_text(LESSON)).to_be_visible()
        approve(phone)

    page.goto(review)
    follow(page, "Freeze the review")
    press(page, "Freeze it for good")
    expect(page.get_by_text(vi("The review is frozen."))).to_be_visible()
    sha256 = page.locator(".hash code").inner_text()
    follow(page, "Check it")
    expect(page.get_by_text(vi("Both are equal"))).to_be_visible()
    page.goto(review)
    with page.expect_download() as saved:
        page.get_by_role("link", name="Excel").click()
    saved.value.save_as(tmp_path / "figures.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "figures.xlsx").active
    assert sheet is not None
    assert next(row[3].value for row in sheet.iter_rows(min_row=4) if row[0].value == "D4") == 2

    follow(page, "Number and issue as a document")
    fill(page, place="Vĩnh Lam")
    press(page, "Number and issue")
    expect(page.get_by_role("main")).to_contain_text("01/BC-")
    for name in ("Word", "PDF"):
        with page.expect_download() as saved:
            page.get_by_role("main").get_by_role("link", name=name).first.click()
        saved.value.save_as(tmp_path / name)
    assert (tmp_path / "PDF").read_bytes().startswith(b"%PDF")
    words = "\n".join(one.text for one in Document(str(tmp_path / "Word")).paragraphs)
    assert LESSON in words
    assert sha256 in words


def approve(phone: Page) -> None:
    """Say that one's organization approves."""
    phone.get_by_role("radio", name=vi("Approves"), exact=True).check()
    press(phone, "Send the answer")
    expect(phone.get_by_role("status").filter(has_text=vi("Approves"))).to_be_visible()
