"""The pages of self-assessments, findings and visits, and what the links open."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
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
from lienket.documents.tests.samples import picture
from lienket.inspections import standard
from lienket.inspections.models import Assessment, Draft, Finding, Reinspection, Visit
from lienket.inspections.queries import assessments as queries
from lienket.inspections.tests.conftest import NOTE, TODAY, answer_all, handed_in
from lienket.kernel.actors import Member
from lienket.kernel.rls import acting
from lienket.places.models import Site
from lienket.plans import actions as plans
from lienket.search import queries as search
from tests.cast import NOON, Unit, make_circle, signed_in


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
def plant_browser(plant: Unit, circle: Circle) -> Client:
    return signed_in(plant)


@pytest.fixture
def fire_browser(fire_service: Unit, circle: Circle) -> Client:
    return signed_in(fire_service)


def page(name: str, *of: object) -> str:
    return reverse(f"inspections:{name}", args=of)


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return response.content.decode()


def found_by(by: Member, words: str, table: str) -> int:
    with acting(by):
        return len(search.find(words, by=by, now=NOON, tables=[table]).hits)


def fill_in(browser: Client, draft: Draft, by: Member, *lacking: int) -> str:
    """Go through all parts as one does; where it leads in the end."""
    with acting(by):
        questions = list(queries.questions_of(draft.checklist))
    address = browser.get(page("draft", draft.id))["Location"]
    while "hand-in" not in address:
        area = address.rstrip("/").rsplit("/", 1)[-1]
        given = {}
        for one in questions:
            if one.area == area:
                met = one.number not in lacking
                given[f"verdict-{one.id}"] = "met" if met else "not_met"
                given[f"note-{one.id}"] = "" if met else NOTE
        answer = browser.post(address, given)
        assert answer.status_code == 302
        address = answer["Location"]
    return address


def test_a_site_is_assessed_part_by_part_and_handed_in(
    plant_browser: Client, fire_browser: Client, site: Site, circle: Circle, dispatcher: Member
) -> None:
    assert site.name in text_of(plant_browser, page("list", circle.id))
    assert plant_browser.post(page("start", site.id)).status_code == 302
    with acting(dispatcher):
        draft = Draft.objects.get()
    hand_in = fill_in(plant_browser, draft, dispatcher, 1)
    assert NOTE in text_of(plant_browser, hand_in)
    with acting(dispatcher):
        first = queries.questions_of(draft.checklist).get(number=1).id
    assert plant_browser.post(hand_in, {"on": "2026-11-22"}).status_code == 422
    for on in ("2026-11-22", "2020-01-01", "31/12", ""):
        refused = plant_browser.post(hand_in, {"on": on, f"severity-{first}": "1"})
        assert refused.status_code == 422, on
    done = plant_browser.post(hand_in, {"on": "2026-11-21", f"severity-{first}": "1"})
    shown = text_of(fire_browser, done["Location"])
    assert "75%" in shown
    assert NOTE in shown
    for address in (page("list", circle.id), page("site", site.id), page("findings", circle.id)):
        assert NOTE in text_of(fire_browser, address)
    assert found_by(dispatcher, "rào thủng", "inspections_finding") == 1


def test_an_incomplete_one_is_not_handed_in_but_gone_on_with(
    plant_browser: Client, draft: Draft, site: Site, dispatcher: Member
) -> None:
    with acting(dispatcher):
        ids = list(queries.questions_of(draft.checklist).values_list("id", flat=True)[:4])
    area = page("area", draft.id, "fence")
    assert plant_browser.get(page("draft", draft.id))["Location"] == area
    half = {f"verdict-{ids[0]}": "met", f"verdict-{ids[1]}": "none", "leave": "yes"}
    assert plant_browser.post(area, half)["Location"] == page("site", site.id)
    assert "checked" in text_of(plant_browser, area)
    shown = text_of(plant_browser, page("hand_in", draft.id))
    assert area in shown
    refused = plant_browser.post(page("hand_in", draft.id), {"on": "2026-11-21"})
    assert refused.status_code == 422
    # The other half of the part: the next one opens.
    rest = {f"verdict-{one}": "met" for one in ids}
    assert plant_browser.post(area, rest)["Location"] == page("area", draft.id, "gate")


def test_what_is_lacking_needs_a_note_and_a_photo_is_a_picture(
    plant_browser: Client,
    draft: Draft,
    dispatcher: Member,
    settings: Settings,
    tmp_path: Path,
) -> None:
    settings.FILES = tmp_path
    with acting(dispatcher):
        one = queries.questions_of(draft.checklist)[0].id
    area = page("area", draft.id, "fence")
    verdict, note, photo = f"verdict-{one}", f"note-{one}", f"photo-{one}"
    assert plant_browser.post(area, {verdict: "not_met"}).status_code == 422
    assert plant_browser.post(area, {verdict: "sideways"}).status_code == 422
    assert plant_browser.post(area, {verdict: "met", note: "Độ mật: MẬT"}).status_code == 422
    text = SimpleUploadedFile("ghi.txt", b"abc", "text/plain")
    assert plant_browser.post(area, {verdict: "met", photo: text}).status_code == 422
    shot = SimpleUploadedFile("rao.jpg", picture("JPEG"), "image/jpeg")
    given = {verdict: "not_met", note: NOTE, photo: shot}
    assert plant_browser.post(area, given).status_code == 302
    assert "rao.jpg" in text_of(plant_browser, area)
    assert plant_browser.get(page("area", draft.id, "roof")).status_code == 404


def test_the_questions_are_printed_with_boxes_to_tick(
    plant_browser: Client, site: Site, outsider: Unit
) -> None:
    paper = page("paper", site.id)
    assert paper in text_of(plant_browser, page("site", site.id))
    shown = text_of(plant_browser, paper)
    assert site.name in shown
    assert shown.count("☐") == 3 * sum(map(len, standard.QUESTIONS.values()))
    assert signed_in(outsider).get(paper).status_code == 404


def test_a_draft_is_thrown_away(plant_browser: Client, draft: Draft, site: Site) -> None:
    assert plant_browser.post(page("discard", draft.id))["Location"] == page("site", site.id)
    assert plant_browser.get(page("draft", draft.id)).status_code == 404


def test_the_next_one_is_shown_beside_the_last_one(
    plant_browser: Client, draft: Draft, site: Site, dispatcher: Member
) -> None:
    with acting(dispatcher):
        handed_in(draft, dispatcher, 1, 2, on=TODAY - timedelta(days=30))
    plant_browser.post(page("start", site.id))
    with acting(dispatcher):
        answer_all(Draft.objects.get(), dispatcher)
        latest = handed_in(Draft.objects.get(), dispatcher)
    shown = text_of(plant_browser, page("assessment", latest.id))
    assert "(+50)" in shown
    assert "TDG-2026-001" in shown


def test_the_chair_changes_the_questions(
    plant_browser: Client, fire_browser: Client, circle: Circle
) -> None:
    edit = page("questions_edit", circle.id)
    assert "Hàng rào" in text_of(fire_browser, page("questions", circle.id))
    assert fire_browser.get(edit).status_code == 403
    assert "Hàng rào" in text_of(plant_browser, edit)
    assert plant_browser.post(edit, {"gate": ""}).status_code == 422
    assert plant_browser.post(edit, {"gate": "Cổng khóa\nCổng khóa"}).status_code == 422
    assert plant_browser.post(edit, {"gate": "Cổng khóa\r\nCó sổ ra vào"}).status_code == 302
    shown = text_of(fire_browser, page("questions", circle.id))
    assert "Có sổ ra vào" in shown
    assert "Hàng rào, tường bao" not in shown


def test_a_finding_is_given_put_right_returned_and_closed(
    plant_browser: Client,
    fire_browser: Client,
    finding: Finding,
    plant: Unit,
    fire_service: Unit,
    dispatcher: Member,
    clock: Clock,
    settings: Settings,
    tmp_path: Path,
) -> None:
    settings.FILES = tmp_path
    own = page("finding", finding.id)
    assign, close, back = (page(name, finding.id) for name in ("assign", "close", "return"))
    assert assign in text_of(plant_browser, own)
    assert assign not in text_of(fire_browser, own)
    assert fire_browser.get(assign).status_code == 403
    for due in ("", "2026-11-20", "mai"):
        given = {"organization": plant.id, "due_on": due}
        assert plant_browser.post(assign, given).status_code == 422, due
    given = {"organization": plant.id, "due_on": "2026-12-01"}
    assert plant_browser.post(assign, given).status_code == 302
    assert plant_browser.post(assign, given).status_code == 422
    assert fire_browser.post(close, {"words": ""}).status_code == 422
    with acting(dispatcher):
        task = Finding.objects.get().task
        assert task
        plans.report(task_id=task.id, text="Xong", done=True, by=dispatcher, now=NOON)
    assert close not in text_of(plant_browser, own)
    assert close in text_of(fire_browser, own)
    assert fire_browser.post(back, {"reason": "", "due_on": "2026-12-05"}).status_code == 422
    assert fire_browser.post(back, {"reason": "Hở", "due_on": ""}).status_code == 422
    still = {"reason": "Hở", "due_on": "2026-12-05"}
    text = SimpleUploadedFile("ghi.txt", b"abc", "text/plain")
    assert fire_browser.post(back, {**still, "photo": text}).status_code == 422
    shot = SimpleUploadedFile("ho.jpg", picture("JPEG"), "image/jpeg")
    assert fire_browser.post(back, {**still, "photo": shot}).status_code == 302
    with acting(dispatcher):
        seen = Reinspection.objects.get().photo
        assert seen
    photo = reverse("documents:file", args=[seen.id])
    assert photo in text_of(plant_browser, own)
    assert plant_browser.get(photo).status_code == 200
    clock.now = NOON + timedelta(days=20)
    plant_browser, fire_browser = signed_in(plant), signed_in(fire_service)
    assert "Hở" in text_of(plant_browser, own)
    overdue = f"{page('findings', finding.circle_id)}?state=overdue"
    assert NOTE in text_of(fire_browser, overdue)
    with acting(dispatcher):
        again = Finding.objects.get().task
        assert again
        plans.report(task_id=again.id, text="Xong", done=True, by=dispatcher, now=clock.now)
    assert fire_browser.post(close, {"words": "Kín"}).status_code == 302
    assert "Kín" in text_of(plant_browser, own)
    assert NOTE not in text_of(fire_browser, overdue)
    assert NOTE in text_of(fire_browser, f"{page('findings', finding.circle_id)}?state=odd")


def visit_of(plant: Unit, fire_service: Unit, **changes: object) -> dict[str, object]:
    return {
        "kind": "training",
        "unit": plant.id,
        "on": "2026-11-20",
        "topic": "Sử dụng bình chữa cháy",
        "result": "24 người được hướng dẫn.",
        f"persons-{fire_service.id}": "3",
        f"persons-{plant.id}": "24",
        **changes,
    }


def test_a_visit_is_recorded_sent_and_countersigned(
    plant_browser: Client,
    fire_browser: Client,
    circle: Circle,
    site: Site,
    plant: Unit,
    fire_service: Unit,
    chief: Member,
    settings: Settings,
    tmp_path: Path,
) -> None:
    settings.FILES = tmp_path
    create = page("visit_create", circle.id)
    assert plant.organization.name in text_of(fire_browser, create)
    nobody = {f"persons-{fire_service.id}": "", f"persons-{plant.id}": ""}
    for wrong in ({"on": "2026-11-22"}, {"topic": " "}, {"unit": ""}, nobody, {"kind": "tea"}):
        refused = fire_browser.post(create, visit_of(plant, fire_service, **wrong))
        assert refused.status_code == 422, wrong
    assert fire_browser.post(create, visit_of(plant, fire_service)).status_code == 302
    with acting(chief):
        visit = Visit.objects.get()
    own = page("visit", visit.id)
    assert plant_browser.get(own).status_code == 404
    edited = visit_of(plant, fire_service, others="Sở Công Thương", others_persons="1")
    assert "24" in text_of(fire_browser, page("visit_edit", visit.id))
    assert fire_browser.post(page("visit_edit", visit.id), edited).status_code == 302
    noted = {"area": "fire", "text": "Bình số 4 hết hạn", "severity": "2"}
    assert fire_browser.post(page("note", visit.id), noted).status_code == 422
    noted["due_on"] = "2026-12-10"
    assert fire_browser.post(page("note", visit.id), noted).status_code == 302
    assert fire_browser.post(page("send", visit.id), {"place": ""}).status_code == 422
    assert fire_browser.post(page("send", visit.id), {"place": "Thanh Vân"}).status_code == 302
    shown = text_of(plant_browser, own)
    for said in ("Sở Công Thương", "Bình số 4 hết hạn", "TH-2026-001", "01/BB-"):
        assert said in shown
    assert found_by(chief, "bình chữa cháy", "inspections_visit") == 1
    assert fire_browser.get(page("visit_edit", visit.id)).status_code == 409
    assert plant_browser.post(page("remark", visit.id), {"kind": "comment"}).status_code == 422
    assert fire_browser.post(page("remark", visit.id), {"kind": "received"}).status_code == 422
    assert plant_browser.post(page("remark", visit.id), {"kind": "received"}).status_code == 302
    assert "TH-2026-001" in text_of(plant_browser, own)


def test_a_record_that_was_not_sent_is_thrown_away(
    fire_browser: Client, plant_browser: Client, visit: Visit, chief: Member
) -> None:
    with acting(chief):
        noted = Finding.objects.get().id
    assert plant_browser.post(page("note_remove", noted)).status_code == 404
    assert fire_browser.get(page("finding", noted)).status_code == 404
    assert fire_browser.post(page("note_remove", noted)).status_code == 302
    assert fire_browser.post(page("visit_discard", visit.id)).status_code == 302
    assert fire_browser.get(page("visit", visit.id)).status_code == 404


def test_the_link_countersigns_by_post_only(
    sent: Visit, plant: Unit, fire_service: Unit, dispatcher: Member, chief: Member
) -> None:
    anybody = Client()

    def link(unit: Unit, by: Member, purpose: str) -> str:
        with acting(by):
            letters = Message.objects.filter(
                organization_id=unit.id, envelope__kind="visit", purpose=purpose
            )
            return reverse("exchange:link", args=[links.token(letters.latest("id").id)])

    ours = link(plant, dispatcher, "first")
    assert "Trụ nước số 3" in text_of(anybody, ours)
    with acting(dispatcher):
        assert Visit.objects.get().answered_at is None
    assert anybody.post(ours, {"kind": "comment"}).status_code == 422
    given = {"kind": "comment", "comment": "Trụ thuộc nhà thầu"}
    assert anybody.post(ours, given).status_code == 302
    theirs = link(fire_service, chief, "reply")
    assert "Trụ thuộc nhà thầu" in text_of(anybody, theirs)
    assert anybody.post(theirs, {"kind": "received"}).status_code == 422


def test_the_pages_do_not_exist_for_an_outsider(
    finding: Finding, sent: Visit, site: Site, circle: Circle, outsider: Unit, dispatcher: Member
) -> None:
    stranger = signed_in(outsider)
    with acting(dispatcher):
        assessed = Assessment.objects.get().id
    for name in ("list", "findings", "questions", "questions_edit", "visit_create"):
        assert stranger.get(page(name, circle.id)).status_code == 404, name
    for name in ("finding", "assign", "close", "return"):
        assert stranger.get(page(name, finding.id)).status_code == 404, name
    for name in ("visit", "visit_edit", "note", "send"):
        assert stranger.get(page(name, sent.id)).status_code == 404, name
    assert stranger.get(page("site", site.id)).status_code == 404
    assert stranger.get(page("assessment", assessed)).status_code == 404
    assert stranger.post(page("start", site.id)).status_code == 404
    assert stranger.post(page("remark", sent.id), {"kind": "received"}).status_code == 404


def test_another_circle_of_the_same_member_shows_nothing_of_it(
    finding: Finding, site: Site, plant: Unit, outsider: Unit
) -> None:
    other = make_circle(outsider, plant, name="Vòng khác")
    shown = text_of(signed_in(plant), page("list", other.id))
    assert NOTE not in shown
    assert site.name not in shown


def test_the_front_page_and_today_say_what_waits(
    plant_browser: Client, finding: Finding, circle: Circle
) -> None:
    front = text_of(plant_browser, reverse("exchange:circle", args=[circle.id]))
    assert page("list", circle.id) in front
    assert page("finding", finding.id) in text_of(plant_browser, "/")
