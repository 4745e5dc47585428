from collections.abc import Iterator

import pytest
from pytest_django import Settings

from ...tests.letters import clock
from ..channel import Email
from .servers import Mailbox, MailServer


@pytest.fixture
def server() -> Iterator[MailServer]:
    server = MailServer(Mailbox())
    server.start()
    yield server
    server.stop()


@pytest.fixture
def mailbox(server: MailServer) -> Mailbox:
    return server.mailbox


@pytest.fixture
def lane(server: MailServer, settings: Settings) -> Iterator[Email]:
    """One lane to the server, with a mail server's patience of half a second."""
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.EMAIL_TIMEOUT = 0.5
    settings.MAIL_FROM = "LiênKết <lienket@thanhvan.example>"
    lane = Email(clock=clock)
    yield lane
    lane.close()
