"""Documents go out as edXML: to members with a code, by the organization whose document it is."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.urls import reverse

from lienket.circles.models import Circle
from lienket.documents.actions import (
    Accompanying,
    enter_exchange_code,
    export_edxml,
    issue,
    path_of,
)
from lienket.documents.actions.exchanged import (
    AddresseeWithoutCode,
    ExchangeCodeUnusable,
    NobodyAddressed,
    OwnExchangeCodeMissing,
)
from lienket.documents.edxml.message import EdxmlFieldTooLong
from lienket.documents.edxml.reading import read
from lienket.documents.models import Document, ExchangeCode
from lienket.documents.tests.papers import MINUTES
from lienket.journal.models import Event
from lienket.kernel.actors import Member
from lienket.kernel.errors import NotAllowed
from lienket.kernel.rls import acting
from tests.cast import NOON, Unit, signed_in

BESIDES = Accompanying(
    place="Điện Biên", position="Giám đốc", signer="Nguyễn Văn A", due=date(2026, 12, 1), priority=2
)


@pytest.fixture(autouse=True)
def _files_of_this_test(settings: LazySettings, tmp_path: Path) -> None:
    settings.FILES = tmp_path


def issued(by: Member, circle: Circle, notation: str = "CNX") -> Document:
    with acting(by):
        return issue(
            circle_id=circle.id,
            paper=replace(MINUTES, code="", on=None, draft=True),
            kind="BB",
            notation=notation,
            by=by,
            now=NOON,
        )


def enter(unit: Unit, code: str) -> None:
    by = unit.member()
    with acting(by):
        enter_exchange_code(code=code, by=by, now=NOON)


def exported(document: Document, by: Member, *to: Unit) -> bytes:
    with acting(by):
        return export_edxml(
            document_id=document.id,
            to=[one.id for one in to],
            accompanying=BESIDES,
            by=by,
            now=NOON,
        )


def test_the_file_carries_the_document_to_those_chosen(
    plant: Unit, fire_service: Unit, commune: Unit, circle: Circle, settings: LazySettings
) -> None:
    settings.EDXML_KINDS = {"BB": "7"}
    for number, unit in enumerate((plant, fire_service, commune)):
        enter(unit, f"00{number}.00.16.h41")
    by = plant.member()
    document = issued(by, circle)

    message = read(exported(document, by, fire_service))

    assert message.id == "000.00.16.H41,2026/11/21,01/BB-CNX"
    assert [(one.code, one.name) for one in message.to] == [("001.00.16.H41", "Fire")]
    assert (message.kind_name, message.kind_code) == ("Biên bản", "7")
    assert message.subject == document.subject
    assert message.sent_at.isoformat() == "2026-11-21T12:00:00"
    assert (message.place, message.due, message.priority) == ("Điện Biên", date(2026, 12, 1), 2)
    assert [one.name for one in message.attachments] == ["01-BB-CNX.pdf", "01-BB-CNX.docx"]
    assert message.attachments[0].content == path_of(document.pdf.blob_id).read_bytes()
    with acting(by):
        told = Event.objects.get(type="DocumentExported")
    assert told.facts == {"document_id": document.id, "addressees": 1}


def test_whoever_has_no_code_is_named(
    plant: Unit, fire_service: Unit, outsider: Unit, circle: Circle
) -> None:
    by = plant.member()
    document = issued(by, circle)
    for to in ((), (outsider,), (plant,)):
        with pytest.raises(NobodyAddressed):
            exported(document, by, *to)
    with pytest.raises(OwnExchangeCodeMissing):
        exported(document, by, fire_service)
    enter(plant, "000.00.16.H41")
    with pytest.raises(AddresseeWithoutCode) as refused:
        exported(document, by, fire_service)
    assert "Fire" in refused.value.message


def test_a_notation_that_the_format_cannot_carry_is_refused(
    plant: Unit, fire_service: Unit, circle: Circle
) -> None:
    enter(plant, "000.00.16.H41")
    enter(fire_service, "001.00.16.H41")
    by = plant.member()
    document = issued(by, circle, notation="CAT-CNX-UBND-ĐBP-UBND-TTA-UBND-TTB")
    with pytest.raises(EdxmlFieldTooLong) as refused:
        exported(document, by, fire_service)
    assert "CodeNotation" in refused.value.message


@pytest.mark.parametrize("code", ["", "x", "000.00.16.H41.77", "000..1", "000.00 1", "Đ.1"])
def test_what_is_no_code_is_refused(plant: Unit, circle: Circle, code: str) -> None:
    with pytest.raises(ExchangeCodeUnusable):
        enter(plant, code)


def test_a_code_is_changed_by_its_organization_and_read_by_partners_only(
    plant: Unit, fire_service: Unit, outsider: Unit, circle: Circle
) -> None:
    enter(plant, "000.00.16.H41")
    enter(plant, "000.00.17.H41")
    with acting(fire_service.member()):
        assert ExchangeCode.objects.get().code == "000.00.17.H41"
    with acting(outsider.member()):
        assert not ExchangeCode.objects.exists()
    reader = replace(plant.member(), rights=frozenset())
    with acting(reader), pytest.raises(NotAllowed):
        enter_exchange_code(code="000.00.18.H41", by=reader, now=NOON)


def test_only_the_organization_itself_exports_its_document(
    plant: Unit, fire_service: Unit, circle: Circle
) -> None:
    document = issued(plant.member(), circle)
    with pytest.raises(Document.DoesNotExist):
        exported(document, fire_service.member(), plant)
    with pytest.raises(NotAllowed):
        exported(document, replace(plant.member(), rights=frozenset()), fire_service)


def test_the_pages_lead_from_a_code_to_the_file(
    plant: Unit, fire_service: Unit, outsider: Unit, circle: Circle
) -> None:
    document = issued(plant.member(), circle)
    page = reverse("documents:edxml", args=[document.id])
    clerk = signed_in(plant)
    assert page in clerk.get(document_page(document)).content.decode()
    assert reverse("documents:exchange_code") in clerk.get(page).content.decode()

    wrong = clerk.post(reverse("documents:exchange_code"), {"code": "x"})
    assert "Mã định danh gồm" in wrong.content.decode()
    clerk.post(reverse("documents:exchange_code"), {"code": "000.00.16.H41"})
    assert "Chưa có thành viên nào khác" in clerk.get(page).content.decode()
    enter(fire_service, "001.00.16.H41")

    filled = {"to": [fire_service.id], "place": "Điện Biên", "priority": "0"}
    saved = clerk.post(page, filled)
    assert saved["Content-Disposition"] == 'attachment; filename="01-BB-CNX.edxml"'
    assert read(saved.content).place == "Điện Biên"

    # What is missing or too long is told on the page.
    assert clerk.post(page, {"priority": "0"})["Content-Type"].startswith("text/html")
    assert clerk.post(page, {**filled, "signer": "A" * 51})["Content-Type"].startswith("text/html")

    assert page not in signed_in(fire_service).get(document_page(document)).content.decode()
    for other in (fire_service, outsider):
        assert signed_in(other).get(page).status_code == 404


def document_page(document: Document) -> str:
    return reverse("documents:document", args=[document.id])
