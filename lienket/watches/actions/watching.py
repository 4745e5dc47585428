"""Confirming a watch, renewing it, and saying in the end what was done."""

from datetime import datetime, timedelta

from lienket.circles import queries as circles
from lienket.escalation.models import Ask
from lienket.journal import actions as journal
from lienket.kernel.actors import Actor, Engine, Member
from lienket.kernel.due import act_on_due
from lienket.kernel.errors import NotAllowed, Refusal, about
from lienket.kernel.guard.text import clean_text
from lienket.watches import events, queries, rules
from lienket.watches.actions.common import (
    ANSWER,
    WatchIsClosed,
    ask,
    reason_of,
    settle,
    today,
    turn_of,
)
from lienket.watches.models import Renewal, Watch, Watcher

REPORT_LIMIT = 5_000
BATCH = 100
TRY_AGAIN = timedelta(minutes=5)


class OnlyTheLeader(NotAllowed):
    """Only the organization that decided on this watch may renew it. Ask it to."""


class WatchOver(Refusal):
    """The last day of this watch has passed. Decide anew when there is a new proposal."""

    status = 409


class StillWatching(Refusal):
    """This watch still runs. What was done is said when it is over."""

    status = 409


class NothingSaid(Refusal):
    """Say what was done, or that nothing happened."""

    field = "text"


def answer(
    *,
    watcher_id: int,
    watches: bool,
    by: Actor,
    now: datetime,
    reason: str = "",
    not_secret: bool = False,
) -> Watcher:
    """Say whether one's organization watches; who does not says why. The last word holds.

    Raises Watcher.DoesNotExist, WatchIsClosed, WatchOver and NoReason.
    """
    watcher = _own(watcher_id, by)
    watch = watcher.watch
    if today(now) > watch.ends_on:
        raise WatchOver
    watcher.reason = "" if watches else reason_of(reason, not_secret=not_secret)
    watcher.watches, watcher.answered_at = watches, now
    watcher.save(update_fields=["watches", "reason", "answered_at"])
    settle(watcher, now=now)
    news = events.WatchConfirmed(watch.id, watcher.organization_id)
    journal.record(news, by=by, at=now, circle_id=watch.circle_id)
    return watcher


def renew(
    *, watch_id: int, reason: str, by: Member, now: datetime, not_secret: bool = False
) -> Watch:
    """Let a watch that runs go on for another fortnight.

    Raises Watch.DoesNotExist, OnlyTheLeader, WatchIsClosed, WatchOver and NoReason.
    """
    by.require(ANSWER)
    watch = queries.watches_for(by).select_for_update(of=("self",)).get(id=watch_id)
    if watch.organization_id != by.organization_id:
        raise OnlyTheLeader
    if watch.closed_at:
        raise WatchIsClosed
    if today(now) > watch.ends_on:
        raise WatchOver
    renewal = Renewal.objects.create(
        circle_id=watch.circle_id,
        watch=watch,
        organization_id=by.organization_id,
        before=watch.ends_on,
        after=watch.ends_on + rules.LASTS,
        reason=reason_of(reason, not_secret=not_secret),
        by=by.id,
        at=now,
    )
    watch.ends_on, watch.turns_at = renewal.after, turn_of(renewal.after)
    watch.save(update_fields=["ends_on", "turns_at"])
    journal.record(events.WatchRenewed(watch.id), by=by, at=now, circle_id=watch.circle_id)
    return watch


def report(
    *,
    watcher_id: int,
    by: Actor,
    now: datetime,
    text: str = "",
    nothing: bool = False,
    not_secret: bool = False,
) -> Watcher:
    """Say what one's organization did; "nothing happened" is an answer. The last one closes it.

    Raises Watcher.DoesNotExist, WatchIsClosed, StillWatching and NothingSaid.
    """
    watcher = _own(watcher_id, by)
    watch = watcher.watch
    if today(now) <= watch.ends_on:
        raise StillWatching
    with about("text"):
        text = clean_text(text, REPORT_LIMIT, not_secret=not_secret).strip()
    if not text and not nothing:
        raise NothingSaid
    watcher.report, watcher.reported_at = text, now
    watcher.save(update_fields=["report", "reported_at"])
    settle(watcher, now=now)
    news = events.WatchReported(watch.id, watcher.organization_id)
    journal.record(news, by=by, at=now, circle_id=watch.circle_id)
    if not _still_asked(watch, now):
        _close(watch, by, now)
    return watcher


def wait_no_longer(*, circle_id: int, now: datetime) -> None:
    """Close what is over in a circle and waits for nobody, since a watcher has left it."""
    by = Engine(circles=(circle_id,))
    over = Watch.objects.filter(circle_id=circle_id, closed_at=None, turns_at=None)
    for watch in over.select_for_update().order_by("id"):
        if not _still_asked(watch, now):
            _close(watch, by, now)


def turn_due(*, now: datetime, limit: int = BATCH) -> int:
    """Ask the watchers of what is over what they did; how many watches there were."""
    return act_on_due(Watch, "turns_at", _turn, now=now, limit=limit, try_again=TRY_AGAIN)


def _turn(circle_id: int, watch_ids: list[int], now: datetime) -> None:
    by = Engine(circles=(circle_id,))
    for watch in Watch.objects.filter(id__in=watch_ids).order_by("id"):
        watch.turns_at = None
        watch.save(update_fields=["turns_at"])
        members = circles.members_of(circle_id, now).values("organization_id")
        watchers = watch.watchers.filter(organization_id__in=members)
        watched = list(watchers.exclude(watches=False).order_by("id"))
        for one in watched:
            # Whether it confirmed does not matter any more.
            settle(one, now=now)
        journal.record(events.WatchEnded(watch.id), by=by, at=now, circle_id=circle_id)
        if watched:
            ask(watch, watched, rules.REPORT_WITHIN, now=now)
        else:
            _close(watch, by, now)


def _still_asked(watch: Watch, now: datetime) -> bool:
    """Whether a member of the circle has still to say what it did."""
    members = circles.members_of(watch.circle_id, now).values("organization_id")
    asked = watch.watchers.filter(ask__isnull=False, ask__settled_at=None)
    return asked.filter(organization_id__in=members).exists()


def _close(watch: Watch, by: Actor, now: datetime) -> None:
    watch.closed_at, watch.turns_at = now, None
    watch.save(update_fields=["closed_at", "turns_at"])
    journal.record(events.WatchClosed(watch.id), by=by, at=now, circle_id=watch.circle_id)


def _own(watcher_id: int, by: Actor) -> Watcher:
    """The place of `by`'s organization among the watchers; ask, watch and place are held."""
    by.require(ANSWER)
    found = queries.watchers_for(by).get(id=watcher_id)
    if found.ask_id:
        list(Ask.objects.filter(id=found.ask_id).select_for_update().values_list("id"))
    watch = Watch.objects.select_for_update().get(id=found.watch_id)
    if watch.closed_at:
        raise WatchIsClosed
    held = Watcher.objects.select_for_update().get(id=found.id)
    held.watch = watch
    return held
