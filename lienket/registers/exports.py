"""What the registers give to the record that an organization takes along when it leaves."""

from collections.abc import Iterable, Sequence

from lienket.circles.exports import Part, contributes, table
from lienket.kernel.actors import Member
from lienket.registers.models import Change, Entry


@contributes
def registers(circles: Sequence[int], by: Member) -> Iterable[Part]:
    """The rows it kept, retired ones too, with what they said before."""
    rows = Entry.objects.filter(circle_id__in=circles, organization_id=by.organization_id)
    yield table("register_entries", rows)
    yield table("register_changes", Change.objects.filter(circle_id__in=circles, entry__in=rows))
