"""Watches of the demonstration: one that members keep, and one that nobody has decided yet."""

from datetime import datetime, timedelta

from lienket.config.demo.founding import Stage
from lienket.watches import actions
from lienket.watches.models import Proposal, Watcher

#: So many days ago the members decided about the first proposal.
_DECIDED = timedelta(days=8)
#: After so many hours who said what; whoever does not watch says why.
_ANSWERS = (
    (2, "dongxuan", ""),
    (20, "suoida", "Ban đêm chỉ có một người trực, báo tổ bảo vệ của nhà máy đi thay."),
)


def watch(stage: Stage, *, now: datetime) -> None:
    """The fence that is watched, and what lies near one another since then."""
    decided = now - _DECIDED
    _look(stage, decided)
    stage.see()
    leads = stage.units["ca-dongxuan"].focal
    for proposal in Proposal.objects.filter(circle=stage.circle, decided_at=None):
        kept = actions.accept(
            proposal_id=proposal.id,
            watchers=[stage.units[key].id for key in ("ca-dongxuan", "dongxuan", "suoida")],
            task="Mỗi đêm đi qua hàng rào phía nam hai lần, kiểm tra đèn và camera số 14.",
            by=leads,
            now=decided,
        )
        for hours, key, reason in _ANSWERS:
            by = stage.units[key].focal
            own = Watcher.objects.get(watch=kept, organization_id=by.organization_id)
            actions.answer(
                watcher_id=own.id,
                watches=not reason,
                reason=reason,
                by=by,
                now=decided + timedelta(hours=hours),
            )
    _look(stage, now)


def _look(stage: Stage, at: datetime) -> None:
    stage.see()
    actions.note_news(circle_id=stage.circle.id, now=at)
    actions.look_due(now=at)
