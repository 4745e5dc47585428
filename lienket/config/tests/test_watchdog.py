"""The watchdog's round, and the periodic steps of the engine."""

from datetime import datetime, timedelta

import pytest
from pytest_django import Settings

from lienket.config import watchdog
from lienket.config.engine import CALENDAR, PROMPT, SLOW, Engine, PeriodicStep
from lienket.escalation import actions as escalation
from tests.cast import NOON

SECOND = timedelta(seconds=1)


@pytest.mark.django_db
def test_all_is_well_is_said_outside_while_the_engine_lives(settings: Settings) -> None:
    settings.HEARTBEAT_URL = "https://heartbeat.example/ping"
    assert not watchdog.watch_once(NOON)

    escalation.beat("escalate", now=NOON)
    assert watchdog.watch_once(NOON + watchdog.EVERY)
    # Another web process has just been round.
    assert not watchdog.watch_once(NOON + watchdog.EVERY + SECOND)


@pytest.mark.django_db
def test_a_process_that_has_just_begun_is_starting_and_then_says_who_is_silent() -> None:
    assert watchdog.health(NOON, began=NOON - SECOND)["problems"] == ["starting"]
    later = NOON + watchdog.TOO_OLD
    silent = ["the watchdog is silent", "the worker is silent"]
    assert watchdog.health(later, began=NOON - SECOND)["problems"] == silent

    escalation.beat("escalate", now=later)
    watchdog.watch_once(later)
    assert watchdog.health(later, began=later)["ok"]


@pytest.mark.django_db
def test_a_step_that_fails_does_not_stop_the_next() -> None:
    ran: list[datetime] = []

    def fail(_: object) -> None:
        raise ZeroDivisionError

    engine = Engine([PeriodicStep("a", SECOND, fail), PeriodicStep("b", SECOND, ran.append)])
    engine.turn(NOON)
    engine.turn(NOON + SECOND / 2)
    engine.turn(NOON + SECOND)
    assert ran == [NOON, NOON + SECOND]


def test_escalation_shares_its_thread_with_nothing() -> None:
    assert [step.name for step in PROMPT] == ["escalate"]
    assert "duties" in {step.name for step in CALENDAR}
    assert "unused files" in {step.name for step in SLOW}
