"""The offices of councils that owe something, and whether somebody holds them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from lienket.councils import queries as councils
from lienket.councils.models import Office
from lienket.councils.rules import rank
from lienket.obligations.models import Obligation


@dataclass(frozen=True)
class OfficeNow:
    """An office, and whether anybody acts in it now: its holder, or whoever stands in."""

    office: Office
    held: bool


def offices_in(circle_id: int, now: datetime) -> list[OfficeNow]:
    """The offices of the councils that stand in a circle, by council and rank."""
    standing = Office.objects.filter(circle_id=circle_id, council__dissolved_at=None)
    return _now(standing.values_list("id", flat=True), now)


def office_of(obligation: Obligation, now: datetime) -> OfficeNow | None:
    """The office that owes an obligation; None where parties owe it, or out of sight."""
    return office_now(obligation.council_office_id, now)


def office_now(office_id: int | None, now: datetime) -> OfficeNow | None:
    """An office in sight, by its id."""
    return next(iter(_now([office_id], now)), None) if office_id else None


def _now(office_ids: Iterable[int], now: datetime) -> list[OfficeNow]:
    offices = Office.objects.filter(id__in=list(office_ids))
    acting = councils.acting_in(offices, now)
    found = offices.select_related("council", "organization")
    by_rank = sorted(found, key=lambda one: (one.council_id, rank(one.role), one.position, one.id))
    return [OfficeNow(office, office.id in acting) for office in by_rank]
