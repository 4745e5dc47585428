"""What obligations do when regulations tell news."""

from datetime import datetime

from lienket.circles.events import OrganizationJoined, OrganizationLeft
from lienket.journal.listeners import on
from lienket.kernel.actors import Engine
from lienket.kernel.rls import acting
from lienket.obligations import actions, queries
from lienket.regulations import queries as regulations
from lienket.regulations.events import RegulationEnded, RegulationRenewed, RegulationSigned
from lienket.regulations.models import Regulation


@on(RegulationSigned)
def start_duties(
    event: RegulationSigned, *, circle_id: int, organization_id: int | None, at: datetime
) -> None:
    """What the regulation obliges to is owed from the day it is in force."""
    by = Engine(circles=(circle_id,))
    with acting(by):
        # Held: a party that has just joined may be starting its duties at the same moment.
        regulation = Regulation.objects.select_for_update().get(id=event.regulation_id)
        obligations = queries.obligations_of(regulation.id).filter(ended_at=None)
        actions.start_all(obligations, regulation, by=by, now=at)


@on(RegulationEnded)
def end_duties(
    event: RegulationEnded, *, circle_id: int, organization_id: int | None, at: datetime
) -> None:
    """Nothing more falls due of a regulation that was ended before its time."""
    by = Engine(circles=(circle_id,))
    with acting(by):
        actions.end_all(queries.obligations_of(event.regulation_id), by=by, now=at)


@on(RegulationRenewed)
def end_the_earlier_term(
    event: RegulationRenewed, *, circle_id: int, organization_id: int | None, at: datetime
) -> None:
    """What the earlier term obliged to is owed until its last day, which the next one has set."""
    with acting(Engine(circles=(circle_id,))):
        earlier = Regulation.objects.get(id=event.regulation_id)
        if earlier.valid_to:
            actions.limit_all(queries.obligations_of(earlier.id), earlier.valid_to)


@on(OrganizationJoined)
def start_duties_of_a_party(
    event: OrganizationJoined, *, circle_id: int, organization_id: int | None, at: datetime
) -> None:
    """A party that joins later, or comes back, owes from now on what it has signed.

    So does a member for the offices that it fills again.
    """
    by = Engine(circles=(circle_id,))
    with acting(by):
        concerning = queries.concerning(event.organization_id)
        binding = Regulation.objects.filter(
            id__in=concerning.values("regulation_id"),
            circle_id=circle_id,
            signed_at__isnull=False,
            ended_at=None,
        ).exclude(valid_to__lt=regulations.local_day(at))
        for regulation in binding.order_by("id").select_for_update(of=("self",)):
            obligations = concerning.filter(regulation=regulation)
            actions.start_all(obligations, regulation, only=event.organization_id, by=by, now=at)


@on(OrganizationLeft)
def end_duties_of_a_leaver(
    event: OrganizationLeft, *, circle_id: int, organization_id: int | None, at: datetime
) -> None:
    """Whoever has left owes nothing more here; each subset tells of it by itself."""
    with acting(Engine(circles=(circle_id,))):
        actions.end_of(event.organization_id, circle_id=circle_id, now=at)
