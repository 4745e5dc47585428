"""The indicators of a circle for any period, the rows behind each, and entering figures."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lienket.circles import queries as circles
from lienket.incidents.rules import KINDS
from lienket.kernel.charts import Bar, Bars
from lienket.kernel.errors import NotFound
from lienket.organizations.web import MemberRequest, member_required
from lienket.reviews import actions
from lienket.reviews.catalogue import INDICATORS, Indicator, indicator
from lienket.reviews.forms import DaysForm, FigureForm
from lienket.reviews.queries.figures import (
    Sight,
    base,
    entered_within,
    figure,
    figures,
    rows,
    successions,
)
from lienket.reviews.queries.titles import titles
from lienket.reviews.rules import Days, Figure, broken
from lienket.reviews.views.tables import enter_url, live_rows, query_of, rows_url
from lienket.reviews.words import compound, number

PAGE = 50
#: The place of the navigation.
PLACE = "reports"
#: The indicators that count incidents of one kind.
_HAPPENED = {trait.indicator for trait in KINDS.values()} - {"D1"}


@require_safe
@member_required
def indicators(request: MemberRequest, circle_id: int) -> HttpResponse:
    """Every indicator for a period beside the year before; each figure opens its rows."""
    by, now = request.member, timezone.now()
    circle = circles.circles_for(by).get(id=circle_id)
    form, days = _period(request)
    sight = Sight.of(by, circle.id)
    current = figures(sight, days, now)
    before = base(sight, days, now)
    enters = by.may(actions.MANAGE) and circles.is_full_member(circle.id, by.organization_id, now)
    page = {
        "circle": circle,
        "place": PLACE,
        "form": form,
        "days": days,
        "groups": live_rows(circle.id, days, current, before, enters=enters),
        "formed": sight.since if sight.since > days.year_before.first else None,
        "breaks": broken(days, successions(circle.id, days.year_before.first, days.last)),
        "chart": _incidents(circle.id, days, current, before),
    }
    return render(request, "reviews/indicators.html", page, status=422 if form.errors else 200)


def _incidents(
    circle_id: int, days: Days, now: dict[str, Figure], before: dict[str, Figure]
) -> Bars | None:
    """What happened, kind by kind, as a picture; None when nothing did."""
    kinds = [one for one in INDICATORS if one.code in _HAPPENED]
    bars = [
        Bar(
            label=str(one.name),
            value=float(now[one.code].value or 0),
            words=compound(now[one.code], one.aggregation, one.unit, one.second_unit),
            url=rows_url(circle_id, one.code, days) if now[one.code].rows else "",
            before=float(before[one.code].value or 0),
        )
        for one in kinds
        if now[one.code].value or before[one.code].value
    ]
    if not bars:
        return None
    bars.sort(key=lambda bar: -bar.value)
    return Bars(title=_("Incidents by kind"), bars=bars, before=_("same period last year"))


@require_safe
@member_required
def rows_behind(request: MemberRequest, circle_id: int, code: str) -> HttpResponse:
    """The rows that a figure counts, with what each counts for."""
    by, now = request.member, timezone.now()
    circle = circles.circles_for(by).get(id=circle_id)
    one = _indicator(code)
    form, days = _period(request)
    sight = Sight.of(by, circle.id)
    counted = figure(one, sight, days, now)
    page: dict[str, Any] = {
        "circle": circle,
        "place": PLACE,
        "indicator": one,
        "form": form,
        "days": days,
        "figure": compound(counted, one.aggregation, one.unit, one.second_unit),
        "sentence": one.derived.sentence if one.derived else "",
        "enter_url": _enter_url(request, circle.id, one, days),
        "others": query_of(days),
    }
    if one.derived:
        page |= _derived_page(request, one, sight, days, counted.rows)
    else:
        page["entered"] = [
            {
                "figure": entered,
                "words": compound(
                    Figure(entered.value, entered.second),
                    one.aggregation,
                    one.unit,
                    one.second_unit,
                ),
            }
            for entered in entered_within(sight, days, code)
        ]
    return render(request, "reviews/rows.html", page, status=422 if form.errors else 200)


def _derived_page(
    request: MemberRequest, one: Indicator, sight: Sight, days: Days, count: int
) -> dict[str, Any]:
    assert one.derived
    page = Paginator(range(count), PAGE).get_page(request.GET.get("page"))
    skip = (page.number - 1) * PAGE
    found = rows(one, sight, days, timezone.now(), most=PAGE, skip=skip)
    named = titles(one.derived.about, [key for key, *_rest in found])
    return {
        "page": page,
        "rows": [
            {
                "title": named.get(key),
                "at": at,
                "is_day": not hasattr(at, "hour"),
                "value": number(value),
                "second": number(second) if second is not None else "",
            }
            for key, at, value, second in found
        ],
        "counts": one.derived.value != "1",
    }


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def enter(request: MemberRequest, circle_id: int, code: str) -> HttpResponse:
    """Enter what an indicator came to for one's organization."""
    by, now = request.member, timezone.now()
    circle = circles.circles_for(by).get(id=circle_id)
    one = _indicator(code)
    if one.derived:
        raise NotFound
    by.require(actions.MANAGE)
    _form, days = _period(request)
    initial = {"starts_on": days.first, "ends_on": min(days.last, timezone.localdate(now))}
    form = FigureForm(request.POST or None, request.FILES or None, indicator=one, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        with form.inspecting():
            if form.is_valid():
                with form.refusals():
                    actions.enter_figure(
                        circle_id=circle.id,
                        code=code,
                        days=form.days,
                        value=given["value"],
                        second=given.get("second"),
                        note=given["note"],
                        file=form.inspected[0] if form.inspected else None,
                        by=by,
                        now=now,
                        not_secret=form.sure,
                    )
                    messages.success(request, _("The figure is entered."))
                    return redirect(rows_url(circle.id, code, form.days))
    page = {
        "circle": circle,
        "place": PLACE,
        "indicator": one,
        "form": form,
        "back": rows_url(circle.id, code, days),
    }
    return render(request, "reviews/enter.html", page, status=422 if form.errors else 200)


def _indicator(code: str) -> Indicator:
    one = indicator(code)
    if one is None:
        raise NotFound
    return one


def _enter_url(request: MemberRequest, circle_id: int, one: Indicator, days: Days) -> str:
    by = request.member
    full = circles.is_full_member(circle_id, by.organization_id, timezone.now())
    if one.derived or not full or not by.may(actions.MANAGE):
        return ""
    return enter_url(circle_id, one.code, days)


def _period(request: MemberRequest) -> tuple[DaysForm, Days]:
    """What was chosen; without a choice, or with one that makes no sense, the year so far."""
    today = timezone.localdate()
    usual = Days(date(today.year, 1, 1), today)
    given = request.GET if {"since", "until"} & set(request.GET) else None
    form = DaysForm(given, initial={"since": usual.first, "until": usual.last})
    return form, form.days if form.is_valid() else usual
