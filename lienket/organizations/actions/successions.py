"""Confirming and cancelling a succession. Nothing changes before both sides confirm."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from lienket.kernel.actors import Member, Operator
from lienket.kernel.errors import Refusal
from lienket.organizations import queries
from lienket.organizations.actions.handovers import apply_due, lock_unit
from lienket.organizations.actions.proposals import (
    MANAGE,
    NotYourSuccession,
    lock_all,
    require_no_cycle,
    tell,
)
from lienket.organizations.events import SuccessionCancelled, SuccessionConfirmed
from lienket.organizations.models import Succession


class NotOpenAnyMore(Refusal):
    """This succession was carried out or cancelled already."""


def sides_of(succession: Succession, by: Member | Operator, now: datetime) -> list[str]:
    """For which sides `by` speaks: its own, and a unit that has nobody left to manage it.

    For such a unit its superior speaks (of the predecessor), or an operator.
    """
    units = {"predecessor": succession.predecessor_id, "successor": succession.successor_id}
    if not succession.has_successor:
        del units["successor"]
    own = by.organization_id if isinstance(by, Member) else None
    stands_in = own is None or own == succession.superior_id
    led = queries.managed([unit for unit in units.values() if unit], now)
    return [
        side
        for side, unit in units.items()
        if (own is not None and unit == own) or (stands_in and unit not in led)
    ]


@transaction.atomic
def confirm(
    *,
    succession_id: int,
    by: Member | Operator,
    now: datetime,
    selected: Collection[str] = (),
    moves_people: bool | None = None,
) -> Succession:
    """Confirm for every side that `by` speaks for; the last one carries it out on its day.

    The predecessor's side says what is handed over where only a part is (`selected`: keys of
    `successions.Touched`), and whether its people come along. Confirming twice is harmless.
    Raises NotYourSuccession, NotOpenAnyMore, and SuccessionCycle if two were proposed at once.
    """
    by.require(MANAGE)
    lock_all()
    lock_unit(Succession.objects.get(id=succession_id).predecessor_id)
    succession = Succession.objects.select_for_update().get(id=succession_id)
    if not succession.is_open:
        raise NotOpenAnyMore
    sides = sides_of(succession, by, now)
    if not sides:
        raise NotYourSuccession
    require_no_cycle(succession.predecessor_id, succession.successor_id, succession.kind)
    if "predecessor" in sides and not succession.predecessor_confirmed_at:
        succession.selected = [] if succession.ends_predecessor else sorted(set(selected))
        if moves_people is not None:
            succession.moves_people = moves_people and succession.is_full
    for side in sides:
        if getattr(succession, f"{side}_confirmed_at") is None:
            setattr(succession, f"{side}_confirmed_at", now)
            tell([(SuccessionConfirmed(succession.id, side), succession)], by=by, now=now)
    succession.save()
    if succession.is_confirmed:
        apply_due(now=now, predecessor_id=succession.predecessor_id)
        succession.refresh_from_db()
    return succession


@transaction.atomic
def cancel(*, succession_id: int, by: Member | Operator, now: datetime) -> Succession:
    """Call a succession off before it was carried out, as one of its sides or its proposer.

    Raises NotYourSuccession and NotOpenAnyMore.
    """
    by.require(MANAGE)
    succession = Succession.objects.select_for_update().get(id=succession_id)
    imported = isinstance(by, Operator) and succession.proposed_by_id is None
    if not imported and not sides_of(succession, by, now):
        raise NotYourSuccession
    if not succession.is_open:
        raise NotOpenAnyMore
    succession.cancelled_at = now
    succession.save(update_fields=["cancelled_at"])
    tell([(SuccessionCancelled(succession.id), succession)], by=by, now=now)
    return succession
