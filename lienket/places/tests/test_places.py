"""Sites, zones, corridors, waypoints and contact plans: who may change them and who sees them."""

import pytest

from lienket.circles.actions import NotMembers
from lienket.circles.models import Circle
from lienket.kernel.actors import Member
from lienket.kernel.errors import NotAllowed
from lienket.kernel.guard.refusals import SecrecyStamp
from lienket.kernel.rls import acting
from lienket.organizations import actions as organizations
from lienket.places import actions, queries
from lienket.places.actions.contacts import NoSuchPost
from lienket.places.actions.corridors import CorridorNeedsLine, TowerOffLine, TowerTwice
from lienket.places.actions.shapes import (
    NotAnArea,
    NotYourPlace,
    OutlineCrossesItself,
    OutsideVietnam,
    PlaceNeedsName,
    PlaceWasRemoved,
    PositionSwapped,
    TooManyCorners,
)
from lienket.places.actions.sites import CentreOutsideOutline, SiteNeedsPosition
from lienket.places.actions.zones import ZoneFarAway
from lienket.places.models import Contact, Corridor, Site, Tower, Waypoint, Zone
from lienket.places.rules import Position
from lienket.places.tests.hands import CENTRE, LINE, list_corridor, list_site, square
from tests.cast import NOON, Unit


def test_all_members_see_a_site_that_one_of_them_lists(
    circle: Circle, dispatcher: Member, chief: Member
) -> None:
    site = list_site(circle, dispatcher)
    with acting(chief):
        assert list(queries.sites_of(circle.id, chief)) == [site]


def test_nobody_outside_the_circle_sees_any_place(
    circle: Circle, dispatcher: Member, outsider: Unit
) -> None:
    site = list_site(circle, dispatcher)
    list_corridor(circle, dispatcher, towers=[actions.TowerDraft("VT1", Position(13.36, 109.21))])
    with acting(dispatcher):
        actions.draw_zone(
            site_id=site.id,
            name="Trạm biến áp",
            kind="restricted",
            outline=square(half=0.001),
            by=dispatcher,
            now=NOON,
        )
        actions.set_waypoint(
            circle_id=circle.id,
            name="Cổng chính",
            kind="gate",
            position=CENTRE,
            by=dispatcher,
            now=NOON,
        )
        plan = [actions.Line(dispatcher.organization_id)]
        actions.set_contacts(site_id=site.id, lines=plan, by=dispatcher, now=NOON)
    stranger = outsider.member()
    with acting(stranger):
        for table in (Site, Zone, Contact, Corridor, Tower, Waypoint):
            assert not table._default_manager.exists()
        with pytest.raises(Site.DoesNotExist):
            actions.remove_site(site_id=site.id, by=stranger, now=NOON)


def test_only_the_organization_that_runs_a_site_changes_it(
    circle: Circle, dispatcher: Member, chief: Member
) -> None:
    site = list_site(circle, dispatcher)
    with acting(chief), pytest.raises(NotYourPlace):
        actions.remove_site(site_id=site.id, by=chief, now=NOON)


def test_listing_needs_the_right(circle: Circle, dispatcher: Member) -> None:
    reader = Member(
        appointment_id=dispatcher.appointment_id,
        person_id=dispatcher.person_id,
        organization_id=dispatcher.organization_id,
        person_name="",
        organization_name="",
        circles=dispatcher.circles,
    )
    with pytest.raises(NotAllowed):
        list_site(circle, reader)


def test_a_site_without_a_position_stands_in_the_middle_of_its_outline(
    circle: Circle, dispatcher: Member
) -> None:
    site = list_site(circle, dispatcher, position=None)
    assert (site.latitude, site.longitude) == pytest.approx(CENTRE)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"name": "  "}, PlaceNeedsName),
        ({"note": "MẬT\nPhương án bảo vệ"}, SecrecyStamp),
        ({"position": None, "outline": None}, SiteNeedsPosition),
        ({"position": Position(109.205, 13.355)}, PositionSwapped),
        ({"position": Position(48.85, 2.35)}, OutsideVietnam),
        ({"position": Position(float("nan"), 109.0)}, OutsideVietnam),
        ({"position": Position(13.5, 109.205)}, CentreOutsideOutline),
        ({"outline": LINE}, NotAnArea),
    ],
)
def test_a_site_is_refused_with_a_reason(
    circle: Circle,
    dispatcher: Member,
    changes: dict[str, object],
    refusal: type[Exception],
) -> None:
    with pytest.raises(refusal):
        list_site(circle, dispatcher, **changes)
    with acting(dispatcher):
        assert not Site.objects.exists()


def test_an_outline_that_crosses_itself_says_where(circle: Circle, dispatcher: Member) -> None:
    bow = square()
    ring = bow["coordinates"][0]
    ring[1], ring[2] = ring[2], ring[1]
    with pytest.raises(OutlineCrossesItself, match=r"13\.35500, 109\.20500"):
        list_site(circle, dispatcher, outline=bow)


