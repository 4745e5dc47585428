"""A unit's places in its circles, when another unit takes them over."""

from datetime import datetime

from django.db.models import F

from lienket.circles.events import ChairHandedOver, OrganizationJoined, OrganizationLeft
from lienket.circles.models import Circle, Invitation, Membership
from lienket.journal import actions as journal
from lienket.organizations.successions import Handover


def key_of(circle_id: int) -> str:
    """What a person selects of a part that is handed over."""
    return f"circle:{circle_id}"


def hand_over_places(handover: Handover, now: datetime) -> None:
    """Give the successor the predecessor's role and term, and the chair, in each circle.

    A subset keeps the key of the set it was drawn for: nothing new is addressed to that set, and
    its record stays with whoever stands in for the unit. Without a successor the longest-standing
    member takes the chair; a circle in which nobody is left is closed.
    """
    places = Membership.objects.filter(
        organization_id=handover.predecessor_id, valid_from__lte=now
    ).exclude(valid_to__lte=now)
    for place in places.select_for_update(of=("self",)).select_related("circle").order_by("id"):
        # Where a subset goes, follows from its parent circle.
        if not handover.takes(key_of(place.circle.parent_id or place.circle_id)):
            continue
        # Who takes over from a unit that ends takes its seat. Whoever is handed a single function
        # by one that goes on sits here only if the chair invites it.
        if handover.successor_id and (handover.whole or handover.split):
            _seat(place, handover.successor_id, handover, now)
        if handover.whole:
            _hand_over_chair(place, handover, now)
            _end(place, handover, now)
    if handover.whole:
        Invitation.objects.filter(organization_id=handover.predecessor_id, answered_at=None).update(
            answered_at=now, accepted=False
        )


def _seat(old: Membership, successor_id: int, handover: Handover, now: datetime) -> None:
    """The successor's own place stays where it reaches further."""
    place, is_new = Membership.objects.select_for_update().get_or_create(
        circle_id=old.circle_id,
        organization_id=successor_id,
        defaults={"role": old.role, "valid_from": now, "valid_to": old.valid_to},
    )
    returns = place.valid_to is not None and place.valid_to <= now
    if not is_new:
        if returns:
            place.role, place.valid_from, place.valid_to = old.role, now, old.valid_to
        elif old.role == Membership.Role.MEMBER:
            place.role = Membership.Role.MEMBER
        ends = (place.valid_to, old.valid_to)
        place.valid_to = None if None in ends else max(end for end in ends if end)
        place.save()
    if is_new or returns:
        news = OrganizationJoined(successor_id)
        journal.record(news, by=handover.by, at=now, circle_id=old.circle_id)


def _hand_over_chair(place: Membership, handover: Handover, now: datetime) -> None:
    circle = Circle.objects.select_for_update().get(id=place.circle_id)
    if circle.chair_id != handover.predecessor_id:
        return
    heir = handover.successor_id or _longest_standing(place, now)
    if heir:
        circle.chair_id = heir
        circle.save(update_fields=["chair"])
        # Whoever chairs has no end, so that there is always somebody to invite and to renew.
        Membership.objects.filter(circle=circle, organization_id=heir).update(valid_to=None)
        journal.record(ChairHandedOver(heir), by=handover.by, at=now, circle_id=circle.id)
    elif not circle.closed_at:
        circle.closed_at = now
        circle.save(update_fields=["closed_at"])


def _longest_standing(place: Membership, now: datetime) -> int | None:
    others = (
        Membership.objects.filter(
            circle_id=place.circle_id, role=Membership.Role.MEMBER, valid_from__lte=now
        )
        .exclude(organization_id=place.organization_id)
        .exclude(valid_to__lte=now)
    )
    return others.order_by("valid_from", F("id")).values_list("organization_id", flat=True).first()


def _end(place: Membership, handover: Handover, now: datetime) -> None:
    place.valid_to = now
    place.save(update_fields=["valid_to"])
    news = OrganizationLeft(place.organization_id)
    journal.record(news, by=handover.by, at=now, circle_id=place.circle_id)
    journal.end_streams(f"place:{place.circle_id}:{place.organization_id}")
