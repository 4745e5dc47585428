"""Who somebody is and sees, who belongs to a circle, and how its members are reached."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection
from django.db.models import Exists, F, Func, OuterRef, Q, QuerySet

from lienket.circles.models import Circle, Invitation, Membership
from lienket.kernel.actors import Actor, Member
from lienket.organizations.models import FormerName, Organization
from lienket.organizations.queries import (
    NamesNow,
    Path,
    enter,
    enter_by_token,
    token_hash,
)

__all__ = [
    "Path",
    "circles_for",
    "enter",
    "enter_by_token",
    "find_organizations",
    "invitations_for",
    "members_of",
    "open_invitations",
    "organizations_in",
    "reach",
    "succeeded_in",
    "token_hash",
]


def circles_for(by: Actor) -> QuerySet[Circle]:
    """The circles `by` belongs to, subsets included, in Vietnamese order."""
    return Circle.objects.filter(id__in=by.circles).order_by(_in_vietnamese("name"))


def members_of(circle_id: int, now: datetime) -> QuerySet[Membership]:
    """Current memberships of a circle with their organizations, in Vietnamese order.

    A place in a subset lasts no longer than the place in the circle it is drawn from.
    """
    in_parent = Membership.objects.filter(
        _current(now),
        circle=OuterRef("circle__parent"),
        organization=OuterRef("organization"),
    )
    return (
        Membership.objects.filter(
            _current(now), Q(circle__parent=None) | Exists(in_parent), circle_id=circle_id
        )
        .select_related("organization")
        .order_by(_in_vietnamese("organization__name"))
    )


def is_full_member(circle_id: int, organization_id: int, now: datetime) -> bool:
    """Whether an organization works in a circle now, and does not only read as an observer."""
    places = members_of(circle_id, now).filter(organization_id=organization_id)
    return places.filter(role=Membership.Role.MEMBER).exists()


def _in_vietnamese(name: str) -> Func:
    return Func(F(name), function="vn_sort")


def _current(now: datetime) -> Q:
    return Q(valid_from__lte=now) & (Q(valid_to=None) | Q(valid_to__gt=now))


def invitations_for(by: Member, now: datetime) -> QuerySet[Invitation]:
    """Open invitations to the organization `by` acts for."""
    return Invitation.objects.filter(
        organization_id=by.organization_id, answered_at=None, expires_at__gt=now
    ).order_by("invited_at")


def open_invitations(circle_id: int, now: datetime) -> QuerySet[Invitation]:
    """Invitations into a circle that wait for an answer, for its chair."""
    return (
        Invitation.objects.filter(circle_id=circle_id, answered_at=None, expires_at__gt=now)
        .select_related("organization")
        .order_by("invited_at")
    )


def find_organizations(name: str) -> list[tuple[int, str]]:
    """Organizations of exactly this name or short name, accents and case aside; at most five."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, name FROM app_find_organization(%s)", [name])
        return list(cursor.fetchall())


def reach(circle_id: int, organization_ids: Sequence[int], now: datetime) -> list[Path]:
    """How members of a circle are reached at `now`: all their live paths, in order of use."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM app_reach(%s, %s, %s)", [circle_id, list(organization_ids), now]
        )
        return [Path(*row) for row in cursor.fetchall()]


def succeeded_in(circle_id: int) -> list[str]:
    """Former members that were renamed, taken over or dissolved, with what they are called now."""
    units = {
        place.organization_id: place.organization
        for place in Membership.objects.filter(circle_id=circle_id)
        .select_related("organization")
        .order_by(_in_vietnamese("organization__name"))
    }
    names = NamesNow(list(units))
    ended = [names.called(unit.name, unit) for unit in units.values() if unit.id in names.heirs]
    former = FormerName.objects.filter(organization_id__in=set(units) - set(names.heirs))
    renamed = [
        names.called(one.name, units[one.organization_id])
        for one in former.order_by("-until", "id")
    ]
    return [*ended, *renamed]


def organizations_in(circle_id: int, now: datetime) -> QuerySet[Organization]:
    """The organizations that belong to a circle now, in Vietnamese order."""
    return Organization.objects.filter(
        id__in=members_of(circle_id, now).values("organization_id")
    ).order_by(_in_vietnamese("name"))
