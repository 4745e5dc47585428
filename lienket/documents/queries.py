"""Which files somebody may open."""

from django.db.models import QuerySet

from lienket.documents.models import File
from lienket.kernel.actors import Actor


def files_for(by: Actor) -> QuerySet[File]:
    """The files of the circles `by` belongs to."""
    return File.objects.filter(circle_id__in=by.circles)
