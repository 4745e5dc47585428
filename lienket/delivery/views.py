"""Delivery as an operator sees it, and the switch for notifications in the browser."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lienket.delivery import queries
from lienket.delivery.channels.base import Reason
from lienket.delivery.channels.registry import channel_types
from lienket.delivery.channels.webpush.keys import public_key
from lienket.delivery.models import Message
from lienket.kernel.charts import Bar, Bars
from lienket.organizations import actions
from lienket.organizations.actions.contacts import PathKnown
from lienket.organizations.models import Person
from lienket.organizations.web import MemberRequest, member_required, operator_required

#: The operator's page looks back this far.
SPAN = timedelta(days=7)
_CLOSED = {Message.State.SENT, Message.State.DELIVERED}


@dataclass(frozen=True)
class Lane:
    """One channel: how many messages wait, went out and failed."""

    name: str | Promise
    icon: str
    configured: bool
    waiting: int
    sent: int
    failed: int
    cancelled: int
    attempts: int
    # How long the longest-waiting message is overdue; None when none is.
    overdue: timedelta | None


@dataclass(frozen=True)
class Trouble:
    """A reason for which attempts failed."""

    channel: str | Promise
    number: int
    reason: str
    permanent: bool
    attempts: int
    latest: datetime


@require_safe
@operator_required
def operator(request: HttpRequest) -> HttpResponse:
    """States and attempts by channel, failure reasons, ages of the queues."""
    now = timezone.now()
    lanes = _lanes(queries.counts(now - SPAN), now)
    return render(
        request,
        "delivery/operator.html",
        {
            "lanes": lanes,
            "troubles": [_trouble(failure) for failure in queries.failures(now - SPAN)],
            "picture": Bars(
                _("Attempts in the last 7 days"),
                [Bar(str(lane.name), lane.attempts, str(lane.attempts)) for lane in lanes],
            ),
            "days": SPAN.days,
        },
    )


@member_required
def push(request: MemberRequest) -> HttpResponse:
    """Switch notifications on in this browser: it posts its subscription as JSON."""
    by = request.member
    if request.method == "POST":
        subscription = request.body[:8192].decode("utf-8", "replace")
        person = Person.objects.get(id=by.person_id)
        # This browser may be on the list already.
        with suppress(PathKnown):
            actions.add_path(
                holder=person, kind="webpush", address=subscription, by=by, now=timezone.now()
            )
        return HttpResponse(status=204)
    return render(request, "delivery/push.html", {"place": "me", "key": public_key()})


def _lanes(counts: list[queries.Count], now: datetime) -> list[Lane]:
    lanes = []
    for name, channel in channel_types().items():
        mine = [count for count in counts if count.channel == name]
        oldest = min((count.oldest for count in mine if count.oldest), default=None)
        by_state = {count.state: count.messages for count in mine}
        lanes.append(
            Lane(
                name=channel.label,
                icon=channel.icon,
                configured=channel.configured(),
                waiting=by_state.get("queued", 0) + by_state.get("sending", 0),
                sent=sum(by_state.get(state, 0) for state in _CLOSED),
                failed=by_state.get("failed", 0),
                cancelled=by_state.get("cancelled", 0) + by_state.get("recalled", 0),
                attempts=sum(count.attempts for count in mine),
                overdue=now - oldest if oldest and oldest < now else None,
            )
        )
    return lanes


def _trouble(failure: queries.Failure) -> Trouble:
    channel = channel_types().get(failure.channel)
    known = failure.reason in Reason.values
    return Trouble(
        channel=channel.label if channel else failure.channel,
        number=failure.reason,
        reason=str(Reason(failure.reason).label) if known else "",
        permanent=failure.permanent,
        attempts=failure.attempts,
        latest=failure.latest,
    )
