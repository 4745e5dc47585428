"""The pages of the registers, what the links open, and who sees nothing of all this."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from unittest import mock

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from lienket.circles.models import Circle
from lienket.delivery import links
from lienket.delivery.models import Message
from lienket.escalation import actions as escalation
from lienket.kernel.actors import Engine, Member
from lienket.kernel.rls import acting
from lienket.organizations.models import Appointment
from lienket.registers import actions
from lienket.registers.importing import actions as importing
from lienket.registers.kinds import kinds
from lienket.registers.models import Entry, Import
from lienket.registers.tests.conftest import LICENCE, PASS, TODAY, Enter
from lienket.registers.tests.files import workbook
from tests.cast import NOON, Unit


@pytest.fixture(autouse=True)
def _noon(settings: Settings, tmp_path: Path) -> Iterator[None]:
    settings.FILES = tmp_path
    with mock.patch.object(timezone, "now", return_value=NOON):
        yield


def signed_in(unit: Unit) -> Client:
    browser = Client()
    browser.force_login(unit.account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return browser


@pytest.fixture
def keeper(plant: Unit) -> Client:
    return signed_in(plant)


@pytest.fixture
def partner(fire_service: Unit) -> Client:
    return signed_in(fire_service)


def page(name: str, *given: object) -> str:
    return reverse(f"registers:{name}", args=given)


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


@pytest.mark.parametrize("kind", kinds)
def test_every_register_is_entered_changed_and_read(
    keeper: Client, partner: Client, circle: Circle, dispatcher: Member, kind: str
) -> None:
    said = {
        "name": "Sao Mai 1",
        "number": "2026-11",
        "amount": 5,
        "part": 4,
        "expires_on": "2027-03-01",
    }
    assert "Sao Mai" not in text_of(partner, page("list", circle.id, kind))
    assert keeper.get(page("create", circle.id, kind)).status_code == 200
    assert keeper.post(page("create", circle.id, kind), said | {"name": " "}).status_code == 422
    assert keeper.post(page("create", circle.id, kind), said).status_code == 302
    assert "Sao Mai 1" in text_of(partner, page("list", circle.id, kind))
    assert "Sao Mai 1" in text_of(keeper, page("list", circle.id, kind) + "?words=sao+mai")
    with acting(dispatcher):
        entry = Entry.objects.get()
    assert keeper.get(page("change", entry.id)).status_code == 200
    assert keeper.post(page("change", entry.id), said | {"name": "Sao Mai 2"}).status_code == 302
    shown = text_of(partner, page("entry", entry.id))
    assert "Sao Mai 1 → Sao Mai 2" in shown
    assert page("retire", entry.id) not in shown


def test_a_licence_is_renewed_and_retired_on_its_pages(
    keeper: Client, licence: Entry, circle: Circle
) -> None:
    assert "Còn 40 ngày".lower() in text_of(keeper, page("entry", licence.id))
    assert LICENCE.name in text_of(keeper, page("index", circle.id))
    address = page("renew", licence.id)
    assert keeper.get(address).status_code == 200
    refused = keeper.post(address, {"expires_on": "2026-12-01"})
    assert refused.status_code == 422
    assert "31/12/2026" in refused.content.decode()
    assert keeper.post(address, {"expires_on": "2031-12-31", "number": "8/GCN"}).status_code == 302
    assert "31/12/2026 → 31/12/2031" in text_of(keeper, page("entry", licence.id))
    address = page("retire", licence.id)
    assert keeper.get(address).status_code == 200
    assert keeper.post(address, {"reason": " "}).status_code == 422
    assert keeper.post(address, {"reason": "Hết hợp đồng"}).status_code == 302
    assert "Hết hợp đồng" in text_of(keeper, page("entry", licence.id))
    assert LICENCE.name not in text_of(keeper, page("list", circle.id, licence.kind))
    assert keeper.get(page("change", licence.id)).status_code == 404


def test_another_circle_finds_none_of_it(licence: Entry, circle: Circle, outsider: Unit) -> None:
    stranger = signed_in(outsider)
    for address in (
        page("index", circle.id),
        page("list", circle.id, "vehicle"),
        page("create", circle.id, "vehicle"),
        page("export", circle.id, "vehicle"),
        page("import", circle.id, "vehicle"),
        page("entry", licence.id),
        page("change", licence.id),
        page("renew", licence.id),
        page("retire", licence.id),
        page("review", 1),
    ):
        assert stranger.get(address).status_code == 404, address
    for address in (page("import_cancel", 1), page("import_apply", 1)):
        assert stranger.post(address).status_code == 404, address


def test_a_partner_has_no_page_to_change_a_row(partner: Client, licence: Entry) -> None:
    for name in ("change", "renew", "retire"):
        assert partner.get(page(name, licence.id)).status_code == 404


def test_without_the_right_to_answer_nothing_is_entered(
    keeper: Client, plant: Unit, circle: Circle
) -> None:
    with acting(plant.member()):
        Appointment.objects.filter(id=plant.appointment_id).update(rights=[])
    assert keeper.get(page("create", circle.id, "vehicle")).status_code == 403
    assert page("create", circle.id, "vehicle") not in text_of(
        keeper, page("list", circle.id, "vehicle")
    )


def test_there_is_no_register_of_spies(keeper: Client, circle: Circle) -> None:
    assert keeper.get(page("list", circle.id, "spies")).status_code == 404


def test_what_expired_shows_on_the_page_of_the_circle_and_of_today(
    keeper: Client, partner: Client, circle: Circle, enter: Enter, dispatcher: Member
) -> None:
    enter("vehicle", replace(PASS, expires_on=TODAY.replace(day=1)), dispatcher)
    assert "1 mục hết hạn" in text_of(partner, reverse("exchange:circle", args=[circle.id]))
    assert PASS.name in text_of(keeper, "/")
    assert PASS.name not in text_of(partner, "/")
    due = text_of(keeper, page("list", circle.id, "vehicle") + "?standing=due")
    assert PASS.name in due
    valid = text_of(keeper, page("list", circle.id, "vehicle") + "?standing=valid")
    assert PASS.name not in valid


def link_of(unit: Unit, by: Member, purpose: str) -> str:
    with acting(by):
        found = Message.objects.filter(organization_id=unit.id, purpose=purpose)
        return reverse("exchange:link", args=[links.token(found.latest("id").id)])


def test_the_link_of_a_reminder_shows_what_to_renew_and_no_more(
    licence: Entry, enter: Enter, dispatcher: Member, plant: Unit, commune: Unit
) -> None:
    enter("vehicle", PASS, dispatcher)
    actions.remind_due(now=NOON)
    anybody = Client()
    shown = text_of(anybody, link_of(plant, dispatcher, "first"))
    assert LICENCE.name in shown
    assert PASS.name not in shown
    for day in range(60):
        escalation.escalate_overdue(now=NOON + timedelta(days=day))
    upward = text_of(anybody, link_of(commune, dispatcher, "escalation"))
    assert LICENCE.name not in upward
    with acting(dispatcher):
        actions.retire(entry_id=licence.id, reason="Hết hạn", by=dispatcher, now=NOON)
    assert LICENCE.name not in text_of(anybody, link_of(plant, dispatcher, "first"))


def upload(content: bytes, name: str = "xe.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/octet-stream")


def test_a_file_is_handed_in_looked_at_and_applied(
    keeper: Client, circle: Circle, plant: Unit, dispatcher: Member, enter: Enter
) -> None:
    enter("vehicle", PASS, dispatcher)
    address = page("import", circle.id, "vehicle")
    assert keeper.get(address).status_code == 200
    assert keeper.post(address, {"file": upload(b"not a table")}).status_code == 422
    assert keeper.post(address, {"file": upload(b"text", "xe.txt")}).status_code == 422
    rows = [(PASS.name, PASS.number, "01/03/2027"), ("29H-001.02", "", "01/03/2027")]
    assert keeper.post(address, {"file": upload(workbook(*rows))}).status_code == 302
    with acting(dispatcher):
        begun = Import.objects.get()
    review = page("review", begun.id)
    assert "hx-trigger" in text_of(keeper, review)
    progress = keeper.get(review, headers={"HX-Request": "true"})
    assert b"<html" not in progress.content
    by = Engine(circles=(circle.id,), organizations=(plant.id,))
    importing.read(import_id=begun.id, by=by, now=NOON)
    assert keeper.get(review, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    assert "29/11/2026 → 01/03/2027" in text_of(keeper, review)
    assert PASS.name not in text_of(keeper, f"{review}?show=new&page=9")
    assert keeper.post(page("import_apply", begun.id)).status_code == 302
    assert "29H-001.02" in text_of(keeper, page("list", circle.id, "vehicle"))
    assert keeper.post(page("import_apply", begun.id)).status_code == 409
    assert keeper.post(page("import_cancel", begun.id)).status_code == 409


def test_refused_rows_say_why_and_the_import_is_given_up(
    keeper: Client, partner: Client, circle: Circle, plant: Unit, dispatcher: Member
) -> None:
    content = workbook(("29H-001.02", "", "31/02/2027"))
    keeper.post(page("import", circle.id, "vehicle"), {"file": upload(content)})
    with acting(dispatcher):
        begun = Import.objects.get()
    assert partner.get(page("review", begun.id)).status_code == 404
    by = Engine(circles=(circle.id,), organizations=(plant.id,))
    importing.read(import_id=begun.id, by=by, now=NOON)
    assert "không phải là ngày: 31/02/2027" in text_of(keeper, page("review", begun.id))
    assert keeper.post(page("import_apply", begun.id)).status_code == 409
    assert keeper.post(page("import_cancel", begun.id)).status_code == 302
    assert text_of(keeper, page("review", begun.id))


def test_the_rows_that_can_be_used_are_entered_and_the_others_downloaded(
    keeper: Client, partner: Client, circle: Circle, plant: Unit, dispatcher: Member
) -> None:
    content = workbook(("29H-001.02", "", "31/02/2027"), ("29H-001.03", "", "01/03/2027"))
    keeper.post(page("import", circle.id, "vehicle"), {"file": upload(content)})
    with acting(dispatcher):
        begun = Import.objects.get()
    by = Engine(circles=(circle.id,), organizations=(plant.id,))
    importing.read(import_id=begun.id, by=by, now=NOON)

    apply, review = page("import_apply", begun.id), page("review", begun.id)
    assert "without_refused" in text_of(keeper, review)
    assert keeper.post(apply, {"without_refused": "1"})["Location"] == review
    assert "29H-001.03" in text_of(keeper, page("list", circle.id, "vehicle"))
    refused = page("import_refused", begun.id)
    assert refused in text_of(keeper, review)
    sheet = openpyxl.load_workbook(BytesIO(keeper.get(refused).content)).active
    assert [cell.value for cell in sheet[2]][:2] == [2, "29H-001.02"]
    assert "31/02/2027" in sheet["C2"].value
    assert partner.get(refused).status_code == 404


def test_excel_files_are_handed_out(
    keeper: Client, partner: Client, circle: Circle, dispatcher: Member, enter: Enter
) -> None:
    enter("vehicle", PASS, dispatcher)

    def rows(client: Client, address: str) -> int:
        response = client.get(address)
        assert response["Content-Disposition"].startswith("attachment")
        return len(list(openpyxl.load_workbook(BytesIO(response.content)).worksheets[0].rows))

    export = page("export", circle.id, "vehicle")
    assert rows(keeper, export) == 2
    assert rows(partner, export) == 1
    assert rows(partner, f"{export}?all") == 2
    assert rows(keeper, page("template", circle.id, "vehicle")) == 1
