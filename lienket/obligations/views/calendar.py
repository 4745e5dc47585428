"""What falls due when: a month at a glance, and a secret address for calendar programs."""

from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lienket.circles import queries as circles
from lienket.kernel.actors import Member
from lienket.kernel.ratelimit import client_address, limit
from lienket.obligations import actions, ics
from lienket.obligations.dated import Dated, State, dated_between
from lienket.obligations.forms.figures import PartyForm
from lienket.obligations.models import Feed
from lienket.obligations.queries.calendar import Entry, due_between, feed_holder, holders_of
from lienket.obligations.rules import ZONE
from lienket.obligations.rules.spans import Span
from lienket.obligations.views.compliance import state_words
from lienket.obligations.words import span_name
from lienket.organizations.models import Organization
from lienket.organizations.web import MemberRequest, member_required

WEEK = 7
#: So many entries of a day are shown at once; the others unfold.
SHOWN = 4
#: What the calendar of a program reaches back and ahead.
PAST, AHEAD = timedelta(days=31), timedelta(days=92)
#: So many addresses that are not valid may be tried from one place.
WRONG_ADDRESSES, WITHIN_SECONDS = 20, 600


@require_safe
@member_required
def calendar(request: MemberRequest) -> HttpResponse:
    """A month of what my organization owes and where it meets, and quieter of what it awaits.

    A picture of the month, or with `?view=list` a list of its days. With `?party=` the duties of
    another party, as far as my organization sees them.
    """
    by, now = request.member, timezone.now()
    today = now.astimezone(ZONE).date()
    span = Span.read(request.GET.get("month", "")) or Span.around("month", today)
    span = Span.around("month", span.first)
    form = PartyForm(request.GET, by=by)
    days = _days(by, span, now, form.party_id)
    return render(
        request,
        "obligations/calendar.html",
        {
            "place": "today",
            "span": span,
            "span_name": span_name(span),
            "weeks": _weeks(span, days, today),
            "days": [
                {"day": day, "weekday": _weekdays()[day.weekday()], "items": days[day]}
                for day in sorted(days)
            ],
            "form": form,
            "party": form.cleaned_data.get("party"),
            "as_list": request.GET.get("view") == "list",
            "today": today,
            "weekdays": _weekdays(),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def feed(request: MemberRequest) -> HttpResponse:
    """Make or revoke the secret address of my calendar; it is shown once."""
    by, now = request.member, timezone.now()
    address = ""
    if request.method == "POST":
        if "revoke" in request.POST:
            actions.revoke_feed(by=by)
            messages.success(request, _("The address does not work any more."))
            return redirect("obligations:feed")
        token = actions.create_feed(by=by, now=now)
        address = settings.PUBLIC_URL + reverse("obligations:ics", args=[token])
    response = render(
        request,
        "obligations/feed.html",
        {
            "place": "today",
            "address": address,
            "feed": Feed.objects.filter(appointment_id=by.appointment_id).first(),
        },
    )
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def program(request: HttpRequest, token: str) -> HttpResponse:
    """What one carries out, what of one's organization is given to nobody in particular, and where
    it meets, for a calendar program, without sign-in.
    """
    now = timezone.now()
    with transaction.atomic():
        by = feed_holder(token, now)
        if by:
            response = HttpResponse(_subscribed(by, now), content_type="text/calendar")
            response["Cache-Control"] = "private, max-age=900"
            response["X-Robots-Tag"] = "noindex"
            return response
    limit(f"feed:{client_address(request)}", times=WRONG_ADDRESSES, seconds=WITHIN_SECONDS)
    return HttpResponse(status=404)


def _subscribed(by: Member, now: datetime) -> bytes:
    since, until = now - PAST, now + AHEAD
    entries = due_between(by, since, until)
    holders = holders_of(entries, by, now)
    found = [
        *(_duty(entry, holders.get(entry.duty.obligation_id), now) for entry in entries),
        *dated_between(by, since, until, now),
    ]
    # What is done needs nobody's time any more; a meeting was there.
    open_ = {"open", "late"}
    shown = [
        one
        for one in found
        # What a colleague carries out stands in the calendar of that person.
        if one.own and one.person_id in (None, by.person_id)
        if one.takes_place or one.state in open_
    ]
    title = _("Calendar of {organization}").format(organization=by.organization_name)
    return ics.calendar(shown, title, _names(by), now)


def _duty(entry: Entry, person_id: int | None, now: datetime) -> Dated:
    obligation, one = entry.duty.obligation, entry.occurrence
    day = entry.due_at.astimezone(ZONE)
    return Dated(
        uid=entry.uid,
        at=entry.due_at,
        icon="checklist",
        word=_("Obligation {code}").format(code=obligation.code),
        title=obligation.title,
        url=reverse("obligations:occurrence", args=[one.id])
        if one
        else f"{reverse('obligations:calendar')}?month={day:%Y-%m}",
        circle_id=entry.duty.circle_id,
        own=entry.own,
        state=_standing(entry, now),
        person_id=person_id,
    )


def _standing(entry: Entry, now: datetime) -> State:
    if _over(entry):
        return "done"
    return "late" if entry.occurrence and entry.occurrence.late_at < now else "open"


def _names(by: Member) -> dict[int, str]:
    """How the circles are called; a subset like the circle it is drawn from."""
    found = circles.circles_for(by).select_related("parent")
    return {circle.id: (circle.parent or circle).name for circle in found}


def _over(entry: Entry) -> bool:
    one = entry.occurrence
    return bool(one and (one.fulfilled_at or one.excused_at))


def _days(
    by: Member, span: Span, now: datetime, party_id: int | None
) -> dict[date, list[dict[str, Any]]]:
    """By local day: meetings, tasks, and each duty once with how often it is due that day.

    Of another party just the duties: its meetings and tasks are its own affair.
    """
    names = _names(by)
    entries = due_between(by, span.since, span.until, party_id)
    owing = Organization.objects.in_bulk({entry.duty.organization_id for entry in entries})
    days: dict[date, list[dict[str, Any]]] = {}
    entries.sort(key=lambda one: (_day(one), not one.own, one.duty.obligation.code, one.duty.id))
    for (day, _duty), same in groupby(entries, key=lambda one: (_day(one), one.duty.id)):
        of_the_day = list(same)
        # The one that still waits stands for all of its day.
        entry = next((one for one in of_the_day if not _over(one)), of_the_day[0])
        days.setdefault(day, []).append(
            {
                "entry": entry,
                "word": _("Obligation {code}").format(code=entry.duty.obligation.code),
                "times": len(of_the_day),
                "circle": names.get(entry.duty.circle_id, ""),
                "organization": owing[entry.duty.organization_id],
                "state": state_words(entry.occurrence, now) if entry.occurrence else None,
            }
        )
    dated = [] if party_id else dated_between(by, span.since, span.until, now)
    for one in reversed(dated):
        # Meetings and tasks stand above the duties of their day.
        days.setdefault(one.at.astimezone(ZONE).date(), []).insert(0, _item(one, names))
    return days


def _item(one: Dated, names: dict[int, str]) -> dict[str, Any]:
    return {"dated": one, "circle": names.get(one.circle_id, "")}


def _day(entry: Entry) -> date:
    return entry.due_at.astimezone(ZONE).date()


def _weeks(
    span: Span, days: dict[date, list[dict[str, Any]]], today: date
) -> list[list[dict[str, Any]]]:
    first = span.first - timedelta(days=span.first.weekday())
    count = (span.last - first).days // WEEK + 1
    return [
        [
            {
                "day": day,
                "inside": span.first <= day <= span.last,
                "today": day == today,
                "shown": days.get(day, [])[:SHOWN],
                "more": days.get(day, [])[SHOWN:],
            }
            for day in (first + timedelta(days=week * WEEK + place) for place in range(WEEK))
        ]
        for week in range(count)
    ]


def _weekdays() -> list[str]:
    return [_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun")]
