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


@dataclass(frozen=True)
class AppointmentChanged(News):
    appointment_id: int


@dataclass(frozen=True)
class PersonInvited(News):
    invitation_id: int


@dataclass(frozen=True)
class InvitationAccepted(News):
    invitation_id: int


@dataclass(frozen=True)
class VerificationRequested(News):
    path_id: int


@dataclass(frozen=True)
class PathChanged(News):
    path_id: int


@dataclass(frozen=True)
class PostChanged(News):
    post_id: int


@dataclass(frozen=True)
class ShiftAdded(News):
    shift_id: int


@dataclass(frozen=True)
class ShiftRemoved(News):
    shift_id: int


@dataclass(frozen=True)
class PersonErased(News):
    person_id: int


@dataclass(frozen=True)
class SuccessionProposed(News):
    succession_id: int


@dataclass(frozen=True)
class SuccessionConfirmed(News):
    succession_id: int
    # "predecessor" or "successor".
    side: str


@dataclass(frozen=True)
class SuccessionCancelled(News):
    succession_id: int


@dataclass(frozen=True)
class OrganizationRenamed(News):
    organization_id: int
    former_name_id: int


@dataclass(frozen=True)
class OrganizationSucceeded(News):
    succession_id: int
    predecessor_id: int
    successor_id: int | None
