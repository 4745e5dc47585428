"""What meetings give to the record that an organization takes along when it leaves."""

from collections.abc import Iterable, Sequence

from django.db.models import Q

from lienket.circles.exports import Part, contributes, table
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
    yield table("meetings", meetings)
    readable = Minutes.objects.filter(_readable(by), meeting__in=ids)
    items = Item.objects.filter(meeting__in=ids)
    yield table("agenda", items, without={"discussion", "conclusion"})
    yield table("minuted", items.filter(meeting__in=readable.values("meeting")))
    yield table("attendances", Attendance.objects.filter(mine, meeting__in=ids))
    yield table("minutes", readable)
    yield table("opinions", Opinion.objects.filter(mine, minutes__meeting__in=ids))
    yield table(
        "resolutions",
        Resolution.objects.filter(meeting__in=ids, meeting__minutes__adopted_at__isnull=False),
    )


def _readable(by: Member) -> Q:
    own = Q(meeting__organization_id=by.organization_id)
    return own | Q(shared_at__isnull=False) | Q(adopted_at__isnull=False)
