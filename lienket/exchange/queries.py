"""Which bulletins and receipts somebody may see, and how they stand."""

from datetime import datetime

from django.db import connection
from django.db.models import Case, Prefetch, QuerySet, When
from django.db.models.expressions import RawSQL

from lienket.delivery.models import Message, Urgency
from lienket.escalation.models import Ask
from lienket.exchange.models import Acknowledgement, Bulletin, Receipt
from lienket.kernel.actors import Actor, LinkHolder, Member
from lienket.organizations.queries import by_name, heirs_of, predecessors_of


def bulletins_for(by: Actor) -> QuerySet[Bulletin]:
    """The bulletins of all circles `by` belongs to, newest first. List pages add one circle."""
    shown = Bulletin.objects.select_related("organization", "withdrawal")
    if isinstance(by, LinkHolder):
        shown = shown.filter(id__in=receipts_for(by).values("bulletin_id"))
    return shown.order_by("-issued_at", "-id")


def most_urgent_first() -> Case:
    """The degrees of urgency from the highest down, to order bulletins by."""
    degrees = enumerate(reversed(Urgency.values))
    return Case(*(When(urgency=degree, then=place) for place, degree in degrees))


def newest_for(
    by: Member, most: int, *, before: tuple[datetime, int] | None = None
) -> QuerySet[Bulletin]:
    """The newest bulletins of all circles `by` belongs to, at most so many, newest first.

    `before` is the time and id of the last one on the page before. Each circle gives its newest
    from its index; sorting them all would read the whole record.
    """
    older = "AND (b.issued_at, b.id) < (%s, %s)" if before else ""
    newest = RawSQL(
        f"""
        SELECT newest.id FROM unnest(%s::bigint[]) AS circle (id) CROSS JOIN LATERAL (
            SELECT b.id, b.issued_at FROM exchange_bulletin b WHERE b.circle_id = circle.id {older}
            ORDER BY b.issued_at DESC, b.id DESC LIMIT %s
        ) newest
        ORDER BY newest.issued_at DESC, newest.id DESC LIMIT %s
        """,
        [list(by.circles), *(before or ()), most, most],
    )
    return bulletins_for(by).filter(id__in=newest)


def search(
    circle_id: int,
    words: str,
    most: int,
    *,
    kind: str = "",
    urgency: str = "",
    exercise: bool | None = None,
    before: tuple[datetime, int] | None = None,
) -> RawSQL:
    """The ids of at most so many of a circle's bulletins, the newest whose number and title have
    these words in this order; accents and capitals do not matter.
    """
    pattern = f"%{connection.ops.prep_for_like_query(words)}%"
    return RawSQL(
        "SELECT app_search_bulletins(%s, %s, %s, %s, %s, %s, %s, %s)",
        [
            circle_id,
            pattern,
            kind or None,
            urgency or None,
            exercise,
            *(before or (None, None)),
            most,
        ],
    )


def receipts_for(by: Actor) -> QuerySet[Receipt]:
    """The receipts `by` may answer: those of its own organization, or the link's one."""
    mine = Receipt.objects.filter(organization_id__in=by.organizations)
    if isinstance(by, LinkHolder):
        mine = mine.filter(
            bulletin__envelope_id__in=Message.objects.filter(id=by.message_id).values("envelope_id")
        )
    return mine


def issuers_for(by: Member) -> set[int]:
    """For whose bulletins `by` speaks: its own organization, and those it has taken over whole."""
    return {by.organization_id, *predecessors_of(by.organization_id)}


def is_issuer(by: Member, bulletin: Bulletin) -> bool:
    """Whether `by` acts for the issuer of a bulletin, or for what became of it."""
    issuer = bulletin.organization_id
    return issuer == by.organization_id or issuer in issuers_for(by)


def sides_of(receipt: Receipt) -> set[int]:
    """The two ends of a thread, as they are today."""
    sides = {receipt.organization_id, receipt.bulletin.organization_id}
    heirs = heirs_of(sides)
    return {unit for side in sides for unit in ([h.id for h in heirs.get(side, [])] or [side])}


def receipts_of(bulletin: Bulletin) -> QuerySet[Receipt]:
    """The reach table: every receipt of a bulletin with all facts about it."""
    return (
        Receipt.objects.filter(circle_id=bulletin.circle_id, bulletin=bulletin)
        .select_related("organization", "ask", "opening")
        .prefetch_related(
            Prefetch("acknowledgements", Acknowledgement.objects.order_by("at", "id")),
            "calls",
        )
        .order_by(by_name("organization__name"), "id")
    )


def waiting_for(by: Member) -> QuerySet[Receipt]:
    """What waits for an answer of the organization `by` acts for, most urgent first."""
    return (
        Receipt.objects.filter(
            organization_id=by.organization_id,
            ask__in=Ask.objects.filter(organization_id=by.organization_id, settled_at=None),
        )
        .select_related("bulletin__organization", "ask", "opening", "bulletin__circle")
        .order_by("ask__due_at", "id")
    )


def unread_by(by: Member, since: datetime) -> QuerySet[Receipt]:
    """Copies nobody in the organization has opened and nothing is asked for."""
    return (
        Receipt.objects.filter(
            organization_id=by.organization_id,
            ask=None,
            opening=None,
            bulletin__issued_at__gt=since,
        )
        .select_related("bulletin__organization")
        .order_by("-bulletin__issued_at")
    )
