"""The form of a report, as a guard fills it in."""

from datetime import timedelta
from unittest import mock

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from lienket.circles.models import Circle
from lienket.incidents.actions import Report
from lienket.incidents.models import Incident
from lienket.incidents.tests.hands import KEY, send
from lienket.incidents.tests.hands import report as enter
from lienket.places.tests.hands import list_site
from tests.cast import NOON, Unit, make_circle, signed_in

pytestmark = pytest.mark.usefixtures("noon")


def test_the_same_form_sent_twice_is_one_incident(circle: Circle, plant: Unit) -> None:
    client = signed_in(plant)
    first, second = send(client, circle), send(client, circle)

    assert first.url == second.url
    changed = send(client, circle, summary="Chuyện khác.")
    assert "VV-2026-001" in changed.content.decode()


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
        page = asked.content.decode()
        assert asked.status_code == 422
        assert "VV-2026-001" in page
        assert 'type="checkbox" name="is_another"' in page
        # Somewhere else, of another kind or told by somebody else it is another one.
        for who, changes in (
            (client, {"key": OTHER_KEYS[1]}),
            (client, {"key": OTHER_KEYS[2], "kind": "trespass", **where}),
            (signed_in(fire_service), {"key": OTHER_KEYS[3], **where}),
            (client, {"key": OTHER_KEYS[0], "is_another": "on", **where}),
        ):
            assert send(who, circle, **changes).status_code == 302
    later = NOON + timedelta(minutes=30)
    with mock.patch.object(timezone, "now", return_value=later):
        assert send(client, circle, key=OTHER_KEYS[4], **where).status_code == 302


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
        assert answer.status_code == 422
        assert f'id="id_{next(iter(said))}_error"' in answer.content.decode()
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

    page = answer.content.decode()
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
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.content.decode()


def test_a_doubtful_place_is_asked_about_once(circle: Circle, plant: Unit) -> None:
    site = list_site(circle, plant.member())
    client = signed_in(plant)
    far = {"where": f"site-{site.id}", "position": "13.9, 109.2"}

    asked = send(client, circle, **far)
    assert asked.status_code == 422
    assert 'name="position_is_right"' in asked.content.decode()
    assert send(client, circle, **far, position_is_right="on").status_code == 302


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
