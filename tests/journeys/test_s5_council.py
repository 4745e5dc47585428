"""S5.3, the industrial park: 24 members of a council, and everybody knows who is informed.

In chat groups members do not react. Here every member's row says how far a notice came, answering
needs no sign-in, and silence climbs until somebody answers, however late.
"""

import pytest
from playwright.sync_api import Locator, Page, expect

from lienket.circles.models import Circle
from tests.cast import make_circle, make_unit
from tests.journeys.site import Site, await_live, row_of, vi, vi_with

pytestmark = pytest.mark.journey

COUNCIL = 24


class Council:
    """The chair and its 23 other members; the last one has no address at all."""

    def __init__(self) -> None:
        self.province = make_unit("Ban quản lý tỉnh", "council")
        self.chair = make_unit("Ban quản lý khu", "council", superior=self.province)
        firms = [make_unit(f"Doanh nghiệp {n:02}") for n in range(1, COUNCIL - 2)]
        self.members = [self.province, *firms, make_unit("Chưa có địa chỉ", email=False)]
        self.answering, self.phoned, self.silent = firms[:3]
        self.unreachable = self.members[-1]
        self.circle: Circle = make_circle(
            self.chair, *self.members, name="Hội đồng an ninh khu công nghiệp"
        )

    def issue(self, site: Site, title: str, *, exercise: bool = False) -> Page:
        """Write an urgent notice to everybody, as the chair does, and stay at its page."""
        page = site.visit(self.chair, f"/circles/{self.circle.id}/bulletins/new/")
        page.get_by_role("textbox", name=vi("Title")).fill(title)
        if exercise:
            page.get_by_label(vi("This is an exercise")).check()
        page.get_by_role("button", name=vi("Issue"), exact=True).click()
        expect(page.get_by_role("heading", name=title)).to_be_visible()
        return page


@pytest.fixture
def council(site: Site) -> Council:
    return Council()


def test_an_urgent_notice_reaches_the_council_and_silence_climbs(
    site: Site, council: Council
) -> None:
    page = site.visit(council.chair, f"/circles/{council.circle.id}/")
    page.get_by_role("link", name=vi("Issue a bulletin")).click()

    # Before sending, the page names whom no message will reach.
    preview = page.get_by_role("region", name=vi("Who will receive it"))
    expect(preview.get_by_role("listitem")).to_have_count(COUNCIL - 1)
    expect(preview.get_by_role("listitem").first).to_contain_text("Chưa có địa chỉ")
    expect(preview.get_by_role("listitem").first).to_contain_text(vi("No way of contact is known."))

    page.get_by_role("textbox", name=vi("Title")).fill("Cháy kho hoá chất lô B4")
    page.get_by_role("textbox", name=vi("Content")).fill(
        "Gió tây. Đóng cửa thông gió, chờ xe chữa cháy."
    )
    page.get_by_role("button", name=vi("Issue"), exact=True).click()
    expect(page.get_by_text("TK-2026-001").first).to_be_visible()

    # From here on nobody touches the chair's page: it changes by itself.
    await_live(page)
    page.evaluate("document.body.dataset.untouched = 'yes'")
    expect(row_of(page, council.answering)).to_contain_text(vi("Waiting to be sent"))
    expect(row_of(page, council.unreachable)).to_contain_text(vi("Only by phone"))
    site.deliver()
    expect(row_of(page, council.answering)).to_contain_text(vi("Sent"))
    expect(page.get_by_text(vi("Waiting to be sent"))).to_have_count(0)

    # One member answers on a phone, by the link, without signing in and without scripts.
    link = site.link_to(council.answering)
    with site.phone(path=link, java_script_enabled=False) as phone:
        expect(phone.get_by_role("heading", name="Cháy kho hoá chất lô B4")).to_be_visible()
        phone.get_by_role("button", name=vi("Confirm receipt")).click()
        expect(phone.get_by_role("status")).to_contain_text(vi("Received"))
    expect(row_of(page, council.answering)).to_contain_text(vi("Receipt confirmed"))

    # One opens the page; that is seen, and is not yet an answer.
    opened = site.visit(council.silent, page.url)
    expect(row_of(page, council.silent)).to_contain_text(vi("Opened"))
    opened.close()

    # Silence: reminder, focal points, heads, then both hierarchies.
    site.wait(minutes=30)
    story = story_in(page)
    expect(story).to_contain_text(
        vi_with("No answer yet: asked whoever is on duty again at {names}")
    )
    for _step in range(3):
        site.wait(minutes=30)
    expect(story).to_contain_text(vi_with("Silence of {names}: told both hierarchies"))
    # The chair, who asked, is told of the silence, and so is its superior.
    told = site.outbox.addresses()
    assert council.chair.email in told
    assert told.count(council.province.email) > 1
    assert page.evaluate("document.body.dataset.untouched") == "yes"
    # The browser counts on by itself; only a fresh page knows of the hours that were skipped.
    page.reload()
    expect(row_of(page, council.silent)).to_contain_text(vi_with("{hours} h overdue"))
    await_live(page)

    # The late answer still counts, and stays visible as late.
    with site.phone(path=site.link_to(council.silent), java_script_enabled=False) as phone:
        phone.get_by_role("button", name=vi("Confirm receipt")).click()
        expect(phone.get_by_role("status").first).to_contain_text(vi("late"))
    expect(row_of(page, council.silent)).to_contain_text(vi("late"))
    expect(row_of(page, council.silent)).to_contain_text(vi("Receipt confirmed"))


