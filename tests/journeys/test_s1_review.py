"""The yearly review of the police and a plant: the conference, what it resolves, the next plan."""

import pytest
from playwright.sync_api import Page, expect

from lienket.circles.models import Circle
from tests.cast import Unit, make_circle, make_unit
from tests.journeys.hands import asked, fill, follow, press
from tests.journeys.site import Site, vi

CONFERENCE = "Hội nghị sơ kết công tác phối hợp năm 2026"
SHORTCOMING = "Đèn chiếu sáng hàng rào phía Tây hỏng kéo dài"
REMEDY = "Thay toàn bộ đèn hàng rào phía Tây"
PLAN = "Kế hoạch phối hợp năm 2027"
pytestmark = pytest.mark.journey


@pytest.fixture
def units(site: Site) -> list[Unit]:
    """The police who invite, the plant, its guards, and the commune."""
    return [
        make_unit("Phòng PA04", "police"),
        make_unit("Nhà máy điện mặt trời"),
        make_unit("Công ty bảo vệ Sao Mai", "guard_contractor"),
        make_unit("Uỷ ban nhân dân xã Đồng Xuân", "commune"),
    ]


@pytest.fixture
def circle(units: list[Unit]) -> Circle:
    return make_circle(*units, name="Quy chế số 07")


def test_what_the_yearly_conference_finds_wanting_becomes_a_task(
    site: Site, units: list[Unit], circle: Circle
) -> None:
    police, plant, guards, commune = units
    page = site.visit(police, f"/circles/{circle.id}/meetings/")
    follow(page, "Prepare a meeting")
    fill(
        page,
        kind="conference",
        title=CONFERENCE,
        starts_at="2026-12-15T08:00",
        ends_at="2026-12-15T11:00",
        place="Hội trường nhà máy",
    )
    press(page, "Go on to the agenda")
    for title, organization, wanting in (
        ("Báo cáo của nhà máy", plant, False),
        ("Đánh giá của công an", police, False),
        (SHORTCOMING, plant, True),
    ):
        fill(page, title=title)
        if organization is not police:
            fill(page, organization=str(organization.id))
        page.locator("[name=shortcoming]").set_checked(wanting)
        press(page, "Put it on the agenda")
    follow(page, "Go on to the invitations")
    press(page, "Send the invitations")
    conference = page.url.removeprefix(site.address)
    site.deliver()

    # The plant answers by the link of its letter, the guards where they are signed in.
    with site.phone(path=site.link_to(plant)) as phone:
        reply(phone, "Comes", who="Trần Văn Bình, Giám đốc")
    with asked(site, guards, CONFERENCE) as phone:
        reply(phone, "Sends a substitute", who="Lê Thị Cúc, Đội trưởng")
    with asked(site, commune, CONFERENCE) as phone:
        reply(phone, "Cannot come", note="Trùng kỳ họp Hội đồng nhân dân.")
    page.reload()
    expect(page.get_by_text("Trùng kỳ họp Hội đồng nhân dân.")).to_be_visible()

    site.clock.forward(days=24, hours=-4)
    page = site.visit(police, conference)
    press(page, "Begin: note who is there")
    for unit, presence in (
        (police, "Present"),
        (plant, "Present"),
        (guards, "Substitute present"),
        (commune, "Absent"),
    ):
        page.get_by_role("group", name=unit.organization.name).get_by_role(
            "radio", name=vi(presence), exact=True
        ).check()
    press(page, "Save")
    expect(page.get_by_role("status")).to_contain_text("3/4")

    press(page, "Save and go on to the minutes")
    fill(page, chair="Nguyễn Văn An, Trưởng phòng", secretary="Phạm Thị Dung, Cán bộ")
    point = page.get_by_role("group", name=SHORTCOMING)
    point.get_by_label(vi("Discussion")).fill("Ba tháng chưa thay được đèn.")
    point.get_by_label(vi("Conclusion")).fill("Nhà máy thay trước Tết.")
    press(page, "Save the draft")
    fill(page, text=REMEDY, organization=str(plant.id), due_on="2027-01-20")
    page.locator("main [name=item]").select_option(label=SHORTCOMING)
    press(page, "Note the resolution")
    press(page, "Put it to those who attended")
    site.deliver()

    with asked(site, plant, CONFERENCE) as phone:
        expect(phone.get_by_text("Nhà máy thay trước Tết.")).to_be_visible()
        phone.get_by_role("radio", name=vi("Agrees"), exact=True).check()
        press(phone, "Send the answer")
        expect(phone.get_by_role("status").filter(has_text=vi("Agrees"))).to_be_visible()
    page.reload()
    follow(page, "Adopt the minutes")
    expect(page.get_by_role("main")).to_contain_text(REMEDY)
    press(page, "Adopt the minutes")
    expect(
        page.get_by_text(vi("The minutes are adopted, and the tasks are given."))
    ).to_be_visible()
    site.deliver()

    # Absent or not, the commune reads what was adopted; the task waits for the plant alone.
    minutes = page.url.removeprefix(site.address)
    with site.phone(commune, minutes) as phone:
        expect(phone.get_by_text("Ba tháng chưa thay được đèn.")).to_be_visible()
    with asked(site, plant, REMEDY) as phone:
        expect(phone.get_by_role("heading", level=1, name=REMEDY)).to_be_visible()
        expect(phone.get_by_text("20/01/2027").first).to_be_visible()
    with site.phone(commune) as phone:
        expect(phone.get_by_role("heading", level=1)).to_be_visible()
        expect(phone.get_by_text(REMEDY)).to_have_count(0)


