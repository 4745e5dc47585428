"""What a circle sees at once: open findings, its sites, its visits; and all findings."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from lienket.circles import queries as circles
from lienket.inspections.queries import assessments, findings, visits
from lienket.inspections.rules import STATES, State
from lienket.inspections.standing import LOOKS, Row, picture_of_sites
from lienket.inspections.views.page import show
from lienket.organizations.web import MemberRequest, member_required
from lienket.places import queries as places

FIRST, PAGE = 10, 50


@require_safe
@member_required
def list_(request: MemberRequest, circle_id: int) -> HttpResponse:
    """The findings that need a look, how the sites stand, and the latest visits."""
    by, now = request.member, timezone.now()
    circle = circles.circles_for(by).get(id=circle_id)
    everything = findings.in_circle(by, circle_id)
    counted = findings.counted(everything, now)
    rows: list[Row] = []
    for state in STATES:
        some = everything.filter(findings.in_state(state, now), closed_at=None)
        rows += [Row.of(one, now) for one in some[: FIRST - len(rows)]]
    latest = {one.site_id: one for one in assessments.latest_in(by, circle_id)}
    begun = {one.site_id for one in assessments.drafts_for(by)}
    page = {
        "rows": rows,
        "states": _states(counted),
        "open": sum(counted.values()) - counted["closed"],
        "sites": [
            {
                "site": site,
                "latest": latest.get(site.id),
                "own": site.organization_id == by.organization_id,
                "begun": site.id in begun,
            }
            for site in places.sites_of(circle_id, by)
        ],
        "bars": picture_of_sites(list(latest.values())) if latest else None,
        "visits": Paginator(visits.in_circle(by, circle_id), PAGE).get_page(
            request.GET.get("page")
        ),
    }
    return show(request, circle, "inspections/list.html", page)


@require_safe
@member_required
def findings_(request: MemberRequest, circle_id: int) -> HttpResponse:
    """All findings of a circle, in one state or all."""
    by, now = request.member, timezone.now()
    circle = circles.circles_for(by).get(id=circle_id)
    everything = findings.in_circle(by, circle_id)
    wanted = request.GET.get("state", "")
    state = next((one for one in STATES if one == wanted), None)
    found = everything.filter(findings.in_state(state, now)) if state else everything
    paging = Paginator(found, PAGE).get_page(request.GET.get("page"))
    page = {
        "paging": paging,
        "rows": [Row.of(one, now) for one in paging.object_list],
        "states": _states(findings.counted(everything, now)),
        "state": state or "",
    }
    return show(request, circle, "inspections/findings.html", page)


def _states(counted: dict[State, int]) -> list[dict[str, object]]:
    """Each state with its word and how many there are."""
    return [
        {"state": state, "icon": LOOKS[state][0], "word": LOOKS[state][2], "count": counted[state]}
        for state in STATES
        if counted[state]
    ]
