"""Days, who may award what, and how a dossier stands. Plain Python."""

from datetime import date, datetime, timedelta
from enum import StrEnum

from lienket.obligations.rules.days import move

#: What a number begins with: hồ sơ khen thưởng. "KT" are inspections.
PREFIX = "HSKT"
#: A dossier is considered within so many days (clause N35).
DAYS = 15
#: Names are kept so many days after the last step.
NAMES_DAYS = 365


class Standing(StrEnum):
    """From the first line to the day on which the commendation is presented."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    OVERDUE = "overdue"
    RETURNED = "returned"
    AGREED = "agreed"
    DECIDED = "decided"
    PRESENTED = "presented"


def due_day(today: date) -> date:
    """The working day by which a dossier proposed today is considered."""
    return move(today + timedelta(days=DAYS), "next")


def standing(
    *,
    proposed_at: datetime | None,
    due_at: datetime | None,
    returned_at: datetime | None,
    agreed_at: datetime | None,
    decided_at: datetime | None,
    presented_at: datetime | None,
    now: datetime,
) -> Standing:
    """How a dossier stands at `now`; the latest of these facts decides."""
    if presented_at:
        return Standing.PRESENTED
    if decided_at:
        return Standing.DECIDED
    if returned_at:
        return Standing.RETURNED
    if agreed_at:
        return Standing.AGREED
    if proposed_at is None:
        return Standing.DRAFT
    return Standing.OVERDUE if due_at and now > due_at else Standing.PROPOSED
