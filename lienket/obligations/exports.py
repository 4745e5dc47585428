"""What obligations give to the record that an organization takes along when it leaves."""

from collections.abc import Iterable, Sequence

from django.db.models import Q

from lienket.circles.exports import Part, contributes, table
from lienket.documents.actions import path_of
from lienket.kernel.actors import Member
from lienket.obligations.models import (
    Confirmation,
    Duty,
    Evidence,
    Excuse,
    Fulfilment,
    Obligation,
    ObligationParty,
    Occurrence,
    Return,
)


@contributes
def owed(circles: Sequence[int], by: Member) -> Iterable[Part]:
    """What the organization owed or was owed, what was handed in and said to it, and the proofs."""
    own = by.organization_id
    parts = ObligationParty.objects.filter(party__organization_id=own, circle__in=circles)
    duties = Duty.objects.filter(
        Q(organization_id=own)
        | Q(asker_id=own)
        | Q(jointly__contains=[own])
        | Q(obligation__in=parts.values("obligation_id")),
        circle__in=circles,
    )
    obligations = Obligation.objects.filter(
        Q(id__in=duties.values("obligation_id")) | Q(id__in=parts.values("obligation_id"))
    )
    occurrences = Occurrence.objects.filter(duty__in=duties)
    fulfilments = Fulfilment.objects.filter(occurrence__in=occurrences)
    evidence = Evidence.objects.filter(fulfilment__in=fulfilments)
    for name, rows in (
        ("obligations", obligations),
        ("obligation_parties", ObligationParty.objects.filter(obligation__in=obligations)),
        ("duties", duties),
        ("occurrences", occurrences),
        ("fulfilments", fulfilments),
        ("evidence", evidence),
        ("confirmations", Confirmation.objects.filter(fulfilment__in=fulfilments)),
        ("returns", Return.objects.filter(fulfilment__in=fulfilments)),
        ("excuses", Excuse.objects.filter(occurrence__in=occurrences)),
    ):
        yield table(f"obligations/{name}", rows)
    for one in evidence.select_related("file").order_by("id"):
        file = one.file
        yield f"files/{file.id}-{file.name}", path_of(file.blob_id).read_bytes()
