"""The pages of incidents, as members of a circle use them."""

from collections.abc import Callable
from datetime import timedelta
from unittest import mock

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from lienket.circles.models import Circle
from lienket.delivery import links
from lienket.delivery.models import Message
from lienket.incidents import actions, queries
from lienket.incidents.actions import Report
from lienket.incidents.models import Offer, Referral, ZeroReport
from lienket.incidents.tests.hands import report as enter
from lienket.kernel.actors import Member
from lienket.kernel.rls import acting
from lienket.places.tests.hands import list_site
from tests.cast import NOON, Unit, signed_in

Browse = Callable[[Unit], Client]
HOUR = timedelta(hours=1)

pytestmark = pytest.mark.usefixtures("noon")


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
    assert f'href="{escape(row.url)}"' in page.content.decode()
    for address in (row.url, page.context["open_url"]):
        rows = client.get(address).content.decode()
        assert "Mất cáp." in rows
        assert "Diễn tập." not in rows
    assert "Mất cáp." not in client.get(page.context["damage_url"]).content.decode()
    for nonsense in ({"since": "x"}, {"since": "2026-12-01", "until": "2020-01-01"}):
        bad = client.get(reverse("incidents:situation", args=[circle.id]), nonsense)
        assert bad.status_code == 422


def test_what_happened_outside_all_sites_has_its_row(circle: Circle, plant: Unit) -> None:
    by = plant.member()
    gate = list_site(circle, by)
    enter(circle, by, Report("theft", "Mất cáp ở cổng.", site_id=gate.id))
    enter(circle, by, Report("theft", "Mất cáp ngoài đường."))
    enter(circle, by, Report("dispute", subjects=40))
    client = signed_in(plant)

    page = client.get(reverse("incidents:situation", args=[circle.id]))
    *_sites, elsewhere = page.context["sites"]
    assert elsewhere.now.incidents == 1
    rows = client.get(elsewhere.url)
    assert [one.summary for one in rows.context["rows"]] == ["Mất cáp ngoài đường."]


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
