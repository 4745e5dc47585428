"""What a lower regulation tells the upper circle: the counts of a period, frozen."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lienket.kernel.actors import Member
from lienket.obligations.queries import compliance
from lienket.obligations.queries.compliance import Figures
from lienket.obligations.rules import ZONE
from lienket.obligations.rules.spans import Span
from lienket.obligations.words import span_name
from lienket.organizations.web import MemberRequest, member_required
from lienket.regulations import actions
from lienket.regulations import queries as regulations
from lienket.regulations.actions.cascades import BadPeriod, NotALowerOne
from lienket.regulations.models import Regulation, Summary
from lienket.regulations.rules import fingerprint

#: As many quarters are offered, the last one first.
QUARTERS = 4


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def publish_summary(request: MemberRequest, regulation_id: int) -> HttpResponse:
    """Look at the counts of a period, and publish them to the upper circle."""
    by, now = request.member, timezone.now()
    by.require(actions.MANAGE)
    lower = regulations.regulations_for(by).select_related("circle").get(id=regulation_id)
    if lower.cascade_of_id is None:
        raise NotALowerOne
    upper = regulations.regulations_for(by).get(id=lower.cascade_of_id)
    today = now.astimezone(ZONE).date()
    quarters = _quarters(lower, today)
    page: dict[str, Any] = {
        "place": "circles",
        "circle": lower.circle,
        "regulation": lower,
        "upper": upper,
    }
    span = Span.read(request.POST.get("span") or request.GET.get("span", ""))
    if span is None or not _may_be_told(lower, span, today):
        if request.method == "POST":
            raise BadPeriod
        if not quarters:
            return render(request, "obligations/summary.html", page)
        span = quarters[0]
    found = _figures(by, lower, span)
    unseen = compliance.out_of_sight(by, lower, span.since, span.until)
    if request.method == "POST":
        actions.publish_summary(
            regulation_id=lower.id,
            period_from=span.first,
            period_to=span.last,
            counts=counts(found, unseen),
            by=by,
            now=now,
        )
        messages.success(request, _("The counts are published in the upper circle."))
        return redirect("regulations:regulation", upper.id)
    page |= {
        "span": span,
        "span_name": span_name(span),
        "quarters": [{"span": one, "name": span_name(one)} for one in quarters],
        "figures": found,
        "unseen": unseen,
    }
    return render(request, "obligations/summary.html", page)


@require_safe
@member_required
def check_summary(request: MemberRequest, summary_id: int) -> HttpResponse:
    """Whether a published summary still says what it said: its fingerprint, computed anew."""
    summary = (
        Summary.objects.filter(circle_id__in=request.member.circles)
        .select_related("regulation", "organization", "circle")
        .get(id=summary_id)
    )
    computed = fingerprint(
        regulation_id=summary.regulation_id,
        child=summary.child,
        organization_id=summary.organization_id,
        period=(summary.period_from, summary.period_to),
        counts=summary.counts,
    )
    return render(
        request,
        "obligations/summary_check.html",
        {
            "place": "circles",
            "summary": summary,
            "computed": computed,
            "is_true": computed == summary.sha256,
        },
    )


def counts(one: Figures, unseen: int) -> dict[str, int]:
    """What is told upward of a period, and how many duties it leaves out."""
    return {
        "due": one.due,
        "in_time": one.in_time,
        "late": one.late,
        "missed": one.missed,
        "excused": one.excused,
        "confirmed": one.confirmed,
        "unseen": unseen,
    }


def _figures(by: Member, lower: Regulation, span: Span) -> Figures:
    found = compliance.within(by, lower.circle_id, span.since, span.until)
    return compliance.total(found.filter(duty__obligation__regulation=lower), timezone.now())


def _quarters(lower: Regulation, today: date) -> list[Span]:
    """The last quarters that may be told of, the latest first."""
    spans = [Span.around("quarter", min(today, lower.valid_to or today))]
    while len(spans) <= QUARTERS:
        spans.append(spans[-1].previous)
    return [span for span in spans if _may_be_told(lower, span, today)][:QUARTERS]


def _may_be_told(lower: Regulation, span: Span, today: date) -> bool:
    """Whether it is over, and touches the term of the regulation."""
    begins, ends = lower.valid_from, lower.valid_to
    in_term = begins is not None and begins <= span.last and (ends is None or span.first <= ends)
    return in_term and span.last < today
