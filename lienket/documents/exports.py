"""What documents give to the record that an organization takes along when it leaves."""

from collections.abc import Iterable, Sequence

from lienket.circles.exports import Part, contributes
from lienket.documents import queries
from lienket.documents.actions import path_of
from lienket.kernel.actors import Member


@contributes
def issued(circles: Sequence[int], by: Member) -> Iterable[Part]:
    """The register of these circles and every document in it, as printed and as signed."""
    documents = queries.documents_for(by).filter(circle__in=circles).order_by("id")
    columns = [field.attname for field in documents.model._meta.concrete_fields]
    yield "documents.json", list(documents.values(*columns))
    for document in documents.select_related("pdf"):
        content = path_of(document.pdf.blob_id).read_bytes()
        yield f"documents/{document.id}-{document.pdf.name}", content
    copies = queries.signed_copies_for(by).filter(circle__in=circles)
    for copy in copies:
        content = path_of(copy.file.blob_id).read_bytes()
        yield f"documents/{copy.document_id}-signed-{copy.id}-{copy.file.name}", content
