"""Giving a text to be spread, reading it, declaring it spread, and forgetting who read."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from django.db import connection

from lienket.circles import actions as circle_actions
from lienket.circles import queries as circles
from lienket.circles.actions import NotMembers, open_circle
from lienket.circles.models import Circle, Membership
from lienket.delivery import actions as delivery
from lienket.delivery.models import Envelope, Message
from lienket.disseminations import queries, rules
from lienket.disseminations.events import SpreadCompleted, TextDisseminated, TextRead
from lienket.disseminations.models import Copy, Dissemination, Material, Reading
from lienket.documents import actions as documents
from lienket.documents.guard.inspection import Inspected
from lienket.escalation import actions as escalation
from lienket.journal import actions as journal
from lienket.kernel.actors import Engine, LinkHolder, Member
from lienket.kernel.errors import Refusal, about
from lienket.kernel.guard.text import clean_line, clean_text
from lienket.kernel.rls import acting
from lienket.organizations.models import Appointment
from lienket.regulations.models import Version

MANAGE = Appointment.Right.MANAGE_AGREEMENT
ANSWER = Appointment.Right.ANSWER_RECEIPT
#: What envelopes about a text to be read are called.
KIND = "reading"
TITLE_LIMIT, BODY_LIMIT, HOW_LIMIT = 200, 20_000, 300


class TextNeedsTitle(Refusal):
    """Give the text a title."""

    field = "title"


class NothingToRead(Refusal):
    """Write the text, attach a file, or choose a regulation: there is nothing to read yet."""

    field = "body"


class BadReadingTime(Refusal):
    """The last day lies after today and within 30 days."""

    field = "due_on"


class NobodyToRead(Refusal):
    """Choose at least one organization besides your own."""

    field = "organizations"


class NoPersonHere(Refusal):
    """This link belongs to a desk, not to a person. Sign in to confirm that you have read it."""


class ReadingIsOver(Refusal):
    """This text was given more than {days} days ago: who reads it is recorded no more."""


class NobodyReached(Refusal):
    """Say how many people the text was spread to, at least one."""

    field = "people"


class TooManyReached(Refusal):
    """A unit spreads a text among {most} people at most. Check the number."""

    field = "people"


class SpreadHow(Refusal):
    """Say how it was spread, for example: shift meeting of 21/11."""

    field = "how"


def disseminate(
    *,
    circle_id: int,
    title: str,
    due_at: datetime,
    urgency: str,
    by: Member,
    now: datetime,
    body: str = "",
    organization_ids: Collection[int] | None = None,
    version_id: int | None = None,
    attachments: Sequence[Inspected] = (),
    not_secret: bool = False,
) -> Dissemination:
    """Give a text to the members of a circle, or to some, to spread among their people by a time.

    Each of them is asked until it has. A text for some is readable to them alone, unless it is a
    regulation, which the circle reads anyway. Raises Circle.DoesNotExist, Version.DoesNotExist,
    and the refusals above.
    """
    by.require(MANAGE)
    circle = open_circle(circle_id, by)
    if not now < due_at <= now + timedelta(days=rules.LONGEST_DAYS + 1):
        raise BadReadingTime
    with about("title"):
        title = clean_line(title, TITLE_LIMIT, not_secret=not_secret)
    with about("body"):
        body = clean_text(body, BODY_LIMIT, not_secret=not_secret)
    if not title:
        raise TextNeedsTitle
    if not (body or attachments or version_id):
        raise NothingToRead
    version = Version.objects.get(id=version_id, circle=circle) if version_id else None
    places = _places(circle, organization_ids, by, now)
    if organization_ids is not None and version is None:
        circle = _narrowed(circle, places, by, now)
    text = _write(circle, title, body, version, urgency, due_at, by, now)
    for inspected in attachments:
        file = documents.keep(inspected, circle_id=circle.id, by=by, now=now)
        Material.objects.create(circle=circle, dissemination=text, file=file)
    _ask(text, places, now)
    journal.record(TextDisseminated(text.id), by=by, at=now, circle_id=circle.id)
    return text


def read(*, dissemination_id: int, by: Member | LinkHolder, now: datetime) -> Copy:
    """The person has read and understood the text; when all have, the organization has answered.

    Partners only see the figure. Reading twice keeps the first time.
    Raises Copy.DoesNotExist, NoPersonHere for the link of a desk, and ReadingIsOver.
    """
    if isinstance(by, LinkHolder):
        by.require(ANSWER)
    if by.person_id is None:
        raise NoPersonHere
    copy = _own_copy(dissemination_id, by)
    if not rules.is_still_read(copy.dissemination.issued_at, now):
        raise ReadingIsOver(days=rules.NAMES_KEPT_DAYS)
    _reading, new = Reading.objects.get_or_create(
        copy=copy,
        person_id=by.person_id,
        defaults={"organization_id": copy.organization_id, "at": now},
    )
    if not new:
        return copy
    # Names are forgotten in time, so the figure counts up and is not counted again.
    copy.read += 1
    count_readers(copy, now)
    journal.record(TextRead(dissemination_id, copy.id), by=by, at=now, circle_id=copy.circle_id)
    return copy


def complete(
    *,
    dissemination_id: int,
    people: int,
    how: str,
    by: Member | LinkHolder,
    now: datetime,
    not_secret: bool = False,
) -> Copy:
    """Declare for the organization that the text was spread among so many people, and how.

    A later declaration replaces the figures and keeps the first time.
    Raises Copy.DoesNotExist, NobodyReached, TooManyReached, and SpreadHow.
    """
    by.require(ANSWER)
    copy = _own_copy(dissemination_id, by)
    if people < 1:
        raise NobodyReached
    if people > rules.MOST_PEOPLE:
        raise TooManyReached(most=f"{rules.MOST_PEOPLE:,}".replace(",", "."))
    with about("how"):
        how = clean_line(how, HOW_LIMIT, not_secret=not_secret)
    if not how:
        raise SpreadHow
    copy.completed_at = copy.completed_at or now
    copy.people, copy.how = people, how
    copy.save(update_fields=["completed_at", "people", "how"])
    _settle(copy, now)
    journal.record(
        SpreadCompleted(dissemination_id, copy.id), by=by, at=now, circle_id=copy.circle_id
    )
    return copy


def forget_readers(*, now: datetime) -> int:
    """Erase who read what 90 days later, as the engine; from how many organizations."""
    before = now - timedelta(days=rules.NAMES_KEPT_DAYS)
    with connection.cursor() as cursor:
        cursor.execute("SELECT organization_id FROM app_read_before(%s)", [before])
        found = [organization_id for (organization_id,) in cursor.fetchall()]
    for organization_id in found:
        with acting(Engine(organizations=(organization_id,))):
            Reading.objects.filter(at__lt=before).delete()
    return len(found)


# ---- Steps -------------------------------------------------------------------------------------


def count_readers(copy: Copy, now: datetime) -> None:
    """How many are to read and have read; the unit is asked no more once it has spread the text."""
    expected = set(queries.expected(copy.organization_id, now).values_list("id", flat=True))
    done = set(queries.readings_of(copy).values_list("person_id", flat=True))
    # Who has read and left since still counts as somebody who was to read. Where nobody has an
    # account, some may read by a link, and nobody knows out of how many.
    copy.readers = copy.read + len(expected - done) if expected else 0
    copy.save(update_fields=["read", "readers"])
    if copy.completed_at or rules.all_have_read(expected, done):
        _settle(copy, now)


def _places(
    circle: Circle, organization_ids: Collection[int] | None, by: Member, now: datetime
) -> dict[int, str]:
    """The role of each organization that gets a copy besides the issuer."""
    members = dict(
        circles.members_of(circle.id, now)
        .exclude(organization_id=by.organization_id)
        .values_list("organization_id", "role")
    )
    if organization_ids is not None:
        wanted = set(organization_ids) - {by.organization_id}
        if not wanted <= set(members):
            raise NotMembers
        members = {one: role for one, role in members.items() if one in wanted}
    if not members:
        raise NobodyToRead
    return members


def _narrowed(circle: Circle, places: dict[int, str], by: Member, now: datetime) -> Circle:
    if len(places) + 1 >= circles.members_of(circle.id, now).count():
        return circle
    return circle_actions.subset(
        parent_id=circle.parent_id or circle.id,
        organization_ids=[by.organization_id, *places],
        by=by,
        now=now,
    )


def _write(
    circle: Circle,
    title: str,
    body: str,
    version: Version | None,
    urgency: str,
    due_at: datetime,
    by: Member,
    now: datetime,
) -> Dissemination:
    number = circle_actions.take_number(circle, rules.PREFIX, now=now)
    envelope = Envelope.objects.create(
        circle=circle,
        organization_id=by.organization_id,
        kind=KIND,
        reference=number,
        urgency=urgency,
        sent_at=now,
        due_at=due_at,
    )
    return Dissemination.objects.create(
        circle=circle,
        organization_id=by.organization_id,
        envelope=envelope,
        number=number,
        urgency=urgency,
        title=title,
        body=body,
        version=version,
        issued_at=now,
        due_at=due_at,
    )


def _ask(text: Dissemination, places: dict[int, str], now: datetime) -> None:
    """A copy for everybody, an ask for each full member, a message for whoever is on duty."""
    envelope, circle = text.envelope, text.circle
    minutes = max(1, int((text.due_at - now) / timedelta(minutes=1)))
    asks = escalation.ask(
        envelope=envelope,
        organization_ids=[one for one, role in places.items() if role == Membership.Role.MEMBER],
        plan=escalation.plan_for(circle.parent_id or circle.id, text.urgency, minutes),
        due_at=text.due_at,
        now=now,
    )
    receivers = [text.organization_id, *places]
    counts = queries.expected_counts(receivers, now)
    Copy.objects.bulk_create(
        Copy(
            circle=circle,
            dissemination=text,
            organization_id=one,
            ask_id=asks.get(one),
            readers=counts.get(one, 0),
        )
        for one in receivers
    )
    paths = circles.reach(circle.id, list(places), now)
    chosen = delivery.choose([path for path in paths if path.level == 0], text.urgency)
    first = Message.Purpose.FIRST
    messages = delivery.outgoing(chosen, urgency=text.urgency, purpose=first, now=now)
    delivery.queue(envelope, messages, now=now)


def _own_copy(dissemination_id: int, by: Member | LinkHolder) -> Copy:
    return (
        queries.copies_for(by)
        .select_related("dissemination")
        .select_for_update(of=("self",))
        .get(dissemination_id=dissemination_id)
    )


def _settle(copy: Copy, now: datetime) -> None:
    if copy.ask_id:
        escalation.settle(copy.ask_id, now=now)
        delivery.cancel_unsent(copy.dissemination.envelope_id, [copy.organization_id])