def test_a_member_is_called_and_answers_by_phone(site: Site, council: Council) -> None:
    page = council.issue(site, "Kẻ gian cắt cáp hàng rào phía bắc")
    await_live(page)
    called = row_of(page, council.phoned)
    called.get_by_role("link", name=vi("Record the call")).click()

    page.get_by_role("radio", name=vi("Yes"), exact=True).check()
    page.get_by_role("textbox", name=vi("Who answered")).fill("Trực ban")
    page.get_by_role("textbox", name=vi("In which words")).fill("Rõ, cử hai bảo vệ ra ngay.")
    page.get_by_label(vi("Record on behalf of this organization")).select_option("received")
    page.get_by_role("button", name=vi("Record the call")).click()

    expect(called).to_contain_text(vi("Receipt confirmed"))
    expect(called).to_contain_text("Trực ban: “Rõ, cử hai bảo vệ ra ngay.”")
    expect(story_in(page)).to_contain_text(vi_with("{names} was reached by phone"))


def test_a_corrected_notice_points_to_the_later_one_and_can_be_withdrawn(
    site: Site, council: Council
) -> None:
    page = council.issue(site, "Cháy kho lô B4")
    site.deliver()
    earlier = page.url
    page.get_by_role("link", name=vi("Correct"), exact=True).click()
    title = page.get_by_role("textbox", name=vi("Title"))
    expect(title).to_have_value("Cháy kho lô B4")
    title.fill("Cháy kho lô C7, không phải B4")
    page.get_by_role("button", name=vi("Issue"), exact=True).click()
    expect(page.get_by_text(vi("This corrects an earlier bulletin:"))).to_be_visible()

    # Whoever opens the first message learns that only the second holds.
    first = site.link_to(council.answering)
    with site.phone(path=first) as phone:
        expect(phone.get_by_text(vi("Corrected: only the later bulletin holds."))).to_be_visible()
        expect(phone.get_by_role("button", name=vi("Confirm receipt"))).to_have_count(0)
    site.deliver()
    assert site.link_to(council.answering) != first

    page.get_by_role("link", name=vi("Withdraw"), exact=True).click()
    page.get_by_role("textbox", name=vi("Reason")).fill("Báo nhầm")
    page.get_by_role("button", name=vi("Withdraw"), exact=True).click()
    expect(page.get_by_role("note").first).to_contain_text("Báo nhầm")
    with site.phone(path=site.link_to(council.answering)) as phone:
        expect(phone.get_by_role("note").first).to_contain_text("Báo nhầm")
    page.goto(earlier)
    expect(page.get_by_text(vi("Corrected: only the later bulletin holds."))).to_be_visible()


def test_an_exercise_says_so_on_every_page(site: Site, council: Council) -> None:
    page = council.issue(site, "Diễn tập chữa cháy", exercise=True)
    expect(page.get_by_text("DT-2026-001").first).to_be_visible()
    exercise = vi("This is practice, not a real event.")
    expect(page.get_by_text(exercise)).to_be_visible()

    site.deliver()
    with site.phone(path=site.link_to(council.answering)) as phone:
        expect(phone.get_by_text(exercise)).to_be_visible()


def test_the_slip_lists_every_member_to_be_ticked_by_hand(site: Site, council: Council) -> None:
    page = council.issue(site, "Mất điện toàn khu")
    page.get_by_role("link", name=vi("Slip")).click()
    page.emulate_media(media="print")

    expect(page.get_by_role("rowheader")).to_have_count(COUNCIL - 1)
    expect(page.get_by_role("img", name=vi_with("QR code to %(address)s"))).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("TK-2026-001")
    expect(page.get_by_role("banner")).to_be_hidden()


def story_in(page: Page) -> Locator:
    """The timeline of the bulletin."""
    return page.get_by_role("region", name=vi("What happened when"))
