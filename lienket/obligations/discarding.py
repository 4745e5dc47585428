"""A draft that is discarded takes its obligations along: nobody owed them yet."""

from datetime import datetime

from lienket.kernel.actors import Member
from lienket.obligations import actions, queries
from lienket.regulations.discarding import lets_go
from lienket.regulations.models import Regulation


@lets_go
def obligations(regulation: Regulation, by: Member, now: datetime) -> None:
    """The whole register."""
    for one in queries.obligations_of(regulation.id):
        actions.remove(obligation_id=one.id, by=by, now=now)
