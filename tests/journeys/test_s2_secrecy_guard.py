"""S2.8: no state secret may enter, nothing of one stays behind, and nobody types anything twice."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from lienket.documents.tests.samples import document, pdf
from lienket.exchange.models import Bulletin
from lienket.kernel.rls import acting
from tests.cast import Unit, make_circle, make_unit
from tests.journeys.site import Site, issue, vi, vi_with, write_bulletin

pytestmark = pytest.mark.journey

PLAN = "Kế hoạch bảo vệ trạm 220 kV"


class Office:
    """A unit that writes, in a circle with one that would receive."""

    def __init__(self, site: Site) -> None:
        self.unit: Unit = make_unit("Công ty Điện lực", "enterprise")
        self.circle = make_circle(self.unit, make_unit("Công an phường", "police"))
        self.page: Page = site.visit(self.unit, f"/circles/{self.circle.id}/bulletins/new/")

    def send(self) -> None:
        self.page.get_by_role("button", name=vi("Issue"), exact=True).click()

    def issued(self) -> list[str]:
        """The titles of all bulletins there are."""
        by = self.unit.member()
        with acting(by):
            return list(Bulletin.objects.values_list("title", flat=True))


@pytest.fixture
def office(site: Site) -> Office:
    return Office(site)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("ke-hoach.docx", document("Kế hoạch bảo vệ mục tiêu", header="TỐI MẬT")),
        ("ke-hoach.pdf", pdf([(60, 780, "MẬT"), (60, 700, "Kế hoạch bảo vệ mục tiêu")])),
        ("ke-hoach.txt", "TUYỆT MẬT\n\nKế hoạch bảo vệ mục tiêu\n".encode()),
    ],
    ids=["word", "pdf", "text"],
)
def test_a_stamped_file_is_refused_and_leaves_nothing_behind(
    office: Office, tmp_path: Path, name: str, content: bytes
) -> None:
    stamped = tmp_path / name
    stamped.write_bytes(content)
    page = office.page
    write_bulletin(page, PLAN)
    page.get_by_role("textbox", name=vi("Content")).fill("Xem tệp kèm theo.")
    page.get_by_label(vi("Attachments")).set_input_files(stamped)
    office.send()

    expect(page.get_by_role("alert").first).to_contain_text(
        vi("Nothing was sent yet. Correct what is marked below.")
    )
    expect(page.get_by_text(vi_with(STAMPED)).first).to_be_visible()
    expect(page.get_by_role("textbox", name=vi("Title"))).to_have_value(PLAN)
    expect(page.get_by_role("textbox", name=vi("Content"))).to_have_value("Xem tệp kèm theo.")
    expect(page.get_by_label(vi(NOT_SECRET))).to_be_hidden()
    assert not office.issued()
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [name]


def test_a_stamp_in_the_text_is_refused_and_the_corrected_text_passes(office: Office) -> None:
    page = office.page
    write_bulletin(page, PLAN)
    content = page.get_by_role("textbox", name=vi("Content"))
    content.fill("TỐI MẬT\nLực lượng gồm ba tổ.")
    office.send()

    expect(page.get_by_text(vi_with(STAMPED)).first).to_be_visible()
    expect(content).to_have_value("TỐI MẬT\nLực lượng gồm ba tổ.")
    assert not office.issued()

    content.fill("Giữ bí mật nhà nước; đổi mật khẩu mạng nội bộ.")
    issue(page)
    assert office.issued() == [PLAN]


def test_what_is_in_doubt_is_asked_about_and_passes_once_confirmed(office: Office) -> None:
    page = office.page
    write_bulletin(page, PLAN)
    page.get_by_role("textbox", name=vi("Content")).fill("TÀI LIỆU MẬT")
    office.send()

    confirmation = page.get_by_role("checkbox", name=vi(NOT_SECRET))
    expect(confirmation).to_be_visible()
    assert not office.issued()

    confirmation.check()
    issue(page)
    expect(page.get_by_text("TÀI LIỆU MẬT")).to_be_visible()
    assert office.issued() == [PLAN]


NOT_SECRET = "I confirm that this content is not a state secret"
STAMPED = (
    "This bears a secrecy stamp ({where}). State secrets must not enter this system: nothing was"
    " kept. Hand it over on paper, as the rules on state secrets say."
)
