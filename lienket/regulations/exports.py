"""What an organization takes along: the regulations it is a party of or keeps, as they were."""

from collections.abc import Iterable, Sequence

from django.db.models import Q

from lienket.circles.exports import Part, contributes, table
from lienket.kernel.actors import Member
from lienket.regulations.models import (
    Clause,
    Comment,
    Consent,
    Party,
    Regulation,
    Signature,
    Summary,
    Version,
)


@contributes
def regulations(circles: Sequence[int], by: Member) -> Iterable[Part]:
    """Its regulations with parties, texts, signatures, comments and published figures."""
    own = Party.objects.filter(organization_id=by.organization_id).values("regulation_id")
    mine = Regulation.objects.filter(
        Q(organization_id=by.organization_id) | Q(id__in=own), circle__in=circles
    )
    versions = Version.objects.filter(regulation__in=mine)
    yield table("regulations", mine)
    yield table("regulation_parties", Party.objects.filter(regulation__in=mine))
    yield table("regulation_versions", versions)
    yield table("regulation_clauses", Clause.objects.filter(version__in=versions))
    yield table("regulation_signatures", Signature.objects.filter(version__in=versions))
    yield table("regulation_comments", Comment.objects.filter(round__version__in=versions))
    yield table("regulation_consents", Consent.objects.filter(round__version__in=versions))
    yield table("regulation_summaries", Summary.objects.filter(regulation__in=mine))
