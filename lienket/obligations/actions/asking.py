"""How a duty is asked for: what letters call it, and what follows upon silence."""

from datetime import datetime, timedelta

from lienket.escalation.rules import Step, To, built_in_plan
from lienket.obligations import rules
from lienket.obligations.models import Obligation
from lienket.obligations.rules import Period
from lienket.obligations.rules.steps import DAY, INSIDE, UPWARD, reminders

#: As `delivery.Envelope.kind`.
KIND = "duty"


def reference(obligation: Obligation, due_at: datetime) -> str:
    """What a letter calls it: "N06 20/11/2026", at most 30 letters."""
    return f"{obligation.code} {due_at.astimezone(rules.ZONE):%d/%m/%Y}"


def late_at(obligation: Obligation, period: Period) -> datetime:
    """From when on a period counts as late."""
    return period.due_at + timedelta(minutes=obligation.grace)


def steps_for(obligation: Obligation, due_at: datetime, now: datetime) -> list[Step]:
    """Remind before it is due, ask inside when it is, then climb both hierarchies, ever slower.

    What is due within a day follows the usual plan of its urgency.
    """
    remind, due = reminders(now, due_at, obligation.remind_before)
    if due < DAY:
        return built_in_plan(due)
    late = due + obligation.grace
    steps = [Step(remind, To.DUTY)]
    for after, to in (
        (due + INSIDE[0], To.FOCAL),
        (late + INSIDE[1] * DAY, To.HEAD),
        *((late + days * DAY, To.SUPERIOR) for days in UPWARD),
    ):
        steps.append(Step(max(after, steps[-1].after + 1), to))
    return steps
