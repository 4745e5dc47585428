"""Entering figures that the record cannot tell."""

from datetime import datetime
from decimal import Decimal

from django.utils import timezone

from lienket.circles.actions import open_circle, require_full_member
from lienket.documents import actions as documents
from lienket.documents.guard.inspection import Inspected
from lienket.journal import actions as journal
from lienket.kernel.actors import Member
from lienket.kernel.errors import Refusal, about
from lienket.kernel.guard.text import clean_line
from lienket.reviews import rules
from lienket.reviews.actions.common import MANAGE
from lienket.reviews.catalogue import indicator
from lienket.reviews.events import FigureEntered
from lienket.reviews.models import EnteredFigure
from lienket.reviews.rules import Days

NOTE_LIMIT = 300


class NotEntered(Refusal):
    """The figures of this indicator come from the record; they are not entered by hand."""

    field = "code"


class EndsBeforeItBegins(Refusal):
    """The last day lies before the first one. Correct the days."""

    field = "ends_on"


class PeriodNotOver(Refusal):
    """This period is not over yet. Enter what has happened up to today."""

    field = "ends_on"


class PeriodsOverlap(Refusal):
    """Your organization has entered a figure for some of these days already. Choose other days."""

    field = "starts_on"


class NotANumber(Refusal):
    """Enter a number of at least 0, with at most two decimals."""

    field = "value"


class NoSecondFigure(Refusal):
    """This indicator has one figure only."""

    field = "second"


def enter_figure(
    *,
    circle_id: int,
    code: str,
    days: Days,
    value: Decimal,
    by: Member,
    now: datetime,
    second: Decimal | None = None,
    note: str = "",
    file: Inspected | None = None,
    not_secret: bool = False,
) -> EnteredFigure:
    """Say what an indicator came to for one's organization in a period; `file` shows it.

    For the same days it takes the place of what was entered before. Raises Circle.DoesNotExist,
    CircleClosed, OnlyFullMembers, NotEntered, EndsBeforeItBegins, PeriodNotOver, PeriodsOverlap,
    NotANumber, NoSecondFigure and TooLong.
    """
    by.require(MANAGE)
    circle = open_circle(circle_id, by)
    require_full_member(circle.id, by, now)
    one = indicator(code)
    if one is None or one.derived:
        raise NotEntered
    _check(days, now)
    _check_number(value)
    if second is not None:
        if not one.second_unit:
            raise NoSecondFigure
        with about("second"):
            _check_number(second)
    with about("note"):
        note = clean_line(note, NOTE_LIMIT, not_secret=not_secret)
    mine = EnteredFigure.objects.filter(
        circle=circle, code=code, organization_id=by.organization_id, replaced_at=None
    ).select_for_update()
    same = [one for one in mine if (one.starts_on, one.ends_on) == (days.first, days.last)]
    others = [Days(one.starts_on, one.ends_on) for one in mine if one not in same]
    if rules.overlaps(days, others):
        raise PeriodsOverlap
    for earlier in same:
        earlier.replaced_at = now
        earlier.save(update_fields=["replaced_at"])
    figure = EnteredFigure.objects.create(
        circle=circle,
        organization_id=by.organization_id,
        code=code,
        starts_on=days.first,
        ends_on=days.last,
        value=value,
        second=second,
        note=note,
        file=documents.keep(file, circle_id=circle.id, by=by, now=now) if file else None,
        by=by.id,
        at=now,
    )
    journal.record(FigureEntered(figure.id), by=by, at=now, circle_id=circle.id)
    return figure


def _check(days: Days, now: datetime) -> None:
    if days.last < days.first:
        raise EndsBeforeItBegins
    if days.last > timezone.localdate(now):
        raise PeriodNotOver


def _check_number(value: Decimal) -> None:
    if not value.is_finite() or not 0 <= value <= rules.MOST or value != round(value, 2):
        raise NotANumber
