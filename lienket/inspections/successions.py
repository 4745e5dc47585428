"""What a succession touches of inspections: open findings, records without a word, drafts."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import ngettext

from lienket.circles import queries as circles
from lienket.circles.models import Circle
from lienket.inspections.models import Draft, DraftAnswer, Finding, Visit
from lienket.organizations import successions
from lienket.organizations.successions import Handover, Touched


def key_of(circle_id: int) -> str:
    """What a person selects of a part that is handed over."""
    return f"inspections:{circle_id}"


@successions.touches
def findings(organization_id: int, now: datetime) -> Iterable[Touched]:
    """One line for each circle."""
    for circle in Circle.objects.filter(id__in=_findings(organization_id).values("circle")):
        count = _findings(organization_id).filter(circle=circle).count()
        said = ngettext("{count} open finding", "{count} open findings", count)
        yield Touched(
            key=key_of(circle.id),
            what=said.format(count=count),
            where=circle.name,
            url=reverse("inspections:list", args=[circle.id]),
        )


@successions.carries
def carry_inspections(handover: Handover, now: datetime) -> None:
    """The successor goes on with what is open; what is closed, sent and said keeps the old name.

    Between the two themselves a visit stays as it is: nobody visits itself.
    """
    old, new = handover.predecessor_id, handover.successor_id
    if new is None:
        return
    drafts = Draft.objects.filter(organization_id=old)
    ids = {
        *_findings(old).values_list("circle", flat=True),
        *_visits(old).values_list("circle", flat=True),
        *drafts.values_list("checklist__circle", flat=True),
    }
    for circle in Circle.objects.filter(id__in=ids).order_by("id"):
        members = circles.members_of(circle.id, now)
        takes = handover.takes(key_of(circle.id))
        if takes and members.filter(organization_id=new).exists():
            _carry(circle.id, old, new)


def _carry(circle_id: int, old: int, new: int) -> None:
    here = _findings(old).filter(circle_id=circle_id)
    here.filter(unit_id=old).update(unit_id=new)
    _findings(old).filter(circle_id=circle_id, organization_id=old).update(organization_id=new)
    visits = _visits(old).filter(circle_id=circle_id)
    visits.filter(unit_id=old).exclude(organization_id=new).update(unit_id=new)
    visits.filter(organization_id=old).exclude(unit_id=new).update(organization_id=new)
    # What both were filling in for one site stays with the one that goes on.
    same = Draft.objects.filter(organization_id=new).values("site")
    drafts = Draft.objects.filter(organization_id=old, checklist__circle_id=circle_id)
    for draft in drafts.exclude(site__in=same):
        DraftAnswer.objects.filter(draft=draft).update(organization_id=new)
        draft.organization_id = new
        draft.save(update_fields=["organization"])


def _findings(organization_id: int) -> QuerySet[Finding]:
    concerned = Q(organization_id=organization_id) | Q(unit_id=organization_id)
    return Finding.objects.filter(concerned, closed_at=None)


def _visits(organization_id: int) -> QuerySet[Visit]:
    """Those whose record waits to be sent, or for a word."""
    concerned = Q(organization_id=organization_id) | Q(unit_id=organization_id)
    return Visit.objects.filter(concerned, answered_at=None)
