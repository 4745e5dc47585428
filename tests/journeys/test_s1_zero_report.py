"""A calm month is signed, silence shows, and what comes to light later stands against it."""

import pytest
from playwright.sync_api import expect

from tests.cast import make_circle, make_unit
from tests.journeys.hands import fill, press
from tests.journeys.site import Site, vi

pytestmark = pytest.mark.journey


def test_a_signed_zero_is_a_report_silence_is_not_and_the_truth_comes_out(site: Site) -> None:
    plant = make_unit("Nhà máy Đồng Xuân")
    police = make_unit("Công an xã", "commune_police")
    circle = make_circle(plant, police)
    zero = f"/circles/{circle.id}/zero/"
    site.clock.forward(days=12)  # the month is over

    with site.phone(plant, zero) as page:
        expect(page.locator(".said-silent")).to_have_count(2)
        page.get_by_role("link", name=vi("Sign: nothing happened")).click()
        page.get_by_role("checkbox").check()
        press(page, "Sign")
        expect(
            page.get_by_role("status").filter(has_text=vi("Signed: nothing happened."))
        ).to_be_visible()
        page.goto(zero)
        expect(page.get_by_text(vi("0, signed"))).to_be_visible()
        expect(page.locator(".said-silent")).to_have_count(1)

    # A theft of that month comes to light.
    page = site.visit(plant, f"/circles/{circle.id}/incidents/new/")
    page.get_by_text(vi("Theft of property")).click()
    fill(page, summary="Mất 2 cuộn cáp từ giữa tháng.")
    page.get_by_text(vi("Time, place in words, severity, exercise")).click()
    fill(page, happened_at="2026-11-25T08:00")
    press(page, "Send the report")
    expect(page.get_by_role("heading", name="Mất 2 cuộn cáp từ giữa tháng.")).to_be_visible()

    page.goto(zero)
    page.get_by_role("link", name=vi("against a signed zero")).click()
    expect(page.get_by_text("VV-2026-001")).to_be_visible()

    # Signing the same again is refused, in words and at its field.
    page.goto(f"{zero}new/?month=2026-11-01")
    fill(page, group="order")
    page.get_by_role("checkbox").check()
    press(page, "Sign")
    expect(page.locator("[name=despite]")).to_be_visible()
    fill(page, despite="Biên bản riêng đã gửi Công an xã.")
    press(page, "Sign")
    expect(page.get_by_text("Biên bản riêng đã gửi Công an xã.")).to_be_visible()
