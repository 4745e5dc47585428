"""Which rows of the registers somebody may see, how they stand, and what must be renewed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Func, Q, QuerySet, Sum, TextField, Value

from lienket.kernel.actors import Actor, Member
from lienket.registers import rules
from lienket.registers.kinds import Kind, kinds
from lienket.registers.models import Change, Entry
from lienket.registers.rules import STANDINGS, Standing

#: Envelopes of this module.
KIND = "register"


def entries_for(by: Actor) -> QuerySet[Entry]:
    """The rows, retired ones too, of all circles `by` belongs to."""
    return Entry.objects.filter(circle_id__in=by.circles).select_related(
        "circle", "organization", "member"
    )


def in_register(by: Actor, circle_id: int, kind: str) -> QuerySet[Entry]:
    """What stands in one register of a circle: what expires first on top, the newest month."""
    found = entries_for(by).filter(circle_id=circle_id, kind=kind, retired_at=None)
    order = ["-number"] if kinds[kind].monthly else ["expires_on"]
    return found.order_by(*order, Func(F("name"), function="vn_sort"), "id")


def standing_of(entry: Entry, today: date) -> Standing:
    """How a row stands today."""
    return rules.standing(
        expires_on=entry.expires_on,
        amount=entry.amount,
        part=entry.part,
        days_before=kinds[entry.kind].days_before,
        today=today,
    )


def that_stand(standing: Standing, kind: Kind, today: date) -> Q:
    """The condition of a standing, as `rules.standing` tells it: lists and figures agree."""
    short = Q(part__lt=F("amount"))
    over = Q(expires_on__lt=today)
    soon = Q(expires_on__lte=today + timedelta(days=kind.days_before))
    conditions: dict[Standing, Q] = {
        "expired": over,
        "short": short & ~over,
        "soon": soon & ~over & ~short,
        "valid": ~over & ~short & ~soon,
    }
    # What has no last day or no part must be counted too: NULL is neither true nor false.
    if kind.expires is None:
        conditions |= {"expired": Q(id=None), "soon": Q(id=None)}
        conditions |= {"short": short, "valid": ~short}
    if kind.part is None:
        conditions |= {"short": Q(id=None), "soon": soon & ~over, "valid": ~soon}
    return conditions[standing]


@dataclass(frozen=True)
class Figures:
    """How the rows of one register stand, and what they count together."""

    counts: dict[Standing, int]
    amount: int
    part: int

    @property
    def rows(self) -> int:
        """All of them."""
        return sum(self.counts.values())


def figures_of(found: QuerySet[Entry], kind: Kind, today: date) -> Figures:
    """The figures of some rows of one register."""
    counted = found.order_by().aggregate(
        **{
            standing: Count(Value(1), filter=that_stand(standing, kind, today))
            for standing in STANDINGS
        },
        amounts=Sum("amount", default=0),
        parts=Sum("part", default=0),
    )
    counts = {standing: counted[standing] for standing in STANDINGS}
    return Figures(counts, counted["amounts"], counted["parts"])


def saying(found: QuerySet[Entry], words: str) -> QuerySet[Entry]:
    """Those whose name or number has these words; accents and capitals aside."""
    plain = Func(Value(words), function="vn_plain", output_field=TextField())
    return found.annotate(
        said_name=Func(F("name"), function="vn_plain", output_field=TextField()),
        said_number=Func(F("number"), function="vn_plain", output_field=TextField()),
    ).filter(Q(said_name__contains=plain) | Q(said_number__contains=plain))


def to_renew(by: Actor, today: date) -> QuerySet[Entry]:
    """What has expired or soon will in the circles of `by`, the oldest first."""
    due = Q()
    for key, kind in kinds.items():
        if kind.expires:
            due |= Q(kind=key, expires_on__lte=today + timedelta(days=kind.days_before))
    return entries_for(by).filter(due, retired_at=None).order_by("expires_on", "id")


def concerning(by: Member) -> Q:
    """The rows of `by`'s organization, and those that are about it."""
    return Q(organization_id=by.organization_id) | Q(member_id=by.organization_id)


def changes_of(entry: Entry) -> Iterable[Change]:
    """What became of a row, the latest first."""
    return entry.changes.order_by("-at", "-id")
