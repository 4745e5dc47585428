"""Bringing what is open into line after the schedule of an obligation has changed."""

from datetime import datetime

from lienket.delivery import actions as delivery
from lienket.escalation import actions as escalation
from lienket.escalation.models import Ask
from lienket.journal import actions as journal
from lienket.kernel.actors import Engine
from lienket.obligations import rules
from lienket.obligations.actions.asking import late_at, reference, steps_for
from lienket.obligations.events import OccurrenceExcused, OccurrenceMoved
from lienket.obligations.models import Duty, Excuse, Occurrence, Tightening
from lienket.obligations.rules import Period, Schedule


def align(duty: Duty, schedule: Schedule, *, now: datetime) -> list[Period]:
    """Move what is open of a duty to where its schedule has it now; the periods still to be opened.

    What somebody has handed in, returned or excused stays as it was.
    """
    assert duty.changed_from
    reaching = Occurrence.objects.filter(
        circle_id=duty.circle_id, duty=duty, period_end__gte=duty.changed_from
    )
    # The asks first: a step of silence and this come in turn.
    asks = Ask.objects.filter(id__in=reaching.values("ask_id")).order_by("id").select_for_update()
    list(asks.values_list("id"))
    unanswered = reaching.filter(fulfilments=None, excused_at=None).order_by("id")
    opened = {
        (one.period_start, one.ordinal): one for one in unanswered.select_for_update(of=("self",))
    }
    aligned = rules.align(
        schedule,
        {key: (one.period_end, one.due_at) for key, one in opened.items()},
        duty.changed_from,
        now,
    )
    for key, period in aligned.moved.items():
        _move(opened[key], duty, period, now=now)
    lifted = Tightening.objects.filter(obligation_id=duty.obligation_id, lifted_at__isnull=False)
    if because := lifted.order_by("lifted_at").last():
        for key in aligned.dropped:
            _drop(opened[key], duty, because, now=now)
    return aligned.missing


def _move(occurrence: Occurrence, duty: Duty, period: Period, *, now: datetime) -> None:
    """It is the same occurrence, asked for until another day."""
    obligation = duty.obligation
    occurrence.period_end, occurrence.due_at = period.end, period.due_at
    occurrence.late_at = late_at(obligation, period)
    occurrence.save(update_fields=["period_end", "due_at", "late_at"])
    ask = Ask.objects.get(id=occurrence.ask_id or 0)
    plan = steps_for(obligation, period.due_at, ask.opened_at)
    escalation.put_off(ask, plan=plan, due_at=period.due_at)
    delivery.redate(
        ask.envelope_id, reference=reference(obligation, period.due_at), due_at=period.due_at
    )
    _record(OccurrenceMoved(occurrence.id), duty, now)


def _drop(occurrence: Occurrence, duty: Duty, because: Tightening, *, now: datetime) -> None:
    """It was opened because of a tightening that was lifted before it began."""
    Excuse.objects.create(
        circle_id=duty.circle_id,
        occurrence=occurrence,
        organization_id=duty.asker_id,
        reason=because.because,
        by=Engine().id,
        at=now,
    )
    occurrence.excused_at = now
    occurrence.save(update_fields=["excused_at"])
    ask = Ask.objects.get(id=occurrence.ask_id or 0)
    escalation.settle(ask.id, now=now)
    delivery.cancel_unsent(ask.envelope_id)
    _record(OccurrenceExcused(occurrence.id), duty, now)


def _record(event: OccurrenceMoved | OccurrenceExcused, duty: Duty, now: datetime) -> None:
    by = Engine(circles=(duty.circle_id,))
    journal.record(event, by=by, at=now, circle_id=duty.circle_id)
