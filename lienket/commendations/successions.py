"""What a succession does to dossiers: whoever takes the place in the circle carries them on."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet
from django.urls import reverse

from lienket.circles import queries as circles
from lienket.circles.actions.successions import key_of
from lienket.commendations.models import Dossier
from lienket.organizations import successions
from lienket.organizations.successions import Handover, Touched


@successions.touches
def dossiers(organization_id: int, now: datetime) -> Iterable[Touched]:
    """One line for each that is not decided; it goes along with the place in the circle."""
    for dossier in _open(organization_id):
        yield Touched(
            key="",
            what=dossier.reference,
            where=dossier.circle.name,
            url=reverse("commendations:dossier", args=[dossier.id]),
        )


@successions.carries
def carry_dossiers(handover: Handover, now: datetime) -> None:
    """The successor proposes and considers in the place of the other.

    Between the two themselves nothing is considered: such a dossier stays as it is. Recipients
    that were nominated under the old name keep it.
    """
    old, new = handover.predecessor_id, handover.successor_id
    if new is None:
        return
    for dossier in _open(old):
        circle = dossier.circle
        members = circles.members_of(circle.id, now)
        takes = handover.takes(key_of(circle.parent_id or circle.id))
        between = {dossier.organization_id, dossier.considerer_id} == {old, new}
        if between or not takes or not members.filter(organization_id=new).exists():
            continue
        if dossier.organization_id == old:
            dossier.organization_id = new
        else:
            dossier.considerer_id = new
        dossier.save(update_fields=["organization", "considerer"])


def _open(organization_id: int) -> QuerySet[Dossier]:
    """What the unit proposes or considers, and is not decided."""
    concerned = Q(organization_id=organization_id) | Q(considerer_id=organization_id)
    found = Dossier.objects.filter(concerned, decided_at=None)
    return found.select_related("circle").order_by("id")
