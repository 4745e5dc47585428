"""The pages of commendations, and what the link of a letter opens."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from unittest import mock

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lienket.circles.models import Circle
from lienket.commendations import actions, papers, queries
from lienket.commendations.actions import Nomination
from lienket.commendations.actions.issuing import NotProposedYet
from lienket.commendations.models import Dossier
from lienket.commendations.tests.conftest import Draft
from lienket.delivery import links
from lienket.delivery.models import Message
from lienket.incidents.tests.hands import report
from lienket.kernel.rls import acting
from tests.cast import NOON, Unit, signed_in

NAME = "Trần Văn Kiên"


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


def page(name: str, one: int) -> str:
    return reverse(f"commendations:{name}", args=[one])


def text_of(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def post(browser: Client, address: str, given: Mapping[str, object] | None = None) -> str:
    """Where it leads."""
    answer = browser.post(address, given or {})
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


def words(commune: Unit) -> dict[str, object]:
    return {
        "title": "Bắt quả tang trộm cáp",
        "kind": "letter",
        "level": "commune",
        "ad_hoc": "yes",
        "occasion": "",
        "considerer": commune.id,
        "merits": "Vây bắt ba đối tượng, thu 120 m cáp.",
    }


def recipient(unit: Unit, **changes: object) -> dict[str, object]:
    given = {"individual": "no", "organization": unit.id, "office": "", "person": "", "prize": ""}
    return given | changes


DECISION = {"number": "15/QĐ-CAX", "decided_on": "2026-11-21", "signer": "Trưởng Công an xã"}


def test_a_commendation_from_the_draft_to_the_presentation(
    circle: Circle, plant: Unit, commune: Unit
) -> None:
    happened = report(circle, plant.member())
    ours, theirs = signed_in(plant), signed_in(commune)
    assert page("create", circle.id) in text_of(ours, page("list", circle.id))
    address = post(ours, page("create", circle.id), words(commune))
    with acting(plant.member()):
        dossier = Dossier.objects.get()
    post(ours, page("nominate", dossier.id), recipient(plant, prize="3000000"))
    someone = recipient(plant, individual="yes", office="Tổ trưởng bảo vệ", person=NAME)
    post(ours, page("nominate", dossier.id), someone)
    assert happened.reference in text_of(ours, page("cite", dossier.id))
    post(ours, page("cite", dossier.id), {"incident": [happened.id]})
    assert reverse("incidents:incident", args=[happened.id]) in text_of(ours, address)
    assert theirs.get(address).status_code == 404
    post(ours, page("propose", dossier.id))

    assert page("dossier", dossier.id) in text_of(theirs, "/")
    assert NAME in text_of(theirs, address)
    post(theirs, page("agree", dossier.id), {"votes_for": "5", "votes_against": "0"})
    signed = SimpleUploadedFile("qd.txt", "Quyết định".encode(), "text/plain")
    post(theirs, page("decide", dossier.id), {**DECISION, "attachments": signed})
    shown = text_of(ours, address)
    assert "15/QĐ-CAX" in shown
    assert "qd.txt" in shown
    post(ours, page("present", dossier.id), {"presented_on": "2026-11-21", "event": "Giao ban"})
    assert "Giao ban" in text_of(theirs, address)


def test_each_number_opens_its_rows(
    proposed: Dossier, circle: Circle, plant: Unit, commune: Unit
) -> None:
    browser, theirs = signed_in(plant), signed_in(commune)
    assert "awarded/" not in text_of(browser, page("figures", circle.id))
    post(theirs, page("agree", proposed.id), {"votes_for": ""})
    post(theirs, page("decide", proposed.id), DECISION)
    shown = text_of(browser, page("figures", circle.id))
    assert "2.500.000" in shown
    address = next(
        part for part in shown.split('"') if "awarded/?" in part and "individual=yes" in part
    )
    rows = text_of(browser, address.replace("&amp;", "&"))
    assert "Tổ trưởng bảo vệ" in rows
    assert "Đội bảo vệ ca 2" not in rows
    assert "Tổ trưởng bảo vệ" not in text_of(browser, f"{page('awarded', circle.id)}?ad_hoc=yes")
    assert "awarded/" not in text_of(browser, f"{page('figures', circle.id)}?span=2025")
    for odd in ("?span=heute", "?level=galaxy", "?page=zero"):
        assert "Tổ trưởng bảo vệ" in text_of(browser, page("awarded", circle.id) + odd)


def test_strangers_find_nothing_and_others_change_nothing(
    proposed: Dossier, circle: Circle, fire_service: Unit, outsider: Unit
) -> None:
    member, stranger = signed_in(fire_service), signed_in(outsider)
    shown = text_of(member, page("dossier", proposed.id))
    assert page("agree", proposed.id) not in shown
    for name in ("list", "create", "figures", "awarded"):
        assert stranger.get(page(name, circle.id)).status_code == 404
    for name in ("dossier", "change", "nominate", "cite", "agree", "return", "decide", "present"):
        assert stranger.get(page(name, proposed.id)).status_code == 404
    with acting(fire_service.member()):
        taken = queries.recipients_of(proposed)[0].id
    assert member.post(page("strike", taken)).status_code == 403
    assert stranger.post(page("strike", taken)).status_code == 404
    for name in ("propose", "discard"):
        assert member.post(page(name, proposed.id)).status_code == 403
        assert stranger.post(page(name, proposed.id)).status_code == 404


def test_bad_input_is_said_at_its_field(
    draft: Draft, circle: Circle, plant: Unit, commune: Unit, outsider: Unit
) -> None:
    browser, dossier = signed_in(plant), draft()
    for changes in (
        {"kind": "oscar"},
        {"kind": "merit"},
        {"level": "galaxy"},
        {"title": ""},
        {"title": "x" * 2000},
        {"considerer": outsider.id},
        {"considerer": plant.id},
        {"merits": "TỐI MẬT"},
    ):
        wrong = words(commune) | changes
        assert browser.post(page("create", circle.id), wrong).status_code == 422
        assert browser.post(page("change", dossier.id), wrong).status_code == 422
    for changes in (
        {"prize": "-1"},
        {"prize": "viel"},
        {"individual": "yes"},
        {"individual": "maybe"},
        {"office": "x" * 201},
        {"office": "Đội bảo vệ ca 2"},
        {"organization": outsider.id},
        {"person": NAME},
    ):
        answer = browser.post(page("nominate", dossier.id), recipient(plant, **changes))
        assert answer.status_code == 422
    assert browser.post(page("cite", dossier.id), {"incident": ["999999"]}).status_code == 302


def test_what_is_decided_wrongly_is_said_at_its_field(proposed: Dossier, commune: Unit) -> None:
    browser = signed_in(commune)
    for votes in ({"votes_for": "-1"}, {"votes_for": "1", "votes_against": "2"}):
        assert browser.post(page("agree", proposed.id), votes).status_code == 422
    assert browser.post(page("return", proposed.id), {"reason": ""}).status_code == 422
    assert browser.post(page("decide", proposed.id), DECISION).status_code == 422
    post(browser, page("agree", proposed.id), {"votes_for": "5"})
    for changes in ({"decided_on": "2026-11-20"}, {"decided_on": "2026-12-01"}, {"number": ""}):
        assert browser.post(page("decide", proposed.id), DECISION | changes).status_code == 422
    post(browser, page("return", proposed.id), {"reason": "UBND tỉnh không duyệt"})
    assert "UBND tỉnh không duyệt" in text_of(browser, page("dossier", proposed.id))


def test_both_papers_are_issued_once(proposed: Dossier, plant: Unit) -> None:
    browser = signed_in(plant)
    for name in ("issue_submission", "issue_report"):
        assert browser.post(page(name, proposed.id), {"place": ""}).status_code == 422
        first = post(browser, page(name, proposed.id), {"place": "Thanh Vân"})
        assert post(browser, page(name, proposed.id), {"place": "Thanh Vân"}) == first
    shown = text_of(browser, page("dossier", proposed.id))
    assert "01/TTr-Plant" in shown
    assert "01/BC-Plant" in shown


def test_papers_are_issued_of_what_is_proposed_only(draft: Draft, plant: Unit) -> None:
    dossier, by = draft(), plant.member()
    with acting(by), pytest.raises(NotProposedYet):
        actions.issue_report(dossier_id=dossier.id, place="Thanh Vân", by=by, now=NOON)


def test_the_papers_say_who_for_what_and_why(
    draft: Draft, guard: Nomination, circle: Circle, plant: Unit
) -> None:
    happened, dossier, by = report(circle, plant.member()), draft(guard), plant.member()
    with acting(by):
        actions.cite(dossier_id=dossier.id, chosen={"incident": [happened.id]}, by=by, now=NOON)
        submission = papers.submission_of(dossier, "Thanh Vân")
        achievements = papers.report_of(dossier, "Thanh Vân")
    asked = repr(submission)
    assert "Giấy khen cấp xã cho 01 tập thể, 01 cá nhân" in asked
    assert "Trần Văn Kiên, Tổ trưởng bảo vệ" in asked
    assert "2.000.000" in asked
    assert happened.reference in repr(achievements)
    assert "Phát hiện, bắt quả tang" in repr(achievements)


def test_the_link_of_a_letter_names_nobody(proposed: Dossier, commune: Unit) -> None:
    with acting(commune.member()):
        message = Message.objects.filter(organization_id=commune.id).latest("id")
    shown = text_of(Client(), reverse("exchange:link", args=[links.token(message.id)]))
    assert proposed.reference in shown
    assert NAME not in shown


def test_who_is_late_is_shown(proposed: Dossier, circle: Circle, plant: Unit, clock: Clock) -> None:
    clock.now = NOON + timedelta(days=20)
    assert "state-late" in text_of(signed_in(plant), page("list", circle.id))
