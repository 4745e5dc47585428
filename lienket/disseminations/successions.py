"""What a succession does to texts that have to be spread; open asks are told by escalation."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import ngettext

from lienket.disseminations import actions
from lienket.disseminations.models import Copy, Reading
from lienket.organizations import successions
from lienket.organizations.successions import Handover, Touched


@successions.touches
def copies(organization_id: int, now: datetime) -> Iterable[Touched]:
    """One line for each circle; they go along with the duty to answer."""
    found = _open(organization_id).values_list("circle_id", "circle__name")
    for (circle_id, name), count in sorted(Counter(found).items()):
        said = ngettext("{count} text to spread", "{count} texts to spread", count)
        yield Touched(
            key="",
            what=said.format(count=count),
            where=name,
            url=reverse("disseminations:list", args=[circle_id]),
        )


def _open(organization_id: int) -> QuerySet[Copy]:
    return Copy.objects.filter(
        organization_id=organization_id, ask__isnull=False, completed_at=None
    )


@successions.carries
def carry_copies(handover: Handover, now: datetime) -> None:
    """The successor, which is asked now, spreads the text; what was spread keeps its name.

    Of a unit that ends, who has read comes along; of one that goes on, names stay with it.
    """
    old, new = handover.predecessor_id, handover.successor_id
    if new is None:
        return
    asked = (
        _open(old)
        .filter(ask__organization_id=new)
        .select_related("dissemination")
        .select_for_update(of=("self",))
    )
    for copy in asked.order_by("id"):
        held = Copy.objects.filter(
            circle_id=copy.circle_id, dissemination_id=copy.dissemination_id, organization_id=new
        ).first()
        if held:
            _take_in(held, copy, handover, now)
            continue
        copy.organization_id = new
        if handover.whole:
            Reading.objects.filter(copy=copy, organization_id=old).update(organization_id=new)
        else:
            copy.read = 0
        copy.save(update_fields=["organization", "read"])
        actions.count_readers(copy, now)


def _take_in(held: Copy, copy: Copy, handover: Handover, now: datetime) -> None:
    """The successor had a copy for information; it is asked on that one, for both."""
    moved = copy.readings.exclude(person_id__in=held.readings.values("person_id"))
    if handover.whole:
        held.read += moved.update(copy=held, organization_id=held.organization_id)
    else:
        moved.update(copy=held)
    ask_id = copy.ask_id
    copy.delete()
    held.ask_id = ask_id
    held.save(update_fields=["ask"])
    actions.count_readers(held, now)
