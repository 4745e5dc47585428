"""How petitions are answered in a circle: the picture, and the rows behind each number."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lienket.circles import queries as circles
from lienket.kernel.charts import Bar, Bars
from lienket.obligations.rules.spans import Span
from lienket.obligations.words import SPAN_KINDS, span_name
from lienket.organizations.models import Organization
from lienket.organizations.queries import by_name
from lienket.organizations.web import MemberRequest, member_required
from lienket.petitions import queries
from lienket.petitions.queries import Figures
from lienket.petitions.views.page import show

#: The numbers that open a list, in the order of the page.
STATES = ("answered", "in_time", "answered_late", "open", "overdue", "content", "discontent")


@require_safe
@member_required
def figures(request: MemberRequest, circle_id: int) -> HttpResponse:
    """Received and answered, in time or late, how fast, and how content the askers are."""
    by, now = request.member, timezone.now()
    circle = circles.circles_for(by).get(id=circle_id)
    span = Span.read(request.GET.get("span", "")) or Span.around("year", timezone.localdate(now))
    asked = queries.in_circle(by, circle_id).filter(
        asked_at__gte=span.since, asked_at__lt=span.until
    )
    parties = queries.by_party(asked, now)
    named = Organization.objects.filter(id__in=parties).order_by(by_name("name"))
    rows = [
        {"name": one.name, **_row(parties[one.id], circle_id, span, party=one.id)} for one in named
    ]
    page = {
        "span": span,
        "span_name": span_name(span),
        "kinds": [
            {"name": name, "span": Span.around(kind, span.first), "current": kind == span.kind}
            for kind, name in SPAN_KINDS
        ],
        "total": _row(queries.total(asked, now), circle_id, span),
        "parties": rows,
        "bars": _bars(list(named), parties),
    }
    return show(request, circle, "petitions/figures.html", page)


def _row(of: Figures, circle_id: int, span: Span, **narrowed: Any) -> dict[str, Any]:
    """Figures, each with the address of its rows."""
    address = reverse("petitions:list", args=[circle_id])
    given = {"span": str(span), **narrowed}
    urls = {state: f"{address}?{urlencode({**given, 'state': state})}" for state in STATES}
    return {"figures": of, "urls": {"received": f"{address}?{urlencode(given)}", **urls}}


def _bars(named: list[Organization], parties: dict[int, Figures]) -> Bars:
    """The share that each party answered of what it received."""
    bars = []
    for one in named:
        counted = parties[one.id]
        bars.append(
            Bar(
                one.short_name,
                100 * counted.answered / counted.received,
                _("{answered}/{received} answered").format(
                    answered=counted.answered, received=counted.received
                ),
            )
        )
    return Bars(_("Answered, of what each party received"), bars)
