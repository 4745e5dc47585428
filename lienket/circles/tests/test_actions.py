"""Joining needs both sides, leaving ends all sight, and a narrower audience is never wider."""

from datetime import datetime, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lienket.circles import actions, queries
from lienket.circles.models import Circle, Invitation, Membership
from lienket.kernel.actors import Member
from lienket.kernel.errors import NotAllowed
from lienket.kernel.rls import acting
from lienket.organizations.models import Organization, Person
from tests.cast import NOON, Unit, make_circle, make_unit

DAY = timedelta(days=1)
FRESH = count()


def invite(circle: Circle, by: Member, unit: Unit, **terms: object) -> int:
    with acting(by):
        return actions.invite(
            circle_id=circle.id,
            organization_id=unit.id,
            by=by,
            now=NOON,
            **terms,  # type: ignore[arg-type]
        ).id


def test_an_invited_organization_sees_nothing_until_it_accepts(
    circle: Circle, dispatcher: Member, outsider: Unit
) -> None:
    invitation_id = invite(circle, dispatcher, outsider)
    invited = outsider.member()
    assert invited.circles == ()
    with acting(invited):
        assert not Membership.objects.exists()
        actions.answer_invitation(invitation_id=invitation_id, accept=True, by=invited, now=NOON)

    assert outsider.member().circles == (circle.id,)


def test_nobody_answers_the_invitation_of_another(
    circle: Circle, dispatcher: Member, outsider: Unit
) -> None:
    invitation_id = invite(circle, dispatcher, outsider)
    stranger = make_unit("Stranger").member()
    with acting(stranger), pytest.raises(Invitation.DoesNotExist):
        actions.answer_invitation(invitation_id=invitation_id, accept=True, by=stranger, now=NOON)


def test_an_expired_invitation_opens_nothing(
    circle: Circle, dispatcher: Member, outsider: Unit
) -> None:
    invitation_id = invite(circle, dispatcher, outsider)
    late = NOON + actions.INVITATION_LASTS
    invited = outsider.member()
    with acting(invited), pytest.raises(actions.InvitationExpired):
        actions.answer_invitation(invitation_id=invitation_id, accept=True, by=invited, now=late)


def test_only_the_chair_invites(circle: Circle, chief: Member, outsider: Unit) -> None:
    with pytest.raises(NotAllowed):
        invite(circle, chief, outsider)


def test_a_membership_ends_by_itself_without_anybody_cleaning_up(
    circle: Circle, dispatcher: Member, outsider: Unit
) -> None:
    invitation_id = invite(circle, dispatcher, outsider, until=NOON + DAY)
    invited = outsider.member()
    with acting(invited):
        actions.answer_invitation(invitation_id=invitation_id, accept=True, by=invited, now=NOON)

    member = outsider.member(NOON + DAY - timedelta(seconds=1))
    assert member.circles == (circle.id,)
    assert member.sees_until == NOON + DAY
    assert outsider.member(NOON + DAY).circles == ()


def test_a_leaver_sees_nothing_and_its_name_stays_in_the_record(
    circle: Circle, dispatcher: Member, chief: Member, fire_service: Unit
) -> None:
    with acting(chief):
        actions.leave(circle_id=circle.id, by=chief, now=NOON)

    gone = fire_service.member()
    assert gone.circles == ()
    with acting(gone):
        assert set(Organization.objects.values_list("id", flat=True)) == {fire_service.id}
    with acting(dispatcher):
        assert Organization.objects.filter(id=fire_service.id).exists()
        assert not queries.members_of(circle.id, NOON).filter(organization_id=fire_service.id)


def test_leaving_ends_the_place_in_every_subset(
    circle: Circle, dispatcher: Member, chief: Member, fire_service: Unit
) -> None:
    with acting(dispatcher):
        actions.subset(
            parent_id=circle.id,
            organization_ids=[dispatcher.organization_id, chief.organization_id],
            by=dispatcher,
            now=NOON,
        )
    leaver = fire_service.member()
    assert len(leaver.circles) == 2
    with acting(leaver):
        actions.leave(circle_id=circle.id, by=leaver, now=NOON)
    assert fire_service.member().circles == ()


def test_a_subset_ends_for_whoever_no_longer_belongs_to_its_parent(
    circle: Circle, dispatcher: Member, fire_service: Unit
) -> None:
    with acting(dispatcher):
        actions.subset(
            parent_id=circle.id,
            organization_ids=[dispatcher.organization_id, fire_service.id],
            by=dispatcher,
            now=NOON,
        )
        Membership.objects.filter(circle=circle, organization=fire_service.organization).update(
            valid_to=NOON + DAY
        )
    assert fire_service.member(NOON + DAY).circles == ()


def test_the_same_set_has_one_subset_however_it_is_named(
    circle: Circle, dispatcher: Member, chief: Member, fire_service: Unit, plant: Unit
) -> None:
    def formed(by: Member, *members: int) -> int:
        with acting(by):
            return actions.subset(parent_id=circle.id, organization_ids=members, by=by, now=NOON).id

    first = formed(dispatcher, plant.id, fire_service.id)
    # The chief's sight is from before the subset was formed.
    assert formed(chief, fire_service.id, plant.id, plant.id) == first


