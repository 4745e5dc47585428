"""How duties are kept in a circle: the picture, and the rows behind each number."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from lienket.circles import queries as circles
from lienket.kernel.charts import Bar, Bars
from lienket.obligations.forms.figures import OccurrencesForm, clause_value
from lienket.obligations.models import Obligation, Occurrence
from lienket.obligations.queries import compliance as figures
from lienket.obligations.queries.compliance import Figures, State
from lienket.obligations.rules import ZONE
from lienket.obligations.rules.spans import Span, midnight
from lienket.obligations.views.page import Shown
from lienket.obligations.words import SPAN_KINDS, clause_names, span_name
from lienket.organizations.models import Organization
from lienket.organizations.queries import by_name
from lienket.organizations.web import MemberRequest, member_required

PAGE = 50
#: Icon, colour and word of each state.
STATES: dict[State, tuple[str, str, Promise]] = {
    "in_time": ("circle-check", "state-done", gettext_lazy("In time")),
    "late": ("clock-exclamation", "state-problem", gettext_lazy("Late")),
    "missed": ("alert-triangle", "state-late", gettext_lazy("Missed")),
    "excused": ("ban", "", gettext_lazy("Excused")),
    "open": ("hourglass", "", gettext_lazy("Open")),
}


@require_safe
@member_required
def compliance(request: MemberRequest, circle_id: int) -> HttpResponse:
    """The figures of a circle for a month, quarter or year: who keeps what, and when."""
    by, now = request.member, timezone.now()
    circle = circles.circles_for(by).get(id=circle_id)
    today = now.astimezone(ZONE).date()
    span = Span.read(request.GET.get("span", "")) or Span.around("quarter", today)
    found = figures.within(by, circle_id, span.since, span.until)
    address = reverse("obligations:occurrences", args=[circle_id])
    parties = figures.by_party(found, now)
    names = {
        one.id: one for one in Organization.objects.filter(id__in=parties).order_by(by_name("name"))
    }
    rows = [
        {"name": one.name, **_row(parties[one.id], address, span.first, span.last, party=one.id)}
        for one in names.values()
    ]
    return render(
        request,
        "obligations/compliance.html",
        {
            "place": "circles",
            "circle": circle,
            "span": span,
            "span_name": span_name(span),
            "kinds": [
                {"name": name, "span": Span.around(kind, span.first), "current": kind == span.kind}
                for kind, name in SPAN_KINDS
            ],
            "total": _row(figures.total(found, now), address, span.first, span.last),
            "parties": rows,
            "bars": _bars(names.values(), parties),
            "matrix": _matrix(found, span, list(names.values()), address, now),
            "clauses": _clauses(found, span, address, now),
            "obligations": _obligations(found, span, address, now),
            "states": [{"word": word} for _icon, _css, word in STATES.values()],
        },
    )


@require_safe
@member_required
def occurrences(request: MemberRequest, circle_id: int) -> HttpResponse:
    """The occurrences behind a number, the latest due first."""
    by, now = request.member, timezone.now()
    circle = circles.circles_for(by).get(id=circle_id)
    form = OccurrencesForm(request.GET, circle_id=circle_id, by=by)
    since, until = form.span(now.astimezone(ZONE).date())
    found = figures.within(by, circle_id, midnight(since), midnight(until + timedelta(days=1)))
    found = form.narrowed(found, now)
    page = Paginator(found.order_by("-due_at", "-id"), PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "obligations/occurrences.html",
        {
            "place": "circles",
            "circle": circle,
            "form": form,
            "page": page,
            "rows": listed(page.object_list, now),
            "others": urlencode([(k, v) for k, v in request.GET.items() if k != "page" and v]),
            "since": since,
            "until": until,
        },
    )


def listed(found: Iterable[Occurrence], now: datetime) -> list[dict[str, Any]]:
    """Occurrences with what they follow from, who owes them, and their state in words."""
    chosen = list(found)
    obligations = Obligation.objects.in_bulk({one.duty.obligation_id for one in chosen})
    names = Organization.objects.in_bulk({one.organization_id for one in chosen})
    shown = Shown.each(chosen, obligations.values(), now)
    return [
        {
            "occurrence": one.occurrence,
            "obligation": obligations[one.occurrence.duty.obligation_id],
            "organization": names[one.occurrence.organization_id],
            "state": state_words(one.occurrence, now),
            "shown": one,
        }
        for one in shown
    ]


def state_words(one: Occurrence, now: datetime) -> dict[str, object]:
    """The state of one, as pages show it."""
    if one.excused_at:
        state: State = "excused"
    elif one.fulfilled_at:
        state = "in_time" if one.fulfilled_at <= one.late_at else "late"
    else:
        state = "missed" if one.late_at < now else "open"
    icon, css, word = STATES[state]
    return {"code": state, "icon": icon, "css": css, "word": word}


def _row(one: Figures, address: str, first: date, last: date, **chosen: object) -> dict[str, Any]:
    """The figures, each state with the address of the list behind it."""
    asked = {"since": first.isoformat(), "until": last.isoformat(), **chosen}
    return {
        "figures": one,
        "url": f"{address}?{urlencode({**asked, 'state': 'due'})}",
        # The open ones as well.
        "opened_url": f"{address}?{urlencode(asked)}",
        "states": [
            {
                "word": STATES[state][2],
                "count": getattr(one, state),
                "url": f"{address}?{urlencode({**asked, 'state': state})}",
            }
            for state in figures.STATES
        ],
        "confirmed_url": f"{address}?{urlencode({**asked, 'state': 'confirmed'})}",
    }


def _bars(organizations: Iterable[Organization], parties: dict[int, Figures]) -> Bars:
    return Bars(
        _("Kept in time, of what is due and judged"),
        [
            Bar(one.name, parties[one.id].kept or 0, _share(parties[one.id]))
            for one in organizations
        ],
    )


def _share(one: Figures) -> str:
    if one.kept is None:
        return _("nothing to judge yet")
    return _("{share} % · {kept} of {judged}").format(
        share=one.kept, kept=one.in_time, judged=one.judged
    )


def _matrix(
    found: QuerySet[Occurrence],
    span: Span,
    organizations: list[Organization],
    address: str,
    now: datetime,
) -> dict[str, Any]:
    """Parties by weeks of a month, or by months: the share in time, and the list behind it."""
    unit = "week" if span.kind == "month" else "month"
    cells = figures.by_party_and(unit, found, now)  # type: ignore[arg-type]  # one of the two
    firsts = _firsts(span)
    return {
        "columns": [f"{first:%d/%m}" if unit == "week" else f"{first:%m}" for first in firsts],
        "weekly": unit == "week",
        "rows": [
            {
                "name": one.name,
                "short": one.short_name,
                "cells": [
                    _cell(cells.get((one.id, first)), address, span, first, one.id)
                    for first in firsts
                ],
            }
            for one in organizations
        ],
    }


def _cell(
    one: Figures | None, address: str, span: Span, first: date, party: int
) -> dict[str, Any] | None:
    if one is None:
        return None
    month = Span.around("month", first)
    last = first + timedelta(days=6) if span.kind == "month" else month.last
    row = _row(one, address, max(first, span.first), min(last, span.last), party=party)
    tone = "" if one.kept is None else "state-done" if one.kept == 100 else "state-problem"
    return {**row, "tone": tone, "words": _share(one)}


def _firsts(span: Span) -> list[date]:
    """The first days of the weeks or months that the span touches."""
    if span.kind == "month":
        monday = span.first - timedelta(days=span.first.weekday())
        return [
            monday + timedelta(days=7 * week)
            for week in range(6)
            if monday + timedelta(days=7 * week) <= span.last
        ]
    count = 3 if span.kind == "quarter" else 12
    return [date(span.first.year, span.first.month + month, 1) for month in range(count)]


def _obligations(
    found: QuerySet[Occurrence], span: Span, address: str, now: datetime
) -> list[dict[str, Any]]:
    counted = figures.by_obligation(found, now)
    return [
        {
            "obligation": one,
            **_row(counted[one.id], address, span.first, span.last, obligation=one.id),
        }
        for one in Obligation.objects.filter(id__in=counted).order_by("regulation_id", "code")
    ]


def _clauses(
    found: QuerySet[Occurrence], span: Span, address: str, now: datetime
) -> list[dict[str, Any]]:
    """The clauses in the order of the registers they stand in."""
    counted = figures.by_clause(found, now)
    of_them = Obligation.objects.filter(regulation__in={regulation for regulation, _key in counted})
    ordered = of_them.select_related("regulation").order_by("regulation_id", "code")
    return [
        {
            "name": name,
            **_row(counted[one], address, span.first, span.last, clause=clause_value(*one)),
        }
        for one, name in clause_names(ordered).items()
        if one in counted
    ]
