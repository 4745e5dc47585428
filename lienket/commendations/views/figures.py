"""How many were commended in a period, and the rows behind each number."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from lienket.circles import queries as circles
from lienket.commendations import queries
from lienket.commendations.forms import FilterForm
from lienket.commendations.models import Kind, Level
from lienket.commendations.views.page import show
from lienket.obligations.rules.spans import Span
from lienket.obligations.words import SPAN_KINDS, span_name
from lienket.organizations.web import MemberRequest, member_required

PAGE = 100


@require_safe
@member_required
def figures(request: MemberRequest, circle_id: int) -> HttpResponse:
    """By form and level: collectives, individuals, at once, prize money."""
    by = request.member
    circle = circles.circles_for(by).get(id=circle_id)
    span = _span(request)
    counted = queries.counts(queries.awarded(by, circle_id, span.first, span.last))
    lines = []
    for kind in Kind:
        for level in Level:
            here = [
                one
                for one in counted
                if (one["dossier__kind"], one["dossier__level"]) == (kind, level)
            ]
            if here:
                named = {"kind": kind.label, "level": level.label}
                lines.append(named | _line(here, circle_id, span, kind=kind, level=level))
    page = {
        "span": span,
        "span_name": span_name(span),
        "kinds": [
            {"name": name, "span": Span.around(kind, span.first), "current": kind == span.kind}
            for kind, name in SPAN_KINDS
        ],
        "lines": lines,
        "total": _line(counted, circle_id, span),
    }
    return show(request, circle, "figures.html", page)


@require_safe
@member_required
def awarded(request: MemberRequest, circle_id: int) -> HttpResponse:
    """Those commended in a period, by the day of the decision."""
    by = request.member
    circle = circles.circles_for(by).get(id=circle_id)
    span = _span(request)
    form = FilterForm(request.GET, initial={"span": span})
    found = form.narrowed(queries.awarded(by, circle_id, span.first, span.last))
    asked = request.GET.copy()
    asked.pop("page", None)
    page = {
        "paging": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "filter": form,
        "span": span,
        "span_name": span_name(span),
        "others": asked.urlencode(),
    }
    return show(request, circle, "awarded.html", page)


def _span(request: MemberRequest) -> Span:
    """The period that is asked for, else this year."""
    today = timezone.localdate(timezone.now())
    return Span.read(request.GET.get("span", "")) or Span.around("year", today)


def _line(
    counted: list[dict[str, Any]], circle_id: int, span: Span, **narrowed: str
) -> dict[str, Any]:
    """Numbers, each with the address of its rows."""
    address = reverse("commendations:awarded", args=[circle_id])

    def cell(number: int, **more: str) -> dict[str, Any]:
        asked = {"span": str(span), **narrowed, **more}
        return {"number": number, "url": f"{address}?{urlencode(asked)}"}

    individuals = sum(one["count"] for one in counted if one["individual"])
    collectives = sum(one["count"] for one in counted if not one["individual"])
    return {
        "collectives": cell(collectives, individual="no"),
        "individuals": cell(individuals, individual="yes"),
        "ad_hoc": cell(sum(one["ad_hoc"] for one in counted), ad_hoc="yes"),
        "all": cell(collectives + individuals),
        "prizes": sum(one["prizes"] for one in counted),
    }
