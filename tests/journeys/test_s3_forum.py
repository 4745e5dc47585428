"""Forum “the police listen”: questions before it and at the table become petitions with answers."""

import re
from dataclasses import dataclass
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from lienket.circles.models import Circle
from lienket.kernel.rls import acting
from lienket.meetings import actions as meetings
from lienket.meetings.actions import Details
from lienket.meetings.models import Meeting
from lienket.petitions.models import Petition
from tests.cast import NOON, Unit, make_circle, make_unit
from tests.journeys.hands import fill, press
from tests.journeys.site import Site, vi

STARTS = NOON + timedelta(days=7)
BEFORE = "Đăng ký tạm trú cho chuyên gia nước ngoài thế nào?"
AT_TABLE = "Đề nghị phân luồng xe tải giờ tan ca"
SPOKEN = "Khai báo qua mạng trong 12 giờ."
OPEN = "Đèn đường trước cổng số 5 hỏng"
pytestmark = pytest.mark.journey


@dataclass(frozen=True)
class Complex:
    """The town police, the company and a commune."""

    circle: Circle
    police: Unit
    company: Unit
    commune: Unit
    forum: Meeting


@dataclass(frozen=True)
class Table:
    """What the host fills in for one question."""

    asker: Unit
    title: str
    answer: str = ""


@pytest.fixture
def scene(site: Site) -> Complex:
    police = make_unit("Cong an thi xa", "police")
    company = make_unit("Gang thep", "enterprise")
    commune = make_unit("Xa An Thach", "commune")
    circle = make_circle(police, company, commune, name="Khu liên hợp gang thép")
    by = police.member()
    with acting(by):
        forum = meetings.draft_meeting(
            circle_id=circle.id,
            details=Details(
                "forum",
                "Diễn đàn Công an lắng nghe",
                STARTS,
                STARTS + timedelta(hours=2),
                "Hội trường",
            ),
            by=by,
            now=NOON,
        )
        meetings.add_item(meeting_id=forum.id, title="Đối thoại", by=by, now=NOON)
        meetings.invite_members(
            meeting_id=forum.id, organization_ids=[company.id, commune.id], by=by, now=NOON
        )
    return Complex(circle, police, company, commune, forum)


def test_questions_become_petitions_and_the_list_is_printed(site: Site, scene: Complex) -> None:
    # The company hands a question in before the forum, from a phone.
    with site.phone(scene.company, f"/meetings/{scene.forum.id}/") as phone:
        phone.get_by_role("link", name=vi("Add a question")).click()
        fill(phone, title=BEFORE, topic="residence", responsible=str(scene.police.id))
        press(phone, "Hand it in")
        expect(phone.get_by_role("link", name=BEFORE)).to_be_visible()

    # At the table the host notes one after another with the keyboard.
    site.wait(days=7)
    now, by = site.clock.now, scene.police.member(site.clock.now)
    with acting(by):
        meetings.hold_meeting(meeting_id=scene.forum.id, by=by, now=now)
    page = site.visit(scene.police, f"/meetings/{scene.forum.id}/questions/")
    expect(page.locator("[name=title]")).to_be_focused()
    for said in (Table(scene.company, AT_TABLE, SPOKEN), Table(scene.company, OPEN)):
        fill(page, asker=str(said.asker.id), topic="traffic", answer=said.answer)
        if not said.answer:
            fill(page, responsible=str(scene.commune.id))
        page.locator("[name=title]").fill(said.title)
        page.locator("[name=title]").press("Enter")
        expect(page.get_by_role("link", name=said.title)).to_be_visible()
        expect(page.locator("[name=title]")).to_have_value("")
    page.goto(f"/meetings/{scene.forum.id}/")
    for title in (BEFORE, AT_TABLE, OPEN):
        expect(page.get_by_role("link", name=title)).to_be_visible()

    # The commune answers by the link in its letter, without signing in.
    site.deliver()
    with site.phone(path=site.link_to(scene.commune), java_script_enabled=False) as phone:
        fill(phone, text="Xã đã thay 12 bóng đèn.")
        press(phone, "Send the answer")
        expect(phone.get_by_text("Xã đã thay 12 bóng đèn.")).to_be_visible()

    # The list of petitions becomes a paper with its number.
    page.goto(f"/meetings/{scene.forum.id}/questions/")
    page.get_by_role("link", name=vi("Issue the list")).click()
    fill(page, place="Vân Sơn")
    press(page, "Number and issue")
    expect(page.get_by_text(re.compile("01/DM-")).first).to_be_visible()


def test_overdue_questions_climb_and_the_figures_open_their_rows(
    site: Site, scene: Complex
) -> None:
    page = site.visit(scene.company, f"/circles/{scene.circle.id}/petitions/new/")
    fill(page, title=OPEN, topic="security", responsible=str(scene.commune.id))
    press(page, "Send the petition")
    site.deliver()
    before = site.outbox.addresses().count(scene.commune.email)

    site.wait(days=20)

    assert site.outbox.addresses().count(scene.commune.email) > before
    page = site.visit(scene.police, f"/circles/{scene.circle.id}/petitions/figures/")
    page.get_by_role("definition").get_by_role("link", name="1", exact=True).first.click()
    expect(page.get_by_role("link", name=OPEN)).to_be_visible()
    expect(page.get_by_role("cell", name=vi("Overdue"))).to_be_visible()
    with acting(scene.police.member(site.clock.now)):
        assert Petition.objects.get().answered_at is None
