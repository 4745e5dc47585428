"""Which successions there are, what they depend on, and which are due."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import NamedTuple

from django.db import connection
from django.db.models import F, Q, QuerySet

from lienket.kernel.actors import Member
from lienket.organizations.models import Succession
from lienket.organizations.rules import Edge


class Named(NamedTuple):
    """An organization that bears a wanted name."""

    id: int
    name: str
    superior_id: int | None


class Due(NamedTuple):
    """A confirmed succession whose day has come."""

    id: int
    predecessor_id: int
    # Who stands in its place by now; None: nobody, or a unit that does not exist yet.
    successor_id: int | None
    # Units whose superior the predecessor is.
    subordinates: list[int]


def successions_for(by: Member) -> QuerySet[Succession]:
    """Those in which the organization `by` acts for takes part, open ones first."""
    mine = by.organization_id
    return (
        Succession.objects.filter(
            Q(predecessor_id=mine) | Q(successor_id=mine) | Q(superior_id=mine)
        )
        .select_related("predecessor", "successor")
        .order_by(
            F("applied_at").desc(nulls_first=True), F("cancelled_at").desc(nulls_first=True), "-id"
        )
    )


def named(names: Iterable[str]) -> dict[str, list[Named]]:
    """The organizations of exactly these names or short names, accents and case aside."""
    found: dict[str, list[Named]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM app_organizations_named(%s)", [sorted(set(names))])
        for wanted, *row in cursor.fetchall():
            found[wanted].append(Named(*row))
    return found


def succession_edges() -> list[Edge]:
    """All successions that were not cancelled: ids only, over the whole installation."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM app_succession_edges()")
        return [Edge(*row) for row in cursor.fetchall()]


def managed(organization_ids: Collection[int], now: datetime) -> set[int]:
    """Those organizations that still have somebody who may manage them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM app_managed(%s, %s)", [list(organization_ids), now])
        return {organization_id for (organization_id,) in cursor.fetchall()}


def due_successions(
    today: date, *, predecessor_id: int | None = None, succession_id: int | None = None
) -> list[Due]:
    """Confirmed successions to carry out, in the order in which to do so."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM app_successions_due(%s, %s, %s)",
            [today, predecessor_id, succession_id],
        )
        return [Due(*row) for row in cursor.fetchall()]


def sight(organization_ids: Iterable[int], now: datetime) -> tuple[int, ...]:
    """The circles that these organizations see between them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT unnest(s.circles) FROM unnest(%s::bigint[]) org"
            " CROSS JOIN LATERAL app_sight(org, %s) s ORDER BY 1",
            [list(organization_ids), now],
        )
        return tuple(circle_id for (circle_id,) in cursor.fetchall())


class Listed(NamedTuple):
    """A succession as an operator sees it: units, states and counts."""

    id: int
    predecessor: str
    successor: str | None
    kind: str
    main_heir: bool
    functions: str
    decision: str
    effective_on: date
    predecessor_confirmed: bool
    successor_confirmed: bool
    applied: bool
    cancelled: bool
    predecessor_managed: bool
    successor_managed: bool
    imported: bool
    circles: int
    people: int

    @property
    def kind_label(self) -> str:
        """The kind in words."""
        return str(Succession.Kind(self.kind).label)

    @property
    def is_open(self) -> bool:
        """Whether it may still be confirmed or cancelled."""
        return not (self.applied or self.cancelled)

    @property
    def one_sided(self) -> bool:
        """Whether no other unit has to confirm."""
        return self.kind in {Succession.Kind.RENAME, Succession.Kind.DISSOLVE}

    @property
    def may_cancel(self) -> bool:
        """Whether an operator may call it off."""
        return self.is_open and (self.imported or self.waits_for_operator)

    @property
    def waits_for_operator(self) -> bool:
        """Whether a side that has nobody left has not confirmed."""
        predecessor = not (self.predecessor_confirmed or self.predecessor_managed)
        successor = not (self.one_sided or self.successor_confirmed or self.successor_managed)
        return self.is_open and (predecessor or successor)


def listed_successions(now: datetime) -> list[Listed]:
    """The newest 500 successions of the installation, open ones first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM app_successions(%s)", [now])
        return [Listed(*row) for row in cursor.fetchall()]


def sides_in(succession_id: int) -> tuple[int, ...]:
    """The units that take part in a succession, for an operator; empty if there is none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM app_succession_sides(%s)", [succession_id])
        row = cursor.fetchone()
    return tuple(filter(None, row)) if row else ()
