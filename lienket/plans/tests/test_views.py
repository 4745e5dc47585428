"""The pages of plans, tasks and playbooks, as people use them."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from lienket.circles.models import Circle
from lienket.delivery import links
from lienket.delivery.models import Message
from lienket.kernel.actors import Member
from lienket.kernel.rls import acting
from lienket.plans import actions, queries
from lienket.plans.actions import Head, StepDraft
from lienket.plans.models import Assignment, Comment, Entry, Plan, Playbook, Run, Task
from tests.cast import Unit, signed_in

NOW = timezone.now()
SOON = timezone.localdate() + timedelta(days=30)


def get(client: Client, name: str, *args: object) -> str:
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200, response.status_code
    return response.content.decode()


@pytest.fixture
def task(circle: Circle, dispatcher: Member, fire_service: Unit) -> Task:
    with acting(dispatcher):
        return actions.give_task(
            circle_id=circle.id,
            title="Kiểm tra trụ nước <b>",
            organization_id=fire_service.id,
            due_at=NOW + timedelta(days=30),
            by=dispatcher,
            now=NOW,
        )


def test_the_list_counts_without_reading_what_is_done(
    plant: Unit, circle: Circle, dispatcher: Member
) -> None:
    with acting(dispatcher):
        plan = actions.draft_plan(
            circle_id=circle.id,
            kind="site",
            title="Kế hoạch",
            starts_on=timezone.localdate(),
            ends_on=SOON,
            by=dispatcher,
            now=NOW,
        )
        for number in range(3):
            actions.give_task(
                circle_id=circle.id,
                plan=plan,
                title=f"Việc {number}",
                organization_id=plant.id,
                due_at=NOW + timedelta(days=number + 1),
                by=dispatcher,
                now=NOW,
            )
        actions.submit(plan_id=plan.id, by=dispatcher, now=NOW)
        first, second, _third = plan.tasks.order_by("id")
        actions.report(task_id=first.id, text="Xong", done=True, by=dispatcher, now=NOW)
        actions.confirm_done(task_id=first.id, by=dispatcher, now=NOW)
        actions.drop(task_id=second.id, reason="Trùng", by=dispatcher, now=NOW)
    assert ">1/2<" in get(signed_in(plant), "plans:list", circle.id)


def test_playbooks_are_found_from_the_front_page_of_the_circle(
    plant: Unit, circle: Circle, playbook: Playbook
) -> None:
    found = f"{reverse('plans:list', args=[circle.id])}#playbooks"
    assert found in get(signed_in(plant), "exchange:circle", circle.id)
    assert 'id="playbooks"' in get(signed_in(plant), "plans:list", circle.id)


def test_an_empty_circle_says_what_to_do_next(plant: Unit, circle: Circle) -> None:
    html = get(signed_in(plant), "plans:list", circle.id)
    assert reverse("plans:plan_create", args=[circle.id]) in html
    assert reverse("plans:playbook_create", args=[circle.id]) in html


def test_a_plan_is_written_put_to_the_members_and_adopted(
    plant: Unit, fire_service: Unit, circle: Circle, dispatcher: Member, chief: Member
) -> None:
    drafter, adopter = signed_in(plant), signed_in(fire_service)
    drafter.post(
        reverse("plans:plan_create", args=[circle.id]),
        {
            "kind": "yearly",
            "title": "Kế hoạch phối hợp",
            "starts_on": timezone.localdate().isoformat(),
            "ends_on": (SOON + timedelta(days=300)).isoformat(),
        },
    )
    with acting(dispatcher):
        plan = Plan.objects.get()
    facts = {"title": "Thực tập", "organization": fire_service.id, "due_on": SOON.isoformat()}
    drafter.post(reverse("plans:plan_task_create", args=[plan.id]), facts)
    with acting(dispatcher):
        task = Task.objects.get()
    drafter.post(reverse("plans:task_edit", args=[task.id]), facts | {"title": "Thực tập PCCC"})
    assert "Thực tập PCCC" in get(drafter, "plans:plan", plan.id)
    assert adopter.get(reverse("plans:plan", args=[plan.id])).status_code == 404
    assert "Fire" in get(drafter, "plans:submission", plan.id)
    drafter.post(reverse("plans:submission", args=[plan.id]))

    assert "Thực tập PCCC" in get(adopter, "plans:adoption", plan.id)
    assert reverse("plans:adoption", args=[plan.id]) in get(adopter, "exchange:today")
    adopter.post(reverse("plans:adoption", args=[plan.id]), {"text": "Đồng ý, đề nghị thêm xe."})
    assert "đề nghị thêm xe" in get(drafter, "plans:plan", plan.id)
    # A page that does not say which text it showed adopts nothing.
    assert adopter.post(reverse("plans:adoption", args=[plan.id])).status_code == 409
    adopter.post(reverse("plans:adoption", args=[plan.id]), {"round": "1"})

    with acting(chief):
        assert Plan.objects.get().adopted_at
        assert Comment.objects.count() == 1
    assert "NV-" in get(adopter, "plans:plan", plan.id)
    assert "Thực tập PCCC" in get(adopter, "exchange:today")
    assert (
        "Thực tập PCCC"
        in adopter.get(reverse("plans:plan", args=[plan.id]) + "?ours").content.decode()
    )
    drafter.post(reverse("plans:plan_copy", args=[plan.id]))
    with acting(dispatcher):
        assert Plan.objects.count() == 2


def test_a_bad_form_is_shown_again_with_what_is_wrong(plant: Unit, circle: Circle) -> None:
    response = signed_in(plant).post(
        reverse("plans:plan_create", args=[circle.id]),
        {"kind": "yearly", "title": "K", "starts_on": "2027-02-01", "ends_on": "2027-01-01"},
    )
    assert response.status_code == 422
    assert 'id="id_ends_on_error"' in response.content.decode()


def test_a_task_is_given_reported_with_a_file_and_confirmed(
    plant: Unit,
    fire_service: Unit,
    circle: Circle,
    chief: Member,
    settings: Settings,
    tmp_path: object,
) -> None:
    settings.FILES = tmp_path
    asker, doer = signed_in(plant), signed_in(fire_service)
    asker.post(
        reverse("plans:task_create", args=[circle.id]),
        {"title": "Nộp sơ đồ", "organization": fire_service.id, "due_on": SOON.isoformat()},
    )
    with acting(chief):
        (task,) = queries.waiting_for(chief)
    address = reverse("plans:report", args=[task.id])
    assert doer.post(address, {"done": "1"}).status_code == 422
    doer.post(address, {"text": "Đang vẽ", "percent": "40"})
    sketch = SimpleUploadedFile("so-do.txt", b"so do mat bang", "text/plain")
    assert doer.post(address, {"done": "1", "attachments": sketch}).status_code == 302
    html = get(asker, "plans:task", task.id)
    assert "so-do.txt" in html
    assert "Đang vẽ" in html
    assert reverse("plans:confirmation", args=[task.id]) in html
    assert "Nộp sơ đồ" in get(asker, "exchange:today")

    asker.post(reverse("plans:return", args=[task.id]), {"reason": "Thiếu lối thoát nạn"})
    assert "Thiếu lối thoát nạn" in get(doer, "plans:task", task.id)
    doer.post(address, {"done": "1", "text": "Đã bổ sung"})
    asker.post(reverse("plans:confirmation", args=[task.id]))
    with acting(chief):
        assert Task.objects.get().done_at


def test_what_people_wrote_is_text(plant: Unit, task: Task) -> None:
    assert "&lt;b&gt;" in get(signed_in(plant), "plans:task", task.id)


def test_the_asker_moves_and_drops_with_a_reason(
    plant: Unit, fire_service: Unit, task: Task, chief: Member
) -> None:
    asker = signed_in(plant)
    later = SOON + timedelta(days=60)
    asker.post(
        reverse("plans:due", args=[task.id]), {"due_on": later.isoformat(), "reason": "Bão số 9"}
    )
    assert "Bão số 9" in get(signed_in(fire_service), "plans:task", task.id)
    assert asker.post(reverse("plans:drop", args=[task.id]), {"reason": ""}).status_code == 422
    asker.post(reverse("plans:drop", args=[task.id]), {"reason": "Không cần nữa"})
    with acting(chief):
        assert Task.objects.get().dropped_at
    assert signed_in(fire_service).get(reverse("plans:drop", args=[task.id])).status_code == 403


def test_a_colleague_is_named_inside_only(
    plant: Unit, fire_service: Unit, task: Task, chief: Member
) -> None:
    signed_in(fire_service).post(
        reverse("plans:assignment", args=[task.id]), {"appointment": chief.appointment_id}
    )
    with acting(chief):
        assert Assignment.objects.get().appointment_id == chief.appointment_id
    assert "Nguyễn Văn Fire" not in get(signed_in(plant), "plans:task", task.id)


@pytest.fixture
def playbook(circle: Circle, dispatcher: Member, fire_service: Unit, commune: Unit) -> Playbook:
    with acting(dispatcher):
        written = actions.write_playbook(
            circle_id=circle.id, head=Head("Cháy xưởng", "Có khói"), by=dispatcher, now=NOW
        )
        actions.set_steps(
            playbook_id=written.id,
            steps=[
                StepDraft("Cắt điện", 5),
                StepDraft("Xuất xe", 10, fire_service.id),
                StepDraft("Chặn đường", 5, commune.id, after=2, asks_answer=True),
            ],
            by=dispatcher,
            now=NOW,
        )
        return actions.approve(playbook_id=written.id, by=dispatcher, now=NOW)


def test_a_playbook_is_written_step_by_step_and_approved(
    plant: Unit, fire_service: Unit, circle: Circle, dispatcher: Member
) -> None:
    keeper = signed_in(plant)
    head = {"title": "Tràn hóa chất", "situation": "Mùi lạ", "urgency": "urgent"}
    keeper.post(reverse("plans:playbook_create", args=[circle.id]), head)
    with acting(dispatcher):
        begun = Playbook.objects.get()
    keeper.post(reverse("plans:playbook_edit", args=[begun.id]), head | {"notice": "Đeo mặt nạ"})
    create = reverse("plans:step_create", args=[begun.id])
    keeper.post(create, {"what": "Khóa van", "minutes": "3"})
    keeper.post(
        create, {"what": "Hút", "minutes": "9", "organization": fire_service.id, "after": "1"}
    )
    keeper.post(create, {"what": "Thử", "minutes": "9", "after": "2"})
    edit = reverse("plans:step_edit", args=[begun.id, 1])
    keeper.post(edit, {"what": "Khóa van tổng", "minutes": "3"})
    keeper.post(reverse("plans:step_remove", args=[begun.id, 1]))
    assert keeper.get(reverse("plans:step_edit", args=[begun.id, 9])).status_code == 404
    with acting(dispatcher):
        steps = list(begun.steps.order_by("number").values_list("number", "what", "after"))
        assert steps == [(1, "Hút", None), (2, "Thử", 1)]
    keeper.post(reverse("plans:approval", args=[begun.id]))
    html = get(keeper, "plans:playbook", begun.id)
    assert reverse("plans:start", args=[begun.id]) in html


def test_the_start_page_says_who_is_alarmed_and_starts_nothing_by_itself(
    plant: Unit, playbook: Playbook, dispatcher: Member
) -> None:
    html = get(signed_in(plant), "plans:start", playbook.id)
    assert "Fire" in html
    assert "Commune" in html
    response = signed_in(plant).post(
        reverse("plans:start", args=[playbook.id]), {"what_happened": "Cháy"}
    )
    assert response.status_code == 422  # real or exercise: the person must say
    with acting(dispatcher):
        assert not Run.objects.exists()


def test_pressing_start_twice_opens_one_board(
    plant: Unit, playbook: Playbook, dispatcher: Member
) -> None:
    starter, address = signed_in(plant), reverse("plans:start", args=[playbook.id])
    assert 'name="key"' in get(starter, "plans:start", playbook.id)
    filled = {"key": str(UUID(int=1)), "mode": "exercise", "what_happened": "Cháy"}
    boards = {starter.post(address, filled).headers["Location"] for _press in range(2)}
    assert len(boards) == 1
    changed = starter.post(address, filled | {"mode": "real"})
    assert changed.status_code == 422
    renewed = filled | {"mode": "real", "key": changed.context["form"]["key"].value()}
    assert starter.post(address, renewed).status_code == 302
    with acting(dispatcher):
        assert sorted(Run.objects.values_list("exercise", flat=True)) == [False, True]


def test_an_exercise_runs_on_its_board_until_it_is_finished(
    plant: Unit, fire_service: Unit, playbook: Playbook, dispatcher: Member, circle: Circle
) -> None:
    starter = signed_in(plant)
    starter.post(
        reverse("plans:start", args=[playbook.id]),
        {
            "key": str(UUID(int=1)),
            "mode": "exercise",
            "what_happened": "Giả định cháy bồn sơn",
        },
    )
    with acting(dispatcher):
        run = Run.objects.get()
        own, truck, _road = run.tasks.order_by("id")
    html = get(starter, "plans:run", run.id)
    assert "page-bar-exercise" in html
    assert "page-bar-exercise" in get(signed_in(fire_service), "plans:task", truck.id)
    assert reverse("plans:step_done", args=[run.id, own.id]) in html
    starter.post(reverse("plans:step_done", args=[run.id, own.id]))
    signed_in(fire_service).post(reverse("plans:step_done", args=[run.id, truck.id]))
    starter.post(reverse("plans:notes", args=[run.id]), {"text": "Xe đến lúc 12:07"})
    board = get(signed_in(fire_service), "plans:board", run.id)
    assert "Xe đến lúc 12:07" in board
    assert str(run.id) in get(starter, "plans:list", circle.id)
    starter.post(reverse("plans:finish", args=[run.id]), {"lessons": "Cần thêm vòi"})
    assert "Cần thêm vòi" in get(starter, "plans:run", run.id)
    assert "chart-actual" in get(starter, "plans:playbook", playbook.id)


def test_ending_in_earnest_with_open_steps_takes_a_word_and_a_tick(
    plant: Unit, playbook: Playbook, dispatcher: Member
) -> None:
    with acting(dispatcher):
        run = actions.start(
            playbook_id=playbook.id, exercise=False, what_happened="Cháy", by=dispatcher, now=NOW
        )
    address = reverse("plans:finish", args=[run.id])
    for given in ({"lessons": "x"}, {"reason": "Báo nhầm"}, {"reason": " ", "read": "on"}):
        assert signed_in(plant).post(address, given).status_code == 422
    assert signed_in(plant).post(address, {"reason": "Báo nhầm", "read": "on"}).status_code == 302
    assert "Báo nhầm" in get(signed_in(plant), "plans:run", run.id)


@pytest.mark.parametrize("page", ["plan", "task", "playbook", "run", "start", "board"])
def test_outsiders_find_nothing(
    page: str, outsider: Unit, playbook: Playbook, task: Task, dispatcher: Member, circle: Circle
) -> None:
    with acting(dispatcher):
        run = actions.start(
            playbook_id=playbook.id, exercise=True, what_happened="Cháy", by=dispatcher, now=NOW
        )
        plan = actions.draft_plan(
            circle_id=circle.id,
            kind="site",
            title="K",
            starts_on=date(2027, 1, 1),
            ends_on=date(2027, 2, 1),
            by=dispatcher,
            now=NOW,
        )
    ids = {"plan": plan.id, "task": task.id, "playbook": playbook.id, "start": playbook.id}
    address = reverse(f"plans:{page}", args=[ids.get(page, run.id)])
    assert signed_in(outsider).get(address).status_code == 404
    assert Client().get(address).status_code == 302
    assert signed_in(outsider).get(reverse("plans:list", args=[circle.id])).status_code == 404


def test_the_link_shows_the_task_and_takes_a_report(
    task: Task, dispatcher: Member, chief: Member, fire_service: Unit
) -> None:
    with acting(dispatcher):
        token = links.token(Message.objects.get(organization_id=fire_service.id).id)
    address = reverse("exchange:link", args=[token])
    client = Client(enforce_csrf_checks=True)
    assert "Kiểm tra trụ nước" in client.get(address).content.decode()
    with acting(chief):
        assert not Entry.objects.exists()

    assert client.post(address, {"done": "1", "text": ""}).status_code == 422
    assert client.post(address, {"done": "1", "text": "Đã kiểm tra"}).status_code == 302
    with acting(chief):
        assert Entry.objects.get().kind == "done"
    assert "Đã kiểm tra" in client.get(address).content.decode()


def test_the_link_of_a_plan_shows_our_tasks_and_takes_a_comment(
    circle: Circle, dispatcher: Member, chief: Member, fire_service: Unit, commune: Unit
) -> None:
    with acting(dispatcher):
        plan = actions.draft_plan(
            circle_id=circle.id,
            kind="site",
            title="Kế hoạch công trường",
            starts_on=timezone.localdate(),
            ends_on=SOON,
            by=dispatcher,
            now=NOW,
        )
        for unit, title in ((fire_service, "Trực xe"), (commune, "Chốt đường")):
            actions.give_task(
                circle_id=circle.id,
                plan=plan,
                title=title,
                organization_id=unit.id,
                due_at=NOW + timedelta(days=10),
                by=dispatcher,
                now=NOW,
            )
        actions.submit(plan_id=plan.id, by=dispatcher, now=NOW)
        token = links.token(Message.objects.get(organization_id=fire_service.id).id)
    address = reverse("exchange:link", args=[token])
    html = Client().get(address).content.decode()
    assert "Trực xe" in html
    assert "Chốt đường" not in html
    assert Client().post(address, {"text": "Xin lùi một tuần"}).status_code == 302
    with acting(chief):
        assert Comment.objects.get().text == "Xin lùi một tuần"
