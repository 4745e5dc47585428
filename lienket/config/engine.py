"""All that the product does by itself: the one list of periodic steps, and how they are run."""

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django.db import close_old_connections
from django.utils import timezone

from lienket.campaigns import actions as campaigns
from lienket.commendations import actions as commendations
from lienket.disseminations import actions as disseminations
from lienket.documents import actions as documents
from lienket.escalation import actions as escalation
from lienket.journal import actions as journal
from lienket.meetings import actions as meetings
from lienket.obligations import actions as obligations
from lienket.organizations import actions as organizations
from lienket.plans import actions as plans
from lienket.registers import actions as registers
from lienket.regulations import actions as regulations
from lienket.watches import actions as watches

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class PeriodicStep:
    """Something to do again and again: it finds what is due in the database; repeating is safe."""

    name: str
    every: timedelta
    run: Callable[[datetime], None]


def _escalate(now: datetime) -> None:
    # A full batch means that more is waiting.
    while escalation.escalate_overdue(now=now) == escalation.BATCH:
        pass


def _open_tasks(now: datetime) -> None:
    while plans.open_due(now=now) == plans.BATCH:
        pass


def _open_duties(now: datetime) -> None:
    while obligations.open_due(now=now) == obligations.BATCH:
        pass


def _remind_of_renewals(now: datetime) -> None:
    while registers.remind_due(now=now) == registers.BATCH:
        pass


def _turn_campaigns(now: datetime) -> None:
    while campaigns.turn_due(now=now) == campaigns.BATCH:
        pass


def _propose_watches(now: datetime) -> None:
    while watches.look_due(now=now) == watches.BATCH:
        pass


def _turn_watches(now: datetime) -> None:
    while watches.turn_due(now=now) == watches.BATCH:
        pass


def _open_months(now: datetime) -> None:
    journal.open_months(today=now.date())


def _clear_sessions(now: datetime) -> None:
    Session.objects.filter(expire_date__lt=now).delete()


def _sweep_files(now: datetime) -> None:
    documents.sweep(now=now)


def _erase_departed(now: datetime) -> None:
    organizations.erase_departed(now=now)


def _apply_successions(now: datetime) -> None:
    organizations.apply_due(now=now)


def _remind_of_meetings(now: datetime) -> None:
    meetings.remind(now=now)


def _file_regulations(now: datetime) -> None:
    regulations.file_signed(now=now)


def _forget_names(now: datetime) -> None:
    meetings.forget_names(now=now)


def _forget_commended(now: datetime) -> None:
    while commendations.forget_names(now=now) == commendations.BATCH:
        pass


def _forget_readers(now: datetime) -> None:
    disseminations.forget_readers(now=now)


#: Promises to people: nothing slow stands in their way.
PROMPT = [PeriodicStep("escalate", timedelta(seconds=0.5), _escalate)]
#: What falls due by the calendar.
CALENDAR = [
    PeriodicStep("duties", timedelta(seconds=10), _open_duties),
    PeriodicStep("tasks", timedelta(seconds=10), _open_tasks),
    PeriodicStep("reminders of meetings", timedelta(minutes=1), _remind_of_meetings),
    PeriodicStep("renewals", timedelta(minutes=1), _remind_of_renewals),
    PeriodicStep("campaigns", timedelta(minutes=1), _turn_campaigns),
    PeriodicStep("proposed watches", timedelta(seconds=30), _propose_watches),
    PeriodicStep("watches", timedelta(minutes=1), _turn_watches),
    PeriodicStep("successions", timedelta(minutes=10), _apply_successions),
]
#: Housekeeping, which may take its time.
SLOW = [
    PeriodicStep("documents of signed regulations", timedelta(seconds=10), _file_regulations),
    PeriodicStep("journal months", timedelta(hours=6), _open_months),
    PeriodicStep("unused files", timedelta(hours=6), _sweep_files),
    PeriodicStep("names of attendants", timedelta(hours=6), _forget_names),
    PeriodicStep("names of those commended", timedelta(hours=6), _forget_commended),
    PeriodicStep("departed people", timedelta(hours=6), _erase_departed),
    PeriodicStep("who read what", timedelta(hours=6), _forget_readers),
    PeriodicStep("old sessions", timedelta(hours=6), _clear_sessions),
]
#: The engine notes that it lives this often, not at every step.
BEAT = timedelta(seconds=5)


class Engine:
    """Runs some steps when they are due, one after the other, until it is stopped."""

    def __init__(self, steps: Sequence[PeriodicStep]) -> None:
        self._steps = steps
        self.stopped = threading.Event()
        # Set while no step is running.
        self.at_rest = threading.Event()
        self.at_rest.set()
        self._due: dict[str, datetime] = {}
        self._beats: dict[str, datetime] = {}

    def run(self) -> None:
        """The thread's work."""
        while not self.stopped.wait(0.1):
            self.turn(timezone.now())

    def turn(self, now: datetime) -> None:
        """Run what is due. A step that fails is logged, and tried again when it is due again."""
        for step in self._steps:
            if self._due.get(step.name, now) > now:
                continue
            self._due[step.name] = now + step.every
            self.at_rest.clear()
            try:
                step.run(now)
                if now - self._beats.get(step.name, now - BEAT) >= BEAT:
                    escalation.beat(step.name, now=now)
                    self._beats[step.name] = now
            except Exception:
                logger.exception("engine: step %r failed", step.name)
                close_old_connections()
            finally:
                self.at_rest.set()
