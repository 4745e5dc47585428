"""What incidents do about news: bulletins that name one are linked to it."""

from datetime import datetime

from lienket.exchange.events import BulletinIssued
from lienket.exchange.models import Bulletin
from lienket.incidents import actions
from lienket.journal.listeners import on
from lienket.kernel.actors import Engine
from lienket.kernel.rls import acting


@on(BulletinIssued)
def link_bulletin(
    event: BulletinIssued, *, circle_id: int, organization_id: int | None, at: datetime
) -> None:
    """A bulletin in whose words an incident's number stands belongs to that incident."""
    engine = Engine(circles=(circle_id,))
    with acting(engine):
        bulletin = Bulletin.objects.get(id=event.bulletin_id)
        actions.link_mentioned(bulletin=bulletin, by=engine, now=at)
