"""A draft regulation that is discarded takes the plans along that were drafted for it."""

from datetime import datetime

from lienket.kernel.actors import Member
from lienket.plans import actions
from lienket.plans.models import Plan
from lienket.regulations.discarding import lets_go
from lienket.regulations.models import Regulation


@lets_go
def plans(regulation: Regulation, by: Member, now: datetime) -> None:
    """One's own drafts; what was put to others, or is theirs, stays."""
    own = Plan.objects.filter(regulation=regulation, organization_id=by.organization_id)
    for plan in own.filter(submitted_at=None, adopted_at=None):
        actions.discard_plan(plan_id=plan.id, by=by, now=now)