def test_an_outline_of_too_many_points_is_refused(circle: Circle, dispatcher: Member) -> None:
    ring = [[109 + step / 1e6, 13.0] for step in range(6000)]
    with pytest.raises(TooManyCorners, match="5000"):
        list_site(circle, dispatcher, outline={"type": "Polygon", "coordinates": [ring]})


def test_a_removed_site_takes_what_lies_in_it_off_the_map(
    circle: Circle, dispatcher: Member
) -> None:
    site = list_site(circle, dispatcher)
    with acting(dispatcher):
        actions.set_waypoint(
            circle_id=circle.id,
            name="Trụ nước số 1",
            kind="hydrant",
            position=CENTRE,
            site_id=site.id,
            by=dispatcher,
            now=NOON,
        )
        actions.remove_site(site_id=site.id, by=dispatcher, now=NOON)
        assert not queries.sites_of(circle.id, dispatcher)
        assert not queries.waypoints_of(circle.id, dispatcher)
        with pytest.raises(PlaceWasRemoved):
            actions.remove_site(site_id=site.id, by=dispatcher, now=NOON)


def test_a_zone_is_drawn_inside_its_site(circle: Circle, dispatcher: Member) -> None:
    site = list_site(circle, dispatcher)
    with acting(dispatcher), pytest.raises(ZoneFarAway):
        actions.draw_zone(
            site_id=site.id,
            name="Kho",
            kind="storage",
            outline=square(Position(14.0, 109.2)),
            by=dispatcher,
            now=NOON,
        )


def test_a_corridor_without_a_line_runs_from_tower_to_tower(
    circle: Circle, dispatcher: Member
) -> None:
    towers = [
        actions.TowerDraft("VT1", Position(13.36, 109.21)),
        actions.TowerDraft("VT2", Position(13.365, 109.22)),
    ]
    corridor = list_corridor(circle, dispatcher, line=None, towers=towers)
    assert corridor.line["coordinates"] == [[109.21, 13.36], [109.22, 13.365]]
    with pytest.raises(CorridorNeedsLine):
        list_corridor(circle, dispatcher, line=None, towers=towers[:1])


def test_towers_have_their_own_numbers_and_stand_on_the_line(
    circle: Circle, dispatcher: Member
) -> None:
    here = Position(13.36, 109.21)
    twice = [actions.TowerDraft("VT1", here), actions.TowerDraft(" VT1", here)]
    with pytest.raises(TowerTwice, match="VT1"):
        list_corridor(circle, dispatcher, towers=twice)
    with pytest.raises(TowerOffLine, match="VT9"):
        list_corridor(
            circle, dispatcher, towers=[actions.TowerDraft("VT9", Position(13.5, 109.21))]
        )


def test_a_contact_plan_names_posts_of_members_only(
    circle: Circle, dispatcher: Member, fire_service: Unit, outsider: Unit
) -> None:
    site = list_site(circle, dispatcher)
    chief = fire_service.member()
    with acting(chief):
        desk = organizations.add_post(
            organization_id=fire_service.id,
            name="Trực ban 24/24",
            always_on_duty=True,
            by=chief,
            now=NOON,
        )

    def plan(*lines: actions.Line) -> None:
        with acting(dispatcher):
            actions.set_contacts(site_id=site.id, lines=lines, by=dispatcher, now=NOON)

    plan(actions.Line(fire_service.id, desk.id, "Cháy, nổ"), actions.Line(fire_service.id))
    with acting(dispatcher):
        assert [one.post for one in queries.contacts_of(site)] == [desk, None]
    with pytest.raises(NotMembers):
        plan(actions.Line(outsider.id))
    with pytest.raises(NoSuchPost):
        plan(actions.Line(dispatcher.organization_id, desk.id))


def test_a_spot_is_told_by_site_and_zone_or_by_corridor_and_tower(
    circle: Circle, dispatcher: Member
) -> None:
    site = list_site(circle, dispatcher)
    corridor = list_corridor(
        circle,
        dispatcher,
        towers=[
            actions.TowerDraft("VT1", Position(13.36, 109.21)),
            actions.TowerDraft("VT2", Position(13.365, 109.22)),
        ],
    )
    with acting(dispatcher):
        zone = actions.draw_zone(
            site_id=site.id,
            name="Trạm biến áp",
            kind="restricted",
            outline=square(half=0.001),
            by=dispatcher,
            now=NOON,
        )
        inside = queries.spot_of(circle.id, CENTRE, dispatcher)
        on_line = queries.spot_of(circle.id, Position(13.36495, 109.2199), dispatcher)
        far_away = queries.spot_of(circle.id, Position(14.5, 108.0), dispatcher)
    assert (inside.site, inside.zone, inside.corridor) == (site, zone, None)
    assert on_line.corridor == corridor
    assert on_line.tower
    assert on_line.tower.number == "VT2"
    assert far_away == queries.Spot()
