"""Sessions are recorded after they were held, corrected with their history, and counted."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import FileResponse
from django.urls import reverse
from PIL import Image

from lienket.awareness import actions, queries
from lienket.awareness.actions.common import NoReason, NoTitle
from lienket.awareness.actions.sessions import (
    BadAttendance,
    BadPieces,
    BeforeTheCircle,
    HeldNowhere,
    NotHeldYet,
    NothingCorrected,
    OnlyTheOrganizer,
    TwoPlaces,
    UnknownChoice,
    UnknownMovement,
)
from lienket.awareness.exports import sessions as exported
from lienket.awareness.models import Correction, Session
from lienket.awareness.tests.conftest import DAY, LATER, TALK, TODAY, Clock, hold
from lienket.circles.models import Circle
from lienket.documents.guard.refusals import PersonsIdentity
from lienket.documents.models import File
from lienket.kernel.errors import NotAllowed, Refusal, Several
from lienket.kernel.guard.refusals import TextTooLong
from lienket.kernel.rls import acting
from lienket.plans.actions.tasks import NotAMember
from tests.cast import NOON, Unit, signed_in

FILLED = {
    "kind": "law",
    "topic": "labour_law",
    "title": "Quyền và nghĩa vụ của người lao động",
    "held_on": "2026-11-21",
    "site": "",
    "area": "xã Vân Sơn",
    "audience": "workers",
    "attendance": "86",
    "movement": "",
    "material_leaflet": "100",
}


def page(name: str, one: int) -> str:
    return reverse(f"awareness:{name}", args=[one])


def text_of(unit: Unit, address: str) -> str:
    answer = signed_in(unit).get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def photo(size: tuple[int, int] = (40, 30)) -> bytes:
    """A picture that says where it was taken."""
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (20.0, 51.0, 0.0)})
    file = BytesIO()
    Image.new("1", size).convert("L").save(file, "JPEG", exif=exif)
    return file.getvalue()


def taken_at(picture: bytes) -> dict[int, Any]:
    """Where it says that it was taken."""
    with Image.open(BytesIO(picture)) as image:
        return dict(image.getexif().get_ifd(0x8825))


@pytest.mark.usefixtures("clock")
def test_a_session_is_recorded_with_photos_and_read_by_all_members(
    circle: Circle, commune: Unit, plant: Unit, outsider: Unit
) -> None:
    browser = signed_in(commune)
    assert page("record", circle.id) in text_of(commune, page("sessions", circle.id))
    picture = SimpleUploadedFile("buoi.jpg", photo(), "image/jpeg")
    others = {"co_organizers": [str(plant.id)]}
    made = browser.post(page("record", circle.id), {**FILLED, **others, "attachments": picture})
    assert made.status_code == 302, made.content.decode()
    shown = text_of(plant, made["Location"])
    for said in ("TT-2026-001", FILLED["title"], "86", "Commune", "Plant", "buoi.jpg"):
        assert said in shown
    assert FILLED["title"] in text_of(plant, page("sessions", circle.id))
    assert signed_in(outsider).get(made["Location"]).status_code == 404
    with acting(plant.member()):
        file = File.objects.get(name="buoi.jpg")
    kept = signed_in(plant).get(reverse("documents:file", args=[file.id]))
    assert taken_at(photo())
    assert isinstance(kept, FileResponse)
    assert not taken_at(b"".join(kept.streaming_content))


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize(
    "changes",
    [
        {"held_on": "2026-11-22"},
        {"held_on": "2026-11-20"},
        {"held_on": "9999-12-31"},
        {"attendance": "1000000000"},
        {"attendance": "0"},
        {"attendance": "nhiều"},
        {"title": "x" * 201},
        {"title": ""},
        {"title": "CCCD 001088012345"},
        {"title": "TỐI MẬT"},
        {"area": ""},
        {"area": "x" * 121},
        {"site": "99999999"},
        {"topic": "politics"},
        {"material_leaflet": "-3"},
        {"material_leaflet": "9999999999"},
        {"co_organizers": ["77777777"]},
        {"movement": "77777777"},
    ],
)
def test_bad_input_is_said_at_its_field(
    circle: Circle, commune: Unit, changes: dict[str, Any]
) -> None:
    refused = signed_in(commune).post(page("record", circle.id), {**FILLED, **changes})
    assert refused.status_code == 422
    with acting(commune.member()):
        assert not Session.objects.exists()


@pytest.mark.usefixtures("clock")
def test_a_photo_bomb_is_refused(circle: Circle, commune: Unit) -> None:
    bomb = SimpleUploadedFile("bom.jpg", photo((9000, 9000)), "image/jpeg")
    refused = signed_in(commune).post(page("record", circle.id), {**FILLED, "attachments": bomb})
    assert refused.status_code == 422
    with acting(commune.member()):
        assert not File.objects.exists()


def test_what_makes_no_sense_is_refused_to_programs_too(
    circle: Circle, plant: Unit, commune: Unit, outsider: Unit
) -> None:
    by = commune.member()
    senseless: list[tuple[type[Refusal], dict[str, Any]]] = [
        (NotHeldYet, {"held_on": TODAY + DAY}),
        (BeforeTheCircle, {"held_on": TODAY - DAY}),
        (BadAttendance, {"attendance": 10**9}),
        (BadAttendance, {"attendance": 0}),
        (NoTitle, {"title": " "}),
        (TextTooLong, {"title": "x" * 201}),
        (PersonsIdentity, {"title": "CCCD 001088012345"}),
        (UnknownChoice, {"audience": "voters"}),
        (HeldNowhere, {"area": ""}),
        (TwoPlaces, {"site_id": 1}),
        (BadPieces, {"materials": {"leaflet": 10**9}}),
        (BadPieces, {"materials": {"gold": 1}}),
        (NotAMember, {"co_organizers": (outsider.id,)}),
        (UnknownMovement, {"movement_id": 1}),
    ]
    for refusal, changes in senseless:
        draft = replace(TALK, **changes)
        with acting(by), pytest.raises(refusal):
            actions.record_session(circle_id=circle.id, draft=draft, by=by, now=NOON)
    draft = replace(TALK, title="", attendance=0)
    with acting(by), pytest.raises(Several):
        actions.record_session(circle_id=circle.id, draft=draft, by=by, now=NOON)
    stranger = outsider.member()
    with acting(stranger), pytest.raises(Circle.DoesNotExist):
        actions.record_session(circle_id=circle.id, draft=TALK, by=stranger, now=NOON)


@pytest.mark.usefixtures("clock")
def test_a_correction_says_what_stood_there_before(
    session: Session, commune: Unit, plant: Unit
) -> None:
    shown = text_of(commune, page("correct", session.id))
    assert 'value="120"' in shown
    changed = {
        "kind": "awareness",
        "topic": "fire",
        "title": TALK.title,
        "held_on": "2026-11-21",
        "area": "xã Vân Sơn",
        "audience": "residents",
        "attendance": "102",
        "material_leaflet": "140",
    }
    browser = signed_in(commune)
    assert browser.post(page("correct", session.id), changed).status_code == 422, "no reason"
    corrected = browser.post(page("correct", session.id), {**changed, "reason": "Gõ nhầm"})
    assert corrected.status_code == 302
    read = text_of(plant, page("session", session.id))
    for said in ("Gõ nhầm", "120", "102", "150", "140", "xã Đồng Xuân", "xã Vân Sơn"):
        assert said in read
    with acting(plant.member()):
        assert set(Correction.objects.get().before) == {"attendance", "where", "materials"}


def test_only_the_organizer_corrects(session: Session, commune: Unit, plant: Unit) -> None:
    by, fewer = commune.member(), replace(TALK, attendance=1)
    given: dict[str, Any] = {"session_id": session.id, "reason": "x", "by": by, "now": NOON}
    with acting(by):
        with pytest.raises(NothingCorrected):
            actions.correct_session(draft=TALK, **given)
        with pytest.raises(NoReason):
            actions.correct_session(**{**given, "draft": fewer, "reason": " "})
    other = plant.member()
    with acting(other), pytest.raises(OnlyTheOrganizer):
        actions.correct_session(**{**given, "draft": fewer, "by": other})
    assert issubclass(OnlyTheOrganizer, NotAllowed)
    assert signed_in(plant).get(page("correct", session.id)).status_code == 403


def test_reach_is_counted_by_area_and_topic_and_opens_its_rows(
    session: Session, circle: Circle, commune: Unit, plant: Unit, clock: Clock
) -> None:
    clock.now = LATER
    hold(circle, plant, replace(TALK, area="Xã Đồng Xuân", attendance=30, topic="corridor"))
    late = replace(TALK, held_on=TODAY + 20 * DAY, area="thôn Suối Đá", attendance=7)
    hold(circle, plant, late, LATER)
    by = plant.member()
    with acting(by):
        held = queries.held_between(by, circle.id, TODAY, TODAY)
        (place,) = queries.by_place(held)
        assert (place.sessions, place.attendance) == (2, 150)
        assert [(one.name, one.attendance) for one in queries.by_topic(held)] == [
            ("fire", 120),
            ("corridor", 30),
        ]
    shown = text_of(plant, page("reach", circle.id))
    assert "157" in shown
    address = next(part for part in shown.split('"') if "area=x" in part.lower())
    rows = text_of(plant, address.replace("&amp;", "&"))
    assert rows.count('<th scope="row">') == 2
    assert "thôn Suối Đá</td>" not in rows
    odd = page("reach", circle.id) + "?since=x&until=2026-11-21"
    assert signed_in(plant).get(odd).status_code == 422
    assert text_of(plant, page("reach", circle.id) + "?since=2020-01-01&until=2020-02-01")
    assert text_of(plant, page("sessions", circle.id) + "?topic=x&site=x&since=x&page=99")


def test_whoever_leaves_takes_its_sessions_along(
    session: Session, circle: Circle, commune: Unit, plant: Unit
) -> None:
    for unit, count in ((commune, 1), (plant, 0)):
        by = unit.member()
        with acting(by):
            parts = dict(exported([circle.id], by))
        assert len(parts["awareness_sessions.json"]) == count
