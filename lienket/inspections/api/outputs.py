"""What programs are answered about visits and findings."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from lienket.inspections.models import Finding, Visit
from lienket.inspections.rules import State
from lienket.inspections.standing import Row
from lienket.kernel.programs import Named


@dataclass(slots=True, kw_only=True)
class FindingOut:
    """Something that is not in order, and how it stands."""

    id: int
    url: str
    number: str
    circle: int
    organization: Named
    unit: Named
    site: Named | None
    origin: str
    area: str
    severity: int
    text: str
    found_at: datetime | None
    due_at: datetime | None
    state: State
    closed_at: datetime | None


@dataclass(slots=True, kw_only=True)
class ReinspectionOut:
    """Somebody looked again."""

    organization: Named
    passed: bool
    words: str
    at: datetime


@dataclass(slots=True, kw_only=True)
class FindingDetail(FindingOut):
    """The same with everybody who looked again, the first one first."""

    reinspections: list[ReinspectionOut]


@dataclass(slots=True, kw_only=True)
class FindingPage:
    """Some findings; `next` asks for those after them."""

    items: list[FindingOut]
    next: str | None


@dataclass(slots=True, kw_only=True)
class VisitOut:
    """A visit; without a number as long as its record is not sent."""

    id: int
    url: str
    number: str
    circle: int
    kind: str
    organization: Named
    team: str
    unit: Named
    site: Named | None
    on: date
    topic: str
    recorded_at: datetime
    sent_at: datetime | None
    answered_at: datetime | None


@dataclass(slots=True, kw_only=True)
class DelegationOut:
    """So many persons of a member, or of somebody else by name."""

    organization: int | None
    name: str
    persons: int


@dataclass(slots=True, kw_only=True)
class VisitDetail(VisitOut):
    """The same with its record: who came, what was done, and what was found."""

    programme: str
    result: str
    came: list[DelegationOut]
    findings: list[FindingOut]


@dataclass(slots=True, kw_only=True)
class VisitPage:
    """Some visits; `next` asks for those after them."""

    items: list[VisitOut]
    next: str | None


def finding_out(found: Finding, now: datetime) -> FindingOut:
    """A finding as it stands now."""
    return FindingOut(**_finding(found, now))


def finding_detail(found: Finding, now: datetime) -> FindingDetail:
    """A finding with its history."""
    seen = found.reinspections.select_related("organization").order_by("at", "id")
    return FindingDetail(
        **_finding(found, now),
        reinspections=[
            ReinspectionOut(
                organization=Named.of(one.organization),
                passed=one.passed,
                words=one.words,
                at=one.at,
            )
            for one in seen
        ],
    )


def visit_out(found: Visit) -> VisitOut:
    """A visit in a list."""
    return VisitOut(**_visit(found))


def visit_detail(found: Visit, findings: list[Finding], now: datetime) -> VisitDetail:
    """A visit with what stands in its record."""
    return VisitDetail(
        **_visit(found),
        programme=found.programme,
        result=found.result,
        came=[
            DelegationOut(organization=one.organization_id, name=one.name, persons=one.persons)
            for one in found.delegations.order_by("id")
        ],
        findings=[finding_out(one, now) for one in findings],
    )


def _finding(found: Finding, now: datetime) -> dict[str, Any]:
    same = ("id", "area", "severity", "text", "found_at", "closed_at")
    return {
        **{name: getattr(found, name) for name in same},
        "url": settings.PUBLIC_URL + reverse("inspections:finding", args=[found.id]),
        "number": found.reference,
        "circle": found.circle_id,
        "organization": Named.of(found.organization),
        "unit": Named.of(found.unit),
        "site": Named.of(found.site) if found.site else None,
        "origin": found.origin,
        "due_at": found.task.due_at if found.task else None,
        "state": Row.of(found, now).state,
    }


def _visit(found: Visit) -> dict[str, Any]:
    same = ("id", "kind", "team", "on", "topic", "sent_at", "answered_at")
    return {
        **{name: getattr(found, name) for name in same},
        "url": settings.PUBLIC_URL + reverse("inspections:visit", args=[found.id]),
        "number": found.reference,
        "circle": found.circle_id,
        "organization": Named.of(found.organization),
        "unit": Named.of(found.unit),
        "site": Named.of(found.site) if found.site else None,
        "recorded_at": found.at,
    }
