"""The mailbox page of the demonstration."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from lienket.delivery.channels.mailbox import box
from lienket.delivery.channels.mailbox.channel import Mailbox
from lienket.delivery.channels.tests.letters import clock, letter

ADDRESS = "truc.ban@thanhvan.example"
LINK = "https://lienket.example/r/abc"


@pytest.fixture(autouse=True)
def demonstration(tmp_path: Path, settings: Settings) -> None:
    settings.HOME, settings.DEMO = tmp_path, True


@pytest.fixture
def name() -> str:
    """A mail in the box."""
    Mailbox(clock=clock).send(letter(), ADDRESS)
    return box.names()[0]


def test_the_empty_box_says_so(client: Client) -> None:
    page = client.get("/mailbox/")
    assert page.status_code == 200
    assert "TK-2026-014" not in page.content.decode()


def test_the_box_lists_its_mails_and_opens_one(client: Client, name: str) -> None:
    listed = client.get("/mailbox/").content.decode()
    assert ADDRESS in listed
    assert "TK-2026-014" in listed
    assert f"/mailbox/{name}/" in listed

    opened = client.get(f"/mailbox/{name}/").content.decode()
    assert f'src="/mailbox/{name}/body/"' in opened
    assert LINK in opened


def test_a_mail_may_do_nothing_but_lead_to_its_link(client: Client, name: str) -> None:
    body = client.get(f"/mailbox/{name}/body/")
    assert f'href="{LINK}"' in body.content.decode()
    assert '<base target="_top">' in body.content.decode()
    assert body["X-Frame-Options"] == "SAMEORIGIN"
    policy = body["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox allow-top-navigation-by-user-activation" in policy
    assert "frame-ancestors 'self'" in policy
    assert "script" not in policy


def test_outside_the_demonstration_there_is_no_mailbox(
    client: Client, name: str, settings: Settings
) -> None:
    settings.DEMO = False
    for address in ("/mailbox/", f"/mailbox/{name}/", f"/mailbox/{name}/body/"):
        assert client.get(address).status_code == 404


def test_a_mail_that_is_not_there_is_not_found(client: Client) -> None:
    assert client.get(f"/mailbox/{'0' * 32}/").status_code == 404
    assert client.get("/mailbox/secret/body/").status_code == 404
