"""What obligations give to the record that an organization takes along when it leaves."""

from collections.abc import Iterable, Sequence

from django.db.models import Q

from lienket.circles.exports import Part, contributes
from lienket.documents.actions import path_of
from lienket.kernel.actors import Member
from lienket.obligations.models import Duty, Evidence, Fulfilment, Obligation, Occurrence


@contributes
def owed(circles: Sequence[int], by: Member) -> Iterable[Part]:
    """What the organization owed or was owed, what was handed in, and the proofs."""
    duties = Duty.objects.filter(
        Q(organization_id=by.organization_id)
        | Q(asker_id=by.organization_id)
        | Q(jointly__contains=[by.organization_id]),
        circle__in=circles,
    )
    occurrences = Occurrence.objects.filter(duty__in=duties)
    fulfilments = Fulfilment.objects.filter(occurrence__in=occurrences)
    evidence = Evidence.objects.filter(fulfilment__in=fulfilments)
    for name, rows in (
        ("obligations", Obligation.objects.filter(id__in=duties.values("obligation_id"))),
        ("duties", duties),
        ("occurrences", occurrences),
        ("fulfilments", fulfilments),
        ("evidence", evidence),
    ):
        columns = [field.attname for field in rows.model._meta.concrete_fields]
        yield f"obligations/{name}.json", list(rows.order_by("id").values(*columns))
    for one in evidence.select_related("file").order_by("id"):
        file = one.file
        yield f"files/{file.id}-{file.name}", path_of(file.blob_id).read_bytes()
