"""The register: what a regulation obliges its parties to do."""

from collections.abc import Iterable, Mapping

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from lienket.kernel.actors import Actor
from lienket.obligations.models import Obligation, ObligationParty


def obligations_for(by: Actor) -> QuerySet[Obligation]:
    """The obligations of all regulations that `by` may read."""
    return Obligation.objects.filter(circle_id__in=by.circles).order_by("code")


def obligations_of(regulation_id: int) -> QuerySet[Obligation]:
    """The register of a regulation, by code."""
    return Obligation.objects.filter(regulation_id=regulation_id).order_by("code")


def letters(obligation: Obligation) -> dict[str, list[str]]:
    """The letters of the parties by the part they have."""
    found: dict[str, list[str]] = {role: [] for role in ObligationParty.Role.values}
    parts = obligation.parties.select_related("party").order_by("party__position")
    for part in parts:
        found[part.role].append(part.party.letter)
    return found


def with_parties(obligations: Iterable[Obligation]) -> list[Obligation]:
    """The same with their parties read at once."""
    found = list(obligations)
    prefetch_related_objects(
        found, Prefetch("parties", ObligationParty.objects.select_related("party"))
    )
    return found


def named_parties(obligation: Obligation, names: Mapping[int, str]) -> dict[str, list[str]]:
    """Short names of the parties by the part they have; the name in the text for strangers."""
    found: dict[str, list[str]] = {role: [] for role in ObligationParty.Role.values}
    for part in sorted(obligation.parties.all(), key=lambda part: part.party.position):
        name = names.get(part.party.organization_id or 0, part.party.name)
        found[part.role].append(name)
    return found
