"""Issuing, correcting and withdrawing bulletins, and saying beforehand who will receive them."""

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

import orjson
from django.conf import settings
from django.db import connection
from django.db.models import Q

from lienket.circles import actions as circle_actions
from lienket.circles import queries as circles
from lienket.circles.models import Circle, Membership
from lienket.delivery import actions as delivery
from lienket.delivery.models import Envelope, Message
from lienket.documents import actions as documents
from lienket.documents.guard.inspection import Inspected
from lienket.documents.guard.text import clean_line, clean_text
from lienket.escalation import actions as escalation
from lienket.escalation.rules import ANSWER_WITHIN, Step, To
from lienket.exchange import queries, rules
from lienket.exchange.events import BulletinIssued, BulletinWithdrawn
from lienket.exchange.models import Attachment, Bulletin, Withdrawal
from lienket.journal import actions as journal
from lienket.kernel.actors import Actor, Member
from lienket.kernel.errors import NotAllowed, Refusal, about
from lienket.kernel.rows import insert
from lienket.organizations.models import Appointment, Organization

ISSUE = Appointment.Right.ISSUE_BULLETIN
TITLE_LIMIT = 200
BODY_LIMIT = 20_000
REASON_LIMIT = 500


class CircleClosed(Refusal):
    """This circle is closed: its record can be read, and nothing is added to it."""


class NoRecipients(Refusal):
    """Nobody would receive this: choose at least one organization besides your own."""

    field = "organizations"


class UnknownRecipients(Refusal):
    """Some of the chosen organizations are not members of this circle. Choose from its members."""

    field = "organizations"


class NoTitle(Refusal):
    """Give the bulletin a title: one line that says what it is about."""

    field = "title"


class BadDeadline(Refusal):
    """An answer can be expected within 1 minute to 60 days."""

    field = "ack_within_minutes"


class BadQuorum(Refusal):
    """The number of answers that is enough lies between 1 and the number of organizations asked."""

    field = "quorum"


class ToldInTheFuture(Refusal):
    """The time of the phone call lies in the future, or more than 30 days back."""

    field = "told_at"


class AlreadyWithdrawn(Refusal):
    """This bulletin was withdrawn already."""

    status = 409


class KeyUsedBefore(Refusal):
    """This Idempotency-Key was used before for a different bulletin. Use a new key."""

    status = 409


@dataclass(frozen=True)
class Draft:
    """What a bulletin is to say, to whom, and what is asked of them."""

    kind: str
    urgency: str
    title: str
    body: str = ""
    required_action: str = Bulletin.RequiredAction.ACKNOWLEDGE
    classification: str = Bulletin.Classification.INTERNAL
    # None: all members of the circle.
    organization_ids: tuple[int, ...] | None = None
    # "circle": all members may read it. "addressed": only issuer and addressees may, in a subset.
    audience: str = "circle"
    # None: what the urgency implies.
    ack_within_minutes: int | None = None
    quorum: int | None = None
    quorum_within_minutes: int | None = None
    exercise: bool = False
    corrects_id: int | None = None
    # When it was told by phone before it was entered here.
    told_at: datetime | None = None
    # The person has confirmed that a doubtful text is no state secret.
    not_secret: bool = False
    attachments: tuple[Inspected, ...] = field(default=(), compare=False)

    @property
    def minutes(self) -> int:
        """Minutes in which an answer is expected."""
        return self.ack_within_minutes or ANSWER_WITHIN[self.urgency]

    def cleaned(self, now: datetime) -> "Draft":
        """The draft with its texts tidied and everything in it checked; refuses what is wrong."""
        with about("title"):
            title = clean_line(self.title, TITLE_LIMIT, not_secret=self.not_secret)
        with about("body"):
            body = clean_text(self.body, BODY_LIMIT, not_secret=self.not_secret)
        if not title:
            raise NoTitle
        for minutes in (self.ack_within_minutes, self.quorum_within_minutes):
            if minutes is not None and not (
                rules.SHORTEST_MINUTES <= minutes <= rules.LONGEST_MINUTES
            ):
                raise BadDeadline
        if self.told_at and not now - timedelta(days=30) <= self.told_at <= now:
            raise ToldInTheFuture
        return replace(self, title=title, body=body)

    def fingerprint(self) -> bytes:
        """The same for the same request: tells a repeated request from another one."""
        said = {
            name: getattr(self, name)
            for name in self.__dataclass_fields__
            if name not in {"attachments", "not_secret"}
        }
        said["files"] = [inspected.sha256.hex() for inspected in self.attachments]
        return hashlib.sha256(orjson.dumps(said, option=orjson.OPT_SORT_KEYS)).digest()


