"""Drafting, inviting, answering, moving, cancelling and following up."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from lienket.circles.models import Circle
from lienket.councils import actions as councils
from lienket.councils.models import Council
from lienket.delivery import links
from lienket.delivery.models import Message
from lienket.escalation import actions as escalation
from lienket.escalation.models import Ask
from lienket.escalation.waiting import waiting_for
from lienket.kernel.actors import Member
from lienket.kernel.errors import NotAllowed, Refusal
from lienket.kernel.rls import acting
from lienket.meetings import actions, queries, rules
from lienket.meetings.actions import agenda as agenda_refusals
from lienket.meetings.actions import attendance as answers
from lienket.meetings.actions import common
from lienket.meetings.actions import meetings as refusals
from lienket.meetings.models import Attendance, Item, Meeting, Minutes
from lienket.meetings.tests.conftest import BRIEFING, START, WEEK
from tests.cast import NOON, Unit


def letters(envelope_kind: str = "meeting") -> list[tuple[int, str]]:
    rows = Message.objects.filter(envelope__kind=envelope_kind).order_by("id")
    return list(rows.values_list("organization_id", "purpose"))


def test_a_draft_is_seen_by_its_host_only(
    draft: Meeting, dispatcher: Member, chief: Member
) -> None:
    with acting(dispatcher):
        assert queries.meetings_for(dispatcher).get() == draft
    with acting(chief):
        assert not queries.meetings_for(chief).exists()


def test_inviting_asks_each_organization_and_tells_it_by_letter(
    meeting: Meeting, dispatcher: Member, chief: Member, fire_service: Unit, commune: Unit
) -> None:
    assert meeting.reference == "CH-2026-001"
    with acting(chief):
        assert sorted(letters()) == sorted([(fire_service.id, "first"), (commune.id, "first")])
        (waiting,) = waiting_for(chief, NOON, 5)
        assert waiting.title == meeting.title
        assert waiting.due_at == START - rules.ANSWER_BEFORE
        counts = queries.turnouts([meeting.id])[meeting.id]
        assert (counts.invited, counts.coming, counts.silent) == (3, 1, 2)
    with acting(dispatcher):
        assert not waiting_for(dispatcher, NOON, 5)


def test_to_an_outsider_the_meeting_does_not_exist(
    meeting: Meeting, circle: Circle, outsider: Unit
) -> None:
    stranger = outsider.member()
    with acting(stranger):
        for model in (Meeting, Item, Attendance, Minutes):
            assert not model.objects.exists()
        with pytest.raises(Meeting.DoesNotExist):
            actions.answer_meeting(meeting_id=meeting.id, answer="comes", by=stranger, now=NOON)
        with pytest.raises(Circle.DoesNotExist):
            actions.draft_meeting(circle_id=circle.id, details=BRIEFING, by=stranger, now=NOON)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"title": "  "}, refusals.NoMeetingTitle),
        ({"ends_at": START}, refusals.EndsBeforeItStarts),
        ({"ends_at": START + timedelta(days=15)}, refusals.TooLong),
        ({"starts_at": NOON - timedelta(hours=1)}, refusals.StartsInThePast),
        ({"place": ""}, refusals.NoPlace),
        ({"link": "javascript:alert(1)"}, refusals.BadMeetingLink),
        ({"link": "https://[oops"}, refusals.BadMeetingLink),
    ],
)
def test_a_meeting_that_makes_no_sense_is_refused(
    circle: Circle, dispatcher: Member, changes: dict[str, object], refusal: type[Refusal]
) -> None:
    with acting(dispatcher), pytest.raises(refusal) as refused:
        actions.draft_meeting(
            circle_id=circle.id,
            details=replace(BRIEFING, **changes),  # type: ignore[arg-type]
            by=dispatcher,
            now=NOON,
        )
    assert refused.value.field


def test_a_councils_meetings_are_held_by_its_keeper_and_those_who_sit_in_it(
    circle: Circle, dispatcher: Member, chief: Member, commune: Unit, fire_service: Unit
) -> None:
    keeper = commune.member()
    with acting(keeper):
        council = councils.set_up(
            circle_id=circle.id,
            kind="council",
            name="Hội đồng an ninh, trật tự",
            short_name="HĐANTT",
            by=keeper,
            now=NOON,
        )
        councils.add_offices(
            council_id=council.id,
            role="member",
            organization_ids=[fire_service.id],
            by=keeper,
            now=NOON,
        )
    its_own = replace(BRIEFING, council_id=council.id)
    for by in (keeper, chief):
        with acting(by):
            meeting = actions.draft_meeting(circle_id=circle.id, details=its_own, by=by, now=NOON)
            assert meeting.council_id == council.id
    with acting(dispatcher), pytest.raises(refusals.NotOfTheCouncil):
        actions.draft_meeting(circle_id=circle.id, details=its_own, by=dispatcher, now=NOON)


def test_a_council_of_another_circle_is_not_found(circle: Circle, dispatcher: Member) -> None:
    with acting(dispatcher), pytest.raises(Council.DoesNotExist):
        actions.draft_meeting(
            circle_id=circle.id, details=replace(BRIEFING, council_id=7), by=dispatcher, now=NOON
        )


def test_nobody_or_a_stranger_cannot_be_invited(
    draft: Meeting, dispatcher: Member, plant: Unit, outsider: Unit
) -> None:
    for invited, refusal in (
        ([], refusals.NobodyInvited),
        ([plant.id], refusals.NobodyInvited),
        ([outsider.id], refusals.StrangersInvited),
    ):
        with acting(dispatcher), pytest.raises(refusal):
            actions.invite_members(
                meeting_id=draft.id, organization_ids=invited, by=dispatcher, now=NOON
            )


def test_a_meeting_without_an_agenda_invites_nobody(
    circle: Circle, dispatcher: Member, fire_service: Unit
) -> None:
    with acting(dispatcher):
        bare = actions.draft_meeting(circle_id=circle.id, details=BRIEFING, by=dispatcher, now=NOON)
        with pytest.raises(refusals.NothingOnTheAgenda):
            actions.invite_members(
                meeting_id=bare.id, organization_ids=[fire_service.id], by=dispatcher, now=NOON
            )


def test_answering_settles_the_ask_and_a_change_of_mind_counts(
    meeting: Meeting, chief: Member
) -> None:
    with acting(chief):
        for answer, who, note in (
            ("comes", "Thượng tá Lê Văn Hùng, Trưởng phòng", ""),
            ("cannot", "Thượng tá Lê Văn Hùng", "Đi công tác"),
        ):
            given = actions.answer_meeting(
                meeting_id=meeting.id, answer=answer, who=who, note=note, by=chief, now=NOON
            )
        assert given.who == ""
        assert not waiting_for(chief, NOON, 5)
        counts = queries.turnouts([meeting.id])[meeting.id]
        assert (counts.coming, counts.refused, counts.silent) == (1, 1, 1)


def test_an_answer_says_who_comes_instead_or_why_nobody_does(
    meeting: Meeting, chief: Member
) -> None:
    for answer, refusal in (
        ("substitute", answers.NoSubstitute),
        ("cannot", answers.NoExcuse),
        ("perhaps", answers.UnknownAnswer),
    ):
        with acting(chief), pytest.raises(refusal):
            actions.answer_meeting(meeting_id=meeting.id, answer=answer, by=chief, now=NOON)


def test_whoever_holds_the_link_answers_for_its_organization_only(
    meeting: Meeting, chief: Member, fire_service: Unit
) -> None:
    with acting(chief):
        message = Message.objects.get(organization_id=fire_service.id)
    holder = links.holder(links.token(message.id), now=NOON)
    assert holder
    with acting(holder):
        actions.answer_meeting(meeting_id=meeting.id, answer="comes", by=holder, now=NOON)
        with pytest.raises(NotAllowed):
            actions.cancel_meeting(meeting_id=meeting.id, reason="Bão", by=holder, now=NOON)  # type: ignore[arg-type]
    with acting(chief):
        come = Attendance.objects.filter(answer="comes", ask__isnull=False)
        assert come.get().organization_id == fire_service.id


def test_silence_takes_no_step_after_the_meeting_has_begun(meeting: Meeting, chief: Member) -> None:
    with acting(chief):
        plans = [ask.plan for ask in Ask.objects.all()]
    minutes = WEEK // timedelta(minutes=1)
    assert plans
    assert all(step["after"] < minutes for plan in plans for step in plan)


def test_a_new_place_is_told_and_a_new_time_asks_again(
    meeting: Meeting, dispatcher: Member, chief: Member, fire_service: Unit
) -> None:
    with acting(chief):
        actions.answer_meeting(meeting_id=meeting.id, answer="comes", by=chief, now=NOON)
    with acting(dispatcher):
        details = replace(BRIEFING, place="Hội trường A")
        actions.change_meeting(meeting_id=meeting.id, details=details, by=dispatcher, now=NOON)
        assert letters().count((fire_service.id, "correction")) == 1
        assert queries.who_comes(meeting).filter(answer="", ask__isnull=False).count() == 1

        later = replace(details, starts_at=START + WEEK, ends_at=START + WEEK * 1.1)
        actions.change_meeting(meeting_id=meeting.id, details=later, by=dispatcher, now=NOON)
        assert letters().count((fire_service.id, "correction")) == 2
    with acting(chief):
        (waiting,) = waiting_for(chief, NOON, 5)
        assert waiting.due_at == START + WEEK - rules.ANSWER_BEFORE


def test_changing_the_title_alone_tells_nobody(meeting: Meeting, dispatcher: Member) -> None:
    with acting(dispatcher):
        before = letters()
        actions.change_meeting(
            meeting_id=meeting.id,
            details=replace(BRIEFING, title="Giao ban tháng 11"),
            by=dispatcher,
            now=NOON,
        )
        assert letters() == before


def test_cancelling_tells_everybody_and_asks_nobody_any_more(
    meeting: Meeting, dispatcher: Member, chief: Member, fire_service: Unit
) -> None:
    with acting(dispatcher):
        with pytest.raises(refusals.NoCancelReason):
            actions.cancel_meeting(meeting_id=meeting.id, reason="", by=dispatcher, now=NOON)
        actions.cancel_meeting(meeting_id=meeting.id, reason="Bão số 9", by=dispatcher, now=NOON)
        assert (fire_service.id, "withdrawal") in letters()
        with pytest.raises(common.MeetingCancelledBefore):
            actions.hold_meeting(meeting_id=meeting.id, by=dispatcher, now=START)
    with acting(chief):
        assert not waiting_for(chief, NOON, 5)
        with pytest.raises(common.MeetingCancelledBefore):
            actions.answer_meeting(meeting_id=meeting.id, answer="comes", by=chief, now=NOON)
    escalation.escalate_overdue(now=NOON + WEEK)


def test_only_the_host_changes_cancels_or_holds_it(meeting: Meeting, chief: Member) -> None:
    verbs: list[Callable[[], object]] = [
        lambda: actions.cancel_meeting(meeting_id=meeting.id, reason="x", by=chief, now=NOON),
        lambda: actions.hold_meeting(meeting_id=meeting.id, by=chief, now=START),
        lambda: actions.add_item(meeting_id=meeting.id, title="x", by=chief, now=NOON),
        lambda: actions.follow_up(meeting_id=meeting.id, starts_at=START, by=chief, now=NOON),
        lambda: actions.adopt_minutes(meeting_id=meeting.id, by=chief, now=START),
    ]
    for verb in verbs:
        with acting(chief), pytest.raises(common.OnlyTheHost):
            verb()


def test_it_is_not_held_before_its_time_nor_before_anybody_is_invited(
    draft: Meeting, dispatcher: Member, fire_service: Unit
) -> None:
    with acting(dispatcher):
        with pytest.raises(refusals.NotInvitedYet):
            actions.hold_meeting(meeting_id=draft.id, by=dispatcher, now=START)
        actions.invite_members(
            meeting_id=draft.id, organization_ids=[fire_service.id], by=dispatcher, now=NOON
        )
        with pytest.raises(common.NotStartedYet):
            actions.hold_meeting(meeting_id=draft.id, by=dispatcher, now=NOON)
        actions.hold_meeting(meeting_id=draft.id, by=dispatcher, now=START)
        with pytest.raises(common.MeetingOver):
            actions.hold_meeting(meeting_id=draft.id, by=dispatcher, now=START)


def test_points_of_the_agenda_move_and_go(draft: Meeting, dispatcher: Member) -> None:
    with acting(dispatcher):
        first = draft.items.get()
        second = actions.add_item(meeting_id=draft.id, title="Kế hoạch", by=dispatcher, now=NOON)
        actions.move_item(item_id=second.id, up=True, by=dispatcher, now=NOON)
        actions.move_item(item_id=second.id, up=True, by=dispatcher, now=NOON)
        assert list(draft.items.order_by("position")) == [second, first]
        actions.remove_item(item_id=second.id, by=dispatcher, now=NOON)
        assert draft.items.get() == first
        for given, refusal in (
            ({"title": ""}, agenda_refusals.NoItemTitle),
            ({"title": "x", "minutes_planned": 0}, agenda_refusals.BadLength),
            ({"title": "x", "organization_id": 0x7FFFFFFF}, agenda_refusals.NotAMemberToPresent),
        ):
            with pytest.raises(refusal):
                actions.add_item(meeting_id=draft.id, by=dispatcher, now=NOON, **given)


def test_those_who_come_are_reminded_once_a_day_before(
    meeting: Meeting, chief: Member, fire_service: Unit, commune: Unit
) -> None:
    with acting(chief):
        actions.answer_meeting(meeting_id=meeting.id, answer="comes", by=chief, now=NOON)
    before = START - rules.REMIND_BEFORE
    assert actions.remind(now=before - timedelta(minutes=1)) == 0
    assert actions.remind(now=before) == 1
    assert actions.remind(now=before) == 0
    with acting(chief):
        assert letters().count((fire_service.id, "first")) == 2
        assert letters().count((commune.id, "first")) == 1


def test_names_are_forgotten_a_year_after_the_meeting(held: Meeting, dispatcher: Member) -> None:
    with acting(dispatcher):
        Attendance.objects.update(who="Đại úy Trần Bình")
    assert actions.forget_names(now=START + timedelta(days=300)) == 0
    assert actions.forget_names(now=START + timedelta(days=366)) == 1
    with acting(dispatcher):
        assert not Attendance.objects.exclude(who="").exists()
