"""Reading regulations: those in sight, their state, and the text that holds on a day."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.timezone import localdate

from lienket.circles import queries as circles
from lienket.circles.models import Membership
from lienket.escalation.models import Ask
from lienket.kernel.actors import Actor, Member
from lienket.organizations.models import Organization
from lienket.regulations import rules
from lienket.regulations.models import (
    Clause,
    Comment,
    Model,
    Party,
    Regulation,
    Round,
    Signature,
    Summary,
    Version,
)
from lienket.regulations.text.edit import Row, Text, planted
from lienket.regulations.text.tree import Node


def regulations_for(by: Actor) -> QuerySet[Regulation]:
    """The regulations of the circles `by` belongs to; a draft only for whoever keeps it."""
    read = Q(put_at__isnull=False) | Q(organization_id__in=by.organizations)
    return Regulation.objects.filter(read, circle_id__in=by.circles)


def listed(by: Actor, circle_id: int, today: date) -> QuerySet[Regulation]:
    """Those of one circle with what their state follows from, the latest term first."""
    return (
        regulations_for(by)
        .filter(circle_id=circle_id)
        .annotate(**_life(today))
        .select_related("organization")
        .order_by("-valid_from", "-id")
    )


def with_state(by: Actor, today: date) -> QuerySet[Regulation]:
    """The regulations in sight with what their state follows from."""
    return regulations_for(by).annotate(**_life(today))


def _life(today: date) -> dict[str, Exists | Q]:
    amendments = Version.objects.filter(
        regulation=OuterRef("id"), adopted_at__isnull=False, number__gt=1, in_force_from__lte=today
    )
    next_terms = Regulation.objects.filter(renews=OuterRef("id"), signed_at__isnull=False)
    signatures = Signature.objects.filter(version__regulation=OuterRef("id"))
    asked = Round.objects.filter(
        version__regulation=OuterRef("id"), kind=Round.Kind.SIGNING, closed_at=None
    )
    return {
        "amended": Exists(amendments),
        "followed": Exists(next_terms),
        "signing": Exists(signatures) | Exists(asked),
    }


def state_of(regulation: Regulation, today: date) -> rules.State:
    """The state on a day; the row need not carry what `with_state` adds, but lists should."""
    amended = getattr(regulation, "amended", None)
    if amended is None:
        filled = Regulation.objects.annotate(**_life(today)).get(id=regulation.id)
        return state_of(filled, today)
    return rules.state(
        rules.Life(
            consulted=regulation.consulted_at is not None,
            signing=regulation.signing,  # type: ignore[attr-defined]  # annotated
            signed=regulation.signed_at is not None,
            valid_from=regulation.valid_from,
            valid_to=regulation.valid_to,
            ended=regulation.ended_at is not None,
            renewed=regulation.followed,  # type: ignore[attr-defined]  # annotated
            amended=amended,
        ),
        today,
    )


def local_day(at: datetime) -> date:
    """The day it is at a moment, where the product is used."""
    return localdate(at, ZoneInfo(settings.TIME_ZONE))


def version_on(regulation: Regulation, day: date) -> Version | None:
    """The version in force on a day; None before, after and outside of the term."""
    if not regulation.signed_at or (regulation.valid_from and day < regulation.valid_from):
        return None
    if regulation.valid_to and day > regulation.valid_to:
        return None
    if regulation.ended_at and day > local_day(regulation.ended_at):
        return None
    return (
        Version.objects.filter(
            circle_id=regulation.circle_id,
            regulation=regulation,
            adopted_at__isnull=False,
            in_force_from__lte=day,
        )
        .order_by("-in_force_from", "-number")
        .first()
    )


def draft_of(regulation: Regulation) -> Version | None:
    """The version that is still being written or signed, if there is one in sight.

    Row-level security keeps one out of sight until it is put to the parties.
    """
    return regulation.versions.filter(adopted_at=None).order_by("number").last()


def latest(regulation: Regulation) -> Version | None:
    """The last adopted version, or the draft of a regulation that was never signed."""
    return (
        regulation.versions.filter(adopted_at__isnull=False).order_by("number").last()
        or regulation.versions.order_by("number").last()
    )


def clauses_of(version: Version) -> QuerySet[Clause]:
    """The text in order."""
    return Clause.objects.filter(circle_id=version.circle_id, version=version).order_by("position")


def text_of(version: Version) -> Text:
    """The text as a tree."""
    return planted(rows_of(clauses_of(version).select_related("parent")))


def rows_of(clauses: Iterable[Clause]) -> list[Row]:
    """Clauses, in order, as rows of a tree."""
    clauses = list(clauses)
    keys = {clause.id: clause.key for clause in clauses}
    return [
        Row(clause.key, keys.get(clause.parent_id or 0, ""), node_of(clause)) for clause in clauses
    ]


def node_of(clause: Clause) -> Node:
    """A clause without what stands below it."""
    return Node(
        level=clause.level,  # type: ignore[arg-type]  # one of the levels
        number=clause.number,
        heading=clause.heading,
        text=clause.text,
    )


def parties_of(regulation: Regulation) -> QuerySet[Party]:
    """The parties in their order, with the organization as it is called now."""
    return (
        Party.objects.filter(circle_id=regulation.circle_id, regulation=regulation)
        .select_related("organization", "bound_through")
        .order_by("position")
    )


def members_of(regulation: Regulation, by: Member, now: datetime) -> list[Organization]:
    """The organizations of the regulation's circle, that of `by` first."""
    members = list(circles.organizations_in(regulation.circle_id, now))
    return sorted(members, key=lambda one: one.id != by.organization_id)