class Place(NamedTuple):
    """A current member of a circle."""

    organization_id: int
    role: str


def issue_bulletin(
    *,
    circle_id: int,
    draft: Draft,
    by: Member,
    now: datetime,
    idempotency_key: str | None = None,
) -> Bulletin:
    """Issue a bulletin: a receipt and an ask for each organization, a message for each path.

    All of it is committed together, or nothing is. Repeating the call with the same key returns
    the first bulletin. Raises Circle.DoesNotExist for a circle `by` does not belong to, the
    refusals above, and those of the guard for text and files.
    """
    by.require(ISSUE)
    draft = draft.cleaned(now)
    circle = circles.circles_for(by).get(id=circle_id)
    if idempotency_key:
        earlier = _issued_before(circle.parent_id or circle.id, draft, by, idempotency_key)
        if earlier:
            return earlier
    if circle.closed_at:
        raise CircleClosed
    corrected = _corrected(draft, circle, by)
    if corrected:
        # It stays among those who have the earlier one, and reaches each of them.
        circle, draft = corrected.circle, replace(draft, audience="circle")
    places = _recipients(circle, draft, corrected, by, now)
    if draft.audience == "addressed" and len(places) + 1 < _size(circle, now):
        circle = circle_actions.subset(
            parent_id=circle.parent_id or circle.id,
            organization_ids=[by.organization_id, *(place.organization_id for place in places)],
            by=by,
            now=now,
        )
    asked = [p.organization_id for p in places if p.role == Membership.Role.MEMBER]
    if draft.quorum is not None and not 1 <= draft.quorum <= len(asked):
        raise BadQuorum

    due_at = now + timedelta(minutes=draft.minutes)
    envelope = insert(
        Envelope(
            circle=circle,
            organization_id=by.organization_id,
            kind=draft.kind,
            reference=_take_number(circle, draft, now),
            urgency=draft.urgency,
            exercise=draft.exercise,
            sent_at=now,
            due_at=due_at,
        )
    )
    bulletin = _write(circle, envelope, draft, by=by, now=now, due_at=due_at, key=idempotency_key)
    plan = escalation.plan_for(circle.parent_id or circle.id, draft.urgency, draft.minutes)
    asks = escalation.ask(
        envelope=envelope, organization_ids=asked, plan=plan, due_at=due_at, now=now
    )
    if bulletin.quorum_due_at:
        _ask_for_quorum(envelope, bulletin.quorum_due_at, draft, now)
    _write_receipts(bulletin, [place.organization_id for place in places], asks)
    for inspected in draft.attachments:
        file = documents.keep(inspected, circle_id=circle.id, by=by, now=now)
        Attachment.objects.create(circle=circle, bulletin=bulletin, file=file)
    _notify(bulletin, envelope, places, now)
    if corrected:
        escalation.release_all(corrected.envelope_id, now=now)
        delivery.cancel_unsent(corrected.envelope_id)
    journal.record(BulletinIssued(bulletin.id), by=by, at=now, circle_id=circle.id)
    return bulletin


def withdraw_bulletin(
    *, bulletin_id: int, reason: str, by: Member, now: datetime, not_secret: bool = False
) -> Withdrawal:
    """Take a bulletin back: nobody is asked any more, and whoever was told of it is told of this.

    Raises Bulletin.DoesNotExist, NotAllowed for all but its issuer, and AlreadyWithdrawn.
    """
    by.require(ISSUE)
    bulletin = queries.bulletins_for(by).get(id=bulletin_id)
    if bulletin.organization_id != by.organization_id:
        raise NotAllowed
    # Messages that are being queued to it need not wait: their key stays the same.
    envelope = Envelope.objects.select_for_update(no_key=True).get(id=bulletin.envelope_id)
    if Withdrawal.objects.filter(bulletin=bulletin).exists():
        raise AlreadyWithdrawn
    withdrawal = Withdrawal.objects.create(
        circle_id=bulletin.circle_id,
        bulletin=bulletin,
        by=by.id,
        at=now,
        reason=clean_line(reason, REASON_LIMIT, not_secret=not_secret),
    )
    escalation.release_all(envelope.id, now=now)
    delivery.cancel_unsent(envelope.id)
    _tell_again(envelope, Message.Purpose.WITHDRAWAL, now)
    journal.record(BulletinWithdrawn(bulletin.id), by=by, at=now, circle_id=bulletin.circle_id)
    return withdrawal


