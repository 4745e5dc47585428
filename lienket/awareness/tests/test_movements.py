"""Movements are launched, set goals, come on by sessions and reports, and are closed."""

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lienket.awareness import actions, queries
from lienket.awareness.actions import GoalDraft, MovementDraft
from lienket.awareness.actions.common import NoTitle, NoWords
from lienket.awareness.actions.movements import (
    BadAmount,
    BadTarget,
    CountsByItself,
    EndsBeforeItBegins,
    MoreThanReported,
    MovementIsClosed,
    NothingToReach,
    NotOverYet,
    NotYourGoal,
    NoUnit,
    OnlyTheLauncher,
    OverAlready,
    SayWhy,
    TooLong,
    UnknownMeasure,
)
from lienket.awareness.actions.sessions import OutsideTheMovement, UnknownMovement
from lienket.awareness.exports import movements as exported
from lienket.awareness.models import Goal, Movement
from lienket.awareness.tests.conftest import DAY, LATER, TALK, TODAY, Clock, hold
from lienket.circles.models import Circle
from lienket.circles.overview import lines_of
from lienket.delivery import links
from lienket.delivery.models import Message
from lienket.escalation.waiting import waiting_for
from lienket.kernel.errors import Refusal
from lienket.kernel.rls import acting
from tests.cast import NOON, Unit, make_unit, merge, signed_in

DRAFT = MovementDraft(
    title="Toàn dân bảo vệ an ninh lưới điện",
    appeal="Mỗi khu dân cư là một điểm canh giữ.",
    starts_on=TODAY,
    ends_on=TODAY + 20 * DAY,
)
TALKS = GoalDraft(measure="sessions", target=2, what="Tuyên truyền tại thôn")
MODELS = GoalDraft(measure="reported", target=4, what="Mô hình tự quản", unit="mô hình")


@pytest.fixture
def movement(circle: Circle, plant: Unit) -> Movement:
    by = plant.member()
    with acting(by):
        return actions.launch(circle_id=circle.id, draft=DRAFT, by=by, now=NOON)


def aim(movement: Movement, unit: Unit, draft: GoalDraft) -> Goal:
    by = unit.member()
    with acting(by):
        return actions.set_goal(movement_id=movement.id, draft=draft, by=by, now=NOON)


def report(goal: Goal, unit: Unit, amount: int, note: str = "") -> None:
    by = unit.member()
    with acting(by):
        actions.report_progress(goal_id=goal.id, amount=amount, note=note, by=by, now=NOON)


def page(name: str, one: int) -> str:
    return reverse(f"awareness:{name}", args=[one])


