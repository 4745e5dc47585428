"""What happens inside an organization. These events belong to it alone, not to a circle."""

from dataclasses import dataclass

from lienket.journal.events import News


@dataclass(frozen=True)
class OrganizationAdmitted(News):
    organization_id: int


@dataclass(frozen=True)
class PersonAppointed(News):
    appointment_id: int


@dataclass(frozen=True)
class AppointmentEnded(News):
    appointment_id: int


@dataclass(frozen=True)
class PathAdded(News):
    path_id: int


@dataclass(frozen=True)
class PathVerified(News):
    path_id: int


@dataclass(frozen=True)
class PathRemoved(News):
    path_id: int


@dataclass(frozen=True)
class TokenCreated(News):
    token_id: int


@dataclass(frozen=True)
class TokenRevoked(News):
    token_id: int
