"""What an organization takes along: the regulations it is a party of or keeps, as they were."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q, QuerySet

from lienket.circles.exports import Part, contributes
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
    yield _table("regulations", mine)
    yield _table("regulation_parties", Party.objects.filter(regulation__in=mine))
    yield _table("regulation_versions", versions)
    yield _table("regulation_clauses", Clause.objects.filter(version__in=versions))
    yield _table("regulation_signatures", Signature.objects.filter(version__in=versions))
    yield _table("regulation_comments", Comment.objects.filter(round__version__in=versions))
    yield _table("regulation_consents", Consent.objects.filter(round__version__in=versions))
    yield _table("regulation_summaries", Summary.objects.filter(regulation__in=mine))


def _table(name: str, rows: QuerySet[Any, Any]) -> Part:
    columns = [field.attname for field in rows.model._meta.concrete_fields]
    return f"{name}.json", list(rows.order_by("id").values(*columns))
