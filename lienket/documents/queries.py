"""Which files and documents somebody may open."""

from collections.abc import Iterable

from django.db.models import Prefetch, QuerySet

from lienket.documents.models import DigitalSignature, Document, ExchangeCode, File, SignedCopy
from lienket.kernel.actors import Actor


def files_for(by: Actor) -> QuerySet[File]:
    """The files of the circles `by` belongs to."""
    return File.objects.filter(circle_id__in=by.circles)


def documents_for(by: Actor) -> QuerySet[Document]:
    """The issued documents of the circles `by` belongs to, newest first."""
    return (
        Document.objects.filter(circle_id__in=by.circles)
        .select_related("organization")
        .order_by("-issued_on", "-id")
    )


def exchange_codes(organizations: Iterable[int]) -> dict[int, str]:
    """The codes of those of the organizations that have entered one."""
    codes = ExchangeCode.objects.filter(organization__in=organizations)
    return dict(codes.values_list("organization_id", "code"))


def signed_copies_for(by: Actor) -> QuerySet[SignedCopy]:
    """The signed copies in the circles `by` belongs to with their signatures, newest first."""
    return (
        SignedCopy.objects.filter(circle_id__in=by.circles)
        .select_related("organization", "file")
        .prefetch_related(Prefetch("signatures", DigitalSignature.objects.order_by("id")))
        .order_by("-at", "-id")
    )
