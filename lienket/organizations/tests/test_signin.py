"""Signing in: by which names, how often, and that nobody signs up uninvited."""

from collections.abc import Iterator

import pytest
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from lienket.organizations.models import Account
from tests.cast import Unit

PASSWORD = "mot-mat-khau-dai"
PAGES_OUTSIDE = ["account_login", "account_reset_password", "account_signup", "account_inactive"]
PAGES_INSIDE = [
    "account_change_password",
    "account_email",
    "account_logout",
    "account_reauthenticate",
    "usersessions_list",
]
# These ask for the password once more first.
PAGES_OF_FACTORS = [
    "mfa_index",
    "mfa_activate_totp",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
]


@pytest.fixture(autouse=True)
def _fresh_limits(db: None) -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def account(plant: Unit) -> Account:
    account = plant.account
    account.set_password(PASSWORD)
    account.phone = "+84912345678"
    account.save()
    return account


def sign_in(login: str, password: str = PASSWORD) -> Client:
    browser = Client()
    browser.post(reverse("account_login"), {"login": login, "password": password})
    return browser


def authenticator(browser: Client) -> None:
    """Set up an authenticator app; the pages ask for the password once more before."""
    browser.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = browser.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    browser.post(reverse("mfa_activate_totp"), {"code": code_now(secret)})


def is_in(browser: Client) -> bool:
    return "_auth_user_id" in browser.session


@pytest.mark.parametrize(
    "login", ["plant", "PLANT", "plant@example.vn", "0912 345 678", "0912345678", "+84912345678"]
)
def test_a_person_signs_in_by_user_name_phone_or_e_mail(account: Account, login: str) -> None:
    assert is_in(sign_in(login))


def test_a_wrong_password_or_an_inactive_account_stays_outside(account: Account) -> None:
    assert not is_in(sign_in("plant", "another-password"))

    account.is_active = False
    account.save()
    assert not is_in(sign_in("plant"))


def test_the_sixth_attempt_after_five_wrong_passwords_is_refused(account: Account) -> None:
    for _ in range(5):
        assert not is_in(sign_in("plant", "another-password"))

    assert not is_in(sign_in("plant"))


def test_nobody_signs_up_uninvited(db: None) -> None:
    Client().post(
        reverse("account_signup"),
        {"username": "stranger", "password1": PASSWORD, "email": "a@example.vn"},
    )

    assert not Account.objects.exists()


def test_a_forgotten_password_is_reset_by_e_mail(account: Account) -> None:
    browser = Client()

    browser.post(reverse("account_reset_password"), {"email": "plant@example.vn"})
    browser.post(reverse("account_reset_password"), {"email": "nobody@example.vn"})

    (letter,) = mail.outbox
    assert letter.to == ["plant@example.vn"]
    assert "mật khẩu" in letter.body
    link = next(word for word in letter.body.split() if "/password/reset/key/" in word)
    form = browser.get(link.split("8000", 1)[-1].removeprefix("http://testserver"), follow=True)
    new = "mat-khau-moi-rat-dai"
    browser.post(form.request["PATH_INFO"], {"password1": new, "password2": new})
    assert is_in(sign_in("plant", new))


def test_signing_out_everywhere_ends_the_other_sessions(account: Account) -> None:
    here, elsewhere = sign_in("plant"), sign_in("plant")
    elsewhere.get(reverse("organizations:me"))

    here.post(reverse("usersessions_list"))

    assert here.get(reverse("organizations:me")).status_code == 200
    assert elsewhere.get(reverse("organizations:me")).status_code == 302


@pytest.mark.parametrize("page", PAGES_OUTSIDE)
def test_pages_before_sign_in_open_in_vietnamese(db: None, page: str) -> None:
    answer = Client().get(reverse(page))

    assert answer.status_code == 200
    assert '<html lang="vi"' in answer.content.decode()


@pytest.mark.parametrize("page", PAGES_INSIDE + PAGES_OF_FACTORS)
def test_pages_of_ones_own_sign_in_open(account: Account, page: str) -> None:
    answer = sign_in("plant").get(reverse(page), follow=True)

    assert answer.status_code == 200
    assert '<html lang="vi"' in answer.content.decode()


def test_the_settings_of_sign_in_are_sound(db: None) -> None:
    call_command("check", "--fail-level", "WARNING")


def test_with_an_authenticator_app_the_password_alone_is_not_enough(account: Account) -> None:
    browser = sign_in("plant")
    authenticator(browser)

    second = sign_in("plant")
    assert not is_in(second)
    assert second.get(reverse("mfa_authenticate")).status_code == 200


def test_recovery_codes_stand_in_for_a_lost_phone(account: Account) -> None:
    browser = sign_in("plant")
    authenticator(browser)
    codes = browser.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]

    second = sign_in("plant")
    second.post(reverse("mfa_authenticate"), {"code": codes[0]})
    assert is_in(second)

    third = sign_in("plant")
    third.post(reverse("mfa_authenticate"), {"code": codes[0]})
    assert not is_in(third)


def code_now(secret: str) -> str:
    """What the app shows at this moment."""
    counter = next(yield_hotp_counters_from_time())
    return str(format_hotp_value(hotp_value(secret, counter)))
