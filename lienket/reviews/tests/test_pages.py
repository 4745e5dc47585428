"""The pages of indicators and reviews, and what the link of a letter opens."""

from collections.abc import Iterator
from io import BytesIO
from unittest import mock

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lienket.circles.models import Circle
from lienket.delivery import links
from lienket.delivery.models import Message
from lienket.kernel.actors import Member
from lienket.kernel.rls import acting
from lienket.reviews.catalogue import INDICATORS
from lienket.reviews.models import Approval, EnteredFigure, Paragraph, Review
from tests.cast import NOON, Unit, signed_in

YEAR = "since=2026-01-01&until=2026-11-21"


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with mock.patch.object(timezone, "now", return_value=NOON):
        yield


def text_of(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_the_start_leads_to_each_circle(circle: Circle, plant: Unit, shared: Review) -> None:
    page = text_of(signed_in(plant), reverse("reviews:start"))
    assert reverse("reviews:indicators", args=[circle.id]) in page
    assert shared.title in page


def test_every_indicator_is_shown_and_every_figure_opens_as_many_rows(
    circle: Circle, plant: Unit, happened: None
) -> None:
    browser = signed_in(plant)
    page = text_of(browser, f"{reverse('reviews:indicators', args=[circle.id])}?{YEAR}")
    for one in INDICATORS:
        assert f">{one.code}</span>" in page
    address = f"{reverse('reviews:rows', args=[circle.id, 'D4'])}?{YEAR}"
    assert address.replace("&", "&amp;") in page
    behind = text_of(browser, address)
    assert behind.count("/incidents/") == 2


def test_days_that_make_no_sense_are_said_at_the_field(circle: Circle, plant: Unit) -> None:
    browser = signed_in(plant)
    address = reverse("reviews:indicators", args=[circle.id])
    for query in ("since=2026-11-21&until=2026-01-01", "since=morgen&until=", "since=2026-01-01"):
        answer = browser.get(f"{address}?{query}")
        assert answer.status_code == 422
        assert "error" in answer.content.decode()


def test_strangers_find_nothing(circle: Circle, draft: Review, outsider: Unit) -> None:
    browser = signed_in(outsider)
    for address in (
        reverse("reviews:list", args=[circle.id]),
        reverse("reviews:indicators", args=[circle.id]),
        reverse("reviews:rows", args=[circle.id, "D4"]),
        reverse("reviews:enter", args=[circle.id, "C1"]),
        reverse("reviews:review", args=[draft.id]),
        reverse("reviews:workbook", args=[draft.id]),
    ):
        assert browser.get(address).status_code == 404


def test_a_member_finds_no_draft_of_another(draft: Review, fire_service: Unit) -> None:
    browser = signed_in(fire_service)
    for name in ("review", "words", "share", "workbook", "check", "discard"):
        assert browser.get(reverse(f"reviews:{name}", args=[draft.id])).status_code == 404


def test_a_figure_is_entered_with_what_shows_it(circle: Circle, plant: Unit) -> None:
    browser = signed_in(plant)
    address = reverse("reviews:enter", args=[circle.id, "D15"])
    wrong = browser.post(address, {"starts_on": "2026-01-01", "ends_on": "", "value": "-1"})
    assert wrong.status_code == 422
    made = browser.post(
        address,
        {
            "starts_on": "2026-01-01",
            "ends_on": "2026-11-20",
            "value": "3",
            "second": "9",
            "note": "Quyết định khởi tố số 12",
            "attachments": SimpleUploadedFile("khen.txt", "Danh sách".encode(), "text/plain"),
        },
    )
    assert made.status_code == 302
    page = text_of(browser, f"{reverse('reviews:rows', args=[circle.id, 'D15'])}?{YEAR}")
    assert "3 vụ/9 bị can" in page
    assert "khen.txt" in page
    by = plant.member()
    with acting(by):
        assert EnteredFigure.objects.get().file is not None
    assert browser.get(reverse("reviews:enter", args=[circle.id, "D1"])).status_code == 404


def test_a_review_from_the_first_page_to_the_document(
    circle: Circle, plant: Unit, happened: None, fire_service: Unit, commune: Unit
) -> None:
    browser = signed_in(plant)
    create = reverse("reviews:create", args=[circle.id])
    assert create in text_of(browser, reverse("reviews:list", args=[circle.id]))
    said = {
        "kind": "year",
        "title": "Sơ kết năm 2026",
        "starts_on": "2026-01-01",
        "ends_on": "2026-11-21",
        "total_since": "2026-01-01",
    }
    assert browser.post(create, {**said, "ends_on": "2027-01-01"}).status_code == 422
    made = browser.post(create, said)
    page = made.headers["Location"]
    by = plant.member()
    with acting(by):
        review = Review.objects.get()
        first = Paragraph.objects.filter(section="I").get()
    words = reverse("reviews:words", args=[review.id])
    assert first.text.split(":")[0] in text_of(browser, words)
    saved = browser.post(words, {f"paragraph-{first.id}": "Ổn định.", "added-V": "Thay đèn."})
    assert saved.status_code == 302
    shown = text_of(browser, page)
    assert "Ổn định." in shown
    assert "Thay đèn." in shown
    assert browser.post(reverse("reviews:compute", args=[review.id])).status_code == 302

    share = reverse("reviews:share", args=[review.id])
    assert browser.post(share, {}).status_code == 422
    assert browser.post(share, {"parties": [fire_service.id, commune.id]}).status_code == 302

    for unit in (fire_service, commune):
        other = signed_in(unit)
        assert "Sơ kết năm 2026" in text_of(other, reverse("exchange:today"))
        judge = reverse("reviews:judge", args=[review.id])
        assert other.post(judge, {"verdict": "objects", "round": "1"}).status_code == 422
        assert other.post(judge, {"verdict": "approves", "round": "1"}).status_code == 302

    assert "Sơ kết năm 2026" in text_of(browser, reverse("exchange:today"))
    freeze = reverse("reviews:freeze", args=[review.id])
    assert freeze in text_of(browser, page)
    assert browser.post(freeze).status_code == 302
    checked = text_of(signed_in(commune), reverse("reviews:check", args=[review.id]))
    assert "Hai mã trùng nhau" in checked
    issue = reverse("reviews:issue", args=[review.id])
    assert browser.post(issue, {"place": ""}).status_code == 422
    issued = browser.post(issue, {"place": "Thanh Vân"})
    assert "01/BC-" in text_of(browser, issued.headers["Location"])
    # The report is a paper of the circle, and counts as one from now on.
    papers = f"{reverse('reviews:rows', args=[circle.id, 'A1'])}?{YEAR}"
    assert "01/BC-" in text_of(browser, papers)


def test_comments_are_read_by_all_and_answered_by_the_drafter(
    shared: Review, plant: Unit, commune: Unit, fire_service: Unit
) -> None:
    browser = signed_in(commune)
    page = reverse("reviews:review", args=[shared.id])
    by = plant.member()
    with acting(by):
        paragraph = shared.paragraphs.get(section="I")
    address = reverse("reviews:comment", args=[paragraph.id])
    assert address in text_of(browser, page)
    assert browser.post(address, {"text": ""}).status_code == 422
    assert browser.post(address, {"text": "Nêu thêm thôn 3."}).status_code == 302
    assert "Nêu thêm thôn 3." in text_of(signed_in(fire_service), page)
    drafter = signed_in(plant)
    today = text_of(drafter, reverse("exchange:today"))
    answer = next(part for part in today.split('"') if part.startswith("/reviews/comments/"))
    assert browser.post(answer, {"answer": "Không"}).status_code == 403
    assert drafter.post(answer, {"answer": "Đã bổ sung."}).status_code == 302
    assert "Đã bổ sung." in text_of(browser, page)


def test_what_people_write_is_shown_as_words(circle: Circle, draft: Review, plant: Unit) -> None:
    browser = signed_in(plant)
    words = reverse("reviews:words", args=[draft.id])
    browser.post(words, {"added-IV": "<script>alert(1)</script>"})
    assert "<script>alert" not in text_of(browser, reverse("reviews:review", args=[draft.id]))


def test_the_workbook_opens_and_runs_nothing(draft: Review, plant: Unit) -> None:
    answer = signed_in(plant).get(reverse("reviews:workbook", args=[draft.id]))
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
    assert sheet is not None
    assert len(list(sheet.iter_rows(min_row=4))) == len(INDICATORS)


def test_the_link_of_a_letter_approves_without_signing_in(
    shared: Review, commune: Unit, dispatcher: Member
) -> None:
    with acting(dispatcher):
        letter = Message.objects.get(organization_id=commune.id, envelope__kind="review")
    address = reverse("exchange:link", args=[links.token(letter.id)])
    visitor = Client()
    assert shared.title in text_of(visitor, address)
    assert visitor.post(address, {"verdict": "approves", "round": "0"}).status_code == 422
    assert visitor.post(address, {"verdict": "approves", "round": "1"}).status_code == 302
    by = commune.member()
    with acting(by):
        approval = Approval.objects.get(organization_id=commune.id)
    assert approval.verdict == "approves"
    assert "Thống nhất" in text_of(visitor, address)


def test_a_draft_is_thrown_away_on_a_page_that_says_so(draft: Review, plant: Unit) -> None:
    browser = signed_in(plant)
    address = reverse("reviews:discard", args=[draft.id])
    assert "Chưa ai khác đọc dự thảo này" in text_of(browser, address)
    assert browser.post(address).status_code == 302
    by = plant.member()
    with acting(by):
        assert not Review.objects.exists()
        assert not Approval.objects.exists()
