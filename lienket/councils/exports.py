"""What councils give to the record that an organization takes along when it leaves."""

from collections.abc import Iterable, Sequence

from django.db.models import Q

from lienket.circles.exports import Part, contributes, table
from lienket.councils.models import Council, Office, Seat, Substitute
from lienket.kernel.actors import Member


@contributes
def councils_record(circles: Sequence[int], by: Member) -> Iterable[Part]:
    """The councils it kept or sat in with their offices, and who sat there for it."""
    own = Q(organization_id=by.organization_id)
    councils = Council.objects.filter(
        own | Q(offices__organization_id=by.organization_id), circle_id__in=circles
    ).distinct()
    seats = Seat.objects.filter(circle_id__in=circles, office__organization_id=by.organization_id)
    yield table("councils", councils)
    yield table("offices", Office.objects.filter(circle_id__in=circles, council__in=councils))
    yield table("seats", seats)
    yield table("substitutes", Substitute.objects.filter(circle_id__in=circles, seat__in=seats))
