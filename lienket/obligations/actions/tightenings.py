"""Asking for an obligation more often for some days, and ending that earlier or later."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from django.db import connection

from lienket.journal import actions as journal
from lienket.kernel.actors import Actor, Engine, Member
from lienket.kernel.errors import Refusal
from lienket.kernel.guard.text import clean_line
from lienket.obligations import queries, rules
from lienket.obligations.actions.drafts import UnreadableCadence
from lienket.obligations.actions.obligations import held
from lienket.obligations.events import ObligationTightened, TighteningMoved
from lienket.obligations.models import Obligation, Tightening
from lienket.obligations.rules import Cadence, Stretch, Unsound
from lienket.regulations.models import Regulation

BECAUSE_LIMIT = 400
LONGEST = timedelta(days=366)
DAY = timedelta(days=1)


class ObligationOver(Refusal):
    """{code} is not owed any more. Choose another obligation."""

    field = "obligation"


class NotTighter(Refusal):
    """{code} would not be owed more often than now in these days. Choose a denser rhythm."""

    field = "how"


class OtherSort(Refusal):
    """{code} follows from events: it is tightened by a shorter time. Others are by denser days."""

    field = "how"


class OwedOnce(Refusal):
    """{code} is owed only once. Choose an obligation that comes again and again."""

    field = "obligation"


class TightenedAlready(Refusal):
    """{code} is tightened already from {first} to {last}: {because}. Choose other days."""

    field = "obligation"


class BeginsTooSoon(Refusal):
    """It can begin tomorrow at the earliest: whoever owes it must know before."""

    field = "starts_on"


class EndsBeforeItBegins(Refusal):
    """The last day lies before the first one."""

    field = "ends_on"


class TooLong(Refusal):
    """It can last a year at most. What is to stay tighter is changed in the obligation itself."""

    field = "ends_on"


class EndsInThePast(Refusal):
    """It can end today at the earliest: what was due before stays as it was."""

    field = "ends_on"


class TighteningOver(Refusal):
    """It is over; nothing can be changed about it any more."""

    status = 409


def tighten(
    *,
    obligation_id: int,
    first_day: date,
    last_day: date,
    cadence: Cadence,
    because: str,
    by: Member,
    now: datetime,
) -> Tightening:
    """Have an obligation owed more often from `first_day` to `last_day`, both included.

    The next opening brings what is open into line. Days off count: the usual shifting to working
    days does not hold. Raises Obligation.DoesNotExist and the refusals of `check`.
    """
    obligation, _regulation = held(obligation_id, by)
    cadence = replace(cadence, moves="stay")
    because = clean_line(because, BECAUSE_LIMIT, not_secret=True)
    return _enter(obligation, Stretch(first_day, last_day, cadence), because, by, now)


def follow_into(
    renewal: Regulation, tightening: Tightening, *, by: Engine, now: datetime
) -> Tightening | None:
    """Let a tightening end with the term of its regulation, and go on in the next one.

    There the obligation with the same code is owed more often, from the first day of that term.
    None if the next term does not oblige to it, or to something that cannot be tightened like that.
    """
    later = Obligation.objects.filter(
        regulation=renewal, code=tightening.obligation.code, ended_at=None
    ).first()
    tomorrow = _today(now) + DAY
    first = max(tightening.first_day, renewal.valid_from or tomorrow, tomorrow)
    rest = Stretch(first, tightening.last_day, Cadence.from_json(tightening.cadence))
    if tightening.first_day < first:
        tightening.last_day = first - DAY
    else:
        tightening.lifted_at = now
    tightening.save(update_fields=["lifted_at", "last_day"])
    _moved(tightening, by, now)
    if later is None:
        return None
    try:
        return _enter(later, rest, tightening.because, by, now)
    except Refusal:
        return None


def _enter(
    obligation: Obligation, stretch: Stretch, because: str, by: Actor, now: datetime
) -> Tightening:
    check(obligation, stretch, now)
    tightening = Tightening.objects.create(
        circle_id=obligation.circle_id,
        obligation=obligation,
        first_day=stretch.first,
        last_day=stretch.last,
        cadence=rules.sound(stretch.cadence, now).to_json(),
        because=because,
        by=by.id,
        at=now,
    )
    _reschedule(tightening, now)
    journal.record(
        ObligationTightened(tightening.id), by=by, at=now, circle_id=obligation.circle_id
    )
    return tightening


def check(obligation: Obligation, stretch: Stretch, now: datetime) -> None:
    """Refuse what `tighten` would refuse.

    Raises ObligationOver, BeginsTooSoon, EndsBeforeItBegins, TooLong, OwedOnce, OtherSort,
    NotTighter, TightenedAlready, and UnreadableCadence.
    """
    if obligation.ended_at:
        raise ObligationOver(code=obligation.code)
    check_days(stretch.first, stretch.last, now)
    usual = Cadence.from_json(obligation.cadence)
    if usual.kind == "once":
        raise OwedOnce(code=obligation.code)
    if (usual.kind == "event") != (stretch.cadence.kind == "event"):
        raise OtherSort(code=obligation.code)
    try:
        rules.sound(stretch.cadence, now)
    except Unsound:
        raise UnreadableCadence from None
    if not rules.is_tighter(usual, stretch):
        raise NotTighter(code=obligation.code)
    _refuse_overlap(obligation, stretch.first, stretch.last)


def check_days(first_day: date, last_day: date, now: datetime) -> None:
    """Refuse days for which nothing can be tightened any more, or which make no sense."""
    if first_day <= _today(now):
        raise BeginsTooSoon
    _require_span(first_day, last_day)


def move_end(*, tightening_id: int, last_day: date, by: Member, now: datetime) -> Tightening:
    """Let it end on another day, today at the earliest: what was due before stays as it was.

    Raises Tightening.DoesNotExist, OnlyTheKeeper, TighteningOver, EndsInThePast,
    EndsBeforeItBegins, TooLong and TightenedAlready.
    """
    tightening = _held(tightening_id, by, now)
    if last_day < _today(now):
        raise EndsInThePast
    _require_span(tightening.first_day, last_day)
    _refuse_overlap(tightening.obligation, tightening.first_day, last_day, but=tightening.id)
    tightening.last_day = last_day
    tightening.save(update_fields=["last_day"])
    return _moved(tightening, by, now)


def lift(*, tightening_id: int, by: Member, now: datetime) -> Tightening:
    """From tomorrow on it is owed as usual; one that has not begun never was.

    Raises Tightening.DoesNotExist, OnlyTheKeeper and TighteningOver.
    """
    tightening = _held(tightening_id, by, now)
    if tightening.first_day > _today(now):
        tightening.lifted_at = now
    else:
        tightening.last_day = _today(now)
    tightening.save(update_fields=["lifted_at", "last_day"])
    return _moved(tightening, by, now)


def _held(tightening_id: int, by: Member, now: datetime) -> Tightening:
    """A tightening that can still change, the regulation it stands in held."""
    found = Tightening.objects.filter(circle_id__in=by.circles).get(id=tightening_id)
    held(found.obligation_id, by)
    found.refresh_from_db()
    if found.lifted_at or found.last_day < _today(now):
        raise TighteningOver
    return found


def _moved(tightening: Tightening, by: Actor, now: datetime) -> Tightening:
    _reschedule(tightening, now)
    journal.record(TighteningMoved(tightening.id), by=by, at=now, circle_id=tightening.circle_id)
    return tightening


def _require_span(first_day: date, last_day: date) -> None:
    if last_day < first_day:
        raise EndsBeforeItBegins
    if last_day - first_day > LONGEST:
        raise TooLong


def _refuse_overlap(obligation: Obligation, first_day: date, last_day: date, but: int = 0) -> None:
    """On each day an obligation has one cadence: with two, nobody would know which one holds."""
    others = queries.in_force().filter(
        obligation=obligation, first_day__lte=last_day, last_day__gte=first_day
    )
    if other := others.exclude(id=but).first():
        raise TightenedAlready(
            code=obligation.code,
            first=f"{other.first_day:%d/%m/%Y}",
            last=f"{other.last_day:%d/%m/%Y}",
            because=other.because,
        )


def _reschedule(tightening: Tightening, now: datetime) -> None:
    """Its duties are looked at by the next opening, in whichever subset of the circle they live."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT obligations_reschedule_duties(%s::bigint[], %s, %s)",
            [[tightening.obligation_id], _today(now) + DAY, now],
        )


def _today(now: datetime) -> date:
    return now.astimezone(rules.ZONE).date()
