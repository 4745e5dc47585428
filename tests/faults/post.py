"""The mail server of the faults: it keeps everything, and tells when a letter is just coming in."""

import threading
import time
from collections import Counter

from aiosmtpd.smtp import SMTP, Envelope, Session

from lienket.delivery.channels.email.tests.servers import Mailbox, MailServer


class Post(Mailbox):
    """A mailbox for all addresses."""

    def __init__(self) -> None:
        super().__init__()
        self.arriving = threading.Event()
        # Addresses in the order in which they were asked for, refused ones too.
        self.asked: list[str] = []
        # Nobody is answered about these, for so many seconds.
        self.silent_about: dict[str, float] = {}

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.asked.append(address)
        return await super().handle_RCPT(server, session, envelope, address, options)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.arriving.set()
        return await super().handle_DATA(server, session, envelope)

    def await_letter(self, seconds: float) -> None:
        """Return while the next letter is being taken, or after so many seconds without one."""
        self.arriving.clear()
        self.arriving.wait(seconds)

    def copies(self) -> Counter[tuple[str, str, str]]:
        """How often each letter came: by its key, its Message-ID and the address."""
        return Counter(
            (mail["X-LienKet-Delivery"], mail["Message-ID"], mail["To"]) for mail in self.mails
        )