def test_a_subset_holds_members_only(
    circle: Circle, dispatcher: Member, plant: Unit, outsider: Unit, fire_service: Unit
) -> None:
    with acting(dispatcher), pytest.raises(actions.NotMembers):
        actions.subset(
            parent_id=circle.id, organization_ids=[plant.id, outsider.id], by=dispatcher, now=NOON
        )
    with acting(dispatcher), pytest.raises(actions.SubsetTooSmall):
        actions.subset(parent_id=circle.id, organization_ids=[plant.id], by=dispatcher, now=NOON)


def test_whoever_is_not_in_it_cannot_form_a_subset(
    circle: Circle, dispatcher: Member, fire_service: Unit, commune: Unit
) -> None:
    with acting(dispatcher), pytest.raises(actions.NotMembers):
        actions.subset(
            parent_id=circle.id,
            organization_ids=[fire_service.id, commune.id],
            by=dispatcher,
            now=NOON,
        )


def test_the_chair_is_handed_over_to_a_member(
    circle: Circle, dispatcher: Member, chief: Member, outsider: Unit
) -> None:
    for stranger in (outsider.id, 0):
        with acting(dispatcher), pytest.raises(actions.NotMembers):
            actions.hand_over_chair(
                circle_id=circle.id, organization_id=stranger, by=dispatcher, now=NOON
            )
    with acting(chief), pytest.raises(NotAllowed):
        actions.hand_over_chair(
            circle_id=circle.id, organization_id=chief.organization_id, by=chief, now=NOON
        )
    with acting(dispatcher):
        actions.hand_over_chair(
            circle_id=circle.id, organization_id=chief.organization_id, by=dispatcher, now=NOON
        )
    assert invite(circle, chief, outsider)
    with acting(dispatcher):
        actions.leave(circle_id=circle.id, by=dispatcher, now=NOON)


def test_a_closed_circle_is_read_only_and_stays_closed(
    circle: Circle, dispatcher: Member, chief: Member
) -> None:
    with acting(chief), pytest.raises(NotAllowed):
        actions.close(circle_id=circle.id, by=chief, now=NOON)
    with acting(dispatcher):
        actions.close(circle_id=circle.id, by=dispatcher, now=NOON)
        closed = actions.close(circle_id=circle.id, by=dispatcher, now=NOON + DAY)
    assert closed.closed_at == NOON


def test_partners_know_names_but_no_strangers_do(
    circle: Circle, dispatcher: Member, outsider: Unit, fire_service: Unit
) -> None:
    with acting(dispatcher):
        assert Person.objects.filter(organization=fire_service.organization).exists()
    with acting(outsider.member()):
        assert set(Person.objects.values_list("organization_id", flat=True)) == {outsider.id}


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_sight_is_exactly_the_circles_one_belongs_to(db: None, data: st.DataObject) -> None:
    """Any pattern of circles: each organization sees its own, and nobody else's."""
    numbers = st.integers(min_value=0, max_value=3)
    units = [make_unit(f"Unit{next(FRESH)}") for _ in range(4)]
    patterns = data.draw(st.lists(st.sets(numbers, min_size=1), min_size=1, max_size=3))
    circles = []
    for pattern in patterns:
        chair, *others = sorted(pattern)
        circle = make_circle(units[chair], *(units[number] for number in others))
        circles.append((circle.id, pattern))

    for number, unit in enumerate(units):
        expected = {circle_id for circle_id, pattern in circles if number in pattern}
        member = unit.member()
        assert set(member.circles) == expected
        with acting(member):
            assert set(Circle.objects.values_list("id", flat=True)) == expected


def test_a_term_is_renewed_before_it_ends_and_subsets_follow(
    circle: Circle, dispatcher: Member, chief: Member, fire_service: Unit
) -> None:
    def renew(until: datetime | None, by: Member = dispatcher) -> None:
        with acting(by):
            actions.renew(
                circle_id=circle.id, organization_id=fire_service.id, until=until, by=by, now=NOON
            )

    renew(NOON + DAY)
    with acting(dispatcher):
        actions.subset(
            parent_id=circle.id,
            organization_ids=[dispatcher.organization_id, fire_service.id],
            by=dispatcher,
            now=NOON,
        )
    assert fire_service.member(NOON + DAY).circles == ()

    renew(NOON + 2 * DAY)
    assert len(fire_service.member(NOON + DAY).circles) == 2
    with pytest.raises(NotAllowed):
        renew(None, by=chief)
    with pytest.raises(actions.EndsInThePast):
        renew(NOON)


def test_the_chair_sees_whom_it_has_invited(
    circle: Circle, dispatcher: Member, outsider: Unit
) -> None:
    invite(circle, dispatcher, outsider)
    with acting(dispatcher):
        (invitation,) = queries.open_invitations(circle.id, NOON)
        assert invitation.organization.name == "Outsider"
