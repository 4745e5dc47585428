"""Kinds, times, months and changes."""

from datetime import date, timedelta

import pytest

from lienket.delivery.models import Urgency
from lienket.incidents import rules
from lienket.incidents.models import Incident, Offer, Referral
from lienket.incidents.rules import When
from tests.cast import NOON


def test_the_kinds_are_closed_and_each_has_its_trait() -> None:
    assert list(rules.KINDS) == Incident.Kind.values
    assert list(rules.GROUPS) == Incident.Group.values
    assert all(rules.usual_urgency(kind) in Urgency for kind in rules.KINDS)


def test_every_kind_belongs_to_an_indicator_of_the_periodic_report() -> None:
    assert {trait.indicator for trait in rules.KINDS.values()} == {
        *(f"D{number}" for number in (1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13)),
        "E1",
    }


def test_strikes_and_complaints_hold_counts_and_never_stand_on_a_map() -> None:
    counts_only = [kind for kind, trait in rules.KINDS.items() if trait.counts_only]
    assert counts_only == list(rules.kinds_of("labour"))
    assert not any(rules.locatable(kind) for kind in counts_only)


def test_the_kinds_of_all_groups_are_all_kinds() -> None:
    assert rules.kinds_of("all") == tuple(rules.KINDS)
    assert set(rules.kinds_of("grid")) < set(rules.KINDS)


@pytest.mark.parametrize(
    ("ago", "verdict"),
    [
        (timedelta(0), When.BELIEVABLE),
        (-rules.CLOCK_AHEAD, When.BELIEVABLE),
        (-rules.CLOCK_AHEAD - timedelta(seconds=1), When.FUTURE),
        (timedelta(days=41), When.BELIEVABLE),
        (timedelta(days=42), When.ANCIENT),
    ],
)
def test_a_time_is_neither_ahead_nor_before_the_circle(ago: timedelta, verdict: When) -> None:
    formed = NOON - timedelta(days=10)
    assert rules.judge_time(NOON - ago, formed_at=formed, now=NOON) is verdict


def test_an_old_circle_looks_back_five_years() -> None:
    formed = NOON - timedelta(days=20_000)
    old = NOON - rules.OLDEST
    assert rules.judge_time(old, formed_at=formed, now=NOON) is When.BELIEVABLE
    assert rules.judge_time(old - timedelta(days=1), formed_at=formed, now=NOON) is When.ANCIENT


def test_the_police_move_their_states_freely_after_the_receipt() -> None:
    assert list(rules.REFERRAL_STATES) == Referral.State.values
    assert rules.referral_moves("sent") == ()
    assert "verifying" in rules.referral_moves("answered")
    assert "received" not in rules.referral_moves("verifying")


def test_aid_leads_on_from_states_that_there_are() -> None:
    assert {one for states in rules.AID_MOVES.values() for one in states} <= set(Offer.State.values)


def test_months_and_years() -> None:
    assert rules.months_between(date(2026, 11, 30), date(2027, 1, 1)) == [
        date(2026, 11, 1),
        date(2026, 12, 1),
        date(2027, 1, 1),
    ]
    assert rules.month_before(date(2026, 1, 1), 2) == date(2025, 11, 1)
    assert rules.last_day(date(2028, 2, 1)) == date(2028, 2, 29)
    assert rules.year_before(date(2028, 2, 29)) == date(2027, 2, 28)


@pytest.mark.parametrize(("now", "before", "change"), [(6, 5, 20), (0, 4, -100), (3, 0, None)])
def test_a_change_without_a_base_is_no_number(now: int, before: int, change: int | None) -> None:
    assert rules.change(now, before) == change
