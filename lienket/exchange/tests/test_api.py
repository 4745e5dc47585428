"""Programs issue, read, answer and withdraw bulletins."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lienket.circles.models import Circle
from lienket.exchange import rules
from lienket.exchange.models import Bulletin, Receipt
from lienket.exchange.tests.program import Program, program_of
from lienket.kernel.actors import Member
from lienket.kernel.rls import acting
from tests.cast import NOON, Unit, make_circle, make_unit

THEFT = {
    "kind": "urgent_notice",
    "urgency": "urgent",
    "title": "Cắt trộm cáp tại trạm 110 kV",
    "body": "Hai người lạ mặt rời đi theo hướng đường 12.",
    "required_action": "acknowledge",
}

DOUBTFUL = "Văn bản (MẬT)"


class Clock:
    """The time that the API believes."""

    def __init__(self) -> None:
        self.time = NOON

    def now(self) -> datetime:
        return self.time


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(timezone, "now", clock.now)
    return clock


@pytest.fixture
def issuer(plant: Unit, circle: Circle) -> Program:
    return program_of(plant)


@pytest.fixture
def fire_station(fire_service: Unit, circle: Circle) -> Program:
    return program_of(fire_service)


@pytest.fixture
def stranger(outsider: Unit) -> Program:
    return program_of(outsider)


def issue(issuer: Program, circle: Circle, **more: Any) -> dict[str, Any]:
    answer = issuer.post(f"circles/{circle.id}/bulletins", THEFT | more)
    assert answer.status == 201, answer.body
    issued: dict[str, Any] = answer.body
    return issued


def receipt_of(issued: dict[str, Any], unit: Unit) -> dict[str, Any]:
    (receipt,) = [one for one in issued["receipts"] if one["organization"]["id"] == unit.id]
    found: dict[str, Any] = receipt
    return found


def state_of(program: Program, issued: dict[str, Any], unit: Unit) -> str:
    shown = program.get(f"bulletins/{issued['id']}").body
    return str(receipt_of(shown, unit)["state"])


def test_issuing_answers_with_a_receipt_for_every_other_organization(
    issuer: Program, circle: Circle, fire_service: Unit, commune: Unit
) -> None:
    issued = issue(issuer, circle)

    assert issued["url"].endswith(f"/bulletins/{issued['id']}/")
    assert issued["number"] == "TK-2026-001"
    assert issued["issued_at"] == "2026-11-21T05:00:00Z"
    assert receipt_of(issued, fire_service) == {
        "id": receipt_of(issued, fire_service)["id"],
        "organization": {"id": fire_service.id, "name": "Fire"},
        "state": "waiting",
        "ack_due_at": "2026-11-21T06:00:00Z",
        "opened_at": None,
        "settled_at": None,
    }
    assert [one["organization"]["name"] for one in issued["receipts"]] == ["Commune", "Fire"]


def test_named_organizations_alone_are_told_in_their_subset_circle(
    issuer: Program, circle: Circle, fire_service: Unit, commune: Unit
) -> None:
    issued = issue(issuer, circle, organizations=[fire_service.id])

    assert issued["circle"] != circle.id
    assert [one["organization"]["id"] for one in issued["receipts"]] == [fire_service.id]
    assert program_of(commune).get(f"bulletins/{issued['id']}").status == 404


def test_a_repeated_request_issues_nothing_new(issuer: Program, circle: Circle) -> None:
    path = f"circles/{circle.id}/bulletins"
    first = issuer.post(path, THEFT, key="sensor-7:2026-11-21")
    again = issuer.post(path, THEFT, key="sensor-7:2026-11-21")

    assert (first.status, again.status) == (201, 201)
    assert again.body == first.body
    assert len(issuer.get(path).body["items"]) == 1


def test_a_key_is_good_for_one_bulletin(issuer: Program, circle: Circle) -> None:
    path = f"circles/{circle.id}/bulletins"
    issuer.post(path, THEFT, key="one")
    other = issuer.post(path, THEFT | {"title": "Chuyện khác"}, key="one")

    assert other.status == 409
    assert other.body["type"] == "urn:problem:lienket:key-used-before"


def test_acknowledging_is_seen_at_once_by_everybody(
    issuer: Program, fire_station: Program, circle: Circle, fire_service: Unit
) -> None:
    issued = issue(issuer, circle)
    receipt = receipt_of(issued, fire_service)["id"]

    answer = fire_station.post(f"receipts/{receipt}/acknowledgement", {"note": "Xe đang đi."})

    assert answer.status == 201
    assert answer.body["state"] == "received"
    shown = receipt_of(issuer.get(f"bulletins/{issued['id']}").body, fire_service)
    assert shown["state"] == "received"
    assert shown["acknowledgements"][0] == {
        "fact": "received",
        "at": "2026-11-21T05:00:00Z",
        "said_at": None,
        "via": "api",
        "note": "Xe đang đi.",
        "late": False,
        "lapsed_at": None,
    }


def test_acknowledging_needs_no_body_and_is_harmless_twice(
    issuer: Program, fire_station: Program, circle: Circle, fire_service: Unit
) -> None:
    receipt = receipt_of(issue(issuer, circle), fire_service)["id"]
    first = fire_station.post(f"receipts/{receipt}/acknowledgement")
    again = fire_station.post(f"receipts/{receipt}/acknowledgement")

    assert (first.status, again.status) == (201, 201)
    assert first.body == again.body


def test_a_duty_is_accepted_first_and_then_done(
    issuer: Program, fire_station: Program, circle: Circle, fire_service: Unit
) -> None:
    issued = issue(issuer, circle, required_action="do")
    path = f"receipts/{receipt_of(issued, fire_service)['id']}/acknowledgement"

    for fact in ("accepted", "done"):
        assert fire_station.post(path, {"fact": fact}).body["state"] == fact


def test_silence_is_late_and_a_late_answer_stays_late(
    issuer: Program, fire_station: Program, circle: Circle, fire_service: Unit, clock: Clock
) -> None:
    issued = issue(issuer, circle, ack_within_minutes=10)
    clock.time += timedelta(minutes=11)
    assert state_of(issuer, issued, fire_service) == "late"

    receipt = receipt_of(issued, fire_service)["id"]
    fire_station.post(f"receipts/{receipt}/acknowledgement")

    shown = receipt_of(issuer.get(f"bulletins/{issued['id']}").body, fire_service)
    assert (shown["state"], shown["acknowledgements"][0]["late"]) == ("received", True)


@pytest.mark.parametrize(
    ("action", "facts", "opened", "due", "state"),
    [
        ("acknowledge", [], True, True, "opened"),
        ("know", [], True, True, "opened"),
        ("answer", ["received", "accepted"], True, True, "accepted"),
        ("do", ["answered"], True, True, "answered"),
        ("acknowledge", [], False, False, "informed"),
        ("acknowledge", ["received"], False, False, "received"),
    ],
)
def test_a_state_is_the_furthest_that_an_organization_has_come(
    action: str, facts: list[str], opened: bool, due: bool, state: str
) -> None:
    assert state == rules.state_of(
        action,
        facts,
        opened=opened,
        due_at=NOON if due else None,
        settled_at=None,
        withdrawn=False,
        now=NOON,
    )


def test_what_waits_for_me_comes_with_its_bulletin_the_first_due_first(
    issuer: Program, fire_station: Program, circle: Circle, fire_service: Unit
) -> None:
    later = issue(issuer, circle, ack_within_minutes=60)
    sooner = issue(issuer, circle, ack_within_minutes=5)

    waiting = fire_station.get("receipts?state=waiting").body["items"]
    assert [one["bulletin"]["id"] for one in waiting] == [sooner["id"], later["id"]]

    fire_station.post(f"receipts/{waiting[0]['id']}/acknowledgement")
    waiting = fire_station.get("receipts").body["items"]
    assert [one["bulletin"]["title"] for one in waiting] == [THEFT["title"]]


def test_an_addressee_replies_and_the_issuer_answers_in_that_thread(
    issuer: Program, fire_station: Program, circle: Circle, fire_service: Unit
) -> None:
    issued = issue(issuer, circle, required_action="answer")
    path = f"bulletins/{issued['id']}/replies"

    assert fire_station.post(path, {"text": "Đã thấy xe ở ngã tư."}).status == 201
    receipt = receipt_of(issued, fire_service)["id"]
    assert issuer.post(path, {"text": "Cảm ơn.", "receipt": receipt}).status == 201

    shown = receipt_of(issuer.get(f"bulletins/{issued['id']}").body, fire_service)
    assert shown["state"] == "answered"
    assert [one["text"] for one in shown["replies"]] == ["Đã thấy xe ở ngã tư.", "Cảm ơn."]


def test_the_issuer_must_say_whom_it_answers(issuer: Program, circle: Circle) -> None:
    issued = issue(issuer, circle)
    answer = issuer.post(f"bulletins/{issued['id']}/replies", {"text": "Cảm ơn."})

    assert answer.status == 422
    assert answer.body["errors"][0]["pointer"] == "#/receipt"


def test_a_withdrawn_bulletin_asks_nobody(
    issuer: Program, fire_station: Program, circle: Circle, fire_service: Unit
) -> None:
    issued = issue(issuer, circle)
    answer = issuer.post(f"bulletins/{issued['id']}/withdrawal", {"reason": "Tin báo nhầm."})

    assert answer.status == 201
    assert answer.body == {"at": "2026-11-21T05:00:00Z", "reason": "Tin báo nhầm."}
    assert state_of(issuer, issued, fire_service) == "withdrawn"
    assert fire_station.get("receipts").body["items"] == []


def test_a_correction_takes_the_place_of_the_earlier_bulletin(
    issuer: Program, circle: Circle, fire_service: Unit
) -> None:
    earlier = issue(issuer, circle)
    later = issue(issuer, circle, corrects=earlier["id"])

    assert state_of(issuer, earlier, fire_service) == "released"
    assert issuer.get(f"bulletins/{earlier['id']}").body["corrections"] == [later["id"]]


def test_the_list_is_read_page_by_page_without_gap_or_repetition(
    issuer: Program, circle: Circle, clock: Clock
) -> None:
    for count in range(60):
        # Two at a time: a page may end between bulletins of the same moment.
        clock.time = NOON + timedelta(seconds=count // 2)
        issue(issuer, circle)

    first = issuer.get(f"circles/{circle.id}/bulletins").body
    second = issuer.get(f"circles/{circle.id}/bulletins?cursor={first['next']}").body

    ids = [one["id"] for one in first["items"] + second["items"]]
    assert len(first["items"]) == 50
    assert ids == sorted(ids, reverse=True)
    assert len(set(ids)) == 60
    assert second["next"] is None


def test_the_list_says_how_many_have_answered(
    issuer: Program, fire_station: Program, circle: Circle, fire_service: Unit
) -> None:
    issued = issue(issuer, circle, quorum=1)
    receipt = receipt_of(issued, fire_service)["id"]
    fire_station.post(f"receipts/{receipt}/acknowledgement")

    (row,) = issuer.get(f"circles/{circle.id}/bulletins").body["items"]
    assert row["progress"] == {"asked": 2, "settled": 1}


def test_circles_show_the_members_that_a_bulletin_may_name(
    issuer: Program, circle: Circle, plant: Unit, fire_service: Unit, commune: Unit
) -> None:
    (mine,) = issuer.get("circles").body["items"]
    assert (mine["id"], mine["role"], mine["chair"]["id"]) == (circle.id, "member", plant.id)

    members = issuer.get(f"circles/{circle.id}").body["members"]
    assert {one["organization"]["id"] for one in members} == {
        plant.id,
        fire_service.id,
        commune.id,
    }


def test_what_is_not_shared_does_not_exist(
    issuer: Program, stranger: Program, circle: Circle, fire_service: Unit
) -> None:
    issued = issue(issuer, circle)
    receipt = receipt_of(issued, fire_service)["id"]
    unknown = stranger.get("bulletins/987654321").body

    for answer in (
        stranger.get(f"circles/{circle.id}"),
        stranger.get(f"circles/{circle.id}/bulletins"),
        stranger.get(f"bulletins/{issued['id']}"),
        stranger.post(f"circles/{circle.id}/bulletins", THEFT),
        stranger.post(f"receipts/{receipt}/acknowledgement"),
        stranger.post(f"bulletins/{issued['id']}/replies", {"text": "…"}),
        stranger.post(f"bulletins/{issued['id']}/replies", {"text": "…", "receipt": receipt}),
        stranger.post(f"bulletins/{issued['id']}/withdrawal", {"reason": "…"}),
    ):
        assert (answer.status, answer.body) == (404, unknown)
    assert stranger.get("circles").body["items"] == []
    assert stranger.get("receipts").body["items"] == []


def test_naming_a_foreign_organization_is_like_naming_one_that_does_not_exist(
    issuer: Program, circle: Circle, outsider: Unit
) -> None:
    path = f"circles/{circle.id}/bulletins"
    foreign = issuer.post(path, THEFT | {"organizations": [outsider.id]})
    unknown = issuer.post(path, THEFT | {"organizations": [987654321]})

    assert foreign.status == unknown.status == 422
    assert foreign.body == unknown.body
    assert foreign.body["errors"][0]["pointer"] == "#/organizations"


def test_nobody_answers_for_another_organization(
    issuer: Program, circle: Circle, fire_service: Unit
) -> None:
    receipt = receipt_of(issue(issuer, circle), fire_service)["id"]
    assert issuer.post(f"receipts/{receipt}/acknowledgement").status == 404


def test_a_token_does_no_more_than_its_scopes(
    plant: Unit, fire_service: Unit, issuer: Program, circle: Circle
) -> None:
    answers_only = program_of(plant, "record.read", "receipt.answer")
    issued = issue(issuer, circle)

    assert answers_only.get(f"bulletins/{issued['id']}").status == 200
    assert answers_only.post(f"circles/{circle.id}/bulletins", THEFT).status == 403
    withdrawal = answers_only.post(f"bulletins/{issued['id']}/withdrawal", {"reason": "Nhầm."})
    assert withdrawal.status == 403


def test_a_token_that_only_sends_reads_nothing(plant: Unit, circle: Circle) -> None:
    sends_only = program_of(plant, "bulletin.issue")
    issued = issue(sends_only, circle)

    for path in ("circles", f"circles/{circle.id}/bulletins", f"bulletins/{issued['id']}"):
        answer = sends_only.get(path)
        assert answer.status == 403
        assert "record.read" in answer.body["detail"]


def test_a_person_can_vouch_for_what_an_answer_or_a_withdrawal_says(
    issuer: Program, fire_station: Program, circle: Circle, fire_service: Unit
) -> None:
    issued = issue(issuer, circle)
    answer = f"receipts/{receipt_of(issued, fire_service)['id']}/acknowledgement"
    withdrawal = f"bulletins/{issued['id']}/withdrawal"

    assert fire_station.post(answer, {"note": DOUBTFUL}).status == 409
    assert fire_station.post(answer, {"note": DOUBTFUL, "not_secret": True}).status == 201
    assert issuer.post(withdrawal, {"reason": DOUBTFUL}).status == 409
    assert issuer.post(withdrawal, {"reason": DOUBTFUL, "not_secret": True}).status == 201


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"title": "   "}, "#/title"),
        ({"organizations": []}, "#/organizations"),
        ({"organizations": [2**63]}, "#/organizations/0"),
        ({"organizations": list(range(1, 10_001))}, "#/organizations"),
        ({"organizations": "all"}, "#/organizations"),
        ({"organisations": [1]}, "#/organisations"),
        ({"kind": "rumour"}, "#/kind"),
        ({"urgency": 1}, "#/urgency"),
        ({"ack_within_minutes": 0}, "#/ack_within_minutes"),
        ({"ack_within_minutes": 10**30}, "#/ack_within_minutes"),
        ({"ack_within_minutes": "5"}, "#/ack_within_minutes"),
        ({"quorum": 9}, "#/quorum"),
        ({"told_at": "2026-12-01T00:00:00Z"}, "#/told_at"),
        ({"told_at": "2026-11-21T04:00:00"}, "#/told_at"),
        ({"told_at": 1}, "#/told_at"),
        ({"exercise": "yes"}, "#/exercise"),
    ],
)
def test_a_wrong_property_is_pointed_at_and_nothing_is_written(
    issuer: Program, circle: Circle, dispatcher: Member, wrong: dict[str, Any], pointer: str
) -> None:
    answer = issuer.post(f"circles/{circle.id}/bulletins", THEFT | wrong)

    assert answer.status == 422
    assert pointer in [error.get("pointer") for error in answer.body["errors"]]
    with acting(dispatcher):
        assert not Bulletin.objects.exists()


@pytest.mark.parametrize(
    "title", ["a" * 201, "a" * 500_000, "Mất\x00cáp", "Mất cáp\u202e", "TUYỆT MẬT", "a\nb"]
)
def test_a_title_that_cannot_be_shown_is_refused(
    issuer: Program, circle: Circle, title: str
) -> None:
    answer = issuer.post(f"circles/{circle.id}/bulletins", THEFT | {"title": title})

    assert answer.status == 422
    assert answer.body["detail"]
    assert title not in answer.body["detail"]


def test_a_refusal_halfway_leaves_nothing_behind(
    issuer: Program, circle: Circle, dispatcher: Member, fire_service: Unit
) -> None:
    """The subset circle is formed before the quorum turns out to be too large."""
    answer = issuer.post(
        f"circles/{circle.id}/bulletins", THEFT | {"organizations": [fire_service.id], "quorum": 2}
    )

    assert answer.status == 422
    assert len(issuer.get("circles").body["items"]) == 1
    with acting(dispatcher):
        assert not Receipt.objects.exists()


def test_the_number_of_statements_does_not_grow_with_the_recipients(plant: Unit) -> None:
    """Of issuing, listing, and reading."""
    counts = []
    for size in (2, 9):
        others = [make_unit(f"Member {size} {count}") for count in range(size)]
        circle = make_circle(plant, *others, name=f"Vòng {size}")
        program = program_of(plant)
        # Whatever is only looked up once per process is behind us now.
        issue(program, circle)
        with CaptureQueriesContext(connection) as issuing:
            issued = issue(program, circle)
        with CaptureQueriesContext(connection) as reading:
            program.get(f"circles/{circle.id}/bulletins")
            program.get(f"bulletins/{issued['id']}")
        counts.append((len(issuing), len(reading)))

    assert counts[0] == counts[1]
