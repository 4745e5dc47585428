"""What falls due in a span of time: what is opened already, and what the calendar brings."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection
from django.db.models import Exists, OuterRef, Q

from lienket.councils import queries as councils
from lienket.councils.models import Office
from lienket.kernel.actors import Member
from lienket.obligations import rules
from lienket.obligations.models import Duty, ObligationParty, Occurrence
from lienket.obligations.queries.occurrences import duties_for, occurrences_for
from lienket.obligations.queries.schedules import schedules_of
from lienket.obligations.rules import Schedule
from lienket.organizations.queries import enter, token_hash

#: A period opens at most so long before it is due: thirty days, and what holidays move it by.
LONGEST_LEAD = timedelta(days=45)


@dataclass(frozen=True)
class Entry:
    """One time a duty falls due; `occurrence` is missing for what is not opened yet."""

    due_at: datetime
    duty: Duty
    period_start: date
    ordinal: int
    # Whether the organization that looks owes it, alone or jointly; else it is owed to it.
    own: bool
    occurrence: Occurrence | None = None

    @property
    def uid(self) -> str:
        """The same before and after it is opened."""
        return f"duty-{self.duty.id}-{self.period_start:%Y%m%d}-{self.ordinal}"


def due_between(
    by: Member, since: datetime, until: datetime, party_id: int | None = None
) -> list[Entry]:
    """What the organization of `by` owes, and what is owed to it, due from `since` before `until`.

    Over all its circles, in order of time. Periods to come are those of the duties as they are now.
    With `party_id`, what that organization owes, as far as `by` sees it.
    """

    def wanted(duty: str = "") -> Q:
        if party_id:
            return _owes(party_id, duty)
        return _owes(by.organization_id, duty) | _owed(by, duty)

    opened = (
        occurrences_for(by)
        .filter(wanted("duty__"), due_at__gte=since, due_at__lt=until)
        .select_related("duty__obligation")
    )
    entries = [
        Entry(one.due_at, one.duty, one.period_start, one.ordinal, _own(by, one.duty), one)
        for one in opened
    ]
    duties = list(duties_for(by).filter(wanted(), ended_at=None))
    schedules = schedules_of({duty.obligation for duty in duties})
    for duty in duties:
        entries += _to_come(by, duty, schedules[duty.obligation_id], since, until)
    return sorted(entries, key=lambda one: (one.due_at, not one.own, one.duty.id, one.ordinal))


def holders_of(entries: Iterable[Entry], by: Member, now: datetime) -> dict[int, int]:
    """Who acts for the organization of `by` in what an office of its owes, by obligation."""
    owing = {
        entry.duty.obligation_id: entry.duty.obligation.council_office_id
        for entry in entries
        if entry.duty.organization_id == by.organization_id
    }
    offices = Office.objects.filter(id__in=filter(None, owing.values()))
    acting = councils.acting_in(offices, now)
    return {
        obligation_id: acting[office_id].person_id
        for obligation_id, office_id in owing.items()
        if office_id in acting
    }


def feed_holder(token: str, now: datetime) -> Member | None:
    """Who reads a calendar by its secret address; None if it was revoked or the office ended.

    Sets what the rest of the transaction sees.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM app_feed(%s)", [token_hash(token)])
        row = cursor.fetchone()
    return enter(account_id=row[0], appointment_id=row[1], now=now) if row else None


def _to_come(
    by: Member, duty: Duty, schedule: Schedule, since: datetime, until: datetime
) -> Iterator[Entry]:
    begin = max(duty.opened_until, since - LONGEST_LEAD)
    for period in rules.scheduled(schedule, begin, until):
        if since <= period.due_at < until and period.within(duty.last_day):
            yield Entry(period.due_at, duty, period.start, period.ordinal, _own(by, duty))


def _own(by: Member, duty: Duty) -> bool:
    return by.organization_id in (duty.organization_id, *duty.jointly)


def _owes(organization_id: int, duty: str = "") -> Q:
    return Q(**{f"{duty}organization_id": organization_id}) | Q(
        **{f"{duty}jointly__contains": [organization_id]}
    )


def _owed(by: Member, duty: str = "") -> Q:
    counterparts = ObligationParty.objects.filter(
        obligation=OuterRef(f"{duty}obligation"),
        role=ObligationParty.Role.COUNTERPART,
        party__organization_id=by.organization_id,
    )
    return Q(**{f"{duty}asker_id": by.organization_id}) | Q(Exists(counterparts))
