"""Pages of circles open like those of an organization: see `organizations.web`."""

from lienket.organizations.web import (
    APPOINTMENT,
    MemberRequest,
    enter,
    member_required,
    refusals_in,
)

__all__ = ["APPOINTMENT", "MemberRequest", "enter", "member_required", "refusals_in"]
