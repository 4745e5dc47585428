"""Open matters that a meeting could take up. Modules above propose theirs with `@proposes`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext

from lienket.escalation.models import Ask
from lienket.exchange import queries as exchange
from lienket.exchange.models import Bulletin
from lienket.kernel.actors import Member
from lienket.meetings.models import Item, Meeting
from lienket.plans import queries as plans

#: A contributor proposes at most so many.
MOST = 20


@dataclass(frozen=True)
class Proposal:
    """An open matter: which one, what the agenda would say, where it comes from, who presents."""

    key: str  # "task:7"; taken once for each meeting
    title: str
    source: str
    url: str = ""
    detail: str = ""
    organization_id: int | None = None
    shortcoming: bool = False


Contributor = Callable[[Meeting, Member, datetime], Iterable[Proposal]]
_contributors: list[Contributor] = []


def proposes(contributor: Contributor) -> Contributor:
    """Declare a function that lists open matters of a meeting's circle, the most pressing first."""
    _contributors.append(contributor)
    return contributor


def proposals_for(meeting: Meeting, by: Member, now: datetime) -> list[Proposal]:
    """All open matters of the circle that are not on the agenda yet."""
    taken = set(Item.objects.filter(meeting=meeting).values_list("source_key", flat=True))
    found = (one for contributor in _contributors for one in contributor(meeting, by, now))
    return [one for one in found if one.key not in taken]


@proposes
def slipping_tasks(meeting: Meeting, by: Member, now: datetime) -> Iterable[Proposal]:
    """Tasks that are late or will be, as shortcomings."""
    given = (
        plans.tasks_for(by)
        .filter(plans.counted(), circle_id=meeting.circle_id, done_at=None, given_at__isnull=False)
        .order_by("due_at", "id")
    )
    words = {"late": gettext("Late"), "slipping": gettext("Will be late")}
    slipping = [one for one in plans.standings(given, now) if one.state in words]
    for standing in slipping[:MOST]:
        task = standing.task
        yield Proposal(
            key=f"task:{task.id}",
            title=task.title,
            source=f"{task} · {words[standing.state]} · {task.organization.short_name}",
            url=reverse("plans:task", args=[task.id]),
            organization_id=task.organization_id,
            shortcoming=standing.state == "late",
        )


@proposes
def open_requests(meeting: Meeting, by: Member, now: datetime) -> Iterable[Proposal]:
    """Requests for information or verification that somebody has not answered."""
    kinds = [Bulletin.Kind.INFORMATION_REQUEST, Bulletin.Kind.VERIFICATION_REQUEST]
    open_ones = exchange.bulletins_for(by).filter(
        circle_id=meeting.circle_id,
        kind__in=kinds,
        exercise=False,
        envelope_id__in=_owed(meeting),
    )
    yield from (_of(one, gettext("Not answered yet")) for one in open_ones[:MOST])


@proposes
def silent_bulletins(meeting: Meeting, by: Member, now: datetime) -> Iterable[Proposal]:
    """Other bulletins whose answers are overdue."""
    kinds = [Bulletin.Kind.INFORMATION_REQUEST, Bulletin.Kind.VERIFICATION_REQUEST]
    overdue = (
        exchange.bulletins_for(by)
        .filter(
            circle_id=meeting.circle_id,
            exercise=False,
            due_at__lt=now,
            envelope_id__in=_owed(meeting),
        )
        .exclude(kind__in=kinds)
    )
    yield from (_of(one, gettext("Answers are overdue")) for one in overdue[:MOST])


def _owed(meeting: Meeting) -> QuerySet[Ask, Any]:
    return Ask.objects.filter(circle_id=meeting.circle_id, settled_at=None).values("envelope_id")


def _of(bulletin: Bulletin, state: str) -> Proposal:
    return Proposal(
        key=f"bulletin:{bulletin.id}",
        title=bulletin.title,
        source=f"{bulletin.number} · {state}",
        url=reverse("exchange:bulletin", args=[bulletin.id]),
        organization_id=bulletin.organization_id,
    )
