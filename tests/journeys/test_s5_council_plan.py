"""A council of twenty-four: terms, a working team, a plan, and a meeting that becomes tasks."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import expect

from lienket.circles.models import Circle
from lienket.councils import actions as councils
from lienket.councils.models import Council
from lienket.kernel.rls import acting
from lienket.plans import actions as plans
from lienket.plans.models import Task
from tests.cast import NOON, Unit, make_circle, make_unit
from tests.journeys.hands import fill, follow, press
from tests.journeys.site import Site, vi

SIZE = 24
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWX"
TODAY = date(2026, 11, 21)
pytestmark = pytest.mark.journey


@dataclass(frozen=True)
class Park:
    """The chair and 23 members."""

    circle: Circle
    units: list[Unit]

    @property
    def chair(self) -> Unit:
        return self.units[0]

    @property
    def member(self) -> Unit:
        return self.units[7]


@pytest.fixture
def park(site: Site) -> Park:
    units = [make_unit(f"Doanh nghiep {letter}") for letter in LETTERS]
    return Park(make_circle(*units, name="Khu công nghiệp"), units)


def seat(park: Park, unit: Unit, council: Council, last: date) -> None:
    """The unit's person holds its office for a term."""
    by = unit.member()
    with acting(by):
        office = council.offices.get(organization_id=unit.id)
        councils.fill(
            office_id=office.id,
            appointment_id=unit.appointment_id,
            valid_from=TODAY,
            valid_to=last,
            by=by,
            now=NOON,
        )


def test_twenty_four_hold_their_offices_for_a_term(site: Site, park: Park) -> None:
    by = park.chair.member()
    with acting(by):
        council = councils.set_up(
            circle_id=park.circle.id,
            kind="council",
            name="Hội đồng an ninh khu công nghiệp",
            short_name="HĐANTT",
            by=by,
            now=NOON,
        )
        for role, units in (("chair", park.units[:1]), ("member", park.units[1:])):
            councils.add_offices(
                council_id=council.id,
                role=role,
                organization_ids=[unit.id for unit in units],
                by=by,
                now=NOON,
            )
    for unit in park.units[1:]:
        seat(park, unit, council, date(2028, 11, 20))
    page = site.visit(park.chair, f"/councils/{council.id}/")
    page.get_by_role("link", name=vi("Name somebody")).click()
    fill(
        page,
        appointment=str(park.chair.appointment_id),
        valid_from="2026-11-21",
        valid_to="2026-12-10",
    )
    page.locator("main form button[type=submit]").first.click()

    expect(page.get_by_text(vi("Nobody named yet"))).to_have_count(0)
    expect(page.get_by_text("21/11/2026 – 20/11/2028")).to_have_count(SIZE - 1)
    expect(page.get_by_text(vi("Term ends soon"))).to_have_count(1)
    site.wait(days=20)
    page = site.visit(park.chair, f"/councils/{council.id}/")
    expect(page.get_by_text(vi("Nobody named yet"))).to_have_count(1)


def test_a_working_team_shows_its_size_and_no_names(site: Site, park: Park) -> None:
    page = site.visit(park.member, "/organization/teams/")
    fill(page, name="Tổ công tác ANTT")
    page.locator("main form button[type=submit]").first.click()
    page.goto("/organization/teams/")
    page.get_by_role("link", name="Tổ công tác ANTT").click()
    name = f"Nguyễn Văn {park.member.organization.name}"
    page.get_by_role("checkbox", name=re.compile(name)).check()
    page.locator("form", has=page.locator("[name=people]")).locator("button").first.click()
    publish = page.locator("form", has=page.locator("[name=phone]"))
    if not publish.count():
        page.goto(page.url.split("?")[0] + "publication/")
    fill(page, circle=str(park.circle.id), leader="Trưởng ca bảo vệ", phone="+84912345678")
    page.locator("form", has=page.locator("[name=phone]")).locator("button").first.click()

    partner = site.visit(park.chair, f"/circles/{park.circle.id}/councils/")
    expect(partner.get_by_text("Tổ công tác ANTT")).to_be_visible()
    expect(partner.get_by_text("Trưởng ca bảo vệ")).to_be_visible()
    expect(partner.get_by_text(name)).to_have_count(0)


