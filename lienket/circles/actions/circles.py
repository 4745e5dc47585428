"""Forming circles, joining and leaving them. Joining needs both sides."""

import hashlib
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from django.db import connection

from lienket.circles import queries
from lienket.circles.events import (
    ChairHandedOver,
    CircleFormed,
    CircleWasClosed,
    InvitationAnswered,
    MembershipRenewed,
    OrganizationInvited,
    OrganizationJoined,
    OrganizationLeft,
)
from lienket.circles.models import Circle, Invitation, Membership
from lienket.journal import actions as journal
from lienket.kernel import rls
from lienket.kernel.actors import Actor, Member
from lienket.kernel.errors import NotAllowed, Refusal
from lienket.organizations.models import Appointment, Organization

MANAGE = Appointment.Right.MANAGE_CIRCLE
INVITATION_LASTS = timedelta(days=30)


class OnlyTheChair(NotAllowed):
    """Only the organization that chairs the circle may do this. Ask it to."""


class CircleClosed(Refusal):
    """This circle is closed: its record can be read, and nothing is added to it."""


class OnlyFullMembers(NotAllowed):
    """An observer of this circle reads; only its members write here."""


class AlreadyMember(Refusal):
    """This organization is a member already, or has an invitation it has not answered yet."""


class InvitationExpired(Refusal):
    """The invitation has expired or was answered. Ask the chair for a new one."""


class ChairCannotLeave(Refusal):
    """The chair cannot leave its own circle. Hand the chair over to another member first."""


class EndsInThePast(Refusal):
    """A membership cannot end in the past. Choose a later day."""

    field = "until"


class SubsetTooSmall(Refusal):
    """A narrower audience needs at least one organization besides your own."""


class NotMembers(Refusal):
    """Some of these organizations are not members of the circle."""


def form(*, name: str, by: Member, now: datetime) -> Circle:
    """Form a circle whose chair is the organization `by` acts for; others are invited.

    The chair's own place has no end, so that there is always somebody to invite and to renew.
    """
    by.require(MANAGE)
    circle = _create(name=name, chair_id=by.organization_id, now=now)
    _seat(circle, {by.organization_id: (Membership.Role.MEMBER, None)}, by=by, now=now)
    journal.record(CircleFormed(circle.id), by=by, at=now, circle_id=circle.id)
    return circle


def invite(
    *,
    circle_id: int,
    organization_id: int,
    by: Member,
    now: datetime,
    role: str = Membership.Role.MEMBER,
    until: datetime | None = None,
) -> Invitation:
    """As the chair, ask an organization to join; it sees nothing until its approver accepts.

    Raises OnlyTheChair for anybody else, and AlreadyMember.
    """
    by.require(MANAGE)
    circle = queries.circles_for(by).get(id=circle_id, parent=None)
    if circle.chair_id != by.organization_id:
        raise OnlyTheChair
    current = queries.members_of(circle_id, now).filter(organization_id=organization_id)
    open_ones = Invitation.objects.filter(
        circle=circle, organization_id=organization_id, answered_at=None
    )
    open_ones.filter(expires_at__lte=now).update(answered_at=now, accepted=False)
    if current.exists() or open_ones.exists():
        raise AlreadyMember
    invitation = Invitation.objects.create(
        circle=circle,
        organization_id=organization_id,
        role=role,
        circle_name=circle.name,
        invited_by_id=by.organization_id,
        invited_at=now,
        expires_at=now + INVITATION_LASTS,
        membership_until=until,
    )
    journal.record(OrganizationInvited(invitation.id), by=by, at=now, circle_id=circle.id)
    return invitation


def answer_invitation(*, invitation_id: int, accept: bool, by: Member, now: datetime) -> Invitation:
    """As the organization's approver, accept or decline. Accepting opens the whole record to it.

    Raises Invitation.DoesNotExist for another organization's invitation, and InvitationExpired.
    """
    by.require(MANAGE)
    invitation = Invitation.objects.select_for_update(of=("self",)).get(
        id=invitation_id, organization_id=by.organization_id
    )
    if invitation.answered_at or invitation.expires_at <= now:
        raise InvitationExpired
    rls.see_also(invitation.circle_id)
    invitation.answered_at, invitation.accepted = now, accept
    invitation.save(update_fields=["answered_at", "accepted"])
    if accept:
        seat = (invitation.role, invitation.membership_until)
        _seat(invitation.circle, {by.organization_id: seat}, by=by, now=now)
    journal.record(
        InvitationAnswered(invitation.id, accept), by=by, at=now, circle_id=invitation.circle_id
    )
    return invitation


