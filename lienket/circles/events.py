"""What happens to circles."""

from dataclasses import dataclass

from lienket.journal.events import News


@dataclass(frozen=True)
class CircleFormed(News):
    circle_id: int


@dataclass(frozen=True)
class CircleWasClosed(News):
    circle_id: int


@dataclass(frozen=True)
class OrganizationInvited(News):
    invitation_id: int


@dataclass(frozen=True)
class InvitationAnswered(News):
    invitation_id: int
    accepted: bool


@dataclass(frozen=True)
class OrganizationJoined(News):
    organization_id: int


@dataclass(frozen=True)
class ChairHandedOver(News):
    organization_id: int


@dataclass(frozen=True)
class MembershipRenewed(News):
    organization_id: int


@dataclass(frozen=True)
class OrganizationLeft(News):
    organization_id: int
