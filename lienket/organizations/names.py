"""What an organization was called, and what it is called now: history keeps old names.

`{% load organizations %}{{ party.name|now_called:party.organization }}` prints
"Công an huyện X (nay là Công an xã Y)".
"""

from collections.abc import Collection
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext

from lienket.organizations.models import FormerName, Organization, Succession

#: A unit has gone through fewer successions than this.
_MOST_STEPS = 20


def name_on(organization: Organization, day: date) -> str:
    """The name the organization bore on that day."""
    former = (
        FormerName.objects.filter(organization=organization, until__gt=day)
        .order_by("until")
        .first()
    )
    return former.name if former else organization.name


def heirs_of(organization_ids: Collection[int]) -> dict[int, list[Organization]]:
    """For each unit of which nothing is left, what stands in its place now.

    An empty list: it was dissolved. Units that still exist are not in the answer.
    """
    steps: dict[int, list[Succession]] = {}
    ahead = set(organization_ids)
    for _ in range(_MOST_STEPS):
        if not ahead:
            break
        found = Succession.objects.filter(
            predecessor_id__in=ahead,
            applied_at__isnull=False,
            kind__in=[Succession.Kind.MERGE, Succession.Kind.SPLIT, Succession.Kind.DISSOLVE],
        ).select_related("successor")
        steps |= {unit: [] for unit in ahead}
        for one in found.order_by("-main_heir", "id"):
            steps[one.predecessor_id] = [*steps[one.predecessor_id], one]
        ahead = {one.successor_id for one in found if one.successor_id} - set(steps)
    ended = {unit for unit, gone in steps.items() if any(one.ends_predecessor for one in gone)}
    return {unit: _living(unit, steps, ended) for unit in organization_ids if unit in ended}


def _living(
    unit: int, steps: dict[int, list[Succession]], ended: Collection[int]
) -> list[Organization]:
    found: dict[int, Organization] = {}
    for one in steps[unit]:
        if one.successor_id and one.successor_id in ended:
            found |= {heir.id: heir for heir in _living(one.successor_id, steps, ended)}
        elif one.successor:
            found[one.successor.id] = one.successor
    return list(found.values())


def predecessors_of(organization_id: int) -> set[int]:
    """The units that the organization has taken over as a whole, and theirs."""
    found, ahead = set[int](), {organization_id}
    for _ in range(_MOST_STEPS):
        if not ahead:
            break
        ahead = (
            set(
                Succession.objects.filter(
                    Q(kind=Succession.Kind.MERGE) | Q(main_heir=True),
                    successor_id__in=ahead,
                    applied_at__isnull=False,
                ).values_list("predecessor_id", flat=True)
            )
            - found
        )
        found |= ahead
    return found


def called_now(historic: str, organization: Organization) -> str:
    """A historic name with what the organization is called now, if a succession changed it."""
    return with_heirs(historic, organization, heirs_of([organization.id]))


def with_heirs(
    historic: str, organization: Organization, heirs: dict[int, list[Organization]]
) -> str:
    """The same for one of many, whose heirs were looked up together.

    A name that was merely written in other words is no historic name: it stands as it is.
    """
    if organization.id not in heirs:
        now = organization.name if _was_called(historic, organization) else historic
    elif heirs[organization.id]:
        now = ", ".join(heir.name for heir in heirs[organization.id])
    else:
        return gettext("{name} (dissolved)").format(name=historic)
    if now == historic:
        return historic
    return gettext("{name} (now {now})").format(name=historic, now=now)


def _was_called(name: str, organization: Organization) -> bool:
    """Whether the organization was renamed since it bore this name, in full or in short."""
    if name == organization.name:
        return False
    former = FormerName.objects.filter(organization=organization)
    return former.filter(Q(name__iexact=name) | Q(short_name__iexact=name)).exists()