def test_a_task_of_the_plan_is_reported_by_its_link_and_confirmed(site: Site, park: Park) -> None:
    by = park.chair.member()
    with acting(by):
        plan = plans.draft_plan(
            circle_id=park.circle.id,
            kind="site",
            title="Kế hoạch bảo đảm an ninh dịp Tết",
            starts_on=TODAY,
            ends_on=date(2027, 2, 28),
            by=by,
            now=NOON,
        )
        for unit in park.units[1:]:
            plans.give_task(
                circle_id=park.circle.id,
                title=f"Rà soát cổng {unit.organization.name}",
                organization_id=unit.id,
                due_at=datetime(2026, 12, 20, 9, tzinfo=UTC),
                by=by,
                now=NOON,
                plan=plan,
            )
        plans.submit(plan_id=plan.id, by=by, now=NOON)
    page = site.visit(park.chair, f"/plans/{plan.id}/enactment/")
    fill(page, decision="15/QĐ-HĐ")
    page.locator("main form button[type=submit]").first.click()
    expect(page.get_by_role("main").get_by_text(re.compile("15/QĐ-HĐ"))).to_be_visible()
    site.deliver()

    # One reports on a phone by the link, without signing in and without scripts.
    link = site.link_to(park.member)
    with site.phone(path=link, java_script_enabled=False) as phone:
        expect(phone.get_by_role("heading", name=re.compile("Rà soát cổng"))).to_be_visible()
        fill(phone, text="Đã rà soát, khoá cổng phụ.")
        press(phone, "Report as done")
        expect(phone.get_by_text("Đã rà soát, khoá cổng phụ.")).to_be_visible()
    with acting(by):
        task = Task.objects.get(plan=plan, organization_id=park.member.id)
    page.goto(f"/tasks/{task.id}/")
    expect(page.get_by_text("Đã rà soát, khoá cổng phụ.")).to_be_visible()
    press(page, "Confirm it is done")
    expect(page.get_by_role("button", name=vi("Confirm it is done"))).to_have_count(0)
    # Whoever stays silent is asked again, by whoever is above.
    before = site.outbox.addresses().count(park.units[3].email)
    site.wait(days=28)
    assert site.outbox.addresses().count(park.units[3].email) > before


def test_a_meeting_is_answered_by_link_and_its_resolutions_become_tasks(
    site: Site, park: Park
) -> None:
    page = site.visit(park.chair, f"/circles/{park.circle.id}/meetings/")
    follow(page, "Prepare a meeting")
    fill(
        page,
        title="Giao ban tháng 11",
        starts_at="2026-11-28T12:00",
        ends_at="2026-11-28T14:00",
        place="Phòng họp 2",
    )
    press(page, "Go on to the agenda")
    fill(page, title="Đánh giá tình hình tháng")
    press(page, "Put it on the agenda")
    follow(page, "Go on to the invitations")
    press(page, "Send the invitations")
    meeting = page.url.removeprefix(site.address)
    site.deliver()
    with site.phone(path=site.link_to(park.member), java_script_enabled=False) as phone:
        expect(phone.get_by_text("Giao ban tháng 11").first).to_be_visible()
        phone.locator("main form input[type=radio]").first.check()
        press(phone, "Send the answer")

    site.wait(days=7)
    page = site.visit(park.chair, meeting)
    press(page, "Begin: note who is there")
    for present in page.get_by_role("radio", name=vi("Present"), exact=True).all():
        present.check()
    press(page, "Save")
    expect(page.get_by_role("status")).to_contain_text(f"{SIZE}/{SIZE}")
    press(page, "Save and go on to the minutes")
    fill(page, chair="An, Chủ tịch", secretary="Bình, Thư ký")
    page.get_by_role("textbox", name=vi("Conclusion")).fill("Thống nhất.")
    press(page, "Save the draft")
    fill(page, text="Lắp đèn cổng số 2", organization=str(park.member.id), due_on="2026-12-05")
    press(page, "Note the resolution")
    follow(page, "Adopt the minutes")
    press(page, "Adopt the minutes")
    site.deliver()
    theirs = site.visit(park.member)
    expect(theirs.get_by_text(re.compile("Lắp đèn cổng số 2")).first).to_be_visible()
