"""Plans go along with the model of a regulation, and begin anew elsewhere."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from lienket.circles.models import Circle
from lienket.kernel.actors import Member
from lienket.kernel.rls import acting
from lienket.plans import actions
from lienket.plans.companions import give
from lienket.plans.models import Plan
from lienket.plans.tests.test_plans import add, draft, in_2027
from lienket.regulations import actions as regulations
from lienket.regulations.actions.drafts import SomethingHangsOnIt
from lienket.regulations.models import Model, Regulation
from lienket.regulations.tests.conftest import consult, sign_all, write_draft
from tests.cast import NOON, Unit, make_circle


@pytest.fixture
def in_force(circle: Circle, plant: Unit, fire_service: Unit, commune: Unit) -> Regulation:
    """A the plant, B the fire service, C the commune; signed a hundred days ago."""
    regulation = write_draft(circle, plant, fire_service, commune)
    long_ago = NOON - timedelta(days=100)
    return sign_all(regulation, plant, fire_service, commune, now=long_ago)


@pytest.fixture
def plan(
    circle: Circle, in_force: Regulation, dispatcher: Member, fire_service: Unit, commune: Unit
) -> Plan:
    """The drill comes after the training that stands below it, due on the last day of June."""
    plan = draft(circle, dispatcher, regulation_id=in_force.id)
    drill = add(plan, dispatcher, fire_service, "Thực tập cùng Plant", due_at=in_2027(6, 30))
    training = add(plan, dispatcher, commune, "Tập huấn", detail="Tại hội trường Plant")
    with acting(dispatcher):
        actions.change_task(
            task_id=drill.id,
            title=drill.title,
            organization_id=fire_service.id,
            due_at=drill.due_at,
            starts_on=date(2027, 6, 1),
            after=[training.id],
            by=dispatcher,
            now=NOON,
        )
        actions.submit(plan_id=plan.id, by=dispatcher, now=NOON)
        actions.enact(plan_id=plan.id, decision="Quyết định 12/QĐ", by=dispatcher, now=NOON)
    return plan


def publish(regulation: Regulation, plant: Unit) -> Model:
    by = plant.member()
    with acting(by):
        return regulations.publish_model(
            regulation_id=regulation.id,
            title="Quy chế mẫu",
            site_kind="Nhà máy điện",
            statement="Giảm trộm cắp",
            names=[],
            by=by,
            now=NOON,
        )


def adopt(model: Model, by: Member, valid_from: date | None = None) -> list[Plan]:
    with acting(by):
        adopted = regulations.adopt_model(
            model_id=model.id,
            circle_id=by.circles[0],
            title="Của tôi",
            by=by,
            now=NOON,
            valid_from=valid_from,
        )
        return list(Plan.objects.filter(regulation=adopted))


def test_the_latest_plan_goes_along_in_letters_days_and_order(
    in_force: Regulation, plan: Plan, plant: Unit
) -> None:
    model = publish(in_force, plant)
    assert model.companions["plans"] == [
        {
            "kind": "yearly",
            "title": "Kế hoạch phối hợp năm 2027",
            "starts_on": "2027-01-01",
            "ends_on": "2027-12-31",
            "tasks": [
                {
                    "title": "Tập huấn",
                    "letter": "C",
                    "starts_on": None,
                    "due_on": "2027-03-31",
                    "after": [],
                },
                {
                    "title": "Thực tập cùng Bên A",
                    "letter": "B",
                    "starts_on": "2027-06-01",
                    "due_on": "2027-06-30",
                    "after": [0],
                },
            ],
        }
    ]


def test_drafts_and_dropped_tasks_stay_behind(
    in_force: Regulation, plan: Plan, circle: Circle, plant: Unit, dispatcher: Member
) -> None:
    draft(circle, dispatcher, regulation_id=in_force.id, title="Chưa thông qua", kind="site")
    with acting(dispatcher):
        first = plan.tasks.earliest("id")
        actions.drop(task_id=first.id, reason="Không cần nữa", by=dispatcher, now=NOON)
        (given,) = give(in_force)
    assert [task["title"] for task in given["tasks"]] == ["Tập huấn"]
    assert given["tasks"][0]["after"] == []


def test_whoever_adopts_the_model_gets_a_draft_for_its_own_parties(
    in_force: Regulation, plan: Plan, plant: Unit, outsider: Unit, commune: Unit
) -> None:
    model = publish(in_force, plant)
    make_circle(outsider, commune, name="Nơi khác")
    (drafted,) = adopt(model, outsider.member())
    assert (drafted.kind, drafted.organization_id) == ("yearly", outsider.id)
    assert drafted.adopted_at is None
    with acting(outsider.member()):
        (task,) = drafted.tasks.all()
        # The commune is party B here; whatever party C does there is written down anew.
        assert (task.title, task.organization_id) == ("Thực tập cùng Bên A", commune.id)
        assert (task.starts_on, task.detail) == (date(2027, 6, 1), "")
        assert task.due_at == datetime(2027, 6, 30, 10, 0, tzinfo=UTC)  # 17:00 in Việt Nam
        assert task.given_at is None


def test_a_plan_begins_on_its_day_of_the_first_year_that_fits(
    in_force: Regulation, plan: Plan, plant: Unit, outsider: Unit, commune: Unit
) -> None:
    model = publish(in_force, plant)
    make_circle(outsider, commune, name="Nơi khác")
    (drafted,) = adopt(model, outsider.member(), valid_from=date(2027, 2, 1))
    assert (drafted.starts_on, drafted.ends_on) == (date(2028, 1, 1), date(2028, 12, 31))
    assert drafted.title == "Kế hoạch phối hợp năm 2028"


def test_a_plan_of_nobody_here_is_left_out(
    in_force: Regulation, plan: Plan, plant: Unit, outsider: Unit
) -> None:
    model = publish(in_force, plant)
    make_circle(outsider, name="Nơi khác")
    assert adopt(model, outsider.member()) == []


def test_the_page_of_a_model_shows_what_goes_along(
    in_force: Regulation, plan: Plan, plant: Unit, outsider: Unit, client: Client
) -> None:
    model = publish(in_force, plant)
    client.force_login(outsider.account)
    page: Any = client.get(f"/models/{model.id}/").content.decode()
    assert "Thực tập cùng Bên A" in page
    assert "Bên B, đến 30/06" in page
    assert "Plant" not in page


def test_a_draft_regulation_that_is_discarded_takes_its_draft_plans_along(
    circle: Circle, plant: Unit, fire_service: Unit, dispatcher: Member
) -> None:
    regulation = write_draft(circle, plant, fire_service)
    draft(circle, dispatcher, regulation_id=regulation.id)
    with acting(dispatcher):
        regulations.discard(regulation_id=regulation.id, by=dispatcher, now=NOON)
        assert not Regulation.objects.exists()
        assert not Plan.objects.exists()


def test_a_plan_that_others_have_drafted_for_it_is_not_thrown_away(
    circle: Circle, plant: Unit, fire_service: Unit, chief: Member, dispatcher: Member
) -> None:
    regulation = consult(write_draft(circle, plant, fire_service), plant)
    draft(circle, chief, regulation_id=regulation.id)
    with acting(dispatcher), pytest.raises(SomethingHangsOnIt):
        regulations.discard(regulation_id=regulation.id, by=dispatcher, now=NOON)
    with acting(dispatcher):
        assert Plan.objects.get().regulation_id == regulation.id