def is_bound(regulation: Regulation, organization_id: int) -> bool:
    """Whether an organization keeps a regulation or is a party itself, not through a contract."""
    bound = parties_of(regulation).filter(organization_id=organization_id, bound_through=None)
    return regulation.organization_id == organization_id or bound.exists()


def full_members_of(regulation: Regulation, by: Member, now: datetime) -> list[Organization]:
    """The same without observers, who owe nothing and sign nothing."""
    full = circles.members_of(regulation.circle_id, now).exclude(role=Membership.Role.OBSERVER)
    ids = set(full.values_list("organization_id", flat=True))
    return [one for one in members_of(regulation, by, now) if one.id in ids]


def fingerprint_of(regulation: Regulation, version: Version) -> str:
    """What a party signs, in one word: the text, who is bound, and the term."""
    days = (regulation.valid_from, regulation.valid_to, version.in_force_from)
    return rules.sha256_of(
        {
            "title": regulation.title,
            "cites": regulation.cites,
            "days": [day and day.isoformat() for day in days],
            "parties": list(parties_of(regulation).values_list("letter", "name", "signs")),
            "text": list(
                clauses_of(version).values_list("key", "level", "number", "heading", "text")
            ),
        }
    )


def fingerprint_to_sign(regulation: Regulation) -> str:
    """That of the draft as it stands now; empty where nothing is left to sign."""
    version = draft_of(regulation)
    return fingerprint_of(regulation, version) if version else ""


def signatures_of(version: Version) -> QuerySet[Signature]:
    """Who has signed a version."""
    return Signature.objects.filter(circle_id=version.circle_id, version=version).order_by("at")


def last_signed_on(version: Version) -> date | None:
    """The day of the last signature on a version, here or on paper."""
    days = (one.on_paper or local_day(one.at) for one in signatures_of(version))
    return max(days, default=None)


def bound_since(regulation: Regulation) -> date | None:
    """The first day on which a regulation was signed and its term had begun."""
    first = regulation.versions.exclude(adopted_at=None).order_by("number").first()
    signed_on = last_signed_on(first) if first else None
    if signed_on is None or regulation.valid_from is None:
        return None
    return max(regulation.valid_from, signed_on)


def is_proven(regulation: Regulation, today: date) -> bool:
    """Whether it has bound its parties long enough to be a model for others."""
    since = bound_since(regulation)
    return since is not None and today - since >= rules.PROVEN_AFTER


