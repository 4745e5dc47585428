"""The pages of meetings, and what the links open."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from unittest import mock

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from lienket.circles.models import Circle
from lienket.delivery import links
from lienket.delivery.models import Message
from lienket.documents.models import Document
from lienket.kernel.actors import Member
from lienket.kernel.rls import acting
from lienket.meetings.models import Attendance, Item, Meeting, Minutes, Opinion, Resolution
from lienket.meetings.tests.conftest import HELD, START, WEEK
from lienket.meetings.views import meetings as meetings_pages
from tests.cast import NOON, Unit, signed_in


class Clock:
    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(autouse=True)
def clock() -> Iterator[Clock]:
    """It is noon until the test says otherwise."""
    clock = Clock()
    with mock.patch.object(timezone, "now", clock):
        yield clock


@pytest.fixture
def host(plant: Unit) -> Client:
    return signed_in(plant)


@pytest.fixture
def guest(fire_service: Unit) -> Client:
    return signed_in(fire_service)


def page(name: str, number: int) -> str:
    return reverse(f"meetings:{name}", args=[number])


def local(at: datetime) -> str:
    return f"{timezone.localtime(at):%Y-%m-%dT%H:%M}"


def link_of(unit: Unit, by: Member, kind: str = "meeting") -> str:
    with acting(by):
        message = Message.objects.filter(organization_id=unit.id, envelope__kind=kind)
        return reverse("exchange:link", args=[links.token(message.order_by("-id")[0].id)])


def test_a_meeting_is_prepared_invited_to_and_answered_on_its_pages(
    host: Client, guest: Client, circle: Circle, chief: Member, fire_service: Unit
) -> None:
    assert host.get(page("list", circle.id)).status_code == 200
    assert host.get(page("create", circle.id)).status_code == 200
    made = host.post(
        page("create", circle.id),
        {
            "kind": "briefing",
            "title": "Giao ban <i>tháng</i>",
            "starts_at": local(START),
            "ends_at": local(START + timedelta(hours=2)),
            "place": "Phòng 2",
        },
    )
    agenda = made.headers["Location"]
    number = int(agenda.split("/")[2])
    assert host.post(agenda, {"title": ""}).status_code == 422
    host.post(agenda, {"title": "Tình hình tháng", "minutes_planned": "20"})
    assert "Tình hình tháng" in host.get(agenda).content.decode()
    host.post(agenda, {"title": "Thảo luận", "minutes_planned": "110"})
    assert "130 phút" in host.get(agenda).content.decode()
    assert host.get(agenda).context["span"].too_long
    assert guest.get(page("meeting", number)).status_code == 404

    assert host.get(page("invite", number)).status_code == 200
    assert host.post(page("invite", number), {"csrf": "x"}).status_code == 422
    host.post(page("invite", number), {"organizations": [fire_service.id]})

    shown = guest.get(page("meeting", number)).content.decode()
    assert "Giao ban &lt;i&gt;tháng&lt;/i&gt;" in shown
    refused = guest.post(page("answer", number), {"answer": "substitute"})
    assert refused.status_code == 422
    assert refused.context["form"].errors["who"]
    answered = guest.post(page("answer", number), {"answer": "comes", "who": "Thiếu tá Hùng"})
    assert answered.headers["Location"] == page("meeting", number)
    assert "Thiếu tá Hùng" in host.get(page("meeting", number)).content.decode()


def test_a_meeting_that_ends_before_it_starts_is_refused_at_its_field(
    host: Client, circle: Circle
) -> None:
    refused = host.post(
        page("create", circle.id),
        {
            "kind": "forum",
            "title": "Diễn đàn",
            "starts_at": local(START),
            "ends_at": local(START - timedelta(hours=2)),
            "place": "Hội trường",
        },
    )
    assert refused.status_code == 422
    assert refused.context["form"].errors["ends_at"]


def test_all_that_is_wrong_with_a_meeting_is_told_at_once(host: Client, circle: Circle) -> None:
    said = {
        "kind": "briefing",
        "title": "",
        "starts_at": local(NOON - timedelta(days=1)),
        "ends_at": local(NOON - timedelta(days=2)),
        "link": "phòng họp",
    }
    refused = host.post(page("create", circle.id), said)

    assert set(refused.context["form"].errors) == {"title", "starts_at", "ends_at", "link"}
    shown = refused.content.decode()
    assert 'href="#id_ends_at"' in shown
    assert shown.count("autofocus") == 1
    # Without a start there is nothing to say about the end.
    refused = host.post(page("create", circle.id), said | {"starts_at": "mai"})
    assert set(refused.context["form"].errors) == {"title", "starts_at", "link"}


def test_to_an_outsider_no_page_exists(
    held: Meeting, circle: Circle, outsider: Unit, dispatcher: Member
) -> None:
    stranger = signed_in(outsider)
    with acting(dispatcher):
        item = held.items.get()
    assert stranger.get(page("list", circle.id)).status_code == 404
    assert stranger.get(page("create", circle.id)).status_code == 404
    for name in (
        *("meeting", "edit", "invite", "cancel", "next", "calendar", "agenda", "attendance"),
        *("minutes", "adopt", "issue"),
    ):
        assert stranger.get(page(name, held.id)).status_code == 404, name
    for name in ("proposals", "answer", "hold", "share", "take_back", "judge", "resolve"):
        assert stranger.post(page(name, held.id), {}).status_code in {404, 422}, name
    for name in ("move_item", "remove_item"):
        assert stranger.post(page(name, item.id), {}).status_code == 404, name


def test_a_guest_neither_writes_nor_reads_the_draft_of_the_minutes(
    held: Meeting, guest: Client
) -> None:
    for name in ("agenda", "attendance", "minutes", "adopt"):
        assert guest.get(page(name, held.id)).status_code == 404, name
    assert guest.post(page("hold", held.id)).status_code == 403


def test_the_link_is_answered_without_signing_in(
    meeting: Meeting, fire_service: Unit, chief: Member
) -> None:
    browser = Client(enforce_csrf_checks=True)
    link = link_of(fire_service, chief)
    assert meeting.title in browser.get(link).content.decode()
    with acting(chief):
        assert not Attendance.objects.get(organization_id=fire_service.id).answer

    assert browser.post(link, {"answer": "cannot"}).status_code == 422
    assert browser.post(link, {"answer": "cannot", "note": "Bận"}).headers["Location"] == link

    with acting(chief):
        assert Attendance.objects.get(organization_id=fire_service.id).answer == "cannot"


def test_the_link_tells_that_a_meeting_was_cancelled_and_takes_no_answer(
    meeting: Meeting, host: Client, fire_service: Unit, chief: Member
) -> None:
    assert host.post(page("cancel", meeting.id), {"reason": "Bão số 9"}).status_code == 302
    link = link_of(fire_service, chief)
    shown = Client().get(link).content.decode()
    assert "Bão số 9" in shown
    assert 'name="answer"' not in shown
    assert Client().post(link, {"answer": "comes"}).status_code == 422


def test_a_meeting_goes_on_until_its_end_or_its_minutes(
    meeting: Meeting, host: Client, clock: Clock, circle: Circle
) -> None:
    def said() -> set[str]:
        pages = (page("meeting", meeting.id), page("list", circle.id))
        html = "".join(host.get(one).content.decode() for one in pages)
        return {word for word in ("Đang họp", "Đã họp") if word in html}

    clock.now = START - timedelta(minutes=20)
    host.post(page("hold", meeting.id))
    assert said() == {"Đang họp"}
    clock.now = START + timedelta(hours=3)
    assert said() == {"Đã họp"}


def test_the_minutes_page_says_whose_presence_is_missing_and_the_rest_is_noted_at_once(
    meeting: Meeting,
    host: Client,
    clock: Clock,
    dispatcher: Member,
    plant: Unit,
    fire_service: Unit,
    commune: Unit,
) -> None:
    clock.now = HELD
    host.post(page("hold", meeting.id))
    for address in (page("minutes", meeting.id), page("adopt", meeting.id)):
        html = host.get(address).content.decode()
        assert page("attendance", meeting.id) in html
        assert "3 đơn vị" in html
    given = {f"presence-{commune.id}": "absent", "rest": "present"}
    host.post(page("attendance", meeting.id), given)
    with acting(dispatcher):
        assert dict(Attendance.objects.values_list("organization_id", "presence")) == {
            plant.id: "present",
            fire_service.id: "present",
            commune.id: "absent",
        }
    assert "chưa ghi" not in host.get(page("minutes", meeting.id)).content.decode()


def test_older_meetings_are_on_the_next_page(
    meeting: Meeting, host: Client, clock: Clock, circle: Circle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(meetings_pages, "PAST", 1)
    host.post(page("cancel", meeting.id), {"reason": "Bão số 9"})
    for number in range(2):
        host.post(
            page("create", circle.id),
            {
                "kind": "briefing",
                "title": f"Giao ban {number}",
                "starts_at": local(START + timedelta(hours=number)),
                "ends_at": local(START + timedelta(hours=number + 1)),
                "place": "Phòng 2",
            },
        )
    clock.now = START + timedelta(days=1)
    address, titles = page("list", circle.id), []
    for _page in range(3):
        shown = host.get(address)
        titles.append(shown.context["past"][0]["meeting"].title)
        address = f"{page('list', circle.id)}?{shown.context['older']}"
    assert titles == ["Giao ban 1", "Giao ban 0", meeting.title]
    assert not shown.context["older"]


def test_from_the_door_to_the_numbered_minutes(
    meeting: Meeting,
    host: Client,
    guest: Client,
    clock: Clock,
    plant: Unit,
    fire_service: Unit,
    commune: Unit,
    dispatcher: Member,
    chief: Member,
) -> None:
    clock.now = HELD
    assert host.post(page("hold", meeting.id)).headers["Location"] == page("attendance", meeting.id)
    assert host.get(page("adopt", meeting.id)).status_code == 200
    assert host.post(page("adopt", meeting.id)).status_code == 422
    presences = {plant: "present", fire_service: "substitute", commune: "absent"}
    given = {f"presence-{unit.id}": presence for unit, presence in presences.items()}
    host.post(page("attendance", meeting.id), given)
    assert "2/3" in host.get(page("attendance", meeting.id)).content.decode()
    # Who goes on to the minutes from here loses nothing that was ticked.
    late = {**given, f"presence-{commune.id}": "present", "next": "minutes"}
    going_on = host.post(page("attendance", meeting.id), late)
    assert going_on.headers["Location"] == page("minutes", meeting.id)
    assert "3/3" in host.get(page("attendance", meeting.id)).content.decode()
    host.post(page("attendance", meeting.id), given)

    with acting(dispatcher):
        item = Item.objects.get()
    host.post(
        page("minutes", meeting.id),
        {
            "chair": "Nguyễn Văn An, Giám đốc",
            "secretary": "Trần Bình",
            f"discussion-{item.id}": "Các bên báo cáo.",
            f"conclusion-{item.id}": "Tăng tuần tra.",
        },
    )
    # The day is missing.
    bad = host.post(page("resolve", meeting.id), {"text": "Sửa đèn", "organization": plant.id})
    assert bad.status_code == 422
    assert bad.context["resolution_form"].errors["due_on"]
    day = f"{timezone.localdate(HELD + WEEK):%Y-%m-%d}"
    resolution = {"text": "Sửa đèn", "organization": fire_service.id, "due_on": day}
    host.post(page("resolve", meeting.id), resolution)
    assert "Sửa đèn" in host.get(page("minutes", meeting.id)).content.decode()

    host.post(page("share", meeting.id))
    assert "Tăng tuần tra." in guest.get(page("minutes", meeting.id)).content.decode()
    assert guest.post(page("judge", meeting.id), {"verdict": "objects"}).status_code == 422
    link = link_of(fire_service, chief, "minutes")
    assert "Tăng tuần tra." in Client().get(link).content.decode()
    # Whoever does not say which text was read has not read this one.
    assert Client().post(link, {"verdict": "agrees"}).status_code == 422
    agreed = Client().post(link, {"verdict": "agrees", "round": "1"})
    assert agreed.headers["Location"] == link
    with acting(chief):
        assert Opinion.objects.get().verdict == "agrees"

    assert "Sửa đèn" in host.get(page("adopt", meeting.id)).content.decode()
    host.post(page("adopt", meeting.id))
    with acting(chief):
        assert Resolution.objects.get().task
        assert Minutes.objects.get().adopted_at == HELD

    assert host.post(page("issue", meeting.id), {"place": " "}).status_code == 422
    issued = host.post(page("issue", meeting.id), {"place": "Thanh Vân"})
    with acting(chief):
        document = Document.objects.get()
    assert issued.headers["Location"] == reverse("documents:document", args=[document.id])
    assert document.code == "01/BB-Plant"
    # Issued once.
    host.post(page("issue", meeting.id), {"place": "Thanh Vân"})
    with acting(chief):
        assert Document.objects.count() == 1
    assert document.code in guest.get(page("minutes", meeting.id)).content.decode()
    assert host.get(page("list", meeting.circle_id)).status_code == 200


def test_the_next_meeting_of_the_series_is_prepared(
    held: Meeting, host: Client, clock: Clock
) -> None:
    clock.now = HELD
    assert host.post(page("next", held.id), {"starts_at": local(NOON)}).status_code == 422
    made = host.post(page("next", held.id), {"starts_at": local(START + 4 * WEEK)})
    assert "Đánh giá tình hình tháng" in host.get(made.headers["Location"]).content.decode()


def test_the_meeting_goes_into_a_calendar(meeting: Meeting, guest: Client) -> None:
    answer = guest.get(page("calendar", meeting.id))
    assert answer.headers["Content-Type"].startswith("text/calendar")
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event.decoded("dtstart") == START
    assert str(event["status"]) == "CONFIRMED"


def test_points_are_changed_moved_and_removed(
    draft: Meeting, host: Client, dispatcher: Member
) -> None:
    host.post(page("agenda", draft.id), {"title": "Điểm hai"})
    with acting(dispatcher):
        first, second = Item.objects.order_by("position")
    assert host.get(page("item", second.id)).status_code == 200
    host.post(page("item", second.id), {"title": "Điểm 2", "shortcoming": "on"})
    host.post(page("move_item", second.id), {"to": "up"})
    with acting(dispatcher):
        assert list(Item.objects.order_by("position").values_list("title", flat=True)) == [
            "Điểm 2",
            first.title,
        ]
    host.post(page("remove_item", first.id))
    assert host.post(page("proposals", draft.id), {}).status_code == 422
    with acting(dispatcher):
        assert Item.objects.get().shortcoming


def test_a_secrecy_stamp_is_refused_in_the_minutes(
    held: Meeting, host: Client, clock: Clock
) -> None:
    clock.now = HELD
    refused = host.post(page("minutes", held.id), {"opening": "TỐI MẬT\nNội dung"})
    assert refused.status_code == 422
    assert refused.context["form"].errors["opening"]


def test_pages_of_the_minutes_stay_shut_until_the_meeting_has_begun(
    host: Client, meeting: Meeting, dispatcher: Member
) -> None:
    for response in (
        host.get(page("adopt", meeting.id)),
        host.post(page("adopt", meeting.id)),
        host.get(page("issue", meeting.id)),
        host.post(page("resolve", meeting.id), {"text": "Sửa đèn"}),
        host.post(page("attendance", meeting.id), {}),
    ):
        assert response.status_code == 422
        assert "form" not in (response.context or {})
    with acting(dispatcher):
        assert not Minutes.objects.exists()


def test_until_its_hour_minutes_are_drafted_only(
    host: Client, meeting: Meeting, clock: Clock
) -> None:
    clock.now = START - timedelta(minutes=30)
    host.post(page("hold", meeting.id))
    assert page("share", meeting.id) not in host.get(page("minutes", meeting.id)).content.decode()

    clock.now = HELD
    host.post(page("attendance", meeting.id), {"rest": "present"})
    assert page("share", meeting.id) in host.get(page("minutes", meeting.id)).content.decode()


def test_minutes_are_not_issued_before_they_are_adopted(host: Client, held: Meeting) -> None:
    assert host.get(page("issue", held.id)).status_code == 422
