"""The situation of a circle: by kind, place and month, beside the same period last year."""

from collections.abc import Iterable
from datetime import date

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lienket.circles import queries as circles
from lienket.circles.models import Circle
from lienket.incidents import rules
from lienket.incidents.comparison import Period, Row, kind_rows, rows_url
from lienket.incidents.forms import SituationForm
from lienket.incidents.forms.listing import ELSEWHERE
from lienket.incidents.queries import figures
from lienket.incidents.queries.figures import Tally
from lienket.incidents.views.page import show
from lienket.kernel.charts import Bar, Bars
from lienket.organizations.web import MemberRequest, member_required
from lienket.places import queries as places


@require_safe
@member_required
def situation(request: MemberRequest, circle_id: int) -> HttpResponse:
    """Pictures first; the tables below lead to the rows behind every figure."""
    by, now = request.member, timezone.now()
    circle = circles.circles_for(by).get(id=circle_id)
    today = timezone.localdate(now)
    usual = {"since": today.replace(month=1, day=1), "until": today}
    asked = {**usual, **{name: request.GET[name] for name in usual if request.GET.get(name)}}
    form = SituationForm(asked)
    since, until = usual["since"], usual["until"]
    if form.is_valid():
        since, until = form.cleaned_data["since"], form.cleaned_data["until"]
    earlier = (rules.year_before(since), rules.year_before(until))
    kinds = list(kind_rows(circle.id, (since, until), earlier))
    sites = list(_site_rows(circle, by=request, now=(since, until), before=earlier))
    months = list(_month_rows(circle, (since, until), earlier))
    happened = [row for row in kinds if row.now.incidents]
    page = {
        "circle": circle,
        "form": form,
        "since": since,
        "until": until,
        "total": _total(circle, kinds, (since, until), earlier),
        "money": figures.money(circle.id, since, until),
        "open_url": rows_url(circle.id, (since, until), state="counted_open"),
        "damage_url": rows_url(circle.id, (since, until), state="damage"),
        "kinds": [row for row in kinds if row.now.incidents or row.before.incidents],
        "sites": sites,
        "months": months,
        "kind_chart": _bars(_("By kind"), sorted(happened, key=lambda r: -r.now.incidents)[:12]),
        "site_chart": _bars(_("By place"), sites[:10]),
        "month_chart": _bars(_("By month"), months[-24:]),
    }
    return show(request, "situation.html", page, form)


def _site_rows(circle: Circle, *, by: MemberRequest, now: Period, before: Period) -> list[Row]:
    tallies = figures.by_site(circle.id, *now)
    bases = figures.by_site(circle.id, *before)
    known = [site for site in {*tallies, *bases} if site is not None]
    named = places.sites_for(by.member).filter(circle=circle, id__in=known)
    rows = [
        Row(
            label=site.name,
            now=tallies.get(site.id, Tally()),
            before=bases.get(site.id, Tally()),
            url=rows_url(circle.id, now, site=site.id),
            url_before=rows_url(circle.id, before, site=site.id),
        )
        for site in named
    ]
    if None in tallies or None in bases:
        rows.append(
            Row(
                label=_("Outside all sites"),
                now=tallies.get(None, Tally()),
                before=bases.get(None, Tally()),
                url=rows_url(circle.id, now, site=ELSEWHERE),
                url_before=rows_url(circle.id, before, site=ELSEWHERE),
            )
        )
    return sorted(rows, key=lambda row: -row.now.incidents)


def _month_rows(circle: Circle, now: Period, before: Period) -> Iterable[Row]:
    """Each month beside that of the year before."""
    tallies, bases = figures.by_month(circle.id, *now), figures.by_month(circle.id, *before)
    for month in rules.months_between(*now):
        base = rules.month_before(month, 12)
        yield Row(
            label=f"{month.month:02}/{month.year}",
            now=tallies.get(month, Tally()),
            before=bases.get(base, Tally()),
            url=rows_url(circle.id, _part(month, now)),
            url_before=rows_url(circle.id, _part(base, before)),
        )


def _part(month: date, period: Period) -> Period:
    """The days of a month that belong to a period."""
    return max(month, period[0]), min(rules.last_day(month), period[1])


def _total(circle: Circle, rows: list[Row], now: Period, before: Period) -> Row:
    return Row(
        label=_("All kinds"),
        now=_sum((row.now, row.counts_only) for row in rows),
        before=_sum((row.before, row.counts_only) for row in rows),
        url=rows_url(circle.id, now),
        url_before=rows_url(circle.id, before),
    )


def _sum(tallies: Iterable[tuple[Tally, bool]]) -> Tally:
    """All incidents, and the persons of those kinds that have suspects."""
    pairs = list(tallies)
    return Tally(
        sum(tally.incidents for tally, _counts_only in pairs),
        sum(tally.persons for tally, counts_only in pairs if not counts_only),
    )


def _bars(title: str, rows: list[Row]) -> Bars | None:
    if not any(row.now.incidents for row in rows):
        return None
    bars = [
        Bar(row.label, row.now.incidents, row.words, row.url, row.before.incidents) for row in rows
    ]
    compared = any(bar.before for bar in bars)
    return Bars(title, bars, before=_("Thin: the same period last year") if compared else "")
