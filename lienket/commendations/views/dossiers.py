"""The dossiers of a circle, and the page of one."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from lienket.circles import queries as circles
from lienket.commendations import queries
from lienket.commendations.actions import MANAGE
from lienket.commendations.rules import Standing
from lienket.commendations.standing import Row, cited_by
from lienket.commendations.views.page import around, show
from lienket.kernel.actors import Member
from lienket.organizations.web import MemberRequest, member_required

PAGE = 50


@require_safe
@member_required
def list_(request: MemberRequest, circle_id: int) -> HttpResponse:
    """What is proposed, considered and decided, newest first."""
    by, now = request.member, timezone.now()
    circle = circles.circles_for(by).get(id=circle_id)
    paging = Paginator(queries.in_circle(by, circle_id), PAGE).get_page(request.GET.get("page"))
    page = {"rows": [Row.of(one, now) for one in paging], "paging": paging}
    return show(request, circle, "list.html", page)


@require_safe
@member_required
def dossier(request: MemberRequest, dossier_id: int) -> HttpResponse:
    """Who is proposed for what, on what it rests, what was said and decided, what is to be done."""
    by = request.member
    found = queries.dossiers_for(by).get(id=dossier_id)
    row = Row.of(found, timezone.now())
    considerations = found.considerations.select_related("organization", "meeting")
    page = {
        "dossier": found,
        "row": row,
        "recipients": list(queries.recipients_of(found)),
        "evidence": list(cited_by(found)),
        "considerations": considerations.order_by("at"),
        "decision": getattr(found, "decision", None),
        "presentation": getattr(found, "presentation", None),
        **_rights(row, by),
    }
    return show(request, around(found, request), "dossier.html", page)


def _rights(row: Row, by: Member) -> dict[str, Any]:
    """What the reader may do now."""
    found, may = row.dossier, by.may(MANAGE)
    proposes = may and found.organization_id == by.organization_id
    considers = may and found.considerer_id == by.organization_id
    in_hand = proposes and row.standing in (Standing.DRAFT, Standing.RETURNED)
    return {
        "may_change": in_hand,
        "may_discard": in_hand and found.proposed_at is None,
        "may_agree": considers and row.waits,
        "may_return": considers and (row.waits or row.standing == Standing.AGREED),
        "may_decide": considers and row.standing == Standing.AGREED,
        "may_present": (proposes or considers) and row.standing == Standing.DECIDED,
        "may_issue": proposes and not in_hand,
    }
