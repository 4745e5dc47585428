"""Channels for tests that need none of the network: they keep letters instead of sending them."""

from collections.abc import Mapping

from lienket.delivery.channels.base import Channel, DeliveryError, Letter, Sent


class Outbox(Channel):
    """An e-mail channel that keeps what it is given, and refuses the addresses it is told to."""

    name = "email"
    label = "E-mail"
    icon = "mail"
    fields = ()
    needs_verification = True
    disturbs = False

    def __init__(self, refusals: Mapping[str, DeliveryError] | None = None) -> None:
        self.letters: list[tuple[str, Letter]] = []
        self.refusals = refusals or {}

    @classmethod
    def configured(cls) -> bool:
        return True

    @classmethod
    def check_address(cls, values: Mapping[str, str]) -> str:
        return values["email"]

    @classmethod
    def describe(cls, address: str) -> str:
        return address

    def send(self, letter: Letter, address: str) -> Sent:
        if address in self.refusals:
            raise self.refusals[address]
        self.letters.append((address, letter))
        return Sent(f"<{letter.idempotency_key}>")

    def addresses(self) -> list[str]:
        """Who got a letter, in order."""
        return [address for address, _ in self.letters]
