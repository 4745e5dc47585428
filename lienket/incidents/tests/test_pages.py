"""The pages of incidents, as members of a circle use them."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from unittest import mock

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from lienket.circles.models import Circle
from lienket.delivery import links
from lienket.delivery.models import Message
from lienket.documents.actions import path_of
from lienket.incidents import actions, queries
from lienket.incidents.actions import Report
from lienket.incidents.models import Incident, Offer, Photo, Referral, ZeroReport
from lienket.incidents.tests.hands import report as enter
from lienket.kernel.actors import Member
from lienket.kernel.rls import acting
from lienket.places.tests.hands import list_site
from tests.cast import NOON, Unit, make_circle, signed_in

Browse = Callable[[Unit], Client]
KEY = "5a1f0a52-4a4e-4b3e-9a51-5f5d1f6c0001"
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def noon() -> object:
    with mock.patch.object(timezone, "now", return_value=NOON):
        yield


def jpeg(*, width: int = 40, position: bool = True) -> bytes:
    """A photograph as a phone makes it, with where it was taken."""
    exif = Image.Exif()
    if position:
        exif.get_ifd(0x8825).update({1: "N", 2: (13.0, 21.0, 18.0), 3: "E", 4: (109.0, 12.0, 18.0)})
    made = BytesIO()
    Image.new("RGB", (width, 30), "red").save(made, "JPEG", exif=exif)
    return made.getvalue()


def send(client: Client, circle: Circle, **said: object) -> object:
    form = {"key": KEY, "kind": "theft", "summary": "Mất 2 cuộn cáp.", "severity": "1", **said}
    return client.post(reverse("incidents:report", args=[circle.id]), form)


def test_a_report_with_a_photo_opens_its_incident(circle: Circle, plant: Unit) -> None:
    photo = SimpleUploadedFile("anh.jpg", jpeg(), "image/jpeg")
    answer = send(signed_in(plant), circle, photos=photo)

    by = plant.member()
    with acting(by):
        incident = Incident.objects.get()
        kept = Photo.objects.select_related("file").get()
    assert answer.url == reverse("incidents:incident", args=[incident.id])  # type: ignore[attr-defined]
    with Image.open(path_of(kept.file.blob_id)) as image:
        assert not image.getexif().get_ifd(0x8825)
    page = signed_in(plant).get(answer.url).content.decode()  # type: ignore[attr-defined]
    assert f"/files/{kept.file_id}/" in page
    assert KEY in page


@pytest.mark.parametrize(
    ("name", "content", "kind", "status", "word"),
    [
        ("anh.heic", b"\0\0\0\x18ftypheic", "image/heic", 422, "HEIC"),
        ("anh.jpg", b"\xff\xd8\xff" + b"x" * (50 * 1024 * 1024), "image/jpeg", 422, "20 MB"),
        ("anh.jpg", b"%PDF-1.7 nothing", "image/jpeg", 422, "anh.jpg"),
        ("ghi.txt", "Chào".encode(), "text/plain", 422, "JPEG"),
    ],
)
def test_what_is_no_photo_is_refused_in_words(
    circle: Circle, plant: Unit, name: str, content: bytes, kind: str, status: int, word: str
) -> None:
    answer = send(signed_in(plant), circle, photos=SimpleUploadedFile(name, content, kind))

    assert answer.status_code == status  # type: ignore[attr-defined]
    assert word in answer.content.decode()  # type: ignore[attr-defined]
    by = plant.member()
    with acting(by):
        assert not Incident.objects.exists()


def test_a_picture_that_unpacks_to_far_too_much_is_refused(circle: Circle, plant: Unit) -> None:
    made = BytesIO()
    Image.new("1", (20_000, 20_000)).save(made, "PNG")
    assert len(made.getvalue()) < 1024 * 1024
    bomb = SimpleUploadedFile("anh.png", made.getvalue(), "image/png")

    answer = send(signed_in(plant), circle, photos=bomb)

    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert "64" in answer.content.decode()  # type: ignore[attr-defined]


def test_the_same_form_sent_twice_is_one_incident(circle: Circle, plant: Unit) -> None:
    client = signed_in(plant)
    first, second = send(client, circle), send(client, circle)

    assert first.url == second.url  # type: ignore[attr-defined]
    changed = send(client, circle, summary="Chuyện khác.")
    assert "VV-2026-001" in changed.content.decode()  # type: ignore[attr-defined]


OTHER_KEYS = [KEY[:-1] + str(number) for number in range(2, 8)]


def test_who_goes_back_and_sends_again_is_asked_whether_it_is_another_one(
    circle: Circle, plant: Unit, fire_service: Unit
) -> None:
    site = list_site(circle, plant.member())
    where = {"where": f"site-{site.id}"}
    client = signed_in(plant)
    send(client, circle, **where)

    with mock.patch.object(timezone, "now", return_value=NOON + timedelta(minutes=4)):
        asked = send(client, circle, key=OTHER_KEYS[0], **where)
        page = asked.content.decode()  # type: ignore[attr-defined]
        assert asked.status_code == 422  # type: ignore[attr-defined]
        assert "VV-2026-001" in page
        assert 'type="checkbox" name="is_another"' in page
        # Somewhere else, of another kind or told by somebody else it is another one.
        for who, changes in (
            (client, {"key": OTHER_KEYS[1]}),
            (client, {"key": OTHER_KEYS[2], "kind": "trespass", **where}),
            (signed_in(fire_service), {"key": OTHER_KEYS[3], **where}),
            (client, {"key": OTHER_KEYS[0], "is_another": "on", **where}),
        ):
            assert send(who, circle, **changes).status_code == 302  # type: ignore[attr-defined]
    later = NOON + timedelta(minutes=30)
    with mock.patch.object(timezone, "now", return_value=later):
        assert send(client, circle, key=OTHER_KEYS[4], **where).status_code == 302  # type: ignore[attr-defined]


def test_numbers_of_persons_are_refused_in_plain_words_wherever_one_writes(
    circle: Circle, plant: Unit, commune: Unit
) -> None:
    card, phone = "Bắt giữ người có căn cước 054089012345.", "Người báo: 0905 123 456."
    incident = enter(circle, plant.member())
    client = signed_in(plant)

    def post(name: str, **said: object) -> str:
        address = reverse(f"incidents:{name}", args=[incident.id])
        answer = client.post(address, said)
        assert answer.status_code == 422
        return answer.content.decode()

    for said in ({"summary": card}, {"place": phone}):
        answer = send(client, circle, **said)
        assert answer.status_code == 422  # type: ignore[attr-defined]
        assert f'id="id_{next(iter(said))}_error"' in answer.content.decode()  # type: ignore[attr-defined]
    assert "căn cước" in post("entries", text=card)
    assert "số di động" in post("entries", text=phone)
    post("roles", duty="scene", note=phone)
    post("closure", outcome="settled", text=card)
    post("referral", police=commune.id, kind="tip", text=phone)
    # Who leads the crew may be called; whose card it is, nobody needs to know.
    post("aid", what=card, needed_at="2026-11-21T13:00", organizations=commune.id)
    crew = {"what": f"1 xe. {phone}", "needed_at": "2026-11-21T13:00", "organizations": commune.id}
    assert client.post(reverse("incidents:aid", args=[incident.id]), crew).status_code == 302


def test_everything_that_is_wrong_is_told_at_once(circle: Circle, plant: Unit) -> None:
    photo = SimpleUploadedFile("anh.heic", b"\0\0\0\x18ftypheic", "image/heic")
    answer = send(
        signed_in(plant),
        circle,
        summary="",
        position="109.2, 13.35",
        happened_at="1990-01-01T08:00",
        subjects="-3",
        photos=photo,
    )

    page = answer.content.decode()  # type: ignore[attr-defined]
    for field in ("summary", "position", "happened_at", "subjects", "photos"):
        assert f'id="id_{field}_error"' in page
        assert f'href="#id_{field}"' in page
    # The cursor stands at the first one, and only there.
    assert page.count("autofocus") == 1
    assert "autofocus" in page[page.index('name="summary"') :].split(">")[0]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"happened_at": "2027-01-01T08:00"}, "happened_at"),
        ({"happened_at": "1990-01-01T08:00"}, "happened_at"),
        ({"happened_at": "hôm qua"}, "happened_at"),
        ({"position": "109.2, 13.35"}, "position"),
        ({"position": "chỗ kia"}, "position"),
        ({"kind": "murder"}, "kind"),
        ({"summary": ""}, "summary"),
        ({"summary": "x" * 400}, "summary"),
        ({"subjects": "-3"}, "subjects"),
        ({"where": "site-999"}, "where"),
    ],
)
def test_bad_input_is_answered_at_its_field(
    circle: Circle, plant: Unit, said: dict[str, object], field: str
) -> None:
    answer = send(signed_in(plant), circle, **said)
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert f'id="id_{field}_error"' in answer.content.decode()  # type: ignore[attr-defined]


def test_a_doubtful_place_is_asked_about_once(circle: Circle, plant: Unit) -> None:
    site = list_site(circle, plant.member())
    client = signed_in(plant)
    far = {"where": f"site-{site.id}", "position": "13.9, 109.2"}

    asked = send(client, circle, **far)
    assert asked.status_code == 422  # type: ignore[attr-defined]
    assert 'name="position_is_right"' in asked.content.decode()  # type: ignore[attr-defined]
    assert send(client, circle, **far, position_is_right="on").status_code == 302  # type: ignore[attr-defined]


def test_emergency_numbers_come_first(circle: Circle, plant: Unit) -> None:
    page = signed_in(plant).get(reverse("incidents:report", args=[circle.id])).content.decode()
    for number in (112, 113, 114, 115):
        assert page.index(f'href="tel:{number}"') < page.index('name="kind"')


def test_the_form_begins_with_what_is_usual_here_and_where_one_works(
    circle: Circle, plant: Unit, fire_service: Unit
) -> None:
    by = plant.member()
    for _ in range(2):
        enter(circle, by, Report("kite", "Diều."))
    for number in range(3):
        enter(circle, by, Report("digging", f"Đào đất {number}."))
    enter(circle, by, Report("fire", "Cháy."))
    list_site(circle, by)
    address = reverse("incidents:report", args=[circle.id])

    shown = signed_in(plant).get(address)
    tiles = shown.context["form"].tiles
    assert [kind["value"] for kind in tiles[0]["kinds"]] == ["digging", "kite"]
    offered = [kind["value"] for group in tiles for kind in group["kinds"]]
    assert sorted(offered) == sorted(Incident.Kind.values)
    assert "data-view" in shown.content.decode()
    # Who has no place of its own sees those of the circle.
    assert "data-view" not in signed_in(fire_service).get(address).content.decode()


def test_with_one_circle_nobody_is_asked_which(circle: Circle, plant: Unit) -> None:
    client = signed_in(plant)
    assert client.get(reverse("incidents:choose")).status_code == 302
    make_circle(plant, name="Cụm an toàn")
    assert "Cụm an toàn" in client.get(reverse("incidents:choose")).content.decode()


def test_the_list_narrows_and_turns_pages(
    circle: Circle, plant: Unit, fire_service: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    by = plant.member()
    for number in range(5):
        enter(circle, by, Report("theft", f"Vụ {number}.", happened_at=NOON - number * HOUR))
    enter(circle, fire_service.member(), Report("fire", "Cháy cỏ.", exercise=True))
    monkeypatch.setattr("lienket.incidents.views.incidents.PAGE", 3)
    client = signed_in(plant)
    address = reverse("incidents:list", args=[circle.id])

    first = client.get(address, {"kind": "order"})
    assert "Vụ 2." in first.content.decode()
    assert "Vụ 3." not in first.content.decode()
    second = client.get(f"{address}?{first.context['older']}").content.decode()
    assert "Vụ 4." in second
    assert "Cháy cỏ." not in second
    assert "Cháy cỏ." in client.get(address, {"state": "exercise"}).content.decode()
    nothing = client.get(address, {"since": "2026-12-01"}).content.decode()
    assert "Vụ 0." not in nothing
    for nonsense in ({"since": "0001-01-01"}, {"before": "gestern_x"}, {"site": "99"}):
        assert client.get(address, nonsense).status_code == 200


def test_every_figure_opens_its_rows(circle: Circle, plant: Unit) -> None:
    by = plant.member()
    enter(circle, by, Report("theft", "Mất cáp.", subjects=2))
    enter(circle, by, Report("theft", "Diễn tập.", exercise=True))
    client = signed_in(plant)

    page = client.get(reverse("incidents:situation", args=[circle.id]))
    (row,) = page.context["kinds"]
    assert "1 vụ/2 đối tượng" in page.content.decode()
    assert (row.difference, row.percent) == ("+1", "—")
    rows = client.get(row.url).content.decode()
    assert "Mất cáp." in rows
    assert "Diễn tập." not in rows
    for nonsense in ({"since": "x"}, {"since": "2026-12-01", "until": "2020-01-01"}):
        bad = client.get(reverse("incidents:situation", args=[circle.id]), nonsense)
        assert bad.status_code == 422


def test_what_others_may_not_see_is_not_found(circle: Circle, plant: Unit, outsider: Unit) -> None:
    incident = enter(circle, plant.member())
    client = signed_in(outsider)
    for name in ("incident", "figures", "closure", "referral", "aid", "copies", "task", "link"):
        assert client.get(reverse(f"incidents:{name}", args=[incident.id])).status_code == 404
    for name in ("list", "report", "situation", "zero", "sign"):
        assert client.get(reverse(f"incidents:{name}", args=[circle.id])).status_code == 404


def test_members_work_on_one_incident_page_by_page(
    circle: Circle, plant: Unit, fire_service: Unit, commune: Unit
) -> None:
    incident = enter(circle, plant.member())
    ours, theirs = signed_in(plant), signed_in(fire_service)

    def post(client: Client, name: str, *ids: object, **said: object) -> int:
        address = reverse(f"incidents:{name}", args=[*(ids or [incident.id])])
        return client.post(address, said).status_code

    assert post(theirs, "entries", text="Đã cử tổ ra hiện trường.") == 302
    assert post(theirs, "entries", text="") == 422
    assert post(theirs, "roles", duty="scene", note="2 người") == 302
    assert post(ours, "rating", severity="3", urgency="urgent") == 302
    assert post(ours, "rating", severity="3", urgency="urgent") == 422
    assert post(ours, "figures", subjects="2", damage="30000000") == 302
    assert post(ours, "figures", damage="1", recovered="2") == 422
    assert (
        post(ours, "aid", what="1 xe", needed_at="2026-11-21T13:00", organizations=fire_service.id)
        == 302
    )
    assert post(ours, "aid", what="", needed_at="2026-11-21T13:00") == 422
    chief = fire_service.member()
    with acting(chief):
        offer = Offer.objects.get()
    assert post(theirs, "offer", offer.id, "commit", words="1 xe đang đến.") == 302
    assert post(theirs, "offer", offer.id, "juggle", words="Không.") == 404
    assert post(ours, "offer", offer.id, "commit", words="Hộ.") == 404
    assert post(ours, "task", title="Sửa rào", organization=commune.id, due_on="2026-11-30") == 302
    assert post(ours, "link", number="TK-2026-999") == 422
    assert post(ours, "referral", police=commune.id, kind="tip", text="Tin.") == 302
    with acting(chief):
        referral = Referral.objects.get()
    assert post(ours, "receipt", referral.id) == 404
    assert post(signed_in(commune), "receipt", referral.id, police_number="7/TB") == 302
    assert post(signed_in(commune), "state", referral.id, state="verifying") == 302
    assert post(signed_in(commune), "state", referral.id, state="closed") == 422
    assert post(ours, "closure", outcome="settled", text="Xong.") == 422
    assert post(ours, "closure", outcome="settled", text="Xong.", justification="Theo dõi.") == 302
    assert post(theirs, "reopening", reason="Chưa xong.") == 302
    page = ours.get(reverse("incidents:incident", args=[incident.id])).content.decode()
    for words in (
        "Đã cử tổ ra hiện trường.",
        "1 xe đang đến.",
        "CT-2026-001",
        "7/TB",
        "30.000.000",
    ):
        assert words in page


def test_a_bulletin_begins_with_what_the_incident_knows(circle: Circle, plant: Unit) -> None:
    incident = enter(circle, plant.member(), Report("kite", "Thả diều cạnh cột 12."))
    client = signed_in(plant)
    page = client.get(reverse("incidents:incident", args=[incident.id]))

    form = client.get(page.context["compose_url"]).content.decode()
    assert incident.reference in form
    assert "Thả diều cạnh cột 12." in form


# ---- Links of letters --------------------------------------------------------------------------


def link_to(unit: Unit, kind: str, by: Member) -> str:
    with acting(by):
        message = Message.objects.get(envelope__kind=kind, organization_id=unit.id, purpose="first")
        return links.address(message.id)


def test_aid_is_answered_by_the_link_in_the_letter(
    circle: Circle, plant: Unit, fire_service: Unit
) -> None:
    by = plant.member()
    incident = enter(circle, by)
    with acting(by):
        actions.ask_aid(
            incident_id=incident.id,
            what="1 xe chữa cháy",
            organization_ids=[fire_service.id],
            needed_at=NOON + HOUR,
            by=by,
            now=NOON,
        )
    address = link_to(fire_service, "aid", by)
    nobody = Client(HTTP_HOST="localhost")

    assert "1 xe chữa cháy" in nobody.get(address).content.decode()
    assert nobody.post(address, {"words": "", "verb": "commit"}).status_code == 422
    assert nobody.post(address, {"words": "Đang đến.", "verb": "commit"}).status_code == 302
    with acting(by):
        assert Offer.objects.get().state == "committed"


def test_the_police_confirm_by_the_link_in_the_letter(
    circle: Circle, plant: Unit, commune: Unit
) -> None:
    by = plant.member()
    incident = enter(circle, by)
    with acting(by):
        referral = actions.refer(
            incident_id=incident.id,
            police_id=commune.id,
            kind="tip",
            text="Có dấu vết xe.",
            by=by,
            now=NOON,
        )
    address = link_to(commune, "referral", by)
    nobody = Client(HTTP_HOST="localhost")

    assert "Có dấu vết xe." in nobody.get(address).content.decode()
    with acting(by):
        referral.refresh_from_db()
        assert referral.received_at is None
    assert nobody.post(address, {"police_number": "15"}).status_code == 302
    with acting(by):
        referral.refresh_from_db()
    assert referral.received_at == NOON


# ---- Zero reports ------------------------------------------------------------------------------


def test_a_calm_month_is_signed_and_seen_in_the_matrix(
    circle: Circle, plant: Unit, fire_service: Unit
) -> None:
    client = signed_in(plant)
    address = reverse("incidents:sign", args=[circle.id])
    said = {"group": "all", "starts_on": "2026-11-01", "ends_on": "2026-11-30", "signed": "on"}
    later = NOON + timedelta(days=12)

    assert client.post(address, said).status_code == 422  # it is not over yet
    with mock.patch.object(timezone, "now", return_value=later):
        assert client.post(address, {**said, "signed": ""}).status_code == 422
        assert client.post(address, said).status_code == 302
        page = client.get(reverse("incidents:zero", args=[circle.id]))
    by = plant.member()
    with acting(by):
        statement = ZeroReport.objects.get()
    assert reverse("incidents:statement", args=[statement.id]) in page.content.decode()
    assert page.context["silent"] == {"units": 2, "months": 2}
    shown = client.get(reverse("incidents:statement", args=[statement.id])).content.decode()
    assert "Trưởng phòng" in shown


def test_what_speaks_against_it_is_asked_about(circle: Circle, plant: Unit) -> None:
    incident = enter(circle, plant.member())
    client = signed_in(plant)
    address = reverse("incidents:sign", args=[circle.id])
    said = {"group": "all", "starts_on": "2026-11-01", "ends_on": "2026-11-21", "signed": "on"}

    asked = client.post(address, said)
    assert asked.status_code == 422
    assert incident.reference in asked.content.decode()
    assert 'type="text" name="despite"' in asked.content.decode()
    assert client.post(address, {**said, "despite": "Đã kết luận nhầm."}).status_code == 302


def test_what_waits_and_what_is_open_are_seen_elsewhere(
    circle: Circle, plant: Unit, commune: Unit
) -> None:
    by = plant.member()
    incident = enter(circle, by)
    with acting(by):
        actions.refer(
            incident_id=incident.id, police_id=commune.id, kind="tip", text="Tin.", by=by, now=NOON
        )
    assert "CT-2026-001" in signed_in(commune).get("/").content.decode()
    front = signed_in(plant).get(reverse("exchange:circle", args=[circle.id])).content.decode()
    assert f"{reverse('incidents:list', args=[circle.id])}?state=open" in front
    with acting(by):
        assert queries.incidents_for(by).count() == 1
