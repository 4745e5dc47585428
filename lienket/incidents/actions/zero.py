"""Signing that nothing happened."""

from datetime import date, datetime, timedelta

from django.db import connection
from django.utils import timezone

from lienket.circles.actions import open_circle, require_full_member
from lienket.incidents import rules
from lienket.incidents.actions.common import ANSWER, line
from lienket.incidents.events import ZeroReportSigned
from lienket.incidents.models import ZeroReport
from lienket.incidents.queries import zero
from lienket.journal import actions as journal
from lienket.kernel.actors import Member
from lienket.kernel.errors import Refusal, about
from lienket.obligations import queries as obligations
from lienket.obligations.actions import fulfil
from lienket.organizations.models import Appointment
from lienket.places import queries as places

DESPITE_LIMIT = 500
#: One statement covers at most so much: a year with its leap day.
LONGEST = timedelta(days=366)


class NoPeriod(Refusal):
    """The last day lies before the first. Check both."""

    field = "ends_on"


class PeriodTooLong(Refusal):
    """One statement covers at most a year."""

    field = "ends_on"


class PeriodNotOver(Refusal):
    """That nothing happened can be signed when the period is over: from its last day on."""

    field = "ends_on"


class BeforeThisCircle(Refusal):
    """This circle did not exist then. Choose a later period."""

    field = "starts_on"


class UnknownGroup(Refusal):
    """Choose for which kinds of incident you sign."""

    field = "group"


class NotYourSite(Refusal):
    """Sign for your own organization, or for one of its sites in this circle."""

    field = "site"


class SomethingHappened(Refusal):
    """In this period {count} incidents are recorded: {references}. Correct the period or the kinds,
    or say why you sign all the same.
    """

    field = "despite"


class SignedBefore(Refusal):
    """Your organization has signed this already."""

    status = 409


def sign_zero(
    *,
    circle_id: int,
    group: str,
    starts_on: date,
    ends_on: date,
    by: Member,
    now: datetime,
    site_id: int | None = None,
    despite: str = "",
    not_secret: bool = False,
) -> ZeroReport:
    """Sign for one's organization that nothing happened from one day to another, both included.

    Obligations that want such a statement of the period are fulfilled with it.
    Raises Circle.DoesNotExist, CircleClosed, OnlyFullMembers and the refusals above.
    """
    by.require(ANSWER)
    circle = open_circle(circle_id, by)
    require_full_member(circle.id, by, now)
    if group not in ZeroReport.Group.values:
        raise UnknownGroup
    _require_period(starts_on, ends_on, (circle.parent or circle).formed_at, now)
    own_sites = places.sites_of(circle.id, by).filter(organization_id=by.organization_id)
    if site_id and not own_sites.filter(id=site_id).exists():
        raise NotYourSite
    with about("despite"):
        despite = line(despite, DESPITE_LIMIT, not_secret=not_secret)
    statement = ZeroReport(
        circle=circle,
        organization_id=by.organization_id,
        group=group,
        starts_on=starts_on,
        ends_on=ends_on,
        site_id=site_id,
        office=Appointment.objects.values_list("title", flat=True).get(id=by.appointment_id),
        by=by.id,
        at=now,
    )
    _alone(by)
    same = ("circle_id", "organization_id", "group", "starts_on", "ends_on", "site_id")
    if ZeroReport.objects.filter(**{name: getattr(statement, name) for name in same}).exists():
        raise SignedBefore
    happened = list(zero.against(statement)[:6])
    if happened and not despite:
        shown = ", ".join(one.reference for one in happened[:5])
        raise SomethingHappened(count=zero.against(statement).count(), references=shown)
    statement.despite = despite if happened else ""
    statement.save(force_insert=True)
    journal.record(ZeroReportSigned(statement.id), by=by, at=now, circle_id=circle.id)
    _hand_in(statement, by, now)
    return statement


def _hand_in(statement: ZeroReport, by: Member, now: datetime) -> None:
    """What is owed for the period and proven by a zero report is fulfilled with it.

    A statement about one site says nothing about the whole area.
    """
    if statement.site_id:
        return
    signed = (statement.starts_on, statement.ends_on)
    for occurrence in obligations.proven_by_zero(statement.circle_id, by):
        asked = occurrence.duty.obligation.indicator
        period = (occurrence.period_start, occurrence.period_end)
        if rules.covers(statement.group, asked) and rules.answers(*signed, *period):
            fulfil(occurrence_id=occurrence.id, nothing_to_report=True, by=by, now=now)


def _require_period(starts_on: date, ends_on: date, formed_at: datetime, now: datetime) -> None:
    if ends_on < starts_on:
        raise NoPeriod
    if ends_on - starts_on >= LONGEST:
        raise PeriodTooLong
    if ends_on > timezone.localdate(now):
        raise PeriodNotOver
    if ends_on < timezone.localdate(formed_at):
        raise BeforeThisCircle


def _alone(by: Member) -> None:
    """Two people of one organization who sign at once do so one after the other."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended('zero report', %s))",
            [by.organization_id],
        )
