"""A mail server that is down, slow or choosy: the others get theirs, and the table says why."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from lienket.delivery.channels.tests.receiver import Receiver, receiving
from tests.faults.clients import Web
from tests.faults.installation import Installation, installation, until
from tests.faults.post import Office, office

#: The first retry comes after three seconds instead of fifteen.
SPEED = 5
#: Seconds for anything that is to happen.
SOON = 60

Standing = tuple[str, str | None]


@dataclass
class Town:
    """An installation with its mail server, a partner's own system, and those who take part."""

    lienket: Installation
    mail: Office
    partner: Receiver
    scene: dict[str, Any]

    def __post_init__(self) -> None:
        self.web = Web(self.lienket.ports, seed=1)
        self.token = self.scene["units"]["Plant"]["token"]
        self.addresses = {
            unit["email"] for name, unit in self.scene["units"].items() if name != "Plant"
        }

    def issue(self) -> int:
        """An urgent notice of the plant to all others; its id."""
        issued = self.web.post(
            f"circles/{self.scene['circle']}/bulletins",
            {
                "kind": "urgent_notice",
                "urgency": "immediate",
                "title": "Cắt trộm cáp tại trạm 110 kV",
                "body": "Hai người lạ mặt rời đi theo hướng đường 12.",
                "required_action": "acknowledge",
                # Nobody is to be reminded meanwhile.
                "ack_within_minutes": 24 * 60,
            },
            token=self.token,
        )
        return int(issued["id"])

    def await_table(self, bulletin: int, channel: str, wanted: Mapping[str, Standing]) -> None:
        """Wait until the first messages to organizations stand as wanted; "others" are the rest."""
        until(
            lambda: all(
                standing == wanted.get(name, wanted.get("others", standing))
                for name, standings in self._table(bulletin, channel).items()
                for standing in standings
            ),
            within=SOON,
            told=lambda: f"wanted {wanted}, and it is {self._table(bulletin, channel)}",
        )

    def reasons(self, bulletin: int) -> set[str | None]:
        """Why e-mails were not sent, as readers see it."""
        standings = self._table(bulletin, "email").values()
        return {reason for some in standings for _, reason in some}

    def _table(self, bulletin: int, channel: str) -> dict[str, list[Standing]]:
        """State and reason of the first messages to each organization, as readers see them."""
        shown = self.web.get(f"bulletins/{bulletin}", token=self.token)
        return {
            receipt["organization"]["name"]: [
                (message["state"], message["reason"])
                for message in receipt["messages"]
                if (message["purpose"], message["channel"]) == ("first", channel)
            ]
            for receipt in shown["receipts"]
        }


@pytest.fixture(scope="module")
def whole_town() -> Iterator[Town]:
    with receiving() as partner, office() as mail:
        patient = {"LIENKET_SMTP_PORT": str(mail.port), "LIENKET_SMTP_TIMEOUT": "1"}
        inside = {"LIENKET_WEBHOOK_HOSTS": "127.0.0.1"}
        with installation(speed=SPEED, **patient, **inside) as lienket:
            scene = lienket.scene(partner.url)
            lienket.start("web-1", "worker-1")
            yield Town(lienket, mail, partner, scene)


@pytest.fixture
def town(whole_town: Town) -> Town:
    """The town, with a mail server that has no troubles and no mail."""
    post = whole_town.mail.post
    post.address_replies.clear()
    post.mails.clear()
    post.asked_for.clear()
    whole_town.partner.requests.clear()
    return whole_town


def letters(town: Town) -> list[str]:
    """The addresses of all letters in the mailbox, each letter counted once, in order."""
    seen = {mail["Message-ID"]: mail["To"] for mail in town.mail.post.mails}
    return list(seen.values())


def test_a_refused_address_is_named_with_the_reason_and_delays_nobody(town: Town) -> None:
    gone = town.scene["units"]["Gone"]["email"]
    town.mail.post.address_replies[gone] = "550 5.1.1 unknown"

    bulletin = town.issue()

    refused = ("failed", "the address does not exist")
    town.await_table(bulletin, "email", {"Gone": refused, "others": ("sent", None)})
    assert town.addresses - {gone} <= set(letters(town))


def test_an_address_nobody_answers_about_is_tried_again_after_all_others(town: Town) -> None:
    slow = town.scene["units"]["Unit 3"]["email"]
    post = town.mail.post
    post.silent_about.add(slow)

    bulletin = town.issue()

    silent = ("queued", "the server does not answer in time")
    town.await_table(bulletin, "email", {"Unit 3": silent, "others": ("sent", None)})
    once_more = [*post.asked_for, slow].index(slow, post.asked_for.index(slow) + 1)
    assert town.addresses <= set(post.asked_for[:once_more])

    post.silent_about.clear()
    town.await_table(bulletin, "email", {"others": ("sent", None)})
    assert letters(town).count(slow) == 1


def _down(mail: Office) -> Callable[[], None]:
    mail.close()
    return mail.open


def _silent(mail: Office) -> Callable[[], None]:
    def speak() -> None:
        mail.post.stays_silent = False

    mail.post.stays_silent = True
    return speak


@pytest.mark.parametrize(
    ("fall_ill", "reason"),
    [(_down, "the server cannot be reached"), (_silent, "the server does not answer in time")],
)
def test_a_sick_mail_server_holds_up_nothing_but_mail_and_loses_none(
    town: Town, fall_ill: Callable[[Office], Callable[[], None]], reason: str
) -> None:
    recover = fall_ill(town.mail)
    try:
        bulletin = town.issue()
        town.await_table(bulletin, "webhook", {"others": ("delivered", None)})
        assert len(town.partner.requests) == 1
        assert not town.mail.post.mails
        until(
            lambda: reason in town.reasons(bulletin),
            within=SOON,
            told=lambda: f"the reasons are {town.reasons(bulletin)}",
        )
    finally:
        recover()

    town.await_table(bulletin, "email", {"others": ("sent", None)})
    assert town.addresses <= set(letters(town))
    assert len(letters(town)) == len(set(letters(town)))