def open_circle(circle_id: int, by: Actor) -> Circle:
    """A circle of `by` in which something may still begin.

    Raises Circle.DoesNotExist for a circle `by` does not belong to, and CircleClosed.
    """
    circle = queries.circles_for(by).select_related("parent").get(id=circle_id)
    if circle.closed_at or (circle.parent and circle.parent.closed_at):
        raise CircleClosed
    return circle


def require_full_member(circle_id: int, by: Member, now: datetime) -> None:
    """Refuse what an observer wants to write."""
    if not queries.is_full_member(circle_id, by.organization_id, now):
        raise OnlyFullMembers


def hand_over_chair(*, circle_id: int, organization_id: int, by: Member, now: datetime) -> Circle:
    """As the chair, hand the chair over to another full member; from now on that one invites.

    Raises OnlyTheChair for anybody else, and NotMembers for an observer or a stranger.
    """
    by.require(MANAGE)
    circle = queries.circles_for(by).select_for_update().get(id=circle_id, parent=None)
    if circle.chair_id != by.organization_id:
        raise OnlyTheChair
    heirs = queries.members_of(circle_id, now).filter(
        organization_id=organization_id, role=Membership.Role.MEMBER
    )
    if not heirs.exists():
        raise NotMembers
    circle.chair_id = organization_id
    circle.save(update_fields=["chair"])
    journal.record(ChairHandedOver(organization_id), by=by, at=now, circle_id=circle.id)
    return circle


def renew(
    *, circle_id: int, organization_id: int, until: datetime | None, by: Member, now: datetime
) -> Membership:
    """As the chair, set when a member's place ends (None: not), before it has ended.

    Its places in subsets go by this one. Raises OnlyTheChair for anybody else, NotMembers
    for whoever has no place any more, and EndsInThePast.
    """
    by.require(MANAGE)
    circle = queries.circles_for(by).get(id=circle_id, parent=None)
    if circle.chair_id != by.organization_id:
        raise OnlyTheChair
    if until and until <= now:
        raise EndsInThePast
    place = queries.members_of(circle_id, now).filter(organization_id=organization_id).first()
    if place is None or organization_id == circle.chair_id:
        raise NotMembers
    place.valid_to = until
    place.save(update_fields=["valid_to"])
    journal.record(MembershipRenewed(organization_id), by=by, at=now, circle_id=circle.id)
    # Streams end with what they were opened for; whoever may still read connects again.
    journal.end_streams(f"place:{circle.id}:{organization_id}")
    return place


def close(*, circle_id: int, by: Member, now: datetime) -> Circle:
    """As the chair, close a circle: its record stays readable, nothing new is issued in it.

    What is still asked may be answered. Circles never merge: two close, and a third is formed.
    Raises OnlyTheChair for anybody else; closing twice keeps the first time.
    """
    by.require(MANAGE)
    circle = queries.circles_for(by).select_for_update().get(id=circle_id, parent=None)
    if circle.chair_id != by.organization_id:
        raise OnlyTheChair
    if not circle.closed_at:
        circle.closed_at = now
        circle.save(update_fields=["closed_at"])
        journal.record(CircleWasClosed(circle.id), by=by, at=now, circle_id=circle.id)
    return circle


def leave(*, circle_id: int, by: Member, now: datetime) -> None:
    """Leave a circle and its subsets: from now on nothing of them is readable to the leaver.

    Raises ChairCannotLeave.
    """
    by.require(MANAGE)
    circle = queries.circles_for(by).get(id=circle_id, parent=None)
    if circle.chair_id == by.organization_id:
        raise ChairCannotLeave
    subsets = Circle.objects.filter(parent=circle).values("id")
    places = Membership.objects.filter(organization_id=by.organization_id)
    for place in [*places.filter(circle=circle), *places.filter(circle__in=subsets)]:
        place.valid_to = now
        place.save(update_fields=["valid_to"])
        journal.record(
            OrganizationLeft(by.organization_id), by=by, at=now, circle_id=place.circle_id
        )
        journal.end_streams(f"place:{place.circle_id}:{by.organization_id}")


