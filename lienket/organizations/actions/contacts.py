"""Contact paths: adding, verifying, ordering and removing them."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import Max

from lienket.journal import actions as journal
from lienket.journal.events import News
from lienket.kernel.actors import Actor, Engine, Member
from lienket.kernel.errors import Refusal, TooManyAttempts
from lienket.kernel.rls import acting
from lienket.organizations import kinds, links, queries
from lienket.organizations.events import (
    PathAdded,
    PathChanged,
    PathRemoved,
    PathVerified,
    VerificationRequested,
)
from lienket.organizations.models import (
    Appointment,
    ContactAddress,
    ContactPath,
    PathVerification,
    Person,
    Post,
)

VERIFICATION_LASTS = timedelta(days=3)
VERIFICATION_WAIT = timedelta(minutes=1)


class PathKnown(Refusal):
    """This address is already on the list."""


class VerificationExpired(Refusal):
    """This link has expired or was replaced by a newer one. Have a new one sent."""

    status = 410


class QuietHoursIncomplete(Refusal):
    """Quiet hours need a beginning and an end that differ."""

    field = "start"


@transaction.atomic
def add_path(
    *,
    holder: Person | Post,
    kind: str,
    address: Mapping[str, str] | str,
    by: Actor,
    now: datetime,
    position: int | None = None,
    published: bool = False,
    verified: bool = False,
) -> ContactPath:
    """Add a way to reach a person or a post; it is not used until it is verified.

    `address` is what was typed into the fields of the kind. A kind that needs verification is
    sent a link at once, unless it was `verified` elsewhere; others count from the beginning.
    `published` shows a phone number to the circles. Without a `position` it is tried last.
    Raises NotAllowed, the kind's own refusal of the address, NotConfigured and PathKnown.
    """
    person = holder if isinstance(holder, Person) else None
    post = holder if isinstance(holder, Post) else None
    _require_care_of(by, person.id if person else None)
    chosen = kinds.kinds()[kind]
    stored = kinds.check(kind, address)
    by_link = chosen.needs_verification and not verified
    if by_link and not chosen.configured():
        raise kinds.NotConfigured
    others = ContactPath.objects.filter(removed_at=None, person=person, post=post)
    if others.filter(kind=kind, address__address=stored).exists():
        raise PathKnown
    last: int = others.aggregate(last=Max("position"))["last"] or 0
    path = ContactPath.objects.create(
        organization_id=holder.organization_id,
        person=person,
        post=post,
        kind=kind,
        position=position or last + 1,
        added_at=now,
        verified_at=None if by_link else now,
        published_number=stored if published and kind == kinds.Phone.name else "",
    )
    ContactAddress.objects.create(organization_id=holder.organization_id, path=path, address=stored)
    _tell(PathAdded(path.id), path, by, now)
    if by_link:
        _send_link(path, by=by, now=now)
    return path


@transaction.atomic
def request_verification(*, path_id: int, by: Member, now: datetime) -> None:
    """Send the link again; the earlier one stops working.

    Raises TooManyAttempts within a minute of the last one.
    """
    path = _changing(path_id, by)
    earlier = PathVerification.objects.filter(path=path).first()
    if earlier and (wait := earlier.sent_at + VERIFICATION_WAIT - now) > timedelta(0):
        raise TooManyAttempts(seconds=int(wait.total_seconds()) + 1)
    if not path.verified_at:
        _send_link(path, by=by, now=now)


def verification_opened(token: str, *, now: datetime) -> ContactPath:
    """The path that a verification link is about, for the page that asks to confirm it.

    Raises VerificationExpired for forged, old and replaced links.
    """
    link = links.opened("verification", token)
    if link is None:
        raise VerificationExpired
    with acting(Engine(organizations=(link.organization_id,))):
        path = (
            ContactPath.objects.select_related(
                "organization", "person", "post", "address", "verification"
            )
            .filter(id=link.about_id, removed_at=None, verification__expires_at__gt=now)
            .first()
        )
    if path is None or links.stamp(path.verification.sent_at) != link.made_at:
        raise VerificationExpired
    return path


def verify_path(token: str, *, now: datetime) -> ContactPath:
    """The owner of the address pressed the button: from now on the path is used.

    Pressing it twice is harmless. Raises VerificationExpired.
    """
    path = verification_opened(token, now=now)
    by = Engine(organizations=(path.organization_id,))
    with acting(by):
        if ContactPath.objects.filter(id=path.id, verified_at=None).update(verified_at=now):
            _tell(PathVerified(path.id), path, by, now)
    return path


@transaction.atomic
def remove_path(*, path_id: int, by: Member, now: datetime) -> None:
    """Stop using a path and erase its address. What still waits to be sent there is cancelled."""
    path = _changing(path_id, by)
    erase_path(path, by=by, now=now)


def erase_path(path: ContactPath, *, by: Actor, now: datetime) -> None:
    """The same for whoever may do so anyway."""
    path.removed_at, path.published_number = now, ""
    path.save(update_fields=["removed_at", "published_number"])
    ContactAddress.objects.filter(path=path).delete()
    PathVerification.objects.filter(path=path).delete()
    _tell(PathRemoved(path.id), path, by, now)


@transaction.atomic
def set_quiet_hours(
    *, path_id: int, start: time | None, end: time | None, by: Member, now: datetime
) -> ContactPath:
    """Local hours in which ordinary notices wait; None for both lifts them. Urgent ones never wait.

    Raises QuietHoursIncomplete.
    """
    path = _changing(path_id, by)
    if (start is None) != (end is None) or (start is not None and start == end):
        raise QuietHoursIncomplete
    path.quiet_from, path.quiet_to = start, end
    path.save(update_fields=["quiet_from", "quiet_to"])
    _tell(PathChanged(path.id), path, by, now)
    return path


@transaction.atomic
def move_up(*, path_id: int, by: Member, now: datetime) -> None:
    """Try a path before the one that stands above it; the first one stays where it is."""
    path = _changing(path_id, by)
    row = list(queries.beside(path, by))
    place = row.index(path)
    if place:
        row[place - 1 : place + 1] = [row[place], row[place - 1]]
        for position, one in enumerate(row, start=1):
            one.position = position
        ContactPath.objects.bulk_update(row, ["position"])
        _tell(PathChanged(path.id), path, by, now)


def _send_link(path: ContactPath, *, by: Actor, now: datetime) -> None:
    PathVerification.objects.update_or_create(
        path=path,
        defaults={
            "organization_id": path.organization_id,
            "sent_at": now,
            "expires_at": now + VERIFICATION_LASTS,
            "problem": None,
        },
    )
    _tell(VerificationRequested(path.id), path, by, now)


def _changing(path_id: int, by: Member) -> ContactPath:
    """The path, locked, if `by` may change it; DoesNotExist for another organization's."""
    path = queries.paths_for(by).select_for_update(of=("self",)).get(id=path_id)
    _require_care_of(by, path.person_id)
    return path


def _require_care_of(by: Actor, person_id: int | None) -> None:
    """Everybody looks after their own paths; the rest is for those who manage the organization."""
    own = isinstance(by, Member) and by.person_id == person_id and by.scopes is None
    if not own:
        by.require(Appointment.Right.MANAGE_ORGANIZATION)


def _tell(event: News, path: ContactPath, by: Actor, now: datetime) -> None:
    journal.record(event, by=by, at=now, organization_id=path.organization_id)
