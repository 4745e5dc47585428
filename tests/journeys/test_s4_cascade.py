"""An upper regulation is carried on into a lower circle, told upward, and taken as a model."""

import re
from dataclasses import dataclass
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from lienket.circles.models import Circle
from lienket.kernel.rls import acting
from lienket.obligations import actions as obligations
from lienket.obligations.tests.conftest import owed
from lienket.regulations import actions as regulations
from lienket.regulations.models import Regulation
from lienket.regulations.tests.conftest import write_draft
from tests.cast import NOON, Unit, make_circle, make_unit
from tests.journeys.hands import asked, choose, fill, follow, press, rewrite, sign, sign_here
from tests.journeys.site import Site, vi
from tests.signing import sign_all

WEEKLY = "Tổng hợp an ninh, trật tự tuần"
pytestmark = pytest.mark.journey


@dataclass(frozen=True)
class Levels:
    """Ministry and corporation above, a province and a plant below; the plant is in both."""

    ministry: Unit
    plant: Unit
    province: Unit
    lower: Circle
    upper: Regulation


@pytest.fixture
def levels(site: Site) -> Levels:
    ministry = make_unit("Cục An ninh", "police")
    plant = make_unit("Nhà máy Thanh Vân")
    province = make_unit("Công an tỉnh", "police")
    above = make_circle(plant, ministry, name="Cấp bộ")
    lower = make_circle(plant, province, name="Cấp tỉnh")
    upper = write_draft(above, plant, ministry, title="Quy chế cấp bộ")
    year_ago = NOON - timedelta(days=365)
    sign_all(upper, plant, ministry, now=year_ago)
    return Levels(ministry, plant, province, lower, upper)


def test_a_lower_regulation_adapts_a_clause_and_stays_in_its_circle(
    site: Site, levels: Levels
) -> None:
    page = site.visit(levels.plant, f"/regulations/{levels.upper.id}/")
    choose(page, "Carry on into another circle")
    fill(page, title="Quy chế cấp tỉnh", circle=str(levels.lower.id))
    for article in page.locator("[name=articles]").all():
        article.check()
    press(page, "Begin the draft")
    follow(page, "Write the text")
    expect(page.get_by_text("Bảo vệ tuần tra 03 vòng mỗi ca.").first).to_be_visible()
    rewrite(page, "d3", "Bảo vệ tuần tra 06 vòng mỗi ca.")
    by = levels.plant.member()
    with acting(by):
        lower = Regulation.objects.get(title="Quy chế cấp tỉnh")

    sign(site, lower, levels.plant)
    signed = sign_here(site, levels.province, lower)
    expect(signed.get_by_text(vi("In force"), exact=True).first).to_be_visible()
    expect(signed.get_by_text(vi("Adapted from the upper regulation"))).to_have_count(1)
    expect(signed.get_by_text(re.compile("Căn cứ Quy chế cấp bộ")).first).to_be_visible()

    # The ministry stands above and is not in the lower circle; the province not in the upper one.
    for outsider, regulation in ((levels.ministry, lower), (levels.province, levels.upper)):
        hidden = site.visit(outsider, f"/regulations/{regulation.id}/")
        expect(hidden.get_by_text("Tuần tra")).to_have_count(0)
        expect(hidden.get_by_text(regulation.title)).to_have_count(0)


def test_only_the_figures_of_the_lower_circle_are_told_upward(site: Site, levels: Levels) -> None:
    by = levels.plant.member()
    with acting(by):
        lower = regulations.cascade(
            regulation_id=levels.upper.id,
            circle_id=levels.lower.id,
            title="Quy chế cấp tỉnh",
            keys=["d2"],
            by=by,
            now=NOON,
        )
        obligations.define(regulation_id=lower.id, draft=owed(), by=by, now=NOON)
    sign(site, lower, levels.plant, levels.province)
    site.deliver()
    # Of five weeks until the end of the quarter the plant reports one.
    site.wait(days=5)
    with asked(site, levels.plant, WEEKLY) as phone:
        fill(phone, text="Tuần qua không có vụ việc.")
        press(phone, "Hand in")
        expect(phone.get_by_text("Tuần qua không có vụ việc.")).to_be_visible()
    site.wait(days=40)

    page = site.visit(levels.plant, f"/regulations/{lower.id}/")
    choose(page, "Report to the upper circle")
    expect(page.get_by_role("heading", level=2)).to_have_text("Quý 4/2026")
    press(page, "Publish these numbers")
    page = site.visit(levels.ministry, f"/regulations/{levels.upper.id}/")
    reported = page.locator("section").filter(
        has=page.get_by_role("heading", name=vi("Reported by lower regulations"))
    )
    expect(reported).to_contain_text("01/10/2026 – 31/12/2026")
    for words, count in (("Fell due", "5"), ("In time", "1"), ("Missed", "4")):
        term = reported.locator("dt", has_text=re.compile(f"^{vi(words)}$"))
        expect(term.locator("+ dd")).to_have_text(count)
    # What the province was told stays with the province.
    expect(page.get_by_text(WEEKLY)).to_have_count(0)


def test_a_proven_regulation_becomes_a_model_without_names_that_others_adopt(
    site: Site, levels: Levels
) -> None:
    page = site.visit(levels.plant, f"/regulations/{levels.upper.id}/")
    choose(page, "Publish as a model")
    fill(
        page,
        title="Quy chế mẫu",
        site_kind="nhà máy điện",
        statement="Giảm trộm cắp",
        names="nhà máy",
    )
    press(page, "Preview")
    press(page, "Publish")
    page.wait_for_url(re.compile(r"/models/\d+/"))
    model = page.url.removeprefix(site.address)

    stranger = make_unit("Khu công nghiệp Bắc", "council")
    circle = make_circle(stranger, name="Nơi khác")
    with site.phone(stranger, model) as phone:
        expect(phone.get_by_role("heading", name="Quy chế mẫu")).to_be_visible()
        for name in (levels.plant.organization.name, levels.ministry.organization.name):
            expect(phone.get_by_text(name)).to_have_count(0)
        phone.goto(f"{model}adoption/")
        fill(phone, title="Quy chế của chúng tôi", circle=str(circle.id))
        phone.locator("main form button[type=submit]").first.click()
        heading = phone.get_by_role("heading", name=re.compile("Quy chế của chúng tôi"))
        expect(heading.or_(phone.get_by_text("Quy chế của chúng tôi")).first).to_be_visible()
        expect(phone.get_by_text("Tuần tra").first).to_be_visible()
