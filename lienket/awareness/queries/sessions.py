"""Which sessions somebody may see, and how many people they reached."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, QuerySet, Sum

from lienket.awareness.models import Session
from lienket.kernel.actors import Actor


def sessions_for(by: Actor) -> QuerySet[Session]:
    """The sessions of all circles `by` belongs to, the latest first."""
    found = Session.objects.filter(circle_id__in=by.circles)
    return found.select_related("organization", "circle", "site", "movement").order_by(
        "-held_on", "-id"
    )


def held_between(by: Actor, circle_id: int, since: date, until: date) -> QuerySet[Session]:
    """Those that a circle held from one day to another, both included."""
    return sessions_for(by).filter(circle_id=circle_id, held_on__gte=since, held_on__lte=until)


@dataclass(frozen=True)
class Reach:
    """How many sessions there were about something or somewhere, and how many people came."""

    # A `Topic`, or the name of a place or area.
    name: str
    sessions: int
    attendance: int
    site_id: int | None = None


def by_place(held: QuerySet[Session]) -> list[Reach]:
    """The reach of sessions by place or area, the most people first.

    An area is the same whether its name is written with capitals or without.
    """
    counted = held.order_by().values_list("site_id", "site__name", "area")
    found: dict[object, Reach] = {}
    for site_id, name, area, times, people in counted.annotate(
        times=Count("id"), people=Sum("attendance")
    ).order_by("-people"):
        key = site_id or area.casefold()
        before = found.get(key, Reach(name or area, 0, 0, site_id))
        found[key] = replace(
            before, sessions=before.sessions + times, attendance=before.attendance + people
        )
    return _sorted(found.values())


def by_topic(held: QuerySet[Session]) -> list[Reach]:
    """The reach of sessions by topic, the most people first."""
    counted = held.order_by().values_list("topic")
    rows = counted.annotate(times=Count("id"), people=Sum("attendance"))
    return _sorted(Reach(topic, times, people) for topic, times, people in rows)


def _sorted(found: Iterable[Reach]) -> list[Reach]:
    return sorted(found, key=lambda one: (-one.attendance, one.name))