def reply(phone: Page, answer: str, **said: str) -> None:
    """Say whether one comes."""
    phone.get_by_role("radio", name=vi(answer)).check()
    fill(phone, **said)
    press(phone, "Send the answer")
    expect(phone.get_by_role("status").filter(has_text=vi(answer))).to_be_visible()


def test_the_police_draft_next_years_plan_and_everybody_carries_it_out(
    site: Site, units: list[Unit], circle: Circle
) -> None:
    police, plant, guards, commune = units
    page = site.visit(police, f"/circles/{circle.id}/plans/")
    follow(page, "New plan")
    fill(page, kind="yearly", title=PLAN, starts_on="2027-01-01", ends_on="2027-12-31")
    press(page, "Save")
    tasks = {
        plant: "Sửa hệ thống camera cổng chính",
        guards: "Tập huấn nhân viên bảo vệ",
        commune: "Tuyên truyền trong các thôn giáp ranh",
    }
    for unit, title in tasks.items():
        follow(page, "Add a task")
        fill(page, title=title, organization=str(unit.id), due_on="2027-03-31")
        press(page, "Save")
    # Nobody reads a draft, and all read what is put to them.
    plan = page.url.removeprefix(site.address)
    with site.phone(plant, f"/circles/{circle.id}/plans/") as phone:
        expect(phone.get_by_text(PLAN)).to_have_count(0)
    follow(page, "Put to the members")
    press(page, "Put to the members")
    site.deliver()

    for unit, title in tasks.items():
        with asked(site, unit, PLAN) as phone:
            expect(phone.get_by_text(title)).to_be_visible()
            press(phone, "Adopt for our organization")
    page.goto(plan)
    expect(page.get_by_text(vi("In force"), exact=True)).to_be_visible()
    site.deliver()

    # One reports half of it; the police see it in the plan and not as done.
    with asked(site, guards, tasks[guards]) as phone:
        fill(phone, text="Đã tập huấn ca 1 và ca 2.", percent="50")
        press(phone, "Report progress")
        expect(phone.get_by_text("Đã tập huấn ca 1 và ca 2.")).to_be_visible()
    page.goto(plan)
    expect(page.get_by_role("row").filter(has_text=tasks[guards])).to_contain_text("50%")
    with asked(site, commune, tasks[commune]) as phone:
        fill(phone, text="Đã họp dân ba thôn.")
        press(phone, "Report as done")
    with asked(site, police, tasks[commune]) as phone:
        press(phone, "Confirm it is done")
        expect(phone.get_by_text(vi("Confirmed")).first).to_be_visible()
    page.goto(plan)
    progress = page.get_by_role("progressbar", name=vi("Tasks done"))
    expect(progress).to_have_attribute("value", "1")
