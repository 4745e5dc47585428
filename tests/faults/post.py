"""The mail server of the faults: it keeps everything, and tells when a letter is just coming in."""

import asyncio
import re
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from aiosmtpd.smtp import SMTP, Envelope, Session

from lienket.delivery.channels.email.tests.servers import Mailbox, MailServer


class Post(Mailbox):
    """A mailbox for all addresses."""

    def __init__(self) -> None:
        super().__init__()
        self.arriving = threading.Event()
        # Every address that was named to it, in order, also those it refuses.
        self.asked_for: list[str] = []
        # Whoever names these waits for an answer in vain.
        self.silent_about: set[str] = set()

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.asked_for.append(address)
        if address in self.silent_about:
            await asyncio.Event().wait()
        return await super().handle_RCPT(server, session, envelope, address, options)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.arriving.set()
        return await super().handle_DATA(server, session, envelope)

    def await_letter(self, seconds: float) -> None:
        """Return while the next letter is being taken, or after so many seconds without one."""
        self.arriving.clear()
        self.arriving.wait(seconds)

    def link(self, address: str, reference: str) -> str | None:
        """The path of the link in the last letter to an address about a bulletin, if it came."""
        for mail in reversed(self.mails.copy()):
            text = mail.get_body(("plain",))
            if mail["To"] == address and reference in mail["Subject"] and text:
                found = re.search(r"/l/\S+/", text.get_content())
                return found and found.group()
        return None

    def copies(self) -> Counter[tuple[str, str, str]]:
        """How often each letter came: by its key, its Message-ID and the address."""
        return Counter(
            (mail["X-LienKet-Delivery"], mail["Message-ID"], mail["To"]) for mail in self.mails
        )


class Office:
    """A mail server on loopback. Closed and opened again, it is found at the same port."""

    def __init__(self) -> None:
        self.post = Post()
        self.port = 0
        self.open()

    def open(self) -> None:
        self._server = MailServer(self.post)
        self._server.port = self.port
        self._server.start()
        self.port = self._server.port

    def close(self) -> None:
        self._server.stop()


@contextmanager
def office() -> Iterator[Office]:
    """An office that is closed at the end."""
    office = Office()
    try:
        yield office
    finally:
        office.close()