def text_of(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_movement_from_the_kick_off_to_the_closing_words(
    circle: Circle, plant: Unit, commune: Unit, clock: Clock
) -> None:
    leader, member = signed_in(plant), signed_in(commune)
    assert page("launch", circle.id) in text_of(leader, page("movements", circle.id))
    filled = {
        "title": DRAFT.title,
        "appeal": DRAFT.appeal,
        "starts_on": "2026-11-21",
        "ends_on": "2026-12-11",
    }
    launched = leader.post(page("launch", circle.id), filled)
    assert launched.status_code == 302
    with acting(plant.member()):
        movement = Movement.objects.get()
    goal = {"what": "Mô hình tự quản", "measure": "reported", "target": "4", "unit": "mô hình"}
    assert leader.get(page("set_goal", movement.id)).status_code == 200
    assert leader.post(page("set_goal", movement.id), goal).status_code == 302
    talks = {"what": "Tuyên truyền", "measure": "attendance", "target": "500"}
    assert leader.post(page("set_goal", movement.id), talks).status_code == 302
    hold(circle, commune, replace(TALK, movement_id=movement.id))
    with acting(plant.member()):
        models = Goal.objects.get(measure="reported")
    assert page("goal", models.id) in text_of(member, page("movement", movement.id))
    sent = member.post(page("goal", models.id), {"amount": "3", "note": "Thôn 1, 2, 3"})
    assert sent.status_code == 302
    shown = text_of(leader, page("movement", movement.id))
    for said in (DRAFT.appeal, "3 / 4 mô hình · 75 %", "120 / 500 lượt người · 24 %", "Commune"):
        assert said in shown
    assert "Thôn 1, 2, 3" in text_of(leader, page("goal", models.id))
    rows = text_of(leader, f"{page('sessions', circle.id)}?movement={movement.id}")
    assert TALK.title in rows

    assert page("close", movement.id) not in shown
    clock.now = LATER
    leader, member = signed_in(plant), signed_in(commune)
    assert page("movement", movement.id) in text_of(leader, "/")
    assert leader.post(page("close", movement.id), {"words": ""}).status_code == 422
    assert leader.post(page("close", movement.id), {"words": "Đạt."}).status_code == 302
    assert "Đạt." in text_of(member, page("movement", movement.id))
    assert page("goal", models.id) in text_of(member, page("movement", movement.id))
    assert "<form" not in text_of(member, page("goal", models.id)).split("<main", 1)[1]


def test_progress_is_counted_by_goal_and_party(
    movement: Movement, circle: Circle, plant: Unit, commune: Unit, fire_service: Unit
) -> None:
    aim(movement, plant, TALKS)
    aim(movement, plant, replace(TALKS, measure="pieces", target=1000))
    aim(movement, plant, replace(TALKS, organization_id=commune.id, target=1))
    models = aim(movement, plant, MODELS)
    for unit in (plant, commune, commune):
        hold(circle, unit, replace(TALK, movement_id=movement.id))
    hold(circle, commune)
    report(models, fire_service, 3)
    report(models, fire_service, -1, "Tính trùng")
    by = plant.member()
    with acting(by):
        reached = queries.goals_of(movement)
    assert [(one.done, one.percent) for one in reached] == [(3, 150), (450, 45), (2, 200), (2, 50)]
    assert reached[0].by_party == {plant.id: 1, commune.id: 2}


def test_all_members_are_told_and_see_it(
    movement: Movement, circle: Circle, plant: Unit, commune: Unit, outsider: Unit, clock: Clock
) -> None:
    aim(movement, plant, MODELS)
    by = commune.member()
    with acting(by):
        (message,) = Message.objects.filter(envelope__kind="movement", organization_id=commune.id)
        assert any(DRAFT.title in line.words for line in lines_of(circle, by, NOON))
    opened = text_of(Client(), reverse("exchange:link", args=[links.token(message.id)]))
    assert DRAFT.appeal in opened
    assert "Mô hình tự quản" in opened
    stranger = signed_in(outsider)
    for name in ("movement", "set_goal", "close"):
        assert stranger.get(page(name, movement.id)).status_code == 404
    for name in ("movements", "sessions", "reach", "record", "launch"):
        assert stranger.get(page(name, circle.id)).status_code == 404
    member = signed_in(commune)
    for name in ("set_goal", "close"):
        assert member.get(page(name, movement.id)).status_code == 403


def test_what_makes_no_sense_is_refused(
    movement: Movement, circle: Circle, plant: Unit, commune: Unit
) -> None:
    by = plant.member()
    senseless: list[tuple[type[Refusal], dict[str, Any]]] = [
        (EndsBeforeItBegins, {"ends_on": TODAY - DAY}),
        (OverAlready, {"starts_on": TODAY - 9 * DAY, "ends_on": TODAY - DAY}),
        (TooLong, {"ends_on": TODAY + 2000 * DAY}),
        (NoTitle, {"title": " "}),
        (NoWords, {"appeal": ""}),
    ]
    for refusal, changes in senseless:
        draft = replace(DRAFT, **changes)
        with acting(by), pytest.raises(refusal):
            actions.launch(circle_id=circle.id, draft=draft, by=by, now=NOON)
    aimless: list[tuple[type[Refusal], dict[str, Any]]] = [
        (BadTarget, {"target": 0}),
        (BadTarget, {"target": -4}),
        (BadTarget, {"target": 10**9}),
        (NothingToReach, {"what": ""}),
        (NoUnit, {"unit": " "}),
        (UnknownMeasure, {"measure": "arrests"}),
    ]
    for refusal, changes in aimless:
        goal = replace(MODELS, **changes)
        with pytest.raises(refusal):
            aim(movement, plant, goal)
    with pytest.raises(OnlyTheLauncher):
        aim(movement, commune, MODELS)
    models = aim(movement, plant, replace(MODELS, organization_id=commune.id))
    odd: list[tuple[type[Refusal], Unit, int]] = [
        (BadAmount, commune, 0),
        (BadAmount, commune, 10**9),
        (MoreThanReported, commune, -1),
        (NotYourGoal, plant, 1),
    ]
    for refusal, unit, amount in odd:
        with pytest.raises(refusal):
            report(models, unit, amount)
    report(models, commune, 2)
    with pytest.raises(SayWhy):
        report(models, commune, -1)
    talks = aim(movement, plant, TALKS)
    with pytest.raises(CountsByItself):
        report(talks, plant, 1)
    after = replace(TALK, movement_id=movement.id, held_on=TODAY + 25 * DAY)
    with pytest.raises(OutsideTheMovement):
        hold(circle, plant, after, LATER)
    with acting(by), pytest.raises(NotOverYet):
        actions.close_movement(movement_id=movement.id, words="Đạt.", by=by, now=NOON)


@pytest.mark.usefixtures("clock")
def test_bad_input_is_said_at_its_field(circle: Circle, movement: Movement, plant: Unit) -> None:
    browser = signed_in(plant)
    good = {"title": "x", "appeal": "x", "starts_on": "2026-11-21", "ends_on": "2026-12-11"}
    wrong: list[dict[str, Any]] = [
        {"ends_on": "2026-11-01"},
        {"ends_on": "heute"},
        {"title": "x" * 201},
        {"appeal": ""},
        {"appeal": "TỐI MẬT"},
    ]
    for changes in wrong:
        assert browser.post(page("launch", circle.id), good | changes).status_code == 422
    goal = {"what": "x", "measure": "reported", "target": "0", "unit": "x"}
    assert browser.post(page("set_goal", movement.id), goal).status_code == 422


def test_a_closed_movement_takes_nothing_more(
    movement: Movement, circle: Circle, plant: Unit, commune: Unit
) -> None:
    models = aim(movement, plant, MODELS)
    by = plant.member(LATER)
    with acting(by):
        assert DRAFT.title in [one.title for one in waiting_for(by, LATER, 20)]
        actions.close_movement(movement_id=movement.id, words="Đạt.", by=by, now=LATER)
        assert DRAFT.title not in [one.title for one in waiting_for(by, LATER, 20)]
        with pytest.raises(MovementIsClosed):
            actions.close_movement(movement_id=movement.id, words="Đạt.", by=by, now=LATER)
    with pytest.raises(MovementIsClosed):
        report(models, commune, 1)
    with pytest.raises(UnknownMovement):
        hold(circle, commune, replace(TALK, movement_id=movement.id), LATER)


def test_whoever_leaves_takes_along_what_it_launched_and_reported(
    movement: Movement, circle: Circle, plant: Unit, commune: Unit, fire_service: Unit
) -> None:
    report(aim(movement, plant, MODELS), commune, 1)
    for unit, count in ((plant, 1), (commune, 1), (fire_service, 0)):
        by = unit.member()
        with acting(by):
            parts = dict(exported([circle.id], by))
        assert len(parts["movements.json"]) == count


def test_the_successor_goes_on(movement: Movement, plant: Unit) -> None:
    aim(movement, plant, replace(MODELS, organization_id=plant.id))
    heir = make_unit("Heir")
    merge(plant, heir, now=NOON + DAY)
    by = heir.member(NOON + DAY)
    with acting(by):
        assert Movement.objects.get().organization_id == heir.id
        assert Goal.objects.get().organization_id == heir.id
