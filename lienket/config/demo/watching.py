"""Watches of the demonstration: one that members keep, and one that nobody has decided yet."""

from datetime import datetime, timedelta

from lienket.config.demo.founding import Stage
from lienket.watches import actions
from lienket.watches.models import Proposal, Watcher

#: So many days ago the members decided about the first proposal.
_DECIDED = timedelta(days=8)


def watch(stage: Stage, *, now: datetime) -> None:
    """The fence that is watched, and what lies near one another since then."""
    decided = now - _DECIDED
    _look(stage, decided)
    stage.see()
    leads, helps = stage.units["ca-dongxuan"].focal, stage.units["dongxuan"].focal
    for proposal in Proposal.objects.filter(circle=stage.circle, decided_at=None):
        kept = actions.accept(
            proposal_id=proposal.id,
            watchers=[stage.units[key].id for key in ("ca-dongxuan", "dongxuan", "suoida")],
            task="Mỗi đêm đi qua hàng rào phía nam hai lần, kiểm tra đèn và camera số 14.",
            by=leads,
            now=decided,
        )
        own = Watcher.objects.get(watch=kept, organization_id=helps.organization_id)
        actions.answer(watcher_id=own.id, watches=True, by=helps, now=decided + timedelta(hours=2))
    _look(stage, now)


def _look(stage: Stage, at: datetime) -> None:
    stage.see()
    actions.note_news(circle_id=stage.circle.id, now=at)
    actions.look_due(now=at)
