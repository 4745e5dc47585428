"""What this module gives to the record that an organization takes along when it leaves."""

from collections.abc import Iterable, Sequence

from django.db.models import Q

from lienket.circles.exports import Part, contributes, table
from lienket.disseminations.models import Copy, Dissemination, Material, Reading
from lienket.documents.actions import path_of
from lienket.kernel.actors import Member


@contributes
def spread(circles: Sequence[int], by: Member) -> Iterable[Part]:
    """The texts it gave or received with their files, its copies, and who of its people read."""
    own = Q(organization_id=by.organization_id)
    copies = Copy.objects.filter(
        own | Q(dissemination__organization_id=by.organization_id), circle_id__in=circles
    )
    texts = Dissemination.objects.filter(
        circle_id__in=circles, id__in=copies.values("dissemination_id")
    )
    materials = Material.objects.filter(circle_id__in=circles, dissemination__in=texts)
    yield table("disseminations", texts)
    yield table("copies", copies)
    yield table("materials", materials)
    yield table("readings", Reading.objects.filter(own, copy__in=copies))
    for material in materials.select_related("file").order_by("id"):
        file = material.file
        yield f"texts/{file.id}-{file.name}", path_of(file.blob_id).read_bytes()
