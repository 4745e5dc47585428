"""Working teams of an organization, and what its circles read of them."""

from collections.abc import Collection
from datetime import datetime

from lienket.circles import queries as circles
from lienket.councils import queries
from lienket.councils.events import (
    TeamDissolved,
    TeamFormed,
    TeamMembersChanged,
    TeamPublished,
    TeamUnpublished,
)
from lienket.councils.models import Team, TeamEntry, TeamMember
from lienket.journal import actions as journal
from lienket.kernel.actors import Member
from lienket.kernel.errors import Refusal, about
from lienket.kernel.guard.text import clean_line
from lienket.organizations.models import Appointment
from lienket.organizations.queries import people_for

MANAGE = Appointment.Right.MANAGE_ORGANIZATION
NAME_LIMIT, LEADER_LIMIT, PHONE_LIMIT = 120, 100, 20


class TeamNeedsName(Refusal):
    """Give the team a name."""

    field = "name"


class LeaderIsNoMember(Refusal):
    """The one who leads the team must belong to it. Tick the name in the list as well."""

    field = "leader"


class NotYourPeople(Refusal):
    """Choose from the people who hold an office in your organization."""

    field = "people"


def form_team(*, name: str, by: Member, now: datetime, not_secret: bool = False) -> Team:
    """Form a working team inside the organization `by` acts for; nobody else sees it."""
    by.require(MANAGE)
    with about("name"):
        clean = clean_line(name, NAME_LIMIT, not_secret=not_secret)
    if not clean:
        raise TeamNeedsName
    team = Team.objects.create(organization_id=by.organization_id, name=clean, formed_at=now)
    journal.record(TeamFormed(team.id), by=by, at=now, organization_id=by.organization_id)
    return team


def set_members(
    *,
    team_id: int,
    person_ids: Collection[int],
    leader_id: int | None,
    by: Member,
    now: datetime,
) -> Team:
    """Say who belongs to a team and who leads it; circles that know it read the new size.

    Raises NotYourPeople, and LeaderIsNoMember.
    """
    team = _own(team_id, by)
    chosen = set(person_ids)
    if leader_id is not None and leader_id not in chosen:
        raise LeaderIsNoMember
    if chosen - set(people_for(by, now).values_list("id", flat=True)):
        raise NotYourPeople
    team.members.all().delete()
    TeamMember.objects.bulk_create(
        TeamMember(
            organization_id=by.organization_id,
            team=team,
            person_id=person_id,
            leads=person_id == leader_id,
        )
        for person_id in sorted(chosen)
    )
    TeamEntry.objects.filter(team=team).update(size=len(chosen))
    journal.record(TeamMembersChanged(team.id), by=by, at=now, organization_id=by.organization_id)
    return team


def publish_team(
    *,
    team_id: int,
    circle_id: int,
    by: Member,
    now: datetime,
    leader: str = "",
    phone: str = "",
    not_secret: bool = False,
) -> TeamEntry:
    """Tell a circle the name and size of a team, which post leads it, and its number; no person.

    Publishing again replaces what the circle reads. Raises Circle.DoesNotExist.
    """
    team = _own(team_id, by)
    circle = circles.circles_for(by).get(id=circle_id)
    with about("leader"):
        leader = clean_line(leader, LEADER_LIMIT, not_secret=not_secret)
    with about("phone"):
        phone = clean_line(phone, PHONE_LIMIT)
    entry, _new = TeamEntry.objects.update_or_create(
        circle=circle,
        team=team,
        defaults={
            "organization_id": by.organization_id,
            "name": team.name,
            "size": team.members.count(),
            "leader": leader,
            "phone": phone,
            "published_at": now,
        },
    )
    journal.record(TeamPublished(entry.id), by=by, at=now, circle_id=circle.id)
    return entry


def unpublish_team(*, entry_id: int, by: Member, now: datetime) -> Team:
    """Let a circle read nothing of a team any more."""
    by.require(MANAGE)
    entry = TeamEntry.objects.select_related("team").get(
        id=entry_id, organization_id=by.organization_id
    )
    team, circle_id = entry.team, entry.circle_id
    entry.delete()
    journal.record(TeamUnpublished(entry_id), by=by, at=now, circle_id=circle_id)
    return team


def dissolve_team(*, team_id: int, by: Member, now: datetime) -> Team:
    """Dissolve a team: who was in it is forgotten, and no circle reads of it any more."""
    team = _own(team_id, by)
    team.members.all().delete()
    for entry in team.entries.all():
        unpublish_team(entry_id=entry.id, by=by, now=now)
    team.dissolved_at = now
    team.save(update_fields=["dissolved_at"])
    journal.record(TeamDissolved(team.id), by=by, at=now, organization_id=by.organization_id)
    return team


def _own(team_id: int, by: Member) -> Team:
    by.require(MANAGE)
    return queries.teams_for(by).select_for_update(of=("self",)).get(id=team_id)
