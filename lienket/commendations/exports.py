"""What commendations give to the record that an organization takes along when it leaves."""

from collections.abc import Iterable, Sequence

from django.db.models import Q

from lienket.circles.exports import Part, contributes, table
from lienket.commendations import queries
from lienket.commendations.models import (
    Consideration,
    Decision,
    Evidence,
    Presentation,
    Recipient,
)
from lienket.documents.actions import path_of
from lienket.kernel.actors import Member


@contributes
def commended(circles: Sequence[int], by: Member) -> Iterable[Part]:
    """What the organization proposed or considered, or by which it was commended."""
    own = Q(organization_id=by.organization_id)
    named = Recipient.objects.filter(own, circle__in=circles)
    mine = own | Q(considerer_id=by.organization_id) | Q(id__in=named.values("dossier"))
    dossiers = queries.dossiers_for(by).filter(mine, circle__in=circles).order_by()
    ids = list(dossiers.values_list("id", flat=True))
    decisions = Decision.objects.filter(dossier__in=ids)
    yield table("commendation_dossiers", dossiers)
    yield table("commendation_recipients", Recipient.objects.filter(dossier__in=ids))
    yield table("commendation_evidence", Evidence.objects.filter(dossier__in=ids))
    yield table("commendation_considerations", Consideration.objects.filter(dossier__in=ids))
    yield table("commendation_decisions", decisions)
    yield table("commendation_presentations", Presentation.objects.filter(dossier__in=ids))
    for one in decisions.select_related("file").order_by("id"):
        if one.file:
            yield f"files/{one.file_id}-{one.file.name}", path_of(one.file.blob_id).read_bytes()