def _tell_again(envelope: Envelope, purpose: str, now: datetime) -> None:
    """One more message along every path by which the notice was told, if the path still stands."""
    told = set(
        Message.objects.filter(envelope=envelope)
        .exclude(state__in=[Message.State.CANCELLED, Message.State.FAILED])
        .values_list("organization_id", "path_id")
    )
    organizations = sorted({organization_id for organization_id, _ in told})
    paths = [
        path
        for path in circles.reach(envelope.circle_id, organizations, now)
        if (path.organization_id, path.path_id) in told and delivery.usable(path)
    ]
    messages = delivery.outgoing(paths, urgency=envelope.urgency, purpose=purpose, now=now)
    delivery.queue(envelope, messages, now=now)


# ---- Before sending ----------------------------------------------------------------------------


class Recipient(NamedTuple):
    """What one organization would get: which path when, and which not, with the reason."""

    organization: Organization
    role: str
    paths: list["Way"]

    @property
    def reachable(self) -> bool:
        return any(way.send_at for way in self.paths)


class Way(NamedTuple):
    """One path as the preview shows it. Without a time, `why_not` says why it is not used."""

    path: circles.Path
    send_at: datetime | None
    # "not_verified", "off", "later" (kept for escalation or as a substitute), "by_hand" (phone).
    why_not: str


def preview(*, circle_id: int, draft: Draft, by: Member, now: datetime) -> list[Recipient]:
    """For every organization, post and person: will receive by which path, or will not, and why."""
    circle = circles.circles_for(by).get(id=circle_id)
    corrected = _corrected(draft, circle, by)
    if corrected:
        circle = corrected.circle
    places = {p.organization_id: p for p in _recipients(circle, draft, corrected, by, now)}
    paths = defaultdict(list)
    for path in circles.reach(circle.id, list(places), now):
        paths[path.organization_id].append(path)
    organizations = Organization.objects.filter(id__in=places).order_by("name")
    return [
        Recipient(one, places[one.id].role, _ways(paths[one.id], draft.urgency, now))
        for one in organizations
    ]


def _ways(paths: Sequence[circles.Path], urgency: str, now: datetime) -> list[Way]:
    chosen = set(delivery.choose([p for p in paths if p.level == 0], urgency))
    return [
        Way(path, delivery.send_time(path, urgency, now), "")
        if path in chosen
        else Way(path, None, _why_not(path))
        for path in paths
    ]


def _why_not(path: circles.Path) -> str:
    if path.kind == "phone":
        return "by_hand"
    if not path.verified:
        return "not_verified"
    return "later" if delivery.usable(path) else "off"


# ---- Steps of issuing --------------------------------------------------------------------------


def _issued_before(root_id: int, draft: Draft, by: Member, key: str) -> Bulletin | None:
    """The bulletin issued with this key, in the circle or any subset of it.

    Two requests with one key come one after the other, so that the second finds the first.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, %s))",
            [f"bulletin:{by.organization_id}:{key}", root_id],
        )
    family = Circle.objects.filter(Q(id=root_id) | Q(parent_id=root_id)).values("id")
    earlier = (
        queries.bulletins_for(by)
        .filter(organization_id=by.organization_id, idempotency_key=key, circle_id__in=family)
        .first()
    )
    if earlier and bytes(earlier.request_hash or b"") != draft.fingerprint():
        raise KeyUsedBefore
    return earlier


def _recipients(
    circle: Circle, draft: Draft, corrected: Bulletin | None, by: Actor, now: datetime
) -> list[Place]:
    """Who gets a copy: the chosen members, or all but the issuer. Observers are only informed.

    A correction also goes to everybody who has the earlier bulletin and is still a member:
    otherwise they would go on acting on it.
    """
    members = [
        Place(*row)
        for row in circles.members_of(circle.id, now)
        .exclude(organization_id__in=by.organizations)
        .order_by("organization_id")
        .values_list("organization_id", "role")
    ]
    if draft.organization_ids is None:
        places = members
    else:
        wanted = set(draft.organization_ids) - set(by.organizations)
        if not wanted <= {place.organization_id for place in members}:
            raise UnknownRecipients
        if corrected:
            wanted |= set(corrected.receipts.values_list("organization_id", flat=True))
        places = [place for place in members if place.organization_id in wanted]
    if not places:
        raise NoRecipients
    return places


def _size(circle: Circle, now: datetime) -> int:
    return circles.members_of(circle.id, now).count()


def _corrected(draft: Draft, circle: Circle, by: Member) -> Bulletin | None:
    """The bulletin that this one corrects: the issuer's own, in the circle or a subset of it."""
    if draft.corrects_id is None:
        return None
    return (
        queries.bulletins_for(by)
        .select_related("circle")
        .get(
            Q(circle=circle) | Q(circle__parent=circle),
            id=draft.corrects_id,
            organization_id=by.organization_id,
            withdrawal=None,
        )
    )


