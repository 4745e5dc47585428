"""E-mail against a real mail server: what it takes, refuses, delays or drops."""

import socket

import pytest
from pytest_django import Settings

from ...base import DeliveryError, Reason
from ...tests.letters import letter
from ..channel import Email
from .servers import Mailbox, MailServer

CHIEF = "truc.ban@dien-luc.example"
OTHER = "van.thu@cong-ty.example"


def test_one_connection_carries_many_mails(lane: Email, mailbox: Mailbox) -> None:
    for number in range(3):
        lane.send(letter(idempotency_key=str(number)), CHIEF)

    assert [mail["To"] for mail in mailbox.mails] == [CHIEF] * 3
    assert len(mailbox.connections) == 1


def test_a_retry_keeps_its_message_id(lane: Email, mailbox: Mailbox) -> None:
    first = lane.send(letter(), CHIEF)
    again = lane.send(letter(), CHIEF)

    assert first == again
    assert {mail["Message-ID"] for mail in mailbox.mails} == {first.external_id}


@pytest.mark.parametrize(
    ("reply", "reason", "permanent"),
    [
        ("550 5.1.1 <truc.ban@dien-luc.example> unknown", Reason.ADDRESS_REFUSED, True),
        ("550 no such user", Reason.ADDRESS_REFUSED, True),
        ("552 5.2.2 over quota", Reason.MAILBOX_FULL, True),
        ("452 4.2.2 over quota", Reason.MAILBOX_FULL, False),
        ("554 5.7.1 refused by policy", Reason.CONTENT_REFUSED, True),
        ("451 4.7.1 greylisted, come back later", Reason.TRY_LATER, False),
    ],
)
def test_a_refused_address_says_why_and_harms_no_other(
    lane: Email, mailbox: Mailbox, reply: str, reason: Reason, permanent: bool
) -> None:
    mailbox.address_replies[CHIEF] = reply

    with pytest.raises(DeliveryError) as refused:
        lane.send(letter(), CHIEF)
    lane.send(letter(), OTHER)

    assert (refused.value.reason, refused.value.permanent) == (reason, permanent)
    assert CHIEF not in str(refused.value)
    assert [mail["To"] for mail in mailbox.mails] == [OTHER]
    assert len(mailbox.connections) == 1


def test_a_greylisted_address_takes_the_second_attempt(lane: Email, mailbox: Mailbox) -> None:
    mailbox.address_replies[CHIEF] = "451 4.7.1 come back later"
    with pytest.raises(DeliveryError):
        lane.send(letter(), CHIEF)

    del mailbox.address_replies[CHIEF]
    lane.send(letter(), CHIEF)
    assert len(mailbox.mails) == 1


@pytest.mark.parametrize(
    ("reply", "reason", "permanent"),
    [
        ("554 5.6.0 looks like spam", Reason.CONTENT_REFUSED, True),
        ("451 4.3.0 disk trouble", Reason.TRY_LATER, False),
        ("421 4.3.2 shutting down", Reason.TRY_LATER, False),
    ],
)
def test_a_refused_message_harms_no_other(
    lane: Email, mailbox: Mailbox, reply: str, reason: Reason, permanent: bool
) -> None:
    mailbox.message_replies = [reply]

    with pytest.raises(DeliveryError) as refused:
        lane.send(letter(), CHIEF)
    lane.send(letter(), OTHER)

    assert (refused.value.reason, refused.value.permanent) == (reason, permanent)
    assert [mail["To"] for mail in mailbox.mails] == [OTHER]


def test_a_refused_sender_is_our_fault_and_worth_another_attempt(
    lane: Email, mailbox: Mailbox
) -> None:
    mailbox.sender_replies = ["550 5.7.1 not yours"]
    with pytest.raises(DeliveryError) as refused:
        lane.send(letter(), CHIEF)

    assert refused.value.reason is Reason.SENDER_REFUSED
    assert not refused.value.permanent


def test_a_connection_dropped_within_a_mail_is_opened_again(lane: Email, mailbox: Mailbox) -> None:
    mailbox.hangs_up = True
    with pytest.raises(DeliveryError) as dropped:
        lane.send(letter(), CHIEF)
    lane.send(letter(), OTHER)

    assert (dropped.value.reason, dropped.value.permanent) == (Reason.SERVER_DOWN, False)
    assert OTHER in [mail["To"] for mail in mailbox.mails]
    assert len(mailbox.connections) == 2


def test_a_connection_closed_while_idle_costs_no_attempt(
    lane: Email, server: MailServer, mailbox: Mailbox
) -> None:
    lane.send(letter(), CHIEF)
    server.hang_up_on_all()
    lane.send(letter(), OTHER)

    assert [mail["To"] for mail in mailbox.mails] == [CHIEF, OTHER]


def test_a_server_that_says_goodbye_to_a_kept_connection_costs_no_attempt(
    lane: Email, mailbox: Mailbox
) -> None:
    lane.send(letter(), CHIEF)
    mailbox.sender_replies = ["421 4.4.2 idle for too long"]
    lane.send(letter(), OTHER)

    assert [mail["To"] for mail in mailbox.mails] == [CHIEF, OTHER]
    assert len(mailbox.connections) == 2


def test_a_silent_server_is_given_up(lane: Email, mailbox: Mailbox, settings: Settings) -> None:
    settings.EMAIL_TIMEOUT = 0.05
    mailbox.stays_silent = True
    with pytest.raises(DeliveryError) as silent:
        lane.send(letter(), CHIEF)

    assert (silent.value.reason, silent.value.permanent) == (Reason.TIMEOUT, False)


def test_a_server_that_is_down_is_a_temporary_fault(settings: Settings) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, and nobody listens
        settings.EMAIL_HOST, settings.EMAIL_PORT = taken.getsockname()
        with pytest.raises(DeliveryError) as down:
            Email().send(letter(), CHIEF)

    assert (down.value.reason, down.value.permanent) == (Reason.SERVER_DOWN, False)


def test_a_server_without_tls_gets_no_mail_when_tls_is_required(
    lane: Email, mailbox: Mailbox, settings: Settings
) -> None:
    settings.EMAIL_USE_TLS = True
    with pytest.raises(DeliveryError) as unsafe:
        lane.send(letter(), CHIEF)

    assert unsafe.value.reason is Reason.TLS_FAILED
    assert not mailbox.mails


def test_it_is_off_without_a_server(settings: Settings) -> None:
    settings.EMAIL_HOST = ""
    assert not Email.configured()
