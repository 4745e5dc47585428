"""What an organization was called, and what it is called now: history keeps old names.

`{% load organizations %}{{ party.name|now_called:party.organization }}` prints
"Công an huyện X (nay là Công an xã Y)".
"""

from collections.abc import Collection
from datetime import date
from functools import cached_property

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
    return NamesNow([organization.id]).called(historic, organization)


class NamesNow:
    """The same for many units, looked up together."""

    def __init__(self, organization_ids: Collection[int]) -> None:
        self.organization_ids = organization_ids

    @cached_property
    def heirs(self) -> dict[int, list[Organization]]:
        return heirs_of(self.organization_ids)

    @cached_property
    def _former(self) -> set[tuple[int, str]]:
        """What each unit was called before, in full and in short, capitals aside."""
        return {
            (one.organization_id, name.casefold())
            for one in FormerName.objects.filter(organization_id__in=self.organization_ids)
            for name in (one.name, one.short_name)
        }

    def called(self, historic: str, organization: Organization) -> str:
        """What `called_now` says of one of them.

        A name that was merely written in other words is no historic name: it stands as it is.
        """
        if organization.id not in self.heirs:
            now = organization.name if self._was_called(historic, organization) else historic
        elif self.heirs[organization.id]:
            now = ", ".join(heir.name for heir in self.heirs[organization.id])
        else:
            return gettext("{name} (dissolved)").format(name=historic)
        if now == historic:
            return historic
        return gettext("{name} (now {now})").format(name=historic, now=now)

    def _was_called(self, name: str, organization: Organization) -> bool:
        return name != organization.name and (organization.id, name.casefold()) in self._former
