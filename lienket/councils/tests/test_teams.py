"""Working teams: private, until the organization publishes what a circle may read."""

import pytest
from django.db import ProgrammingError

from lienket.circles.models import Circle
from lienket.councils import actions, queries
from lienket.councils.actions.teams import LeaderIsNoMember, NotYourPeople
from lienket.councils.models import Team, TeamEntry, TeamMember
from lienket.kernel.actors import Member
from lienket.kernel.rls import acting
from tests.cast import NOON, Unit


@pytest.fixture
def team(dispatcher: Member) -> Team:
    """The plant's team with one member."""
    with acting(dispatcher):
        team = actions.form_team(name="Tổ công tác ANTT", by=dispatcher, now=NOON)
        return actions.set_members(
            team_id=team.id,
            person_ids=[dispatcher.person_id],
            leader_id=dispatcher.person_id,
            by=dispatcher,
            now=NOON,
        )


def publish(team: Team, circle: Circle, by: Member) -> TeamEntry:
    with acting(by):
        return actions.publish_team(
            team_id=team.id,
            circle_id=circle.id,
            leader="Trưởng ca bảo vệ",
            phone="+84912345678",
            by=by,
            now=NOON,
        )


def test_a_partner_sees_neither_team_nor_members(team: Team, chief: Member) -> None:
    with acting(chief):
        assert not Team.objects.exists()
        assert not TeamMember.objects.exists()


def test_a_circle_reads_the_size_that_the_team_has_now(
    team: Team, circle: Circle, dispatcher: Member, chief: Member
) -> None:
    publish(team, circle, dispatcher)
    with acting(chief):
        assert queries.entries_of(circle.id).get().size == 1
    with acting(dispatcher):
        actions.set_members(team_id=team.id, person_ids=[], leader_id=None, by=dispatcher, now=NOON)
    with acting(chief):
        assert queries.entries_of(circle.id).get().size == 0


def test_a_partner_cannot_change_what_was_published(
    team: Team, circle: Circle, dispatcher: Member, chief: Member
) -> None:
    publish(team, circle, dispatcher)
    with pytest.raises(ProgrammingError), acting(chief):
        TeamEntry.objects.update(size=99)


def test_an_outsider_reads_nothing(
    team: Team, circle: Circle, dispatcher: Member, outsider: Unit
) -> None:
    publish(team, circle, dispatcher)
    with acting(outsider.member()):
        assert not TeamEntry.objects.exists()


def test_dissolving_forgets_members_and_entries(
    team: Team, circle: Circle, dispatcher: Member
) -> None:
    publish(team, circle, dispatcher)
    with acting(dispatcher):
        actions.dissolve_team(team_id=team.id, by=dispatcher, now=NOON)
        assert not TeamMember.objects.exists()
        assert not TeamEntry.objects.exists()


def test_members_are_people_of_the_organization(
    team: Team, dispatcher: Member, chief: Member
) -> None:
    with acting(dispatcher):
        with pytest.raises(NotYourPeople):
            actions.set_members(
                team_id=team.id,
                person_ids=[chief.person_id],
                leader_id=None,
                by=dispatcher,
                now=NOON,
            )
        with pytest.raises(LeaderIsNoMember):
            actions.set_members(
                team_id=team.id,
                person_ids=[],
                leader_id=dispatcher.person_id,
                by=dispatcher,
                now=NOON,
            )
