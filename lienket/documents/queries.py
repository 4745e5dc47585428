"""Which files and documents somebody may open."""

from django.db.models import QuerySet

from lienket.documents.models import Document, File
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
