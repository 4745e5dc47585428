"""Findings for programs: listed by how they stand, and read."""

from django.utils import timezone
from ninja import P, QueryEx, Router

from lienket.circles import queries as circles
from lienket.inspections.api.outputs import (
    FindingDetail,
    FindingPage,
    finding_detail,
    finding_out,
)
from lienket.inspections.queries import findings as queries
from lienket.inspections.rules import State
from lienket.kernel import paging
from lienket.kernel.programs import ApiRequest, Cursor, PathId

router = Router()
InState = QueryEx[State | None, P(description="Only those that stand so; without it, all.")]


@router.get(
    "circles/{int:circle}/findings", response=FindingPage, summary="The findings of a circle"
)
def list_findings(
    request: ApiRequest, circle: PathId, state: InState = None, cursor: Cursor = ""
) -> FindingPage:
    """Newest first, 50 on a page; those of a record that was not sent are not among them."""
    by, now = request.auth, timezone.now()
    shown = circles.circles_for(by).get(id=circle)
    found = queries.in_circle(by, shown.id)
    if state:
        found = found.filter(queries.in_state(state, now))
    rows, after = paging.newest_first(found, cursor, by="found_at")
    return FindingPage(items=[finding_out(one, now) for one in rows], next=after)


@router.get("findings/{int:finding}", response=FindingDetail, summary="A finding")
def show_finding(request: ApiRequest, finding: PathId) -> FindingDetail:
    """With everybody who looked again whether it was put right."""
    found = queries.findings_for(request.auth).get(id=finding)
    return finding_detail(found, timezone.now())
