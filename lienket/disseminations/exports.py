"""What this module gives to the record that an organization takes along when it leaves."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q, QuerySet

from lienket.circles.exports import Part, contributes
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
    yield _table("disseminations", texts)
    yield _table("copies", copies)
    yield _table("materials", materials)
    yield _table("readings", Reading.objects.filter(own, copy__in=copies))
    for material in materials.select_related("file").order_by("id"):
        file = material.file
        yield f"texts/{file.id}-{file.name}", path_of(file.blob_id).read_bytes()


def _table(name: str, rows: QuerySet[Any, Any]) -> Part:
    columns = [field.attname for field in rows.model._meta.concrete_fields]
    return f"{name}.json", list(rows.order_by("id").values(*columns))
