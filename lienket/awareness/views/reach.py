"""How many people the sessions of a period reached: by place or area, and by topic."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from lienket.awareness import queries
from lienket.awareness.actions.common import today as local_day
from lienket.awareness.models import Topic
from lienket.awareness.queries import Reach
from lienket.awareness.views.page import show
from lienket.circles import queries as circles
from lienket.incidents.forms import SituationForm
from lienket.kernel.charts import Bar, Bars
from lienket.organizations.web import MemberRequest, member_required

#: So many bars are legible beside one another; the table has all.
MOST_BARS = 10


@dataclass(frozen=True)
class Row:
    """A figure with its name and the address of its rows."""

    label: str
    sessions: int
    attendance: int
    url: str


@require_safe
@member_required
def reach(request: MemberRequest, circle_id: int) -> HttpResponse:
    """Pictures first, then tables; each number opens the sessions behind it."""
    by = request.member
    circle = circles.circles_for(by).get(id=circle_id)
    today = local_day(timezone.now())
    usual = {"since": today.replace(month=1, day=1), "until": today}
    asked = {**usual, **{name: request.GET[name] for name in usual if request.GET.get(name)}}
    form = SituationForm(asked)
    since, until = usual["since"], usual["until"]
    if form.is_valid():
        since, until = form.cleaned_data["since"], form.cleaned_data["until"]
    held = queries.held_between(by, circle.id, since, until)
    places = [
        _row(circle.id, since, until, one, one.name, site=one.site_id, area=one.name)
        for one in queries.by_place(held)
    ]
    topics = [
        _row(circle.id, since, until, one, str(Topic(one.name).label), topic=one.name)
        for one in queries.by_topic(held)
    ]
    page = {
        "form": form,
        "since": since,
        "until": until,
        "total": Row(
            _("In all"),
            sum(row.sessions for row in topics),
            sum(row.attendance for row in topics),
            _rows_url(circle.id, since, until),
        ),
        "places": places,
        "topics": topics,
        "place_chart": _bars(_("Attendance by place and area"), places),
        "topic_chart": _bars(_("Attendance by topic"), topics),
    }
    return show(request, circle, "reach.html", page, form)


def _row(
    circle_id: int, since: date, until: date, one: Reach, label: str, **narrowed: object
) -> Row:
    if one.site_id:
        del narrowed["area"]
    url = _rows_url(circle_id, since, until, **narrowed)
    return Row(label, one.sessions, one.attendance, url)


def _rows_url(circle_id: int, since: date, until: date, **narrowed: object) -> str:
    asked = {"since": since.isoformat(), "until": until.isoformat()}
    asked |= {name: str(value) for name, value in narrowed.items() if value}
    return f"{reverse('awareness:sessions', args=[circle_id])}?{urlencode(asked)}"


def _bars(title: str, rows: Sequence[Row]) -> Bars | None:
    bars = [Bar(row.label, row.attendance, _in_words(row), row.url) for row in rows[:MOST_BARS]]
    return Bars(title, bars) if bars else None


def _in_words(row: Row) -> str:
    times = ngettext("{n} session", "{n} sessions", row.sessions).format(n=row.sessions)
    people = ngettext("{n} listener", "{n} listeners", row.attendance).format(n=row.attendance)
    return f"{people} · {times}"
