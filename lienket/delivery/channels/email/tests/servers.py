"""A mail server on loopback with the habits of real ones."""

import asyncio
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Mailbox:
    """Takes every mail, save what its `replies` say."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        # What an address is answered, and what the next messages are answered.
        self.address_replies: dict[str, str] = {}
        self.message_replies: list[str] = []
        self.sender_replies: list[str] = []
        self.hangs_up = False
        self.stays_silent = False
        self.connections: list[SMTP] = []

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, sender: str, options: list[str]
    ) -> str:
        if server not in self.connections:
            self.connections.append(server)
        if self.sender_replies:
            return self.sender_replies.pop(0)
        envelope.mail_from = sender
        return "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.stays_silent:
            await asyncio.Event().wait()
        if address in self.address_replies:
            return self.address_replies[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.hangs_up:
            self.hangs_up = False
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        if self.message_replies:
            return self.message_replies.pop(0)
        assert isinstance(envelope.content, bytes)
        mail = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        return "250 OK"


class MailServer(Controller):
    """Serves a mailbox on a port that is free."""

    def __init__(self, mailbox: Mailbox) -> None:
        super().__init__(mailbox, hostname="127.0.0.1", port=0)
        self.mailbox = mailbox

    def hang_up_on_all(self) -> None:
        """What servers do with connections that are idle for too long."""

        async def close() -> None:
            for server in self.mailbox.connections:
                assert server.transport
                server.transport.close()

        asyncio.run_coroutine_threadsafe(close(), self.loop).result()

    def _trigger_server(self) -> None:
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]
