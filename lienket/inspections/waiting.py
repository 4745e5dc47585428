"""What of inspections waits for an organization on the page of today."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from lienket.escalation.waiting import Waiting, waits
from lienket.inspections.models import Finding
from lienket.inspections.queries import assessments, findings, visits
from lienket.kernel.actors import Member


@waits
def begun(by: Member, now: datetime, most: int) -> Iterable[Waiting]:
    """Assessments and records that were begun and not handed on."""
    for draft in assessments.drafts_for(by)[:most]:
        yield Waiting(
            url=reverse("inspections:draft", args=[draft.id]),
            icon="checkup-list",
            label=_("Self-assessment begun"),
            title=draft.site.name,
            source=draft.site.circle.name,
            button=_("Go on"),
            since=draft.saved_at,
        )
    for visit in visits.unsent(by)[:most]:
        yield Waiting(
            url=reverse("inspections:visit", args=[visit.id]),
            icon="writing",
            label=_("Record not sent yet"),
            title=visit.topic,
            source=f"{visit.unit.name} · {visit.circle.name}",
            button=_("Go on"),
            since=visit.at,
        )


@waits
def to_countersign(by: Member, now: datetime, most: int) -> Iterable[Waiting]:
    """Records of visits that wait for the word of whoever was visited."""
    for visit in visits.to_countersign(by)[:most]:
        yield Waiting(
            url=reverse("inspections:visit", args=[visit.id]),
            icon="signature",
            label=_("Record {number}").format(number=visit.reference),
            title=visit.topic,
            source=f"{visit.organization.name} · {visit.circle.name}",
            button=_("Read and countersign"),
            due_at=visit.ask.due_at if visit.ask else None,
            since=visit.sent_at,
        )


@waits
def to_follow_up(by: Member, now: datetime, most: int) -> Iterable[Waiting]:
    """Findings that nobody is putting right, and those to look at again."""
    for finding in findings.to_assign(by)[:most]:
        yield _of(finding, _("Give a task"), finding.found_at)
    for finding in findings.to_reinspect(by)[:most]:
        assert finding.task
        yield _of(finding, _("Inspect again"), finding.task.reported_at)


def _of(finding: Finding, button: str, since: datetime | None) -> Waiting:
    return Waiting(
        url=reverse("inspections:finding", args=[finding.id]),
        icon="shield-x",
        label=_("Finding {number}").format(number=finding.reference),
        title=finding.text,
        source=f"{finding.site or finding.unit.name} · {finding.circle.name}",
        button=button,
        since=since,
    )
