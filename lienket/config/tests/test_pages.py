"""What is answered to requests that cannot be read, and the frame of the sign-in pages."""

import pytest
from django.conf import settings
from django.test import Client

from lienket.organizations.models import Account
from tests.cast import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser() -> Client:
    """As a browser: forged forms are looked for, which reads every form."""
    browser = Client(enforce_csrf_checks=True)
    browser.cookies["csrftoken"] = "a" * 32
    return browser


@pytest.mark.parametrize(
    ("language", "words"), [("vi", "Không thực hiện được"), ("en", "Shorten it")]
)
def test_a_text_that_is_far_too_long_is_refused_in_the_language_of_the_page(
    browser: Client, language: str, words: str
) -> None:
    browser.cookies["django_language"] = language

    answer = browser.post("/circles/1/bulletins/new/", {"title": "a" * 10_000_000})

    assert answer.status_code == 413
    assert words in answer.content.decode()


def test_more_choices_than_a_form_carries_are_refused_in_words(browser: Client) -> None:
    chosen = {"organizations": [str(one) for one in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS)]}

    answer = browser.post("/circles/1/bulletins/new/", {"title": "Cháy", **chosen})

    assert answer.status_code == 413
    assert "10100" in answer.content.decode().replace(".", "")


def test_ten_thousand_choices_can_be_read(browser: Client) -> None:
    chosen = [str(one) for one in range(10**7, 10**7 + 10_000)]

    # Read, and then refused as forged.
    assert browser.post("/circles/1/bulletins/new/", {"organizations": chosen}).status_code == 403


@pytest.mark.parametrize(
    ("path", "media_type"), [("/", "text/html"), ("/api/v1/circles", "application/problem+json")]
)
def test_what_is_damaged_otherwise_gets_a_calm_answer(
    browser: Client, path: str, media_type: str
) -> None:
    answer = browser.get(path, headers={"host": "elsewhere.example"})

    assert answer.status_code == 400
    assert answer.headers["Content-Type"].startswith(media_type)
    assert "Bad Request" not in answer.content.decode()


def test_the_pages_about_signing_in_say_who_is_signed_in(client: Client, plant: Unit) -> None:
    client.force_login(plant.account)

    page = client.get("/accounts/2fa/").content.decode()

    assert "Nguyễn Văn Plant" in page
    assert 'action="/accounts/logout/"' in page
    assert 'href="/circles/"' in page


def test_whoever_holds_no_office_still_reaches_them(client: Client) -> None:
    client.force_login(Account.objects.create(username="nobody"))

    assert client.get("/accounts/2fa/").status_code == 200


def test_a_member_at_an_unknown_address_keeps_the_menus(client: Client, plant: Unit) -> None:
    client.force_login(plant.account)

    page = client.get("/khong-co/")

    assert page.status_code == 404
    assert page.context["navigation"]


def test_a_stranger_at_an_unknown_address_is_shown_no_menus(client: Client) -> None:
    page = client.get("/khong-co/")

    assert page.status_code == 404
    assert not page.context["navigation"]