def subset(
    *, parent_id: int, organization_ids: Collection[int], by: Actor, now: datetime
) -> Circle:
    """The circle of exactly these members of `parent_id`; it is formed if it does not exist yet.

    No invitation: each of them reads the parent's record already, and this one is narrower.
    Raises SubsetTooSmall and NotMembers.
    """
    members = sorted(set(organization_ids))
    if len(members) < 2:
        raise SubsetTooSmall
    parent = queries.circles_for(by).get(id=parent_id, parent=None)
    places = {
        place.organization_id: place
        for place in queries.members_of(parent_id, now).filter(organization_id__in=members)
    }
    if len(places) < len(members) or not set(by.organizations) <= set(members):
        raise NotMembers
    key = hashlib.sha256(",".join(map(str, members)).encode()).digest()
    circle = _existing(parent, key) or _create(
        name=", ".join(
            Organization.objects.filter(id__in=members)
            .order_by("short_name")
            .values_list("short_name", flat=True)
        )[:200],
        chair_id=next(iter(by.organizations)),
        now=now,
        parent=parent,
        member_key=key,
    )
    # Whoever had left and is back, or has another role or term by now, has it here too.
    # Its end is that of the place in the parent, whenever it is looked at.
    seats = {place.organization_id: (place.role, None) for place in places.values()}
    _seat(circle, seats, by=by, now=now)
    return circle


def _existing(parent: Circle, key: bytes) -> Circle | None:
    """The subset for a set of members, if there is one; the transaction sees it from now on."""
    with connection.cursor() as cursor:
        # Two people may address the same set at the same time: one forms it, the other waits.
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, %s))", [key.hex(), parent.id]
        )
        cursor.execute("SELECT app_subset(%s, %s)", [parent.id, key])
        (circle_id,) = cursor.fetchone()
    if circle_id is None:
        return None
    rls.see_also(circle_id)
    return Circle.objects.get(id=circle_id)


def _create(
    *,
    name: str,
    chair_id: int,
    now: datetime,
    parent: Circle | None = None,
    member_key: bytes | None = None,
) -> Circle:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('circles_circle', 'id'))")
        (circle_id,) = cursor.fetchone()
    # The policies ask for the circle in sight before its row is there.
    rls.see_also(circle_id)
    return Circle.objects.create(
        id=circle_id,
        name=name,
        parent=parent,
        member_key=member_key,
        chair_id=chair_id,
        formed_at=now,
    )


def _seat(
    circle: Circle,
    seats: Mapping[int, tuple[str, datetime | None]],
    *,
    by: Actor,
    now: datetime,
) -> None:
    """Give organizations their role and term in a circle, in one statement; unchanged ones stay."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO circles_membership AS place
                (circle_id, organization_id, role, valid_from, valid_to)
            SELECT %s, organization_id, role, %s, valid_to
            FROM unnest(%s::bigint[], %s::text[], %s::timestamptz[])
                AS seat (organization_id, role, valid_to)
            ON CONFLICT (circle_id, organization_id) DO UPDATE
            SET role = excluded.role, valid_to = excluded.valid_to,
                valid_from = CASE WHEN place.valid_to <= excluded.valid_from
                                  THEN excluded.valid_from ELSE place.valid_from END
            WHERE (place.role, place.valid_to) IS DISTINCT FROM (excluded.role, excluded.valid_to)
            RETURNING organization_id, valid_from = %s
            """,
            [
                circle.id,
                now,
                list(seats),
                [role for role, _ in seats.values()],
                [until for _, until in seats.values()],
                now,
            ],
        )
        joined = [organization_id for organization_id, is_new in cursor.fetchall() if is_new]
    journal.record_all(
        [OrganizationJoined(organization_id) for organization_id in joined],
        by=by,
        at=now,
        circle_id=circle.id,
    )
