"""Near repeats are proposed, people decide, watchers confirm and report."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lienket.circles.actions import leave
from lienket.circles.events import OrganizationLeft
from lienket.circles.models import Circle
from lienket.circles.overview import lines_of
from lienket.delivery.models import Message
from lienket.escalation.waiting import waiting_for
from lienket.incidents import actions as incidents
from lienket.incidents.events import IncidentReopened, IncidentReported
from lienket.incidents.models import Closure
from lienket.kernel.actors import Member
from lienket.kernel.errors import Refusal
from lienket.kernel.rls import acting
from lienket.places import actions as places
from lienket.places.actions.shapes import PositionSwapped
from lienket.places.models import Site
from lienket.places.rules import Position
from lienket.plans.actions.tasks import NotAMember
from lienket.watches import actions, queries, rules
from lienket.watches.actions.common import NoReason, WatchIsClosed
from lienket.watches.actions.deciding import DecidedAlready, NobodyWatches
from lienket.watches.actions.proposing import (
    NoPlace,
    NotWatched,
    ProposedBefore,
    WatchedBefore,
)
from lienket.watches.actions.watching import (
    NothingSaid,
    OnlyTheLeader,
    StillWatching,
    WatchOver,
)
from lienket.watches.exports import watched
from lienket.watches.models import Proposal, Watch, Watcher
from lienket.watches.reactions import look_after_a_reopening, look_after_a_report, wait_no_longer
from lienket.watches.tests.conftest import DAY, HERE, METRES, Happen, look
from tests.cast import NOON, Unit, make_unit, merge


def proposed(by: Member) -> int:
    with acting(by):
        return queries.proposals_for(by).count()


def own(watch: Watch, unit: Unit) -> Watcher:
    with acting(unit.member()):
        return Watcher.objects.get(watch=watch, organization_id=unit.id)


# ---- Proposing ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("others", "kinds", "expected"),
    [
        # At the same spot within a fortnight.
        (((13, 0), (8, 90)), ("theft",), 1),
        # In the surroundings within a week only.
        (((6, 390), (5, 350)), ("theft",), 1),
        (((6, 390), (8, 350)), ("theft",), 0),
        (((6, 410), (5, 350)), ("theft",), 0),
        (((15, 0), (3, 0)), ("theft",), 0),
        # One further incident is none too many.
        (((1, 0),), ("theft",), 0),
        # Of another group.
        (((2, 0), (1, 0)), ("kite",), 0),
        # Of the same group, whatever the kind.
        (((2, 0), (1, 0)), ("trespass", "sabotage"), 1),
    ],
)
def test_what_lies_near_in_time_and_place_is_proposed(
    others: tuple[tuple[float, float], ...],
    kinds: tuple[str, ...],
    expected: int,
    happen: Happen,
    dispatcher: Member,
) -> None:
    for number, (days, metres) in enumerate(others):
        happen(days, metres, kinds[number % len(kinds)])
    happen(0.1)
    look()
    assert proposed(dispatcher) == expected


def test_looking_again_proposes_nothing_twice(proposal: Proposal, dispatcher: Member) -> None:
    for again in range(3):
        with acting(dispatcher):
            actions.note_news(circle_id=proposal.circle_id, now=NOON)
        look(NOON + timedelta(minutes=again))
    assert proposed(dispatcher) == 1
    with acting(dispatcher):
        assert proposal.sightings.count() == 3


def test_strikes_and_complaints_are_never_among_them(happen: Happen, dispatcher: Member) -> None:
    for days in (3, 2, 1):
        happen(days, kind="work_stoppage")
    look()
    assert proposed(dispatcher) == 0


def test_exercises_and_what_did_not_happen_are_never_among_them(
    happen: Happen, dispatcher: Member
) -> None:
    happen(3)
    happen(2, exercise=True)
    unfounded = happen(1)
    happen(0.1)
    with acting(dispatcher):
        incidents.close_incident(
            incident_id=unfounded.id,
            outcome=Closure.Outcome.UNFOUNDED,
            text="Không có thật",
            by=dispatcher,
            now=NOON,
        )
    look()
    assert proposed(dispatcher) == 0


def test_a_further_incident_joins_what_is_not_decided_yet(
    proposal: Proposal, happen: Happen, dispatcher: Member
) -> None:
    happen(0.05, 100)
    look()
    assert proposed(dispatcher) == 1
    with acting(dispatcher):
        assert proposal.sightings.count() == 4


def test_what_was_declined_is_proposed_again_only_with_something_new(
    proposal: Proposal, happen: Happen, dispatcher: Member
) -> None:
    with acting(dispatcher):
        with pytest.raises(NoReason):
            actions.decline(proposal_id=proposal.id, reason=" ", by=dispatcher, now=NOON)
        actions.decline(proposal_id=proposal.id, reason="Đã bắt tại chỗ", by=dispatcher, now=NOON)
        actions.note_news(circle_id=proposal.circle_id, now=NOON)
        with pytest.raises(DecidedAlready):
            actions.decline(proposal_id=proposal.id, reason="x", by=dispatcher, now=NOON)
    look()
    assert proposed(dispatcher) == 1
    happen(0.02)
    look()
    assert proposed(dispatcher) == 2


def test_a_report_has_the_circle_looked_at(circle: Circle, dispatcher: Member) -> None:
    assert actions.look_due(now=NOON) == 0
    told = {"circle_id": circle.id, "organization_id": None, "at": NOON}
    look_after_a_report(IncidentReported(1), **told)
    look_after_a_reopening(IncidentReopened(1), **told)
    assert actions.look_due(now=NOON) == 1
    assert actions.look_due(now=NOON) == 0


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_a_watch_lasts_fourteen_days(first: date) -> None:
    assert (rules.last_day(first) - first).days == 13


# ---- Proposed by a member ----------------------------------------------------------------------

WHY = "Kho vật tư mới, chưa có hàng rào"


def propose(circle: Circle, by: Member, **change: object) -> Proposal:
    given: dict[str, object] = {"group": "order", "reason": WHY, "position": HERE} | change
    with acting(by):
        return actions.propose(circle_id=circle.id, by=by, now=NOON, **given)  # type: ignore[arg-type]


def test_a_member_proposes_with_a_reason_and_another_decides(
    circle: Circle, dispatcher: Member, chief: Member, happen: Happen
) -> None:
    before = happen(5, 50)
    proposed = propose(circle, dispatcher)
    with acting(chief):
        assert [one.id for one in queries.incidents_of(proposed, chief)] == [before.id]
        watch = actions.accept(
            proposal_id=proposed.id, watchers=[chief.organization_id], by=chief, now=NOON
        )
    assert watch.ends_on == rules.last_day(NOON.date())
    with acting(dispatcher):
        parts = dict(watched([circle.id], dispatcher))
    assert WHY in str(parts["watch_proposals.json"])


def test_a_place_is_named_by_a_listed_one_or_by_a_position(
    circle: Circle, dispatcher: Member, chief: Member
) -> None:
    with acting(dispatcher):
        site = places.list_site(
            circle_id=circle.id,
            name="Kho số 2",
            kind=Site.Kind.FACTORY,
            importance=Site.Importance.ORDINARY,
            position=HERE,
            by=dispatcher,
            now=NOON,
        )
    chosen = propose(circle, chief, position=None, site_id=site.id)
    assert (chosen.where, chosen.position) == ("Kho số 2", HERE)
    near = Position(HERE.latitude + 100 * METRES, HERE.longitude)
    assert propose(circle, chief, position=near, group="fire").where == "Kho số 2"


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"reason": " "}, NoReason),
        ({"group": "labour"}, NotWatched),
        ({"group": "persons"}, NotWatched),
        ({"position": None}, NoPlace),
        ({"position": None, "site_id": 999}, NoPlace),
        ({"position": None, "corridor_id": 999}, NoPlace),
        ({"position": Position(HERE.longitude, HERE.latitude)}, PositionSwapped),
    ],
)
def test_without_a_reason_or_a_place_nothing_is_proposed(
    change: dict[str, object], refusal: type[Refusal], circle: Circle, dispatcher: Member
) -> None:
    with pytest.raises(refusal):
        propose(circle, dispatcher, **change)
    assert proposed(dispatcher) == 0


def test_the_same_place_is_not_proposed_or_watched_twice(
    circle: Circle, dispatcher: Member, chief: Member, outsider: Unit
) -> None:
    first = propose(circle, dispatcher)
    near = Position(HERE.latitude + 300 * METRES, HERE.longitude)
    with pytest.raises(ProposedBefore):
        propose(circle, chief, position=near)
    with acting(chief):
        actions.accept(proposal_id=first.id, watchers=[chief.organization_id], by=chief, now=NOON)
    with pytest.raises(WatchedBefore):
        propose(circle, chief, position=near, group="fire")
    with pytest.raises(Circle.DoesNotExist):
        propose(circle, outsider.member())


# ---- Watching ----------------------------------------------------------------------------------


def test_watchers_are_told_and_asked_to_confirm(
    watch: Watch, plant: Unit, commune: Unit, fire_service: Unit
) -> None:
    assert watch.reference == "TC-2026-001"
    assert own(watch, plant).watches, "whoever decides need not confirm its own part"
    by = commune.member()
    with acting(by):
        assert Message.objects.filter(envelope__kind="watch", organization_id=commune.id).exists()
        assert [one.icon for one in waiting_for(by, NOON, 9)] == ["eye"]
        actions.answer(watcher_id=own(watch, commune).id, watches=True, by=by, now=NOON)
        assert not waiting_for(by, NOON, 9)
    by = fire_service.member()
    with acting(by):
        with pytest.raises(NoReason):
            actions.answer(watcher_id=own(watch, fire_service).id, watches=False, by=by, now=NOON)
        actions.answer(
            watcher_id=own(watch, fire_service).id,
            watches=False,
            reason="Không đủ người",
            by=by,
            now=NOON,
        )


def test_what_happens_there_meanwhile_is_shown_and_not_proposed(
    watch: Watch, happen: Happen, circle: Circle, dispatcher: Member
) -> None:
    near, far = happen(-0.001, 200, kind="kite"), happen(-0.001, 900)
    happen(-0.002, 10)
    look(NOON + DAY)
    assert proposed(dispatcher) == 1
    with acting(dispatcher):
        shown = {one.id for one in queries.incidents_during(watch, dispatcher)}
    assert near.id in shown
    assert far.id not in shown


def test_in_the_end_the_watchers_say_what_they_did_and_it_closes(
    watch: Watch, plant: Unit, commune: Unit, fire_service: Unit
) -> None:
    after = NOON + 14 * DAY
    by = fire_service.member()
    with acting(by):
        actions.answer(
            watcher_id=own(watch, fire_service).id, watches=False, reason="Bận", by=by, now=NOON
        )
    by = plant.member()
    with acting(by), pytest.raises(StillWatching):
        actions.report(watcher_id=own(watch, plant).id, text="Đã đi", by=by, now=NOON)
    assert actions.turn_due(now=after) == 1
    assert actions.turn_due(now=after) == 0
    with acting(by):
        with pytest.raises(NothingSaid):
            actions.report(watcher_id=own(watch, plant).id, by=by, now=after)
        actions.report(watcher_id=own(watch, plant).id, text="Đã đi 28 lượt", by=by, now=after)
        assert Watch.objects.get().closed_at is None
    by = commune.member()
    with acting(by):
        assert [one.icon for one in waiting_for(by, after, 9)] == ["eye"]
        actions.report(watcher_id=own(watch, commune).id, nothing=True, by=by, now=after)
        assert Watch.objects.get().closed_at == after
        with pytest.raises(WatchIsClosed):
            actions.report(watcher_id=own(watch, commune).id, nothing=True, by=by, now=after)
        parts = dict(watched([watch.circle_id], by))
    assert len(parts["watchers.json"]) == 3


def test_it_does_not_wait_for_a_watcher_that_has_left(
    watch: Watch, plant: Unit, commune: Unit, fire_service: Unit
) -> None:
    after = NOON + 14 * DAY
    assert actions.turn_due(now=after) == 1
    for unit in (plant, commune):
        by = unit.member()
        with acting(by):
            actions.report(watcher_id=own(watch, unit).id, nothing=True, by=by, now=after)
            assert Watch.objects.get().closed_at is None
    by = fire_service.member()
    with acting(by):
        leave(circle_id=watch.circle_id, by=by, now=after)
    gone = OrganizationLeft(fire_service.id)
    wait_no_longer(gone, circle_id=watch.circle_id, organization_id=None, at=after)
    with acting(plant.member()):
        assert Watch.objects.get().closed_at == after


def test_it_is_renewed_with_a_reason_by_whoever_leads_it(
    watch: Watch, dispatcher: Member, chief: Member
) -> None:
    with acting(dispatcher):
        renewed = actions.renew(watch_id=watch.id, reason="Còn mất", by=dispatcher, now=NOON)
        assert renewed.ends_on == watch.ends_on + rules.LASTS
    assert actions.turn_due(now=NOON + 15 * DAY) == 0
    with acting(chief), pytest.raises(OnlyTheLeader):
        actions.renew(watch_id=watch.id, reason="x", by=chief, now=NOON)
    with acting(dispatcher), pytest.raises(WatchOver):
        actions.renew(watch_id=watch.id, reason="x", by=dispatcher, now=NOON + 40 * DAY)


def test_only_full_members_watch(
    proposal: Proposal, dispatcher: Member, outsider: Unit, circle: Circle
) -> None:
    with acting(dispatcher):
        with pytest.raises(NotAMember):
            actions.accept(proposal_id=proposal.id, watchers=[outsider.id], by=dispatcher, now=NOON)
        with pytest.raises(NobodyWatches):
            actions.accept(proposal_id=proposal.id, watchers=[], by=dispatcher, now=NOON)
        assert [one.icon for one in lines_of(circle, dispatcher, NOON)].count("eye") == 1
        assert [one.icon for one in waiting_for(dispatcher, NOON, 9)].count("eye") == 1
    by = outsider.member()
    with acting(by), pytest.raises(Proposal.DoesNotExist):
        actions.decline(proposal_id=proposal.id, reason="x", by=by, now=NOON)


def test_the_successor_of_a_watcher_watches_on(watch: Watch, commune: Unit) -> None:
    heir = make_unit("Heir", "commune_police")
    merge(commune, heir, now=NOON + timedelta(hours=1))
    by = heir.member(NOON + timedelta(hours=1))
    with acting(by):
        (asked,) = queries.waiting_for(by)
        actions.answer(watcher_id=asked.id, watches=True, by=by, now=NOON + timedelta(hours=2))


def test_only_positions_and_places_are_kept() -> None:
    """No column of this module can name a person."""
    words = {"person", "suspect", "name"}
    for model in (Proposal, Watch, Watcher):
        assert not words & {field.name for field in model._meta.get_fields()}
