"""The copies of bulletins that a unit has not answered yet, when another unit takes its place."""

from collections import defaultdict
from datetime import datetime

from lienket.exchange.events import CopyHandedOn
from lienket.exchange.models import Receipt
from lienket.journal import actions as journal
from lienket.organizations.successions import Handover


def hand_on_copies(handover: Handover, now: datetime) -> None:
    """The successor, which is asked now, holds the copy; answered ones keep the old unit's name."""
    old, new = handover.predecessor_id, handover.successor_id
    if new is None:
        return
    told = defaultdict(list)
    copies = Receipt.objects.filter(organization_id=old, ask__organization_id=new)
    for copy in copies.select_for_update(of=("self",)).order_by("id"):
        held = Receipt.objects.filter(
            circle_id=copy.circle_id, bulletin_id=copy.bulletin_id, organization_id=new
        ).first()
        if held:
            # It was only informed so far: from now on it is asked.
            ask_id, copy.ask_id = copy.ask_id, None
            copy.save(update_fields=["ask"])
            held.ask_id = ask_id
            held.save(update_fields=["ask"])
        else:
            copy.organization_id = new
            copy.save(update_fields=["organization"])
        told[copy.circle_id].append(CopyHandedOn(copy.bulletin_id, copy.id, old, new))
    for circle_id, news in told.items():
        journal.record_all(news, by=handover.by, at=now, circle_id=circle_id)
