"""Launching a movement, setting its goals, reporting towards them, and closing it."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db.models import Sum

from lienket.awareness import queries, rules
from lienket.awareness.actions.common import (
    ANSWER,
    MANAGE,
    REASON_LIMIT,
    line,
    title_of,
    today,
    words_of,
)
from lienket.awareness.events import GoalSet, MovementClosed, MovementLaunched, ProgressReported
from lienket.awareness.models import Closing, Goal, Movement, Progress
from lienket.circles import queries as circles
from lienket.circles.actions import open_circle, require_full_member, take_number
from lienket.delivery import actions as delivery
from lienket.delivery.models import Envelope, Urgency
from lienket.journal import actions as journal
from lienket.kernel.actors import Member
from lienket.kernel.errors import NotAllowed, Refusal, about, all_at_once
from lienket.kernel.rows import insert
from lienket.plans.actions.tasks import require_member

WHAT_LIMIT, UNIT_LIMIT = 200, 40
#: The units of what counts by itself.
UNITS = {
    Goal.Measure.SESSIONS: "buổi",
    Goal.Measure.ATTENDANCE: "lượt người",
    Goal.Measure.PIECES: "sản phẩm",
}


class EndsBeforeItBegins(Refusal):
    """The last day lies before the first."""

    field = "ends_on"


class OverAlready(Refusal):
    """This day has passed. A movement ends today at the earliest."""

    field = "ends_on"


class TooLong(Refusal):
    """A movement lasts five years at most."""

    field = "ends_on"


class NothingToReach(Refusal):
    """Say what is to be reached."""

    field = "what"


class NoUnit(Refusal):
    """Say what is counted, such as “models” or “households”."""

    field = "unit"


class BadTarget(Refusal):
    """Give a number from 1 to {most}."""

    field = "target"


class UnknownMeasure(Refusal):
    """Choose one of those that are offered."""

    field = "measure"


class BadAmount(Refusal):
    """Give a number up to {most}; below zero takes back what was reported too much."""

    field = "amount"


class MoreThanReported(Refusal):
    """Your organization has reported {reported}; not more than that can be taken back."""

    field = "amount"


class SayWhy(Refusal):
    """Say why it is taken back."""

    field = "note"


class CountsByItself(Refusal):
    """This goal is counted from the sessions of the movement. Record the session."""

    status = 409


class NotYourGoal(NotAllowed):
    """This goal is for another organization."""


class MovementIsClosed(Refusal):
    """This movement is closed; nothing more is added to it."""

    status = 409


class NotOverYet(Refusal):
    """This movement still runs. Close it after its last day."""

    status = 409


class OnlyTheLauncher(NotAllowed):
    """Only the organization that launched this movement may do this. Ask it to."""


@dataclass(frozen=True)
class MovementDraft:
    """What is said about a movement when it is launched; both days are included."""

    title: str
    appeal: str
    starts_on: date
    ends_on: date

    def cleaned(self, now: datetime, *, not_secret: bool) -> "MovementDraft":
        """The same, tidied; everything that makes no sense is told at once."""
        with all_at_once() as part:
            with part("title"):
                title = title_of(self.title, not_secret=not_secret)
            with part("appeal"):
                appeal = words_of("appeal", self.appeal, not_secret=not_secret)
            with part("ends_on"):
                if self.ends_on < self.starts_on:
                    raise EndsBeforeItBegins
                if self.ends_on < today(now):
                    raise OverAlready
                if self.ends_on - self.starts_on > timedelta(days=rules.LONGEST_DAYS):
                    raise TooLong
        return replace(self, title=title, appeal=appeal)


@dataclass(frozen=True)
class GoalDraft:
    """What is to be reached: by one organization, or by all together if none is given."""

    measure: str
    target: int
    what: str = ""
    unit: str = ""
    organization_id: int | None = None

    def cleaned(self, circle_id: int, now: datetime, *, not_secret: bool) -> "GoalDraft":
        """The same, tidied; what counts by itself brings its own words."""
        with all_at_once() as part:
            with part("measure"):
                if self.measure not in Goal.Measure:
                    raise UnknownMeasure
            with part("target"):
                if not 1 <= self.target <= rules.MOST_TARGET:
                    raise BadTarget(most=rules.MOST_TARGET)
            with part("organization"):
                if self.organization_id is not None:
                    require_member(circle_id, self.organization_id, now)
            with part("what"):
                what = line("what", self.what, WHAT_LIMIT, not_secret=not_secret)
                if not what:
                    raise NothingToReach
            with part("unit"):
                unit = line("unit", self.unit, UNIT_LIMIT, not_secret=not_secret)
                if self.measure in UNITS:
                    unit = UNITS[Goal.Measure(self.measure)]
                if not unit:
                    raise NoUnit
        return replace(self, what=what, unit=unit)


def launch(
    *, circle_id: int, draft: MovementDraft, by: Member, now: datetime, not_secret: bool = False
) -> Movement:
    """Launch a movement in a circle; its members are told.

    Raises Circle.DoesNotExist, CircleClosed, OnlyFullMembers, and what the draft refuses.
    """
    by.require(MANAGE)
    circle = open_circle(circle_id, by)
    require_full_member(circle.id, by, now)
    draft = draft.cleaned(now, not_secret=not_secret)
    movement = Movement.objects.create(
        circle=circle,
        organization_id=by.organization_id,
        reference=take_number(circle, rules.MOVEMENT_PREFIX, now=now),
        title=draft.title,
        appeal=draft.appeal,
        starts_on=draft.starts_on,
        ends_on=draft.ends_on,
        by=by.id,
        at=now,
    )
    _tell_members(movement, now=now)
    journal.record(MovementLaunched(movement.id), by=by, at=now, circle_id=circle.id)
    return movement


def set_goal(
    *, movement_id: int, draft: GoalDraft, by: Member, now: datetime, not_secret: bool = False
) -> Goal:
    """Add a goal to a movement that one's organization launched.

    Raises Movement.DoesNotExist, OnlyTheLauncher, MovementIsClosed, NotAMember, and what the draft
    refuses.
    """
    movement = _of_launcher(movement_id, by)
    draft = draft.cleaned(movement.circle_id, now, not_secret=not_secret)
    goal = Goal.objects.create(
        circle_id=movement.circle_id,
        movement=movement,
        measure=draft.measure,
        what=draft.what,
        unit=draft.unit,
        target=draft.target,
        organization_id=draft.organization_id,
        at=now,
    )
    journal.record(GoalSet(movement.id), by=by, at=now, circle_id=movement.circle_id)
    return goal


def report_progress(
    *,
    goal_id: int,
    amount: int,
    by: Member,
    now: datetime,
    note: str = "",
    not_secret: bool = False,
) -> Progress:
    """Report so much towards a goal that does not count by itself; below zero takes some back.

    Raises Goal.DoesNotExist, MovementIsClosed, OnlyFullMembers, CountsByItself, NotYourGoal,
    BadAmount, MoreThanReported and SayWhy.
    """
    by.require(ANSWER)
    goal = Goal.objects.filter(circle_id__in=by.circles).select_for_update().get(id=goal_id)
    open_circle(goal.circle_id, by)
    require_full_member(goal.circle_id, by, now)
    if goal.movement.closed_at:
        raise MovementIsClosed
    if goal.measure != Goal.Measure.REPORTED:
        raise CountsByItself
    if goal.organization_id not in (None, by.organization_id):
        raise NotYourGoal
    if not amount or abs(amount) > rules.MOST_TARGET:
        raise BadAmount(most=rules.MOST_TARGET)
    note = line("note", note, REASON_LIMIT, not_secret=not_secret)
    if amount < 0:
        own = goal.progress.filter(organization_id=by.organization_id)
        reported = own.aggregate(total=Sum("amount"))["total"] or 0
        if reported + amount < 0:
            raise MoreThanReported(reported=reported)
        if not note:
            raise SayWhy
    progress = Progress.objects.create(
        circle_id=goal.circle_id,
        goal=goal,
        organization_id=by.organization_id,
        amount=amount,
        note=note,
        by=by.id,
        at=now,
    )
    news = ProgressReported(goal.id, by.organization_id)
    journal.record(news, by=by, at=now, circle_id=goal.circle_id)
    return progress


def close_movement(
    *, movement_id: int, words: str, by: Member, now: datetime, not_secret: bool = False
) -> Closing:
    """Say what came of a movement that is over.

    Raises Movement.DoesNotExist, OnlyTheLauncher, MovementIsClosed, NotOverYet and NoWords.
    """
    movement = _of_launcher(movement_id, by)
    if today(now) <= movement.ends_on:
        raise NotOverYet
    with about("words"):
        words = words_of("words", words, not_secret=not_secret)
    closing = Closing.objects.create(
        circle_id=movement.circle_id, movement=movement, words=words, by=by.id, at=now
    )
    movement.closed_at = now
    movement.save(update_fields=["closed_at"])
    journal.record(MovementClosed(movement.id), by=by, at=now, circle_id=movement.circle_id)
    return closing


def _of_launcher(movement_id: int, by: Member) -> Movement:
    """A movement that `by`'s organization launched and that goes on, held."""
    by.require(MANAGE)
    found = queries.movements_for(by).select_for_update(of=("self",)).get(id=movement_id)
    open_circle(found.circle_id, by)
    if found.organization_id != by.organization_id:
        raise OnlyTheLauncher
    if found.closed_at:
        raise MovementIsClosed
    return found


def _tell_members(movement: Movement, *, now: datetime) -> None:
    """A letter to all other members; it asks for nothing."""
    envelope = insert(
        Envelope(
            circle_id=movement.circle_id,
            organization_id=movement.organization_id,
            kind=queries.LAUNCHED,
            reference=movement.reference,
            urgency=Urgency.NORMAL,
            exercise=False,
            sent_at=now,
            due_at=None,
        )
    )
    others = circles.members_of(movement.circle_id, now).exclude(
        organization_id=movement.organization_id
    )
    delivery.tell(envelope, list(others.values_list("organization_id", flat=True)), now=now)
