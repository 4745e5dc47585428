"""S4.3 and S3.4: a utility and the security directorate, both with their provinces.

Information flows in both directions, down and up both lines, and silence is told to both.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.cast import Unit, make_circle, make_unit
from tests.journeys.site import Site, await_live, issue, row_of, vi, vi_with, write_bulletin

pytestmark = pytest.mark.journey


class Lines:
    """The two lines, from the centre to one province, in one circle."""

    def __init__(self) -> None:
        self.utility = make_unit("Tổng công ty Điện lực", "enterprise")
        self.directorate = make_unit("Cục An ninh kinh tế", "police")
        self.power = make_unit("Công ty Điện lực tỉnh", superior=self.utility)
        self.police = make_unit("Phòng An ninh kinh tế tỉnh", "police", superior=self.directorate)
        self.circle = make_circle(
            self.utility, self.directorate, self.power, self.police, name="Quy chế phối hợp 2026"
        )

    def compose(self, site: Site, unit: Unit) -> Page:
        """The form of a new bulletin, as the unit sees it."""
        return site.visit(unit, f"/circles/{self.circle.id}/bulletins/new/")


@pytest.fixture
def lines(site: Site) -> Lines:
    return Lines()


def test_a_direction_is_accepted_lapses_without_progress_and_is_carried_out(
    site: Site, lines: Lines
) -> None:
    above = lines.compose(site, lines.utility)
    write_bulletin(
        above, "Rà soát hành lang tuyến 500 kV", lines.power, kind="direction", required_action="do"
    )
    issue(above)
    await_live(above)

    below = site.visit(lines.power)
    below.get_by_role("button", name=vi("Accept the duty")).click()
    expect(below.get_by_text(vi("Accepted, under way"))).to_be_visible()
    expect(row_of(above, lines.power)).to_contain_text(vi("Accepted, under way"))

    # No progress: it is asked again when it is due, and then the acceptance lapses.
    site.wait(minutes=60)
    site.wait(minutes=30)
    expect(row_of(above, lines.power)).to_contain_text(vi("lapsed"))
    expect(above.get_by_role("region", name=vi("What happened when"))).to_contain_text(
        vi_with("{names}: no progress, so the duty is open again")
    )

    below.reload()
    below.get_by_role("button", name=vi("Accept the duty")).click()
    below.get_by_role("button", name=vi("It is carried out")).click()
    expect(below.get_by_role("status").filter(has_text=vi("Carried out"))).to_be_visible()
    expect(row_of(above, lines.power)).to_contain_text(vi("Carried out"))


def test_a_report_goes_up_and_a_request_is_answered_with_a_file(
    site: Site, lines: Lines, tmp_path: Path
) -> None:
    police = lines.compose(site, lines.police)
    write_bulletin(police, "Tình hình quý IV", lines.directorate, kind="report")
    issue(police)
    expect(police.get_by_text("BC-2026-001").first).to_be_visible()
    above = site.visit(lines.directorate)
    above.get_by_role("button", name=vi("Confirm receipt")).click()
    expect(above.get_by_role("status").filter(has_text=vi("Received"))).to_be_visible()

    above.goto(f"/circles/{lines.circle.id}/bulletins/new/")
    write_bulletin(
        above,
        "Đề nghị cho biết số vụ cắt cáp",
        lines.power,
        kind="information_request",
        required_action="answer",
    )
    issue(above)
    await_live(above)

    below = site.visit(lines.power)
    below.get_by_role("button", name=vi("Confirm receipt")).click()
    below.get_by_role("link", name=vi("Write the answer")).click()
    below.get_by_role("textbox", name=vi("Your answer")).fill(
        "5 vụ/6 đối tượng, chi tiết kèm theo."
    )
    table = tmp_path / "so-vu.csv"
    table.write_text("tháng,số vụ\n10,2\n11,3\n")
    below.get_by_label(vi("Attachments")).set_input_files(table)
    below.get_by_role("button", name=vi("Send the answer")).click()
    expect(below.get_by_role("link", name="so-vu.csv")).to_be_visible()

    # The asker's page shows the thread and its file, and the request is answered.
    expect(row_of(above, lines.power)).to_contain_text(vi("Answered"))
    thread = above.get_by_role("region", name=vi("Replies"))
    expect(thread).to_contain_text("5 vụ/6 đối tượng, chi tiết kèm theo.")
    with above.expect_download() as download:
        thread.get_by_role("link", name="so-vu.csv").click()
    assert download.value.path().read_text() == table.read_text()


def test_the_circle_shows_how_fast_each_side_answers_the_other(site: Site, lines: Lines) -> None:
    for sender, receiver, minutes in (
        (lines.utility, lines.directorate, 10),
        (lines.directorate, lines.utility, 25),
    ):
        page = lines.compose(site, sender)
        write_bulletin(page, "Trao đổi tình hình", receiver, kind="notice")
        issue(page)
        site.clock.forward(minutes=minutes)
        answering = site.visit(receiver)
        answering.get_by_role("button", name=vi("Confirm receipt")).click()
        expect(answering.get_by_role("status").filter(has_text=vi("Received"))).to_be_visible()

    page = site.visit(lines.police, f"/circles/{lines.circle.id}/")
    page.get_by_text(vi("Show as a table")).click()
    matrix = page.get_by_role("figure").get_by_role("row")
    there, back = lines.utility.organization.name, lines.directorate.organization.name
    expect(matrix.filter(has_text=there)).to_have_count(2)
    expect(matrix.filter(has=page.get_by_role("cell", name=there)).first).to_contain_text(back)
    for time in ("10", "25"):
        expect(matrix.filter(has_text=time)).to_have_count(1)


def test_silence_is_told_to_both_lines(site: Site, lines: Lines) -> None:
    page = lines.compose(site, lines.police)
    write_bulletin(page, "Đề nghị xác minh nhóm lạ ở trạm 220 kV", lines.power)
    issue(page)
    site.deliver()
    for _step in range(4):
        site.wait(minutes=30)

    for superior in (lines.utility, lines.directorate):
        with site.phone(path=site.link_to(superior)) as phone:
            expect(phone.get_by_role("heading", name=vi("No answer yet"))).to_be_visible()
            expect(phone.get_by_role("rowheader")).to_contain_text(lines.power.organization.name)
            # Who is silent is told, the content is not.
            expect(phone.get_by_text("nhóm lạ")).to_have_count(0)


def test_what_is_said_to_some_is_not_there_for_the_others(site: Site, lines: Lines) -> None:
    page = lines.compose(site, lines.utility)
    write_bulletin(page, "Riêng cho Cục", lines.directorate)
    page.get_by_role("radio", name=vi("Only those it is sent to")).check()
    issue(page)

    addressed = site.visit(lines.directorate)
    expect(addressed.get_by_role("link", name="Riêng cho Cục")).to_be_visible()

    other = site.visit(lines.police, f"/circles/{lines.circle.id}/bulletins/")
    expect(other.get_by_role("heading", level=1)).to_be_visible()
    expect(other.get_by_text("Riêng cho Cục")).to_have_count(0)
    answer = other.goto(page.url)
    assert answer
    assert answer.status == 404
    expect(other.get_by_text("Riêng cho Cục")).to_have_count(0)


def test_a_notice_of_a_crime_method_shows_who_has_read_it(site: Site, lines: Lines) -> None:
    page = lines.compose(site, lines.directorate)
    write_bulletin(
        page,
        "Thủ đoạn giả danh nhân viên thu tiền điện",
        kind="crime_method_bulletin",
        required_action="know",
    )
    issue(page)
    expect(page.get_by_text("TD-2026-001").first).to_be_visible()
    await_live(page)

    reader = site.visit(lines.power)
    reader.get_by_role("link", name="Thủ đoạn giả danh nhân viên thu tiền điện").click()
    expect(row_of(page, lines.power)).to_contain_text(vi("Opened"))
    expect(row_of(page, lines.police)).not_to_contain_text(vi("Opened"))
    # Having read it is all that was asked.
    reader.goto("/")
    expect(reader.get_by_text(vi("Nothing waits for you"))).to_be_visible()
