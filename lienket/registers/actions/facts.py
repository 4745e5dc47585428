"""What a row may say, and what is refused in it: typed, sent by a program or imported."""

from dataclasses import dataclass, fields
from datetime import date

from django.utils.functional import Promise

from lienket.documents.guard.persons import require_no_identity
from lienket.kernel.errors import Refusal, about
from lienket.kernel.guard.text import clean_line
from lienket.registers import rules
from lienket.registers.kinds import Kind

NAME_LIMIT, NUMBER_LIMIT = 200, 60
MOST = 1_000_000


class NameMissing(Refusal):
    """“{column}” is empty. Fill it in."""

    field = "name"


class StartsLikeFormula(Refusal):
    """“{column}” must not begin with =, +, - or @: a spreadsheet would run it as a formula."""


class AmountWrong(Refusal):
    """“{column}” must be a whole number from 0 to 1,000,000."""


class PartTooLarge(Refusal):
    """“{column}” cannot be more than “{whole}”."""

    field = "part"


class LastDayMissing(Refusal):
    """“{column}” is empty. Give the last day on which it is valid."""

    field = "expires_on"


class DayOutOfRange(Refusal):
    """“{column}” must be a day between {earliest} and {latest}."""

    field = "expires_on"


class MonthWrong(Refusal):
    """“{column}” must be a month since 2000 that has begun, for example 11/2026."""

    field = "number"


class NotInThisRegister(Refusal):
    """This register does not keep that."""


@dataclass(frozen=True)
class Facts:
    """What a row says."""

    name: str
    number: str = ""
    amount: int | None = None
    part: int | None = None
    expires_on: date | None = None


COLUMNS = tuple(column.name for column in fields(Facts))


def checked(kind: Kind, facts: Facts, *, today: date, not_secret: bool = False) -> Facts:
    """The same, tidied. Raises the refusals above, and those of the guard for texts."""
    name = _line("name", kind.name, facts.name, NAME_LIMIT, not_secret)
    if not name:
        raise NameMissing(column=kind.name)
    number = _line("number", kind.number, facts.number, NUMBER_LIMIT, not_secret)
    if kind.monthly:
        number = _month(kind, number, today)
    for column in ("amount", "part", "expires"):
        field = "expires_on" if column == "expires" else column
        if getattr(facts, field) is not None and not getattr(kind, column):
            with about(field):
                raise NotInThisRegister
    _count("amount", kind.amount, facts.amount)
    _count("part", kind.part, facts.part)
    if (facts.part or 0) > (facts.amount or 0):
        raise PartTooLarge(column=kind.part, whole=kind.amount)
    if kind.expires:
        _check_day(kind.expires, facts.expires_on, today)
    return Facts(name, number, facts.amount, facts.part, facts.expires_on)


def _line(field: str, column: object, text: str, limit: int, not_secret: bool) -> str:
    with about(field):
        clean = clean_line(text, limit, not_secret=not_secret)
        require_no_identity(clean)
        if rules.looks_like_formula(clean):
            raise StartsLikeFormula(column=column)
    return clean


def _month(kind: Kind, number: str, today: date) -> str:
    month = rules.month_of(number)
    if month is None or not rules.EARLIEST <= month <= today:
        raise MonthWrong(column=kind.number)
    return f"{month:%Y-%m}"


def _count(field: str, column: str | Promise | None, value: int | None) -> None:
    if column and (value is None or not 0 <= value <= MOST):
        with about(field):
            raise AmountWrong(column=column)


def _check_day(column: str | Promise, day: date | None, today: date) -> None:
    if day is None:
        raise LastDayMissing(column=column)
    latest = rules.latest(today)
    if not rules.EARLIEST <= day <= latest:
        raise DayOutOfRange(
            column=column, earliest=f"{rules.EARLIEST:%d/%m/%Y}", latest=f"{latest:%d/%m/%Y}"
        )
