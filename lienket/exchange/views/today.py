"""Today: what waits for my organization, and what mine waits for."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lienket.circles import queries as circles
from lienket.escalation.models import Ask
from lienket.escalation.waiting import waiting_for
from lienket.exchange import queries
from lienket.exchange.models import Bulletin, Receipt
from lienket.exchange.views.asking import Asked
from lienket.kernel.actors import Member
from lienket.organizations.queries import by_name
from lienket.organizations.web import MemberRequest, member_required

#: How long a copy for information that nobody opened is shown.
UNREAD_FOR = timedelta(days=30)
MOST = 50


@dataclass
class Awaited:
    """A bulletin of mine that some have not answered, and who of them is late."""

    bulletin: Bulletin
    asked: int = 0
    answered: int = 0
    late: list[str] = field(default_factory=list)


@require_safe
@member_required
def today(request: MemberRequest) -> HttpResponse:
    """What waits for the organization I act for, most urgent first; as a fragment for htmx."""
    by, now = request.member, timezone.now()
    waiting = [
        Asked.of(receipt)
        for receipt in queries.waiting_for(by).prefetch_related("acknowledgements")[:MOST]
    ]
    duties = waiting_for(by, now, MOST)
    page = {
        "waiting": waiting,
        "count": len(waiting) + len(duties),
        "late": sum(item.receipt.bulletin.due_at < now for item in waiting),
        "duties": duties,
        "awaited": awaited_by(by, now),
        "unread": queries.unread_by(by, now - UNREAD_FOR)[:MOST],
        "invitations": circles.invitations_for(by, now).select_related("invited_by"),
        "circles": circles.circles_for(by),
        "may_answer": by.may("receipt.answer"),
        "place": "today",
    }
    return render(request, f"exchange/{'_today' if request.htmx else 'today'}.html", page)


def awaited_by(by: Member, now: datetime) -> list[Awaited]:
    """What the member's organization issued and others have not answered, the most urgent first."""
    owed = (
        Ask.objects.filter(asker_id=by.organization_id, settled_at=None)
        .exclude(organization_id=by.organization_id)
        .values("envelope_id")
    )
    bulletins = (
        queries.bulletins_for(by)
        .filter(envelope_id__in=owed)
        .order_by(queries.most_urgent_first(), "due_at", "id")
    )
    awaited = {bulletin.id: Awaited(bulletin) for bulletin in bulletins[:MOST]}
    rows = Receipt.objects.filter(bulletin_id__in=list(awaited), ask__isnull=False).values_list(
        "bulletin_id", "organization__short_name", "ask__settled_at", "ask__released"
    )
    for bulletin_id, name, settled_at, released in rows.order_by(
        by_name("organization__short_name")
    ):
        item = awaited[bulletin_id]
        item.asked += 1
        item.answered += settled_at is not None and not released
        if settled_at is None and item.bulletin.due_at < now:
            item.late.append(name)
    return list(awaited.values())


def counts_of(bulletins: list[Bulletin]) -> dict[int, tuple[int, int]]:
    """For each bulletin how many organizations answered, and how many were asked."""
    rows = (
        Receipt.objects.filter(
            circle_id__in={bulletin.circle_id for bulletin in bulletins},
            bulletin_id__in=[bulletin.id for bulletin in bulletins],
            ask__isnull=False,
        )
        .values_list("bulletin_id")
        .annotate(
            answered=Count("ask__settled_at", filter=Q(ask__released=False)),
            asked=Count("ask_id"),
        )
    )
    counts: defaultdict[int, tuple[int, int]] = defaultdict(lambda: (0, 0))
    counts |= {bulletin_id: (answered, asked) for bulletin_id, answered, asked in rows}
    return counts
