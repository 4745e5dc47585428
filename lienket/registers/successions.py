"""What a succession touches of the registers: the rows that a unit keeps, and those about it."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import ngettext

from lienket.circles import queries as circles
from lienket.circles.models import Circle
from lienket.organizations import successions
from lienket.organizations.successions import Handover, Touched
from lienket.registers.models import Entry


def key_of(circle_id: int) -> str:
    """What a person selects of a part that is handed over."""
    return f"registers:{circle_id}"


@successions.touches
def registers(organization_id: int, now: datetime) -> Iterable[Touched]:
    """One line for each circle in whose registers the unit keeps rows."""
    counts = Counter(
        Entry.objects.filter(organization_id=organization_id, retired_at=None).values_list(
            "circle_id", flat=True
        )
    )
    names = dict(Circle.objects.filter(id__in=counts).values_list("id", "name"))
    for circle_id, count in sorted(counts.items()):
        said = ngettext("{count} register entry", "{count} register entries", count)
        yield Touched(
            key=key_of(circle_id),
            what=said.format(count=count),
            where=names[circle_id],
            url=reverse("registers:index", args=[circle_id]),
        )


@successions.carries
def carry_registers(handover: Handover, now: datetime) -> None:
    """The successor keeps the rows; one that it has already stays with the predecessor.

    What was asked about them goes over with all other asks. A successor that is no member of the
    circle gets nothing.
    """
    old, new = handover.predecessor_id, handover.successor_id
    if new is None:
        return
    kept = Entry.objects.filter(organization_id=old, retired_at=None)
    for circle_id in sorted(set(kept.values_list("circle_id", flat=True))):
        members = circles.members_of(circle_id, now)
        if not handover.takes(key_of(circle_id)) or (
            not members.filter(organization_id=new).exists()
        ):
            continue
        same = Entry.objects.filter(
            circle_id=circle_id,
            organization_id=new,
            kind=OuterRef("kind"),
            name=OuterRef("name"),
            number=OuterRef("number"),
            retired_at=None,
        )
        kept.filter(~Exists(same), circle_id=circle_id).update(organization_id=new)
        Entry.objects.filter(circle_id=circle_id, member_id=old).update(member_id=new)
