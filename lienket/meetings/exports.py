"""What meetings give to the record that an organization takes along when it leaves."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db.models import Q, QuerySet

from lienket.circles.exports import Part, contributes
from lienket.kernel.actors import Member
from lienket.meetings import queries
from lienket.meetings.models import Attendance, Item, Minutes, Opinion, Resolution


@contributes
def met(circles: Sequence[int], by: Member) -> Iterable[Part]:
    """The meetings it held or was invited to, with agenda, minutes and resolutions.

    Of who came only its own people are named.
    """
    mine = Q(organization_id=by.organization_id)
    invited = Attendance.objects.filter(mine, circle__in=circles)
    meetings = queries.meetings_for(by).filter(
        mine | Q(id__in=invited.values("meeting")), circle__in=circles
    )
    ids = list(meetings.values_list("id", flat=True))
    yield _table("meetings", meetings)
    readable = Minutes.objects.filter(_readable(by), meeting__in=ids)
    items = Item.objects.filter(meeting__in=ids)
    yield _table("agenda", items, without={"discussion", "conclusion"})
    yield _table("minuted", items.filter(meeting__in=readable.values("meeting")))
    yield _table("attendances", Attendance.objects.filter(mine, meeting__in=ids))
    yield _table("minutes", readable)
    yield _table("opinions", Opinion.objects.filter(mine, minutes__meeting__in=ids))
    yield _table(
        "resolutions",
        Resolution.objects.filter(meeting__in=ids, meeting__minutes__adopted_at__isnull=False),
    )


def _readable(by: Member) -> Q:
    own = Q(meeting__organization_id=by.organization_id)
    return own | Q(shared_at__isnull=False) | Q(adopted_at__isnull=False)


def _table(name: str, rows: QuerySet[Any, Any], without: Collection[str] = ()) -> Part:
    fields = rows.model._meta.concrete_fields
    columns = [field.attname for field in fields if field.attname not in without]
    return f"{name}.json", list(rows.order_by("id").values(*columns))
