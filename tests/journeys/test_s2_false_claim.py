"""A scam goes around: it is met, verified, the public is warned, and the paper leads back."""

import re

import pytest
from playwright.sync_api import expect

from tests.cast import make_circle, make_unit
from tests.journeys.hands import asked, fill, follow, press
from tests.journeys.site import Site, vi

SCAM = "Người tự xưng nhân viên điện lực đòi chuyển tiền ngay, dọa cắt điện"
TRUE = "Điện lực không thu tiền qua điện thoại."
TO_DO = "Không chuyển tiền, báo công an xã."
NEW = "Không chuyển tiền. Đã mất tiền thì báo ngay ngân hàng và công an xã."
pytestmark = pytest.mark.journey


def test_a_false_claim_becomes_a_public_warning_and_is_taken_back(site: Site) -> None:
    company = make_unit("Dien luc", "enterprise")
    police = make_unit("Cong an xa", "commune_police")
    board = make_unit("Ban quan ly", "authority")
    circle = make_circle(company, police, board, name="Quy chế phối hợp điện lực")

    # Entered from a phone; what points at somebody is refused and what was typed stays.
    with site.phone(company, f"/circles/{circle.id}/false-claims/") as phone:
        follow(phone, "Enter a false claim")
        phone.get_by_role("radio", name=vi("Payment scam")).check()
        fill(phone, text=f"{SCAM}, gọi 0912 345 678", channel="phone_call", count="7")
        fill(phone, verifier=str(police.id), area="xã Vân Sơn")
        press(phone, "Enter and have it verified")
        expect(phone.get_by_text("0912 345 678").last).to_be_visible()
        fill(phone, text=SCAM)
        press(phone, "Enter and have it verified")
        expect(phone.get_by_text("SL-2026-001").first).to_be_visible()

    # Nobody verifies it within the day: the police are reminded.
    site.deliver()
    told = site.outbox.addresses().count(police.email)
    site.wait(days=2)
    assert site.outbox.addresses().count(police.email) > told

    # They find it among what waits and say what is true.
    with asked(site, police, SCAM) as phone:
        fill(phone, truth=TRUE, advice=TO_DO, hotline="1900 1234")
        press(phone, "Confirm what is true")
        expect(phone.get_by_role("status").first).to_be_visible()

    # The company warns the public, and all members are told.
    with asked(site, company, SCAM) as phone:
        press(phone, "Publish the warning")
        follow(phone, "Public page, to print")
        public = phone.url
    site.deliver()
    assert site.outbox.addresses().count(board.email) == 1

    # Somebody without an account or JavaScript reads it and nothing of the register.
    reader = site.visit(path=public.removeprefix(site.address), java_script_enabled=False)
    expect(reader.get_by_text(TRUE)).to_be_visible()
    expect(reader.get_by_text("1900 1234")).to_be_visible()
    assert SCAM not in reader.content()
    assert not reader.context.cookies()
    follow(reader, "All valid warnings")
    expect(reader.get_by_text(TO_DO)).to_be_visible()

    # The words change, later it is over: the paper that hangs somewhere says so.
    page = site.visit(police, f"/circles/{circle.id}/false-claims/")
    page.get_by_role("link", name=SCAM).click()
    follow(page, "Change the correction")
    fill(page, advice=NEW, reason="Thêm cách làm khi đã mất tiền")
    press(page, "Change the correction")
    reader.goto(public)
    reader.reload()  # a browser may keep it for a minute
    expect(reader.get_by_text(NEW)).to_be_visible()
    follow(page, "Withdraw")
    fill(page, reason="Đã lắng xuống")
    press(page, "Withdraw")
    expect(page.get_by_text("Đã lắng xuống")).to_be_visible()
    reader.reload()
    expect(reader.get_by_role("heading", level=1)).to_have_text(vi("This warning holds no more"))
    expect(reader.get_by_text(re.compile(TRUE))).to_have_count(0)
