"""Writing a bulletin: the preview, refusals at their fields, and sending it once."""

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from lienket.circles.models import Circle
from lienket.exchange.models import Bulletin, Receipt
from lienket.kernel.rls import acting
from lienket.organizations.models import Appointment
from tests.cast import Unit

NOW = timezone.now()
FILLED = {
    "key": str(UUID(int=1)),
    "kind": "urgent_notice",
    "urgency": "urgent",
    "title": "Cắt trộm cáp tại trạm 110 kV",
    "body": "Hai người lạ mặt.",
    "to": "all",
    "required_action": "acknowledge",
    "classification": "internal",
}


@pytest.fixture
def address(circle: Circle, client: Client, plant: Unit, settings: Settings, tmp_path: Path) -> str:
    """Of the form, signed in as the plant."""
    settings.FILES = tmp_path
    client.force_login(plant.account)
    return reverse("exchange:compose", args=[circle.id])


def issued(unit: Unit) -> list[Bulletin]:
    with acting(unit.member(NOW)):
        return list(Bulletin.objects.order_by("id"))


def test_a_filled_form_issues_the_bulletin_and_opens_it(
    client: Client, address: str, plant: Unit
) -> None:
    response = client.post(address, FILLED)

    (bulletin,) = issued(plant)
    assert response.headers["Location"] == reverse("exchange:bulletin", args=[bulletin.id])


def test_sending_the_form_twice_issues_it_once(client: Client, address: str, plant: Unit) -> None:
    client.post(address, FILLED)
    client.post(address, FILLED)

    assert len(issued(plant)) == 1


def test_a_changed_form_is_not_sent_silently_as_the_old_one(
    client: Client, address: str, plant: Unit
) -> None:
    client.post(address, FILLED)

    response = client.post(address, FILLED | {"title": "Việc khác"})

    assert response.status_code == 422
    again = FILLED | {"title": "Việc khác", "key": response.context["form"]["key"].value()}
    client.post(address, again)
    assert [bulletin.title for bulletin in issued(plant)] == [FILLED["title"], "Việc khác"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 900}, "title"),
        ({"title": "lật \u202engược"}, "title"),
        ({"body": "TUYỆT MẬT"}, "body"),
        ({"to": "chosen"}, "organizations"),
        ({"to": "chosen", "organizations": "999999"}, "organizations"),
        ({"ack_within_minutes": "0"}, "ack_within_minutes"),
        ({"quorum": "9"}, "quorum"),
        ({"told_at": "2999-01-01T00:00"}, "told_at"),
        ({"kind": "gossip"}, "kind"),
        ({"urgency": "normal"}, "urgency"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(
    client: Client, address: str, plant: Unit, wrong: dict[str, str], field: str
) -> None:
    response = client.post(address, FILLED | wrong)

    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert FILLED["body"] in response.content.decode() or "body" in wrong
    assert issued(plant) == []


def test_pressing_enter_shows_who_would_receive_it_and_issues_nothing(
    client: Client, address: str, circle: Circle
) -> None:
    form = client.get(address).content.decode().partition('<form id="compose"')[2]

    first, issue = (form.find(mark) for mark in ("<button", "btn-primary"))
    preview = reverse("exchange:preview", args=[circle.id])
    assert f'formaction="{preview}"' in form[first:].partition(">")[0]
    assert first < issue


def test_a_form_for_a_kind_begins_with_its_urgency(client: Client, address: str) -> None:
    form = client.get(address, {"kind": "notice"}).context["form"]

    assert (form["kind"].value(), form["urgency"].value()) == ("notice", "normal")


def test_a_correction_names_the_attachments_it_leaves_behind(
    client: Client, address: str, plant: Unit
) -> None:
    note = SimpleUploadedFile("ghi chú.txt", "Nội dung".encode(), "text/plain")
    client.post(address, {**FILLED, "attachments": [note]})
    (earlier,) = issued(plant)

    assert "ghi chú.txt" in client.get(address, {"corrects": earlier.id}).content.decode()


def test_a_file_whose_content_is_not_its_type_is_refused(
    client: Client, address: str, plant: Unit
) -> None:
    fake = SimpleUploadedFile("ảnh.png", b"MZ this is a program", "image/png")

    response = client.post(address, {**FILLED, "attachments": [fake]})

    assert "attachments" in response.context["form"].errors
    assert issued(plant) == []


def test_files_are_attached_and_read_by_members_only(
    client: Client, address: str, plant: Unit, commune: Unit, outsider: Unit
) -> None:
    note = SimpleUploadedFile("ghi chú.txt", "Nội dung".encode(), "text/plain")
    page = client.post(address, {**FILLED, "attachments": [note]}, follow=True)
    (attachment,) = page.context["attachments"]
    file = reverse("documents:file", args=[attachment.file_id])

    client.force_login(commune.account)
    response = client.get(file)
    assert response.getvalue() == "Nội dung".encode()
    assert response.headers["Content-Disposition"].startswith("attachment")

    client.force_login(outsider.account)
    assert client.get(file).status_code == 404


def test_the_preview_says_who_will_not_be_reached(
    client: Client, address: str, circle: Circle, commune: Unit
) -> None:
    response = client.post(
        reverse("exchange:preview", args=[circle.id]),
        {"to": "chosen", "organizations": [commune.id], "urgency": "urgent"},
        headers={"HX-Request": "true"},
    )

    forecasts = [*response.context["unreachable"], *response.context["reachable"]]
    assert [one.recipient.organization.id for one in forecasts] == [commune.id]
    assert 'id="preview-count" hx-swap-oob="true"' in response.content.decode()


def test_without_scripts_the_preview_keeps_what_was_typed(
    client: Client, address: str, circle: Circle
) -> None:
    html = client.post(reverse("exchange:preview", args=[circle.id]), FILLED).content.decode()

    assert FILLED["title"] in html
    assert "<html" in html


def test_a_correction_begins_with_the_earlier_text_and_points_to_it(
    client: Client, address: str, plant: Unit
) -> None:
    client.post(address, FILLED)
    (earlier,) = issued(plant)
    form = client.get(address, {"corrects": earlier.id}).context["form"]
    assert form["title"].value() == FILLED["title"]

    client.post(
        address, FILLED | {"key": str(UUID(int=2)), "corrects": str(earlier.id), "title": "Sửa"}
    )

    assert issued(plant)[1].corrects_id == earlier.id


def test_nobody_corrects_the_bulletin_of_another(
    client: Client, address: str, plant: Unit, commune: Unit
) -> None:
    client.post(address, FILLED)
    (earlier,) = issued(plant)
    client.force_login(commune.account)

    assert client.get(address, {"corrects": earlier.id}).status_code == 404


def test_a_narrow_audience_is_closed_to_the_other_members(
    client: Client, address: str, plant: Unit, commune: Unit, fire_service: Unit
) -> None:
    narrow: dict[str, Any] = {"to": "chosen", "organizations": [commune.id]}
    client.post(address, FILLED | narrow | {"audience": "addressed"})

    assert issued(fire_service) == []
    with acting(commune.member(timezone.now())):
        assert Receipt.objects.get().organization_id == commune.id


def test_whoever_may_not_issue_gets_no_form(client: Client, address: str, plant: Unit) -> None:
    with acting(plant.member(NOW)):
        Appointment.objects.filter(id=plant.appointment_id).update(rights=["receipt.answer"])

    assert client.get(address).status_code == 403
