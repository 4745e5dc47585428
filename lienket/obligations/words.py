"""Cadences, periods and clauses in words: "hằng tuần, thứ Sáu, trước 16:00"."""

from collections.abc import Iterable, Mapping

from django.utils.dates import MONTHS
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lienket.obligations.models import Obligation, Occurrence
from lienket.obligations.rules import (
    ZONE,
    Cadence,
    Schedule,
    Unsound,
    days_of_year,
    missing_day,
    shift_of,
)
from lienket.obligations.rules.recurring import parts
from lienket.obligations.rules.spans import Span, SpanKind
from lienket.regulations.text.tree import citation

DAYS: Mapping[str, str | Promise] = {
    "MO": gettext_lazy("Monday"),
    "TU": gettext_lazy("Tuesday"),
    "WE": gettext_lazy("Wednesday"),
    "TH": gettext_lazy("Thursday"),
    "FR": gettext_lazy("Friday"),
    "SA": gettext_lazy("Saturday"),
    "SU": gettext_lazy("Sunday"),
}
SPAN_KINDS: tuple[tuple[SpanKind, Promise], ...] = (
    ("month", gettext_lazy("Month")),
    ("quarter", gettext_lazy("Quarter")),
    ("year", gettext_lazy("Year")),
)
_QUARTERS = {(1, 4, 7, 10): 1, (2, 5, 8, 11): 2, (3, 6, 9, 12): 3}


def describe(cadence: Cadence) -> str:
    """The cadence in the active language; a rule that fits no pattern is shown as it is."""
    match cadence.kind:
        case "shift":
            words = _("every shift: {starts}").format(starts=", ".join(cadence.starts))
        case "event":
            words = _within(cadence)
        case "once":
            words = _("once, by {at} {day}").format(at=cadence.at, day=f"{cadence.date:%d/%m/%Y}")
        case _:
            words = _calendar(cadence)
    if cadence.times > 1:
        words = _("{words}, {times} times").format(words=words, times=cadence.times)
    return words


def occasion(occurrence: Occurrence, schedule: Schedule) -> str:
    """Which of the times it is owed: what occurred, which shift, or the days it is about."""
    if occurrence.event:
        return occurrence.event
    first, last = occurrence.period_start, occurrence.period_end
    shift = shift_of(schedule.on(first), first, occurrence.ordinal, occurrence.due_at)
    if shift:
        return _("Shift {number} ({begins}–{ends}), {day}").format(
            number=shift.ordinal + 1,
            begins=f"{shift.opens_at.astimezone(ZONE):%H:%M}",
            ends=f"{shift.due_at.astimezone(ZONE):%H:%M}",
            day=f"{first:%d/%m/%Y}",
        )
    return f"{last:%d/%m/%Y}" if first == last else f"{first:%d/%m/%Y} – {last:%d/%m/%Y}"


def skipped(cadence: Cadence) -> str:
    """That some months are left out, because they lack the day; empty if none is."""
    if cadence.kind != "calendar":
        return ""
    try:
        day = missing_day(cadence.rrule)
    except Unsound:
        day = None
    return _("In months without a day {day} it is not due at all.").format(day=day) if day else ""


def _within(cadence: Cadence) -> str:
    n = cadence.amount
    spans = {
        "minutes": ngettext("{n} minute", "{n} minutes", n),
        "hours": ngettext("{n} hour", "{n} hours", n),
        "days": ngettext("{n} day", "{n} days", n),
        "working_days": ngettext("{n} working day", "{n} working days", n),
    }
    return _("within {span} of the event").format(span=spans[cadence.unit].format(n=n))


def _calendar(cadence: Cadence) -> str:
    try:
        pattern = _pattern(parts(cadence.rrule)) or _by_example(cadence)
    except Unsound:
        # As a row of an older version might be.
        pattern = cadence.rrule
    return _("{words}, by {at}").format(words=pattern, at=cadence.at)


def _pattern(said: dict[str, str]) -> str | None:
    """The rhythms that offices have a word for; None for any other."""
    frequency, days = said.pop("FREQ", ""), said.pop("BYMONTHDAY", "")
    months = tuple(int(month) for month in said.pop("BYMONTH", "").split(",") if month)
    weekdays = said.pop("BYDAY", "").split(",")
    every = int(said.pop("INTERVAL", "1"))
    named = all(day in DAYS for day in weekdays)
    counted_back = any(day.startswith("-") and day != "-1" for day in days.split(","))
    if said or counted_back:
        return None
    match frequency:
        case "DAILY" if every == 1 and not (days or months or any(weekdays)):
            return _("every day")
        case "WEEKLY" if named and every <= 2 and not (days or months):
            form = _("every week, {days}") if every == 1 else _("every second week, {days}")
            return form.format(days=", ".join(str(DAYS[day]) for day in weekdays))
        case "MONTHLY" if days and every == 1 and not (months or any(weekdays)):
            return _("every month, {days}").format(days=_month_days(days))
        case "YEARLY" if days and months and every == 1 and not any(weekdays):
            return _in_months(months, days)
    return None


def _month_days(days: str) -> str:
    named = [
        _("the last day") if day == "-1" else _("day {day}").format(day=f"{int(day):02}")
        for day in days.split(",")
    ]
    return ", ".join(named)


def _in_months(months: tuple[int, ...], days: str) -> str:
    day = _month_days(days)
    if months in _QUARTERS:
        places = {
            1: _("every quarter, {day} of its first month"),
            2: _("every quarter, {day} of its second month"),
            3: _("every quarter, {day} of its last month"),
        }
        return places[_QUARTERS[months]].format(day=day)
    if len(months) == 1 and "," not in days and days != "-1":
        return _("every year, {date}").format(date=f"{int(days):02}/{months[0]:02}")
    named = ", ".join(str(MONTHS[month]) for month in months)
    return _("every year, {day} of {months}").format(day=day, months=named)


def _by_example(cadence: Cadence) -> str:
    """The days of a year, when there are few of them; else the rule."""
    year = days_of_year(cadence, 2025)
    if 0 < len(year) <= 4:
        return _("every year, {date}").format(date=", ".join(f"{day:%d/%m}" for day in year))
    return cadence.rrule


def clause_names(obligations: Iterable[Obligation]) -> dict[tuple[int, str], str]:
    """How the clauses of these are cited, by regulation and key; told apart where it takes more.

    `obligations` come with their regulations, in the order in which the clauses are to stand.
    """
    found = list(obligations)
    several = len({one.regulation_id for one in found}) > 1
    return {
        (one.regulation_id, one.clause_key): f"{citation(one.clause_key)} · {one.regulation}"
        if several
        else citation(one.clause_key)
        for one in found
    }


def span_name(span: Span) -> str:
    """How the span is called."""
    if span.kind == "month":
        return _("Month {month}/{year}").format(month=span.first.month, year=span.first.year)
    if span.kind == "quarter":
        quarter = (span.first.month + 2) // 3
        return _("Quarter {quarter}/{year}").format(quarter=quarter, year=span.first.year)
    return _("Year {year}").format(year=span.first.year)
