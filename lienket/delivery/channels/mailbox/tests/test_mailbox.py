"""The mailbox of the demonstration keeps what e-mail would have sent."""

import os
from pathlib import Path

import pytest
from pytest_django import Settings

from ...tests.letters import clock, letter
from .. import box
from ..channel import Mailbox

ADDRESS = "truc.ban@thanhvan.example"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Settings) -> Path:
    settings.HOME = tmp_path
    return tmp_path


@pytest.fixture
def channel() -> Mailbox:
    return Mailbox(clock=clock)


def _kept() -> box.Kept:
    (name,) = box.names()
    kept = box.read(name)
    assert kept
    return kept


def test_the_box_shows_to_whom_about_what_and_the_link(channel: Mailbox) -> None:
    sent = channel.send(letter(), ADDRESS)

    kept = _kept()
    assert kept.to == ADDRESS
    assert "TK-2026-014" in kept.subject
    assert kept.is_urgent
    assert "https://lienket.example/r/abc" in kept.page
    assert "https://lienket.example/r/abc" in kept.text
    assert kept.name in sent.external_id


def test_a_repeated_letter_is_one_mail(channel: Mailbox) -> None:
    channel.send(letter(), ADDRESS)
    channel.send(letter(), ADDRESS)

    assert len(box.names()) == 1


def test_the_newest_comes_first_and_the_oldest_makes_room(
    channel: Mailbox, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(box, "MOST", 2)
    names = []
    for number in range(3):
        sent = channel.send(letter(idempotency_key=f"key-{number}"), ADDRESS)
        names.append(sent.external_id[1:33])
        # Files of one instant are told apart by nothing but their times.
        os.utime(home / "mailbox" / f"{names[-1]}.eml", (number, number))

    assert box.names() == [names[2], names[1]]


@pytest.mark.parametrize("name", ["", "../secret", "0" * 31, "0" * 32, "Ä" * 32])
def test_nothing_but_mails_of_the_box_can_be_read(home: Path, name: str) -> None:
    (home / "secret.eml").write_text("Subject: no")
    assert box.read(name) is None
