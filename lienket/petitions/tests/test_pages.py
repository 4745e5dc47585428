"""The pages of petitions, what the links open, and the programs' side."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from unittest import mock

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from lienket.circles.models import Circle
from lienket.delivery import links
from lienket.delivery.models import Message
from lienket.exchange.tests.program import program_of
from lienket.kernel.actors import Member
from lienket.kernel.rls import acting
from lienket.meetings.models import Meeting
from lienket.petitions import actions
from lienket.petitions.exports import petitioned
from lienket.petitions.models import Petition
from lienket.petitions.tests.test_forum import START, call, held
from tests.cast import NOON, Unit, signed_in

ANSWER = "Hồ sơ nộp tại bộ phận một cửa."


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
def asker(plant: Unit) -> Client:
    return signed_in(plant)


@pytest.fixture
def responder(fire_service: Unit) -> Client:
    return signed_in(fire_service)


def page(name: str, number: int) -> str:
    return reverse(f"petitions:{name}", args=[number])


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def link_of(unit: Unit, by: Member, purpose: str = "first") -> str:
    with acting(by):
        found = Message.objects.filter(
            organization_id=unit.id, envelope__kind="petition", purpose=purpose
        )
        return reverse("exchange:link", args=[links.token(found.latest("id").id)])


def test_a_petition_is_raised_answered_and_judged_on_its_pages(
    asker: Client,
    responder: Client,
    circle: Circle,
    fire_service: Unit,
    dispatcher: Member,
    settings: Settings,
    tmp_path: object,
) -> None:
    settings.FILES = tmp_path
    asked = {
        "title": "Thủ tục nghiệm thu phòng cháy",
        "topic": "fire",
        "responsible": fire_service.id,
        "voice": "workers",
        "collective": "công nhân xưởng cán",
    }
    assert asker.post(page("create", circle.id), {**asked, "title": ""}).status_code == 422
    assert asker.post(page("create", circle.id), asked).status_code == 302
    with acting(dispatcher):
        petition = Petition.objects.get()
    assert "công nhân xưởng cán" in text_of(responder, page("petition", petition.id))
    file = SimpleUploadedFile("mau.txt", b"Mau don", "text/plain")
    given = {"text": ANSWER, "attachments": file}
    assert responder.post(page("answer", petition.id), {"text": " "}).status_code == 422
    assert responder.post(page("answer", petition.id), given).status_code == 302
    shown = text_of(asker, page("petition", petition.id))
    assert ANSWER in shown
    assert "mau.txt" in shown
    assert asker.post(page("judge", petition.id), {}).status_code == 422
    assert asker.post(page("judge", petition.id), {"satisfied": "yes"}).status_code == 302
    assert asker.post(page("return", petition.id), {"reason": ""}).status_code == 422
    assert asker.post(page("return", petition.id), {"reason": "Chưa rõ"}).status_code == 302
    assert "Chưa rõ" in text_of(responder, page("petition", petition.id))
    assert responder.get(page("withdraw", petition.id)).status_code == 403
    assert asker.post(page("withdraw", petition.id), {"reason": "Thôi"}).status_code == 302


def test_handing_on_has_a_page_of_its_own(
    asker: Client, responder: Client, petition: Petition, commune: Unit
) -> None:
    address = page("hand_on", petition.id)
    assert asker.get(address).status_code == 403
    assert responder.get(address).status_code == 200
    handed = {"organization": commune.id, "reason": "Thuộc xã"}
    assert responder.post(address, handed).status_code == 302
    assert commune.organization.name in text_of(asker, page("petition", petition.id))


def test_the_list_is_narrowed_and_printed(
    asker: Client, responder: Client, circle: Circle, petition: Petition, fire_service: Unit
) -> None:
    address = page("list", circle.id)
    found = [
        "",
        "state=open",
        "topic=fire",
        f"party={fire_service.id}",
        "words=nghiệm thu",
        "words=NGHIEM thu",
        "words=KN-2026-001",
        "span=2026",
        "state=nonsense",
    ]
    for query in found:
        assert petition.title in text_of(asker, f"{address}?{query}"), query
    for query in ("state=overdue", "topic=traffic", "words=xyz", "span=2025"):
        assert petition.title not in text_of(asker, f"{address}?{query}"), query
    responder.post(page("answer", petition.id), {"text": ANSWER})
    assert ANSWER in text_of(asker, page("print", circle.id))
    assert petition.title in text_of(asker, f"{address}?words=một cửa")
    assert "1/1" in text_of(asker, page("figures", circle.id))
    assert text_of(asker, f"{page('figures', circle.id)}?span=2024-Q1")


def test_the_link_answers_by_post_only_and_the_asker_judges_by_its_own(
    petition: Petition, plant: Unit, fire_service: Unit, chief: Member, dispatcher: Member
) -> None:
    anybody = Client()
    link = link_of(fire_service, chief)
    assert petition.title in text_of(anybody, link)
    with acting(chief):
        assert not petition.answers.exists()
    assert anybody.post(link, {"text": ""}).status_code == 422
    assert anybody.post(link, {"text": ANSWER}).status_code == 302
    theirs = link_of(plant, dispatcher, "reply")
    assert ANSWER in text_of(anybody, theirs)
    assert anybody.post(theirs, {"satisfied": "no", "words": "Chậm"}).status_code == 302
    with acting(dispatcher):
        assert Petition.objects.get().satisfied is False


def test_the_pages_do_not_exist_for_an_outsider(
    petition: Petition, circle: Circle, outsider: Unit
) -> None:
    stranger = signed_in(outsider)
    for name in ("list", "print", "create", "figures"):
        assert stranger.get(page(name, circle.id)).status_code == 404
    for name in ("petition", "hand_on", "return", "withdraw"):
        assert stranger.get(page(name, petition.id)).status_code == 404
    assert stranger.post(page("answer", petition.id), {"text": ANSWER}).status_code == 404


def test_a_confidential_one_is_shown_to_all_by_its_asker(
    asker: Client, responder: Client, circle: Circle, fire_service: Unit, commune: Unit, plant: Unit
) -> None:
    asked = {
        "title": "Có kẻ đòi bảo kê nhà thầu",
        "topic": "security",
        "responsible": fire_service.id,
        "voice": "organization",
        "confidential": "on",
    }
    assert asker.post(page("create", circle.id), asked).status_code == 302
    by, third = plant.member(), signed_in(commune)
    with acting(by):
        petition = Petition.objects.get()
    assert third.get(page("petition", petition.id)).status_code == 404
    assert "bảo kê" not in text_of(third, page("list", circle.id))
    assert responder.post(page("answer", petition.id), {"text": ANSWER}).status_code == 302
    assert asker.post(page("publish", petition.id)).status_code == 302
    assert ANSWER in text_of(third, page("list", circle.id))


def test_a_forum_notes_questions_one_after_another(
    asker: Client,
    responder: Client,
    circle: Circle,
    chief: Member,
    plant: Unit,
    fire_service: Unit,
    clock: Clock,
    settings: Settings,
    tmp_path: object,
) -> None:
    settings.FILES = tmp_path
    forum = call(circle, chief, [plant.id])
    own = {"title": "Đèn đường", "topic": "traffic", "voice": "organization"}
    own["responsible"] = str(fire_service.id)
    assert asker.post(page("questions", forum.id), own).status_code == 302
    held(forum, chief, plant, fire_service)
    clock.now = START + timedelta(minutes=20)
    noted = {**own, "asker": plant.id, "title": "Nghiệm thu", "answer": ANSWER}
    answer = responder.post(page("questions", forum.id), noted)
    assert answer["Location"].endswith(f"?asker={plant.id}")
    shown = text_of(responder, answer["Location"])
    assert "Đèn đường" in shown
    assert "autofocus" in shown
    assert responder.post(page("questions", forum.id), {**noted, "asker": ""}).status_code == 422
    assert "Nghiệm thu" in text_of(asker, reverse("meetings:meeting", args=[forum.id]))
    issued = responder.post(page("issue_list", forum.id), {"place": "Thanh Vân"})
    assert "DM" in text_of(responder, issued["Location"])
    with acting(chief):
        Meeting.objects.filter(id=forum.id).update(kind="briefing")
    assert responder.get(page("questions", forum.id)).status_code == 404


def test_programs_list_raise_and_answer_petitions(
    circle: Circle, plant: Unit, fire_service: Unit, outsider: Unit
) -> None:
    ours, theirs = program_of(plant), program_of(fire_service)
    asked = {"title": "Thủ tục nghiệm thu", "responsible": fire_service.id}
    raised = ours.post(f"circles/{circle.id}/petitions", asked)
    assert (raised.status, raised.body["number"]) == (201, "KN-2026-001")
    assert ours.post(f"circles/{circle.id}/petitions", {**asked, "oops": 1}).status == 422
    assert ours.post(f"circles/{circle.id}/petitions", {"title": ""}).status == 422
    address = f"petitions/{raised.body['id']}"
    assert theirs.post(f"{address}/answers", {"text": ANSWER}).status == 201
    assert ours.post(f"{address}/answers", {"text": ANSWER}).status == 403
    assert ours.get(address).body["answers"][0]["text"] == ANSWER
    (listed,) = ours.get(f"circles/{circle.id}/petitions").body["items"]
    assert listed["state"] == "answered"
    stranger = program_of(outsider)
    assert stranger.get(address).status == 404
    assert stranger.get(f"circles/{circle.id}/petitions").status == 404


def test_the_front_page_of_the_circle_says_what_waits(
    plant: Unit, circle: Circle, petition: Petition, clock: Clock
) -> None:
    clock.now = NOON + timedelta(days=20)
    shown = text_of(signed_in(plant), reverse("exchange:circle", args=[circle.id]))
    assert page("list", circle.id) in shown


def test_a_leaver_takes_its_petitions_along(petition: Petition, chief: Member) -> None:
    with acting(chief):
        actions.answer(petition_id=petition.id, text=ANSWER, by=chief, now=NOON)
        parts = dict(petitioned([petition.circle_id], chief))
    assert parts["petitions.json"][0]["reference"] == "KN-2026-001"  # type: ignore[index]
    assert parts["petition_answers.json"][0]["text"] == ANSWER  # type: ignore[index]
