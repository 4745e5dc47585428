"""What a succession does to incidents: who leads and helps now, and which police unit answers."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from lienket.circles import queries as circles
from lienket.circles.actions.successions import key_of
from lienket.circles.models import Circle
from lienket.incidents.models import Incident, Offer, Referral, Role
from lienket.organizations import successions
from lienket.organizations.successions import Handover, Touched


@successions.touches
def incidents(organization_id: int, now: datetime) -> Iterable[Touched]:
    """One line for each circle with open incidents of the unit; they go along with its place."""
    for circle in _circles_of(organization_id):
        yield Touched(
            key="",
            what=_("Incidents it leads or helps with"),
            where=circle.name,
            url=reverse("incidents:list", args=[circle.id]),
        )


@successions.carries
def carry_incidents(handover: Handover, now: datetime) -> None:
    """The successor owns what is open, does what the other did, and answers in its place.

    Its place in the circle decides. What was closed, signed and said keeps the old name.
    """
    new = handover.successor_id
    if new is None:
        return
    for circle in _circles_of(handover.predecessor_id):
        members = circles.members_of(circle.id, now)
        takes = handover.takes(key_of(circle.parent_id or circle.id))
        if takes and members.filter(organization_id=new).exists():
            _carry(circle.id, handover.predecessor_id, new, now)


def _circles_of(organization_id: int) -> QuerySet[Circle]:
    """Where the unit has something that goes on."""
    rows = [
        Incident.objects.filter(organization_id=organization_id, closed_at=None),
        Role.objects.filter(organization_id=organization_id, until=None),
        Offer.objects.filter(organization_id=organization_id),
        Referral.objects.filter(police_id=organization_id),
    ]
    ids = {circle_id for some in rows for circle_id in some.values_list("circle_id", flat=True)}
    return Circle.objects.filter(id__in=ids).order_by("id")


def _carry(circle_id: int, old: int, new: int, now: datetime) -> None:
    for incident in Incident.objects.filter(
        circle_id=circle_id, organization_id=old, closed_at=None
    ):
        # Both may have used one key; it was for the old unit's phones only.
        clash = Incident.objects.filter(
            circle_id=circle_id, organization_id=new, client_key=incident.client_key
        )
        if not clash.exists():
            incident.organization_id = new
            incident.save(update_fields=["organization"])
    for role in Role.objects.filter(circle_id=circle_id, organization_id=old, until=None):
        same = Role.objects.filter(
            circle_id=circle_id,
            incident_id=role.incident_id,
            organization_id=new,
            duty=role.duty,
            until=None,
        )
        role.until = now
        role.save(update_fields=["until"])
        if not same.exists():
            Role.objects.create(
                circle_id=circle_id,
                incident_id=role.incident_id,
                organization_id=new,
                duty=role.duty,
                note=role.note,
                since=now,
            )
    for offer in Offer.objects.filter(circle_id=circle_id, organization_id=old):
        if not Offer.objects.filter(aid_id=offer.aid_id, organization_id=new).exists():
            offer.organization_id = new
            offer.save(update_fields=["organization"])
    for referral in Referral.objects.filter(circle_id=circle_id, police_id=old):
        taken = Referral.objects.filter(incident_id=referral.incident_id, police_id=new)
        if not taken.exists():
            referral.police_id = new
            referral.save(update_fields=["police"])
