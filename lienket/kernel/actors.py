"""Who acts. Every action takes one of these as `by`; the journal keeps its `id` and no name."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar, Protocol

from lienket.kernel.errors import NotAllowed

#: To read what the organization may read: every appointment includes it, a token may not.
READ = "record.read"


class Actor(Protocol):
    """Somebody or something that acts, and what row-level security lets it see."""

    @property
    def id(self) -> str: ...

    @property
    def circles(self) -> tuple[int, ...]: ...

    @property
    def organizations(self) -> tuple[int, ...]: ...

    def require(self, right: str) -> None: ...


@dataclass(frozen=True)
class Member:
    """A person under one appointment: only that organization and its circles are in sight."""

    appointment_id: int
    person_id: int
    organization_id: int
    person_name: str
    organization_name: str
    rights: frozenset[str] = frozenset()
    circles: tuple[int, ...] = ()
    # The earliest end of the appointment or of one of the memberships: sight must be renewed then.
    sees_until: datetime | None = None
    # Limits what the rights allow, when the person acts through an API token.
    scopes: frozenset[str] | None = field(default=None, compare=False)

    @property
    def id(self) -> str:
        return f"appointment:{self.appointment_id}"

    @property
    def organizations(self) -> tuple[int, ...]:
        return (self.organization_id,)

    def may(self, right: str) -> bool:
        """Whether the appointment, and the token if there is one, include `right`."""
        held = right == READ or right in self.rights
        return held and (self.scopes is None or right in self.scopes)

    def require(self, right: str) -> None:
        """Refuse unless this member may do what `right` names."""
        if not self.may(right):
            raise NotAllowed


@dataclass(frozen=True)
class LinkHolder:
    """Whoever holds the signed link of one message: may read and answer that one receipt."""

    message_id: int
    circle_id: int
    organization_id: int
    person_id: int | None = None

    @property
    def id(self) -> str:
        return f"message:{self.message_id}"

    @property
    def circles(self) -> tuple[int, ...]:
        return (self.circle_id,)

    @property
    def organizations(self) -> tuple[int, ...]:
        return (self.organization_id,)

    def require(self, right: str) -> None:
        """A link answers and does nothing else."""
        if right != "receipt.answer":
            raise NotAllowed


@dataclass(frozen=True)
class Operator:
    """Who looks after the installation: sees states and names of organizations, and no circle."""

    account_id: int
    organizations: tuple[int, ...] = ()
    circles: tuple[int, ...] = ()

    @property
    def id(self) -> str:
        return f"operator:{self.account_id}"

    def require(self, right: str) -> None:
        """An operator does for an organization only what its own people cannot do any more."""


@dataclass(frozen=True)
class Engine:
    """The product itself, working through what has come due, one circle at a time."""

    circles: tuple[int, ...] = ()
    organizations: tuple[int, ...] = ()
    id: ClassVar[str] = "engine"

    def require(self, right: str) -> None:
        """The engine only carries out what people have decided before."""
