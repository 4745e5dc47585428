"""What false claims give to the record that an organization takes along when it leaves."""

from collections.abc import Iterable, Sequence

from django.db.models import Q

from lienket.circles.exports import Part, contributes, table
from lienket.falseclaims import queries
from lienket.falseclaims.models import Correction, PublicWarning, Sighting, Withdrawal
from lienket.kernel.actors import Member


@contributes
def claims(circles: Sequence[int], by: Member) -> Iterable[Part]:
    """What the organization entered, met or verified, with all that was said about it."""
    own = by.organization_id
    met = Sighting.objects.filter(organization_id=own).values("claim")
    mine = Q(organization_id=own) | Q(verifier_id=own) | Q(id__in=met)
    found = queries.claims_for(by).filter(mine, circle__in=circles)
    yield table("false_claims", found)
    for name, model in (
        ("false_claim_sightings", Sighting),
        ("false_claim_corrections", Correction),
        ("public_warnings", PublicWarning),
        ("false_claim_withdrawals", Withdrawal),
    ):
        yield table(name, model._default_manager.filter(claim__in=found))
