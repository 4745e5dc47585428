"""The duty rota: who is reached first, and when."""

from datetime import datetime, timedelta

from django.db import transaction

from lienket.journal import actions as journal
from lienket.kernel.actors import Member
from lienket.kernel.errors import Refusal
from lienket.organizations import queries
from lienket.organizations.events import ShiftAdded, ShiftRemoved
from lienket.organizations.models import Appointment, DutyShift, Person

LONGEST_SHIFT = timedelta(days=7)
MANAGE = Appointment.Right.MANAGE_ORGANIZATION


class ShiftEndsFirst(Refusal):
    """A shift must end after it begins."""

    field = "ends_at"


class ShiftTooLong(Refusal):
    """A shift lasts at most 7 days. Enter a longer duty as several shifts."""

    field = "ends_at"


class ShiftOver(Refusal):
    """This shift has already ended."""

    field = "ends_at"


class AlreadyOnDuty(Refusal):
    """This person is already on duty in that time."""

    field = "starts_at"


@transaction.atomic
def add_shift(
    *, person_id: int, starts_at: datetime, ends_at: datetime, by: Member, now: datetime
) -> DutyShift:
    """Put a person of the organization on duty. Several people may be on duty at once.

    Raises ShiftEndsFirst, ShiftTooLong, ShiftOver and AlreadyOnDuty.
    """
    by.require(MANAGE)
    if ends_at <= starts_at:
        raise ShiftEndsFirst
    if ends_at - starts_at > LONGEST_SHIFT:
        raise ShiftTooLong
    if ends_at <= now:
        raise ShiftOver
    # The lock keeps two managers from entering the same shift at the same time.
    person = Person.objects.select_for_update().get(
        id__in=queries.people_for(by, now).order_by().values("id"), id=person_id
    )
    if queries.shifts_for(by, starts_at, ends_at).filter(person=person).exists():
        raise AlreadyOnDuty
    shift = DutyShift.objects.create(
        organization_id=by.organization_id, person=person, starts_at=starts_at, ends_at=ends_at
    )
    journal.record(ShiftAdded(shift.id), by=by, at=now, organization_id=by.organization_id)
    return shift


@transaction.atomic
def remove_shift(*, shift_id: int, by: Member, now: datetime) -> None:
    """Take a shift off the rota. Raises DutyShift.DoesNotExist for another organization's."""
    by.require(MANAGE)
    shift = DutyShift.objects.get(id=shift_id, organization_id=by.organization_id)
    journal.record(ShiftRemoved(shift.id), by=by, at=now, organization_id=by.organization_id)
    shift.delete()
