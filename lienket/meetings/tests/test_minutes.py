"""Who was there, what was said and resolved, and the tasks that follow."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from lienket.circles import exports
from lienket.circles.models import Circle
from lienket.escalation.waiting import waiting_for
from lienket.exchange import actions as exchange
from lienket.exchange.actions import Draft
from lienket.kernel.actors import Member
from lienket.kernel.rls import acting
from lienket.meetings import actions, queries
from lienket.meetings.actions import Said, common
from lienket.meetings.actions import agenda as agenda_refusals
from lienket.meetings.actions import attendance as presence
from lienket.meetings.actions import minutes as refusals
from lienket.meetings.actions import resolutions as resolving
from lienket.meetings.agenda import proposals_for
from lienket.meetings.models import Meeting, Resolution
from lienket.meetings.tests.conftest import HELD, START, WEEK
from lienket.plans import actions as plans
from lienket.plans import queries as tasks
from lienket.search.queries import find
from tests.cast import NOON, Unit

DAY = timedelta(days=1)


def write(meeting: Meeting, by: Member, conclusion: str = "Tăng cường tuần tra ban đêm.") -> None:
    with acting(by):
        item = meeting.items.order_by("position")[0]
        said = Said(
            chair="Nguyễn Văn An, Giám đốc",
            secretary="Trần Thị Bình, Chánh văn phòng",
            items={item.id: ("Các đơn vị báo cáo.", conclusion)},
        )
        actions.write_minutes(meeting_id=meeting.id, said=said, by=by, now=HELD)


def resolve(meeting: Meeting, by: Member, to: Unit) -> Resolution:
    with acting(by):
        return actions.add_resolution(
            meeting_id=meeting.id,
            text="Sửa hệ thống chiếu sáng cổng số 2",
            organization_id=to.id,
            due_at=HELD + WEEK,
            by=by,
            now=HELD,
        )


def test_presence_is_counted(held: Meeting, dispatcher: Member) -> None:
    with acting(dispatcher):
        counts = queries.turnouts([held.id])[held.id]
    assert (counts.present, counts.absent, counts.invited) == (2, 1, 3)


def test_presence_of_strangers_or_in_other_words_is_refused(
    held: Meeting, dispatcher: Member, outsider: Unit, fire_service: Unit
) -> None:
    for presences in ({outsider.id: "present"}, {fire_service.id: "late"}):
        with acting(dispatcher), pytest.raises(presence.UnknownPresence):
            actions.record_presence(
                meeting_id=held.id, presences=presences, by=dispatcher, now=HELD
            )


def test_no_minutes_before_the_meeting_was_held(
    meeting: Meeting, dispatcher: Member, fire_service: Unit
) -> None:
    with acting(dispatcher):
        verbs: list[Callable[[], object]] = [
            lambda: actions.write_minutes(
                meeting_id=meeting.id, said=Said(), by=dispatcher, now=NOON
            ),
            lambda: actions.adopt_minutes(meeting_id=meeting.id, by=dispatcher, now=NOON),
            lambda: actions.share_minutes(meeting_id=meeting.id, by=dispatcher, now=NOON),
        ]
        for verb in verbs:
            with pytest.raises(common.NotHeldYet):
                verb()
    with pytest.raises(common.NotHeldYet):
        resolve(meeting, dispatcher, fire_service)


def test_adopting_turns_resolutions_into_tasks(
    held: Meeting, dispatcher: Member, chief: Member, fire_service: Unit
) -> None:
    write(held, dispatcher)
    resolution = resolve(held, dispatcher, fire_service)
    with acting(dispatcher):
        actions.adopt_minutes(meeting_id=held.id, by=dispatcher, now=HELD)
    with acting(chief):
        (task,) = tasks.waiting_for(chief)
        assert (task.title, task.due_at) == (resolution.text, HELD + WEEK)
        assert "CH-2026-001" in task.source
        resolution.refresh_from_db()
        assert resolution.task_id == task.id
    with acting(dispatcher):
        for verb in (
            lambda: actions.adopt_minutes(meeting_id=held.id, by=dispatcher, now=HELD),
            lambda: actions.write_minutes(meeting_id=held.id, said=Said(), by=dispatcher, now=HELD),
            lambda: actions.remove_resolution(resolution_id=resolution.id, by=dispatcher, now=HELD),
        ):
            with pytest.raises(common.MinutesAreAdopted):
                verb()


def test_minutes_are_not_adopted_while_people_are_still_arriving(
    meeting: Meeting, dispatcher: Member
) -> None:
    early = START - timedelta(minutes=30)
    with acting(dispatcher):
        actions.hold_meeting(meeting_id=meeting.id, by=dispatcher, now=early)
        with pytest.raises(common.NotStartedYet):
            actions.adopt_minutes(meeting_id=meeting.id, by=dispatcher, now=early)


def test_a_resolution_names_who_and_until_when(
    held: Meeting, dispatcher: Member, outsider: Unit, fire_service: Unit
) -> None:
    for text, unit, due_at, refusal in (
        ("", fire_service, HELD + DAY, resolving.NoResolutionText),
        ("x", fire_service, None, resolving.NoDueDay),
        ("x", fire_service, HELD, resolving.ResolutionDueInThePast),
        ("x", outsider, HELD + DAY, resolving.NobodyResponsible),
    ):
        with acting(dispatcher), pytest.raises(refusal):
            actions.add_resolution(
                meeting_id=held.id,
                text=text,
                organization_id=unit.id,
                due_at=due_at,
                by=dispatcher,
                now=HELD,
            )


def test_a_resolution_that_came_due_meanwhile_is_not_adopted(
    held: Meeting, dispatcher: Member, fire_service: Unit
) -> None:
    resolve(held, dispatcher, fire_service)
    with acting(dispatcher), pytest.raises(refusals.ResolutionTooLate) as refused:
        actions.adopt_minutes(meeting_id=held.id, by=dispatcher, now=HELD + WEEK)
    assert "chiếu sáng" in refused.value.message
    with acting(dispatcher):
        assert not common.is_adopted(queries.meetings_for(dispatcher).get(id=held.id))


def test_empty_minutes_or_unknown_presence_are_not_adopted(
    meeting: Meeting, held: Meeting, dispatcher: Member
) -> None:
    with acting(dispatcher), pytest.raises(refusals.NothingWritten):
        actions.adopt_minutes(meeting_id=held.id, by=dispatcher, now=HELD)
    write(held, dispatcher)
    with acting(dispatcher):
        held.attendances.update(presence="")
        with pytest.raises(refusals.PresenceMissing):
            actions.adopt_minutes(meeting_id=held.id, by=dispatcher, now=HELD)


def test_those_who_attended_agree_or_object(
    held: Meeting, dispatcher: Member, chief: Member, commune: Unit
) -> None:
    write(held, dispatcher)
    with acting(dispatcher):
        actions.share_minutes(meeting_id=held.id, by=dispatcher, now=HELD)
        item = held.items.get()
        for verb in (
            lambda: actions.write_minutes(meeting_id=held.id, said=Said(), by=dispatcher, now=HELD),
            lambda: actions.change_item(item_id=item.id, title="Khác", by=dispatcher, now=HELD),
            lambda: actions.add_item(meeting_id=held.id, title="Thêm", by=dispatcher, now=HELD),
            lambda: actions.record_presence(
                meeting_id=held.id, presences={commune.id: "present"}, by=dispatcher, now=HELD
            ),
        ):
            with pytest.raises(common.MinutesAreShared):
                verb()
    absent = commune.member()
    with acting(absent):
        # Whoever was absent has nothing to agree to.
        assert not waiting_for(absent, HELD, 5)
    with acting(chief):
        assert [one.button for one in waiting_for(chief, HELD, 5)]
        for verdict, refusal in (
            ("objects", refusals.NoObjection),
            ("maybe", refusals.UnknownVerdict),
        ):
            with pytest.raises(refusal):
                actions.judge_minutes(meeting_id=held.id, verdict=verdict, by=chief, now=HELD)
        opinion = actions.judge_minutes(
            meeting_id=held.id, verdict="objects", reason="Thiếu ý kiến", by=chief, now=HELD
        )
        assert opinion.reason == "Thiếu ý kiến"
        assert not waiting_for(chief, HELD, 5)


def test_minutes_taken_back_are_asked_about_anew(
    held: Meeting, dispatcher: Member, chief: Member
) -> None:
    write(held, dispatcher)
    with acting(dispatcher):
        with pytest.raises(refusals.MinutesNotShared):
            actions.take_back_minutes(meeting_id=held.id, by=dispatcher, now=HELD)
        actions.share_minutes(meeting_id=held.id, by=dispatcher, now=HELD)
        actions.take_back_minutes(meeting_id=held.id, by=dispatcher, now=HELD)
    with acting(chief):
        assert not waiting_for(chief, HELD, 5)
    write(held, dispatcher, "Thống nhất.")
    with acting(dispatcher):
        actions.share_minutes(meeting_id=held.id, by=dispatcher, now=HELD)
    with acting(chief):
        assert len(waiting_for(chief, HELD, 5)) == 1


def test_nobody_agrees_to_another_text_than_was_read_and_objections_stay(
    held: Meeting, dispatcher: Member, chief: Member
) -> None:
    def put(conclusion: str) -> None:
        write(held, dispatcher, conclusion)
        with acting(dispatcher):
            actions.share_minutes(meeting_id=held.id, by=dispatcher, now=HELD)

    def judge(verdict: str, seen: int) -> None:
        with acting(chief):
            actions.judge_minutes(
                meeting_id=held.id,
                verdict=verdict,
                reason="Thiếu ý kiến",
                seen=seen,
                by=chief,
                now=HELD,
            )

    put("Tăng tuần tra.")
    judge("objects", 1)
    with acting(dispatcher):
        actions.take_back_minutes(meeting_id=held.id, by=dispatcher, now=HELD)
    put("Giảm tuần tra.")
    with pytest.raises(refusals.MinutesChanged):
        judge("agrees", 1)
    judge("agrees", 2)
    with acting(chief):
        minutes = queries.meetings_for(chief).get(id=held.id).minutes
        assert [one.verdict for one in queries.opinions_on(minutes)] == ["agrees"]
        assert [one.reason for one in queries.earlier_objections(minutes)] == ["Thiếu ý kiến"]


def test_the_agenda_is_proposed_from_open_matters(
    draft: Meeting, circle: Circle, dispatcher: Member, fire_service: Unit
) -> None:
    with acting(dispatcher):
        task = plans.give_task(
            circle_id=circle.id,
            title="Lắp camera cổng phụ",
            organization_id=fire_service.id,
            due_at=NOON + DAY,
            by=dispatcher,
            now=NOON,
        )
        request = exchange.issue_bulletin(
            circle_id=circle.id,
            draft=Draft(
                kind="information_request",
                urgency="normal",
                title="Đề nghị xác minh xe lạ",
                body="Biển số",
                required_action="answer",
            ),
            by=dispatcher,
            now=NOON,
        )
    later = NOON + 2 * DAY
    with acting(dispatcher):
        found = {one.key: one for one in proposals_for(draft, dispatcher, later)}
        assert found.keys() == {f"task:{task.id}", f"bulletin:{request.id}"}
        assert found[f"task:{task.id}"].shortcoming
        with pytest.raises(agenda_refusals.NothingChosen):
            actions.add_proposals(meeting_id=draft.id, keys=["task:0"], by=dispatcher, now=later)
        (item,) = actions.add_proposals(
            meeting_id=draft.id, keys=[f"task:{task.id}"], by=dispatcher, now=later
        )
        assert (item.position, item.organization_id) == (2, fire_service.id)
        left = [one.key for one in proposals_for(draft, dispatcher, later)]
        assert left == [f"bulletin:{request.id}"]


def test_the_next_meeting_starts_with_the_tasks_that_are_still_open(
    held: Meeting, dispatcher: Member, fire_service: Unit, commune: Unit
) -> None:
    resolve(held, dispatcher, fire_service)
    resolve(held, dispatcher, commune)
    with acting(dispatcher):
        actions.adopt_minutes(meeting_id=held.id, by=dispatcher, now=HELD)
        dropped = Resolution.objects.get(organization_id=commune.id)
        plans.drop(task_id=dropped.task_id or 0, reason="Trùng", by=dispatcher, now=HELD)
        following = actions.follow_up(
            meeting_id=held.id, starts_at=START + 4 * WEEK, by=dispatcher, now=HELD
        )
        titles = list(following.items.order_by("position").values_list("title", flat=True))
    assert titles == ["Sửa hệ thống chiếu sáng cổng số 2", "Đánh giá tình hình tháng"]
    assert following.place == held.place
    assert following.follows_id == held.id


def test_a_leaver_takes_the_meetings_it_was_invited_to_along(
    held: Meeting, dispatcher: Member, chief: Member
) -> None:
    write(held, dispatcher)
    with acting(chief):
        parts: dict[str, Any] = dict(
            part for one in exports._contributors for part in one(chief.circles, chief)
        )
    assert [row["reference"] for row in parts["meetings.json"]] == ["CH-2026-001"]
    # The draft of the minutes is nobody else's yet.
    assert not parts["minutes.json"]
    assert not parts["minuted.json"]


def test_minutes_are_not_put_to_others_while_people_are_still_arriving(
    meeting: Meeting, dispatcher: Member, plant: Unit, fire_service: Unit, commune: Unit
) -> None:
    early = START - timedelta(minutes=30)
    with acting(dispatcher):
        actions.hold_meeting(meeting_id=meeting.id, by=dispatcher, now=early)
        actions.record_presence(
            meeting_id=meeting.id,
            presences=dict.fromkeys((plant.id, fire_service.id, commune.id), "present"),
            by=dispatcher,
            now=early,
        )
    write(meeting, dispatcher)
    with acting(dispatcher):
        with pytest.raises(common.NotStartedYet):
            actions.share_minutes(meeting_id=meeting.id, by=dispatcher, now=early)
        assert actions.share_minutes(meeting_id=meeting.id, by=dispatcher, now=HELD).shared_at


def test_what_was_said_is_found_once_the_minutes_are_adopted(
    held: Meeting, dispatcher: Member, chief: Member
) -> None:
    write(held, dispatcher)
    with acting(chief):
        assert find("tuần tra ban đêm", by=chief, now=HELD).guessed
    with acting(dispatcher):
        actions.adopt_minutes(meeting_id=held.id, by=dispatcher, now=HELD)
    with acting(chief):
        (hit,) = find("tang cuong tuan tra ban dem", by=chief, now=HELD).hits
    assert hit.url == f"/meetings/{held.id}/minutes/"
    assert "ban đêm" in "".join(piece.text for piece in hit.excerpt)
