"""The register: what a regulation obliges its parties to do."""

from collections.abc import Iterable, Mapping

from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects

from lienket.councils.models import Office
from lienket.kernel.actors import Actor
from lienket.obligations.models import Obligation, ObligationParty
from lienket.regulations import queries as regulations


def obligations_for(by: Actor) -> QuerySet[Obligation]:
    """The obligations of all regulations that `by` may read."""
    read = regulations.regulations_for(by)
    return Obligation.objects.filter(circle_id__in=by.circles, regulation__in=read).order_by("code")


def obligations_of(regulation_id: int) -> QuerySet[Obligation]:
    """The register of a regulation, by code."""
    return Obligation.objects.filter(regulation_id=regulation_id).order_by("code")


def concerning(organization_id: int) -> QuerySet[Obligation]:
    """What is in force for a party, or for an office that the organization fills."""
    return (
        Obligation.objects.filter(
            Q(parties__party__organization_id=organization_id)
            | Q(council_office__organization_id=organization_id),
            ended_at=None,
        )
        .order_by("code")
        .distinct()
    )


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
        found,
        Prefetch("parties", ObligationParty.objects.select_related("party")),
        Prefetch("council_office", Office.objects.select_related("council")),
    )
    return found


def named_parties(obligation: Obligation, names: Mapping[int, str]) -> dict[str, list[str]]:
    """Short names of the parties by the part they have; the name in the text for strangers.

    An office that owes it stands for the parties responsible.
    """
    found: dict[str, list[str]] = {role: [] for role in ObligationParty.Role.values}
    for part in sorted(obligation.parties.all(), key=lambda part: part.party.position):
        name = names.get(part.party.organization_id or 0, part.party.name)
        found[part.role].append(name)
    if office := obligation.council_office:
        name = names.get(office.organization_id, "")
        found[ObligationParty.Role.RESPONSIBLE] = [f"{office} ({name})" if name else str(office)]
    return found
