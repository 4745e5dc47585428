"""What a succession touches of regulations: the unit's part in them, and who keeps them."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from lienket.circles import queries as circles
from lienket.organizations import successions
from lienket.organizations.successions import Handover, Touched
from lienket.regulations.models import Party, Regulation


def key_of(regulation_id: int) -> str:
    """What a person selects of a part that is handed over."""
    return f"regulation:{regulation_id}"


@successions.touches
def regulations(organization_id: int, now: datetime) -> Iterable[Touched]:
    """One line for each regulation that binds the unit or that it keeps."""
    for one in _of(organization_id).select_related("circle").order_by("id"):
        keeps = one.organization_id == organization_id
        what = _("Keeper of “{title}”") if keeps else _("Party to “{title}”")
        yield Touched(
            key=key_of(one.id),
            what=what.format(title=one.title),
            where=one.circle.name,
            url=reverse("regulations:regulation", args=[one.id]),
        )


@successions.warns
def parties_twice(predecessor_id: int, successor_id: int, now: datetime) -> Iterable[str]:
    """Regulations in which both are parties: one organization would agree with itself."""
    for one in _of(predecessor_id).filter(id__in=_of(successor_id)).order_by("id"):
        yield _(
            "The successor is bound by “{title}” already: it will stand there as two parties."
        ).format(title=one.title)


@successions.carries
def carry_regulations(handover: Handover, now: datetime) -> None:
    """The successor is bound and keeps the text; a party keeps the name under which it signed."""
    old, new = handover.predecessor_id, handover.successor_id
    if new is None:
        return
    for one in _of(old).select_for_update(of=("self",)).order_by("id"):
        if not handover.takes(key_of(one.id)) or not _works_in(one.circle_id, new, now):
            continue
        one.parties.filter(organization_id=old).update(organization_id=new)
        if one.organization_id == old:
            one.organization_id = new
            one.save(update_fields=["organization"])


def _of(organization_id: int) -> QuerySet[Regulation]:
    bound = Party.objects.filter(regulation=OuterRef("id"), organization_id=organization_id)
    return Regulation.objects.filter(
        Q(organization_id=organization_id) | Exists(bound), ended_at=None
    )


def _works_in(circle_id: int, organization_id: int, now: datetime) -> bool:
    return circles.members_of(circle_id, now).filter(organization_id=organization_id).exists()
