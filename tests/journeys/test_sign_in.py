"""Coming in: by invitation, by three names and a password, by a passkey; and going out again."""

import re

import pytest
from playwright.sync_api import CDPSession, Page, expect

from lienket.organizations.actions import found
from tests.cast import Unit, make_unit
from tests.journeys.site import Site, vi, vi_with

pytestmark = pytest.mark.journey

PASSWORD = "ba con trâu trắng 1975"


@pytest.fixture
def officer(site: Site) -> Unit:
    """Somebody who can sign in by user name, telephone number and e-mail."""
    unit = make_unit("Plant")
    unit.account.phone = "+84912345678"
    unit.account.set_password(PASSWORD)
    unit.account.save()
    return unit


def sign_in(page: Page, name: str, password: str = PASSWORD) -> None:
    page.get_by_role("textbox", name=vi("Login")).fill(name)
    page.get_by_label(vi("Password"), exact=True).fill(password)
    page.get_by_role("button", name=vi("Sign in"), exact=True).click()


def open_menu(page: Page) -> None:
    page.locator(".account summary").click()


@pytest.mark.parametrize("name", ["plant", "0912 345 678", "plant@example.vn"])
def test_people_sign_in_by_the_name_they_remember(site: Site, officer: Unit, name: str) -> None:
    with site.phone() as page:
        expect(page.get_by_role("heading", name=vi("Sign in"))).to_be_visible()
        sign_in(page, name)
        expect(page.get_by_role("heading", name=vi("Today"))).to_be_visible()
        expect(page.get_by_text(officer.organization.name).first).to_be_visible()

        open_menu(page)
        page.get_by_role("button", name=vi("Sign out")).click()
        expect(page.get_by_role("heading", name=vi("Sign in"))).to_be_visible()
        page.goto("/organization/")
        expect(page).to_have_url(re.compile("/accounts/login/"))


def test_guessing_passwords_is_stopped(site: Site, officer: Unit) -> None:
    page = site.visit()
    for guess in range(5):
        sign_in(page, "plant", f"guess number {guess}")
        expect(page.get_by_role("alert").or_(page.locator(".errors")).first).to_be_visible()
    # From now on not even the right one is looked at.
    sign_in(page, "plant")
    expect(page.get_by_role("heading", name=vi("Today"))).to_have_count(0)
    expect(page).to_have_url(re.compile("/accounts/login/"))
    expect(page.get_by_role("alert").or_(page.locator(".errors")).first).to_be_visible()


def test_a_passkey_opens_the_door_without_a_password(site: Site, officer: Unit) -> None:
    page = site.visit()
    _put_in_a_security_chip(page)
    sign_in(page, "plant")
    expect(page.get_by_role("heading", name=vi("Today"))).to_be_visible()

    page.goto("/accounts/2fa/webauthn/add/")
    page.get_by_label(vi("Password"), exact=True).fill(PASSWORD)
    page.get_by_role("button", name=vi("Confirm"), exact=True).click()
    page.get_by_role("textbox").fill("Điện thoại trực ban")
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name=vi("Add"), exact=True).click()
    expect(page).not_to_have_url(re.compile("/add/"))
    page.goto("/accounts/2fa/webauthn/")
    expect(page.get_by_text("Điện thoại trực ban")).to_be_visible()

    page.goto("/")
    open_menu(page)
    page.get_by_role("button", name=vi("Sign out")).click()
    page.get_by_role("button", name=vi("Sign in with a passkey")).click()
    expect(page.get_by_role("heading", name=vi("Today"))).to_be_visible()


def _put_in_a_security_chip(page: Page) -> CDPSession:
    """A virtual authenticator that agrees to everything, as a finger on the sensor does."""
    chip = page.context.new_cdp_session(page)
    chip.send("WebAuthn.enable")
    chip.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return chip


def test_an_invitation_becomes_an_account(site: Site) -> None:
    founded = found(
        name="Xí nghiệp Than",
        short_name="Than",
        kind="enterprise",
        head_name="Nguyễn Thị Hoa",
        head_title="Giám đốc",
        now=site.clock.now,
    )
    with site.phone(path=founded.link.removeprefix(site.address)) as page:
        expect(page.get_by_role("heading", name="Xí nghiệp Than")).to_be_visible()
        page.get_by_role("textbox", name=vi("User name")).fill("hoa.nt")
        page.get_by_label(vi("Password"), exact=True).fill(PASSWORD)
        page.get_by_role("textbox", name=vi("Telephone number")).fill("0987 654 321")
        page.get_by_role("button", name=vi("Make the account")).click()
        sign_in(page, "0987654321")
        expect(page.get_by_role("heading", name=vi("Today"))).to_be_visible()

        # The link worked once.
        page.goto(founded.link)
        act = page.get_by_role("button", name=vi_with("Act for it as %(username)s"))
        expect(act).to_have_count(0)


def test_a_lost_phone_is_signed_out_from_another_device(site: Site, officer: Unit) -> None:
    lost, desk = site.visit(), site.visit()
    for page in (lost, desk):
        sign_in(page, "plant")
        expect(page.get_by_role("heading", name=vi("Today"))).to_be_visible()

    desk.goto("/accounts/sessions/")
    expect(desk.get_by_role("row")).to_have_count(3)  # with the head of the table
    desk.get_by_role("button", name=vi("Sign Out Other Sessions")).click()
    expect(desk.get_by_role("row")).to_have_count(2)
    lost.reload()
    expect(lost).to_have_url(re.compile("/accounts/login/"))


def test_language_and_theme_stay_as_chosen(site: Site, officer: Unit) -> None:
    page = site.visit(officer)
    open_menu(page)
    page.get_by_role("button", name=vi("Dark")).click()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="Today")).to_be_visible()

    # The server knows both: the next page is right before any script runs.
    answer = page.request.get("/circles/").text()
    assert '<html lang="en" data-bs-theme="dark">' in answer
