"""What every delivery channel has in common: the letter, the outcome, the reasons of a failure."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Channels ask for the time themselves: signatures and tokens must be fresh at each attempt.
Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Letter:
    """Everything a third-party channel may say about one message: never a title, never a body."""

    message_id: int
    # What all letters about one bulletin have in common; its number may occur in other circles too.
    envelope_id: int | None
    # The same for every attempt, so that the reader never sees two copies.
    idempotency_key: str
    reference: str  # the number of the bulletin, "TK-2026-014"; empty when it is about none
    urgency: str  # "normal", "urgent", "very_urgent" or "immediate"
    exercise: bool
    kind: str  # of the bulletin, a machine word
    sender: str  # name of the organization that speaks
    due_at: datetime | None
    # "first", "reminder", "escalation", "correction", "withdrawal", "verification", "invitation"
    purpose: str
    # Absolute address of a page. Opening it acknowledges nothing: mail scanners follow links.
    link: str
    organization: str  # name of the organization that is spoken to
    language: str
    sent_at: datetime  # when the notice was issued
    time_zone: str
    about: str = ""  # in an escalation: name of the organization that is silent


@dataclass(frozen=True)
class Sent:
    """The next server has taken the letter over, under this name."""

    external_id: str
    # Whether that server is the receiver's own.
    delivered: bool = False


class Reason(models.IntegerChoices):
    """Why a message was not sent. The numbers are stored: never give one a second meaning.

    11, 20, 21 and 50 are taken.
    """

    # The address
    NO_ADDRESS = 10, _("no address is known")
    ADDRESS_REFUSED = 12, _("the address does not exist")
    MAILBOX_FULL = 13, _("the mailbox is full")
    GONE = 14, _("the receiver has ended its subscription")
    BLOCKED_HOST = 15, _("the address leads into an inner network")
    # Our own choice
    THROTTLED = 22, _("too many messages to this address")
    # The way there
    SERVER_DOWN = 30, _("the server cannot be reached")
    TIMEOUT = 31, _("the server does not answer in time")
    RATE_LIMITED = 32, _("the server limits the number of messages")
    TRY_LATER = 33, _("the server asks to try again later")
    TLS_FAILED = 34, _("no safe connection to the server")
    AUTH_FAILED = 35, _("the server does not accept our credentials")
    SENDER_REFUSED = 36, _("the server does not accept our sender address")
    CONTENT_REFUSED = 37, _("the server does not accept the message")
    BAD_RESPONSE = 38, _("the server gives an unexpected answer")
    # This installation
    INTERNAL = 51, _("a fault in this system")


class DeliveryError(Exception):
    """One attempt failed.

    `permanent`: trying this address again is useless until somebody changes it; the next channel
    takes over. `detail` is for the operator and holds neither address nor content. `retry_after`
    is the wait that the server asked for.
    """

    def __init__(
        self,
        reason: Reason,
        *,
        permanent: bool = False,
        detail: str = "",
        retry_after: timedelta | None = None,
    ) -> None:
        super().__init__(f"{reason.name} {detail}".rstrip())
        self.reason = reason
        self.permanent = permanent
        self.detail = detail
        self.retry_after = retry_after


@dataclass(frozen=True)
class Field:
    """One input of the form in which a person enters an address of this channel."""

    name: str
    label: str | Promise
    input_type: str  # of HTML: "email", "url", "password", "hidden"
    help: str | Promise = ""
    required: bool = True


class Channel(ABC):
    """One way to reach people. An instance belongs to one thread, and may keep a connection."""

    name: ClassVar[str]  # stored with every path: never change it
    label: ClassVar[str | Promise]
    icon: ClassVar[str]  # name of a Tabler icon
    fields: ClassVar[Sequence[Field]]
    # Whether the owner must open a link sent there before it counts as a path.
    needs_verification: ClassVar[bool]
    # Whether it makes a person's device ring, so that quiet hours apply.
    disturbs: ClassVar[bool]
    # Whether letters to all addresses are handed to one server, which is as quick for each of them.
    one_server: ClassVar[bool] = False
    # Name of the page that asks for the address, where typing it into a form is not enough.
    page: ClassVar[str] = ""

    @classmethod
    @abstractmethod
    def configured(cls) -> bool:
        """Whether this installation can send by this channel."""

    @classmethod
    @abstractmethod
    def check_address(cls, values: Mapping[str, str]) -> str:
        """The address to store, from the values of `fields`; a Refusal when it cannot be one."""

    @classmethod
    @abstractmethod
    def describe(cls, address: str) -> str:
        """A stored address as its owner may see it: without secrets."""

    @abstractmethod
    def send(self, letter: Letter, address: str) -> Sent:
        """Hand the letter to the next server. Raises DeliveryError and nothing else."""

    def close(self) -> None:  # noqa: B027  most channels keep nothing open
        """Let go of connections that are kept between letters."""
