"""The chair's editor of what is done about silence, and the operator's view of the watch."""

import pytest
from django.test import Client
from django.urls import reverse

from lienket.circles.models import Circle
from lienket.escalation.models import Plan
from lienket.kernel.rls import acting
from lienket.organizations.models import Account
from tests.cast import Unit, signed_in


@pytest.fixture
def chair(plant: Unit) -> Client:
    return signed_in(plant)


def editor(circle: Circle, urgency: str = "urgent") -> str:
    return reverse("escalation:plan", args=[circle.id, urgency])


def filled(*steps: tuple[object, str]) -> dict[str, object]:
    """The form with these rows, the rest left empty."""
    rows = [*steps, *[("", "duty")] * 3]
    return {
        f"step{place}-{name}": value
        for place, row in enumerate(rows)
        for name, value in zip(("after", "to"), row, strict=True)
    }


def test_members_read_the_ladders_of_their_circle(circle: Circle, fire_service: Unit) -> None:
    answer = signed_in(fire_service.account).get(reverse("escalation:plans", args=[circle.id]))

    assert [ladder.urgency for ladder in answer.context["ladders"]] == [
        "immediate",
        "very_urgent",
        "urgent",
        "normal",
    ]
    assert not answer.context["may_change"]


def test_the_chair_sets_a_ladder_in_any_order(chair: Client, circle: Circle, plant: Unit) -> None:
    assert chair.get(editor(circle)).status_code == 200

    answer = chair.post(editor(circle), filled((30, "head"), (5, "focal")))

    assert answer.status_code == 302
    with acting(plant.member()):
        steps = Plan.objects.get(urgency="urgent").steps
    assert [(step["after"], step["to"]) for step in steps] == [(5, "focal"), (30, "head")]
    page = chair.get(answer["Location"])
    assert [rung.after.total_seconds() for rung in page.context["ladders"][2].rungs] == [300, 1800]


@pytest.mark.parametrize(
    "steps",
    [[], [(5, "focal"), (5, "head")], [(0, "focal")], [(5, "president")], [("soon", "head")]],
)
def test_an_unsound_ladder_is_refused_with_a_word(
    chair: Client, circle: Circle, plant: Unit, steps: list[tuple[object, str]]
) -> None:
    answer = chair.post(editor(circle), filled(*steps))

    assert answer.status_code == 422
    form = answer.context["form"]
    assert form.refusals or any(row.errors for row in form.rows)
    with acting(plant.member()):
        assert not Plan.objects.exists()


def test_nobody_but_the_chair_sets_it(circle: Circle, fire_service: Unit, outsider: Unit) -> None:
    steps = filled((5, "focal"))

    assert signed_in(fire_service.account).post(editor(circle), steps).status_code == 403
    assert signed_in(outsider.account).post(editor(circle), steps).status_code == 404
    assert signed_in(outsider.account).get(editor(circle)).status_code == 404


def test_an_unknown_urgency_does_not_exist(chair: Client, circle: Circle) -> None:
    assert chair.get(editor(circle, "whenever")).status_code == 404


def test_operators_see_the_rounds_of_the_watchdog(plant: Unit) -> None:
    operator = Account.objects.create(username="operator", is_operator=True)

    assert signed_in(operator).get(reverse("escalation:watch")).status_code == 200
    assert signed_in(plant).get(reverse("escalation:watch")).status_code == 404