def signed_so_far(regulations: Collection[Regulation]) -> dict[int, tuple[int, int]]:
    """How many parties of each have signed the text that is being signed, and how many shall."""
    if not regulations:
        return {}
    given = _counted(
        Signature.objects.filter(
            version__regulation__in=regulations, version__adopted_at=None
        ).values_list("version__regulation")
    )
    shall = _counted(
        Party.objects.filter(regulation__in=regulations, signs=True).values_list("regulation")
    )
    return {one.id: (given.get(one.id, 0), shall.get(one.id, 0)) for one in regulations}


def _counted(rows: QuerySet[Any, tuple[Any, ...]]) -> dict[int, int]:
    return dict(rows.order_by().annotate(count=Count("id")))


def asked_now(regulations: Collection[Regulation]) -> set[int]:
    """Those whose parties are being asked about the draft just now."""
    if not regulations:
        return set()
    open_rounds = Round.objects.filter(
        version__regulation__in=regulations, version__adopted_at=None, closed_at=None
    )
    return set(open_rounds.values_list("version__regulation", flat=True))


def open_round(version: Version) -> Round | None:
    """What the parties are asked about a version just now."""
    return Round.objects.filter(
        circle_id=version.circle_id, version=version, closed_at=None
    ).first()


def comments_for(by: Actor) -> QuerySet[Comment]:
    """Comments in the circles of `by`."""
    return Comment.objects.filter(circle_id__in=by.circles).select_related("organization")


def comments_on(version: Version) -> QuerySet[Comment]:
    """All comments on a version, by clause and time."""
    return (
        Comment.objects.filter(circle_id=version.circle_id, round__version=version)
        .select_related("organization")
        .order_by("at", "id")
    )


def asked_of(by: Member) -> QuerySet[Round]:
    """Open rounds in which the organization of `by` still owes its answer, the first due first."""
    asks = Ask.objects.filter(
        envelope=OuterRef("envelope"), organization_id=by.organization_id, settled_at=None
    )
    return (
        Round.objects.filter(Exists(asks), circle_id__in=by.circles, closed_at=None)
        .select_related("version__regulation__organization", "circle", "envelope")
        .order_by("due_at")
    )


def comments_to_answer(by: Member) -> QuerySet[Comment]:
    """Comments on drafts that `by`'s organization keeps which have no answer yet, oldest first."""
    return (
        Comment.objects.filter(
            circle_id__in=by.circles,
            answered_at=None,
            round__version__adopted_at=None,
            round__version__regulation__organization_id=by.organization_id,
        )
        .select_related("round__version__regulation__circle")
        .order_by("at", "id")
    )


def answered_by_all(by: Member) -> QuerySet[Round, Any]:
    """Open consultations of one's own that nobody is waited for any more, and `answered_at`."""
    asks = Ask.objects.filter(envelope=OuterRef("envelope"))
    return (
        Round.objects.filter(
            ~Exists(asks.filter(settled_at=None)),
            circle_id__in=by.circles,
            kind=Round.Kind.CONSULTATION,
            closed_at=None,
            version__regulation__organization_id=by.organization_id,
        )
        .annotate(answered_at=Subquery(asks.order_by("-settled_at").values("settled_at")[:1]))
        .select_related("version__regulation__circle")
        .order_by("answered_at")
    )


def summaries_of(regulation: Regulation) -> QuerySet[Summary]:
    """What lower regulations told about themselves, the latest period first."""
    return (
        Summary.objects.filter(circle_id=regulation.circle_id, regulation=regulation)
        .select_related("organization")
        .order_by("-period_to", "child")
    )


def models() -> QuerySet[Model]:
    """All published models, the latest first."""
    return Model.objects.order_by("-published_at", "-id")


def would_circle(upper: Regulation, circle_id: int) -> bool:
    """Whether the upper regulation hangs, at whatever height, from one of this circle."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT app_regulation_descends(%s, %s)", [upper.id, circle_id])
        (descends,) = cursor.fetchone()
    return bool(descends)
