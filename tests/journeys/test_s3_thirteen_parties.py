"""Thirteen parties on both sides of a line: a plan, a regulation, a committee, and practice."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import expect

from lienket.circles.models import Circle
from lienket.kernel.rls import acting
from lienket.plans import actions as plans
from lienket.regulations import actions as regulations
from lienket.regulations.actions import PartyDraft
from lienket.regulations.models import Regulation
from lienket.regulations.tests.conftest import TEXT
from tests.cast import NOON, Unit, make_circle, make_unit
from tests.journeys.hands import fill, follow, press, rewrite, sign, sign_here
from tests.journeys.site import Site, leave, vi, vi_with

LETTERS = "ABCDEFGHIKLMN"
pytestmark = pytest.mark.journey


@dataclass(frozen=True)
class Corridor:
    """The chair and twelve others."""

    circle: Circle
    units: list[Unit]

    @property
    def chair(self) -> Unit:
        return self.units[0]


@pytest.fixture
def corridor(site: Site) -> Corridor:
    units = [make_unit(f"Đơn vị {letter}") for letter in LETTERS]
    return Corridor(make_circle(*units, name="Hành lang lưới điện"), units)


def draft(corridor: Corridor, parties: int = 13) -> Regulation:
    """A draft with text and the first so many parties."""
    by = corridor.chair.member()
    with acting(by):
        regulation = regulations.draft(
            circle_id=corridor.circle.id,
            form="signed",
            title="Quy chế phối hợp bảo vệ hành lang",
            valid_from=date(2026, 1, 1),
            valid_to=date(2030, 12, 31),
            by=by,
            now=NOON,
        )
        regulations.write_text(regulation_id=regulation.id, nodes=TEXT, by=by, now=NOON)
        regulations.set_parties(
            regulation_id=regulation.id,
            parties=[
                PartyDraft(
                    letter,
                    unit.organization.name,
                    unit.id,
                    signatory="Nguyễn Văn An",
                    signatory_title="Giám đốc",
                )
                for letter, unit in zip(LETTERS[:parties], corridor.units, strict=False)
            ],
            by=by,
            now=NOON,
        )
    return regulation


def test_a_plan_holds_once_all_who_have_tasks_in_it_adopted_it(
    site: Site, corridor: Corridor
) -> None:
    by = corridor.chair.member()
    with acting(by):
        plan = plans.draft_plan(
            circle_id=corridor.circle.id,
            kind="yearly",
            title="Kế hoạch phối hợp năm 2027",
            starts_on=date(2027, 1, 1),
            ends_on=date(2027, 12, 31),
            by=by,
            now=NOON,
        )
        for unit in corridor.units:
            plans.give_task(
                circle_id=corridor.circle.id,
                title=f"Tuần tra tuyến của {unit.organization.name}",
                organization_id=unit.id,
                due_at=datetime(2027, 3, 31, 9, tzinfo=UTC),
                by=by,
                now=NOON,
                plan=plan,
            )
    page = site.visit(corridor.chair, f"/plans/{plan.id}/submission/")
    press(page, "Put to the members")
    site.deliver()

    *others, last = corridor.units[1:]
    for unit in others:
        member = unit.member()
        with acting(member):
            plans.adopt(plan_id=plan.id, by=member, now=NOON)
    with site.phone(last) as phone:
        phone.get_by_role("link", name=re.compile("Kế hoạch phối hợp năm 2027")).first.click()
        if "/adoption/" not in phone.url:
            phone.get_by_role("link", name=vi("Read and adopt")).click()
        press(phone, "Adopt for our organization")
        expect(phone.get_by_role("main").or_(phone.locator("header")).first).to_be_visible()
    page.goto(f"/plans/{plan.id}/")
    expect(page.get_by_text(vi("In force"), exact=True)).to_be_visible()
    adopted = page.get_by_role("region", name=vi("Adopted by"))
    expect(adopted.get_by_role("row")).to_have_count(len(corridor.units) - 1)


def test_thirteen_sign_and_the_last_signature_puts_it_into_force(
    site: Site, corridor: Corridor
) -> None:
    regulation = draft(corridor, parties=12)
    page = site.visit(corridor.chair, f"/regulations/{regulation.id}/parties/")
    thirteenth = corridor.units[12]
    page.locator("[name=form-12-letter]").fill("N")
    page.locator("[name=form-12-name]").fill(thirteenth.organization.name)
    page.locator("[name=form-12-organization_id]").select_option(str(thirteenth.id))
    press(page, "Save the parties")

    page.goto(f"/regulations/{regulation.id}/signing/new/")
    fill(page, until="2026-12-05T12:00")
    press(page, "Ask for signatures")
    site.deliver()
    leave(sign_here(site, corridor.chair, regulation).context)
    sign(site, regulation, *corridor.units[1:12])
    page.goto(f"/regulations/{regulation.id}/")
    expect(page.get_by_text(vi("Not signed yet"))).to_have_count(1)

    last = sign_here(site, thirteenth, regulation)
    expect(last.get_by_text(vi("Not signed yet"))).to_have_count(0)
    expect(last.get_by_text(vi("In force"), exact=True).first).to_be_visible()
    expect(last.get_by_text(vi_with("Signed %(at)s"))).to_have_count(13)


def test_a_steering_committee_gets_offices_and_people(site: Site, corridor: Corridor) -> None:
    page = site.visit(corridor.chair, f"/circles/{corridor.circle.id}/councils/new/")
    fill(page, name="Ban chỉ đạo bảo vệ hành lang", short_name="BCĐHL", decision="15/QĐ-UBND")
    page.locator("main form button[type=submit]").first.click()
    expect(page.get_by_role("heading", name=vi("Add offices"))).to_be_visible()
    for role, units in (("chair", corridor.units[:1]), ("member", corridor.units[1:])):
        fill(page, role=role)
        for unit in units:
            page.get_by_role("checkbox", name=unit.organization.name).check()
        page.locator("main form button[type=submit]").first.click()
        expect(page.get_by_role("cell", name=units[-1].organization.name)).to_be_visible()
    page.get_by_role("link", name=vi("To the roster")).click()
    expect(page.get_by_role("heading", name=vi("Roster"))).to_be_visible()
    committee = page.url
    expect(page.get_by_text(vi("Nobody named yet"))).to_have_count(13)

    # Each member names its own people, and nobody else's.
    member = corridor.units[4]
    with site.phone(member, committee.removeprefix(site.address)) as phone:
        phone.get_by_role("link", name=vi("Name somebody")).click()
        fill(phone, appointment=str(member.appointment_id), valid_from="2026-11-21")
        phone.locator("main form button[type=submit]").first.click()
        holder = phone.get_by_role("main").get_by_text(f"Nguyễn Văn {member.organization.name}")
        expect(holder).to_be_visible()
    page.reload()
    expect(page.get_by_text(vi("Nobody named yet"))).to_have_count(12)


def test_an_amendment_holds_from_its_day_and_the_earlier_text_stays_readable(
    site: Site, corridor: Corridor
) -> None:
    regulation = draft(corridor)
    sign(site, regulation, *corridor.units)
    page = site.visit(corridor.chair, f"/regulations/{regulation.id}/")
    follow(page, "Amend")
    fill(page, title="Sửa đổi lần 1", in_force_from="2026-12-01")
    press(page, "Begin the amendment")
    rewrite(page, "d3", "Bảo vệ tuần tra 06 vòng mỗi ca.")
    sign(site, regulation, *corridor.units[:-1])
    sign_here(site, corridor.units[-1], regulation)

    for day, rounds in (("2026-11-25", "03 vòng"), ("2026-12-02", "06 vòng")):
        page.goto(f"/regulations/{regulation.id}/")
        page.get_by_label(vi("Text in force on")).fill(day)
        press(page, "Show")
        expect(page.get_by_text(f"Bảo vệ tuần tra {rounds} mỗi ca.")).to_be_visible()
    page.goto(f"/regulations/{regulation.id}/differences/")
    expect(page.get_by_role("main")).to_contain_text("06")
    expect(page.get_by_role("main")).to_contain_text("03")


def test_a_playbook_is_practised_and_marked_so_everywhere(site: Site, corridor: Corridor) -> None:
    chair, truck = corridor.chair, corridor.units[1]
    page = site.visit(chair, f"/circles/{corridor.circle.id}/plans/")
    follow(page, "New playbook")
    fill(
        page,
        title="Cháy rừng dưới đường dây",
        situation="Có khói trong hành lang",
        notice="Cắt điện trước.",
    )
    press(page, "Save")
    for what, minutes, unit in (("Cắt điện", "5", chair), ("Xuất xe chữa cháy", "10", truck)):
        follow(page, "Add a step")
        fill(page, what=what, minutes=minutes, organization=str(unit.id))
        press(page, "Save")
    press(page, "Approve")
    playbook = page.url
    page.get_by_role("link", name=vi("Start"), exact=True).click()
    page.get_by_role("radio", name=vi("Exercise: marked EXERCISE everywhere")).check()
    fill(page, what_happened="Giả định: cháy ở khoảng cột 17.")
    press(page, "Start now")
    banner = vi("This is practice, not a real event.")
    expect(page.get_by_text(banner)).to_be_visible()
    board = page.url.removeprefix(site.address)
    site.deliver()

    with site.phone(path=site.link_to(truck)) as phone:
        expect(phone.get_by_text(banner)).to_be_visible()
    with site.phone(truck, board) as phone:
        expect(phone.get_by_text(banner)).to_be_visible()
    assert site.outbox.letters
    assert all(letter.exercise for _address, letter in site.outbox.letters)
    page.goto(playbook)
    practised = page.get_by_role("region", name=vi("Practised and started"))
    expect(practised).to_contain_text(vi("EXERCISE"))