def _take_number(circle: Circle, draft: Draft, now: datetime) -> str:
    """The next number of the series; taken in the same transaction, so there are no gaps."""
    year = now.astimezone(ZoneInfo(settings.TIME_ZONE)).year
    prefix = rules.prefix(draft.kind, exercise=draft.exercise)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO exchange_series AS s (circle_id, prefix, year, last)
            VALUES (%s, %s, %s, 1)
            ON CONFLICT (circle_id, prefix, year) DO UPDATE SET last = s.last + 1
            RETURNING last
            """,
            [circle.id, prefix, year],
        )
        (count,) = cursor.fetchone()
    return rules.number(draft.kind, year, count, exercise=draft.exercise, subset=circle.member_key)


def _write(
    circle: Circle,
    envelope: Envelope,
    draft: Draft,
    *,
    by: Member,
    now: datetime,
    due_at: datetime,
    key: str | None,
) -> Bulletin:
    return insert(
        Bulletin(
            circle=circle,
            organization_id=by.organization_id,
            appointment_id=by.appointment_id,
            envelope=envelope,
            kind=draft.kind,
            number=envelope.reference,
            urgency=draft.urgency,
            classification=draft.classification,
            title=draft.title,
            body=draft.body,
            required_action=draft.required_action,
            exercise=draft.exercise,
            issued_at=now,
            told_at=draft.told_at,
            due_at=due_at,
            quorum=draft.quorum,
            quorum_due_at=now + timedelta(minutes=draft.quorum_within_minutes or draft.minutes)
            if draft.quorum
            else None,
            corrects_id=draft.corrects_id,
            idempotency_key=key,
            request_hash=draft.fingerprint() if key else None,
        )
    )


def _write_receipts(bulletin: Bulletin, organizations: list[int], asks: dict[int, int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO exchange_receipt (circle_id, bulletin_id, organization_id, ask_id)
            SELECT %s, %s, organization_id, ask_id
            FROM unnest(%s::bigint[], %s::bigint[]) AS r (organization_id, ask_id)
            """,
            [
                bulletin.circle_id,
                bulletin.id,
                organizations,
                [asks.get(organization_id) for organization_id in organizations],
            ],
        )


def _ask_for_quorum(envelope: Envelope, due_at: datetime, draft: Draft, now: datetime) -> None:
    """An ask of the issuer itself: if too few have answered by then, both hierarchies hear."""
    minutes = draft.quorum_within_minutes or draft.minutes
    escalation.ask(
        envelope=envelope,
        organization_ids=[envelope.organization_id],
        plan=[Step(minutes, To.SUPERIOR), Step(minutes * 2, To.SUPERIOR)],
        due_at=due_at,
        now=now,
    )


def _notify(bulletin: Bulletin, envelope: Envelope, places: Sequence[Place], now: datetime) -> None:
    """One message along each path of whoever is on duty."""
    purpose = Message.Purpose.CORRECTION if bulletin.corrects_id else Message.Purpose.FIRST
    paths = circles.reach(bulletin.circle_id, [p.organization_id for p in places], now)
    chosen = delivery.choose([path for path in paths if path.level == 0], envelope.urgency)
    delivery.queue(
        envelope,
        delivery.outgoing(chosen, urgency=envelope.urgency, purpose=purpose, now=now),
        now=now,
    )
