"""The pages of texts to be read, and the page of the link."""

from datetime import timedelta
from unittest import mock

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from lienket.circles.models import Circle
from lienket.delivery import links
from lienket.delivery.models import Message
from lienket.disseminations import actions, rules, views
from lienket.disseminations.models import Copy, Dissemination, Material, Reading
from lienket.disseminations.tests.test_disseminations import spread
from lienket.kernel.actors import Member
from lienket.kernel.rls import acting
from lienket.organizations import actions as organizations
from lienket.organizations.actions import Office
from lienket.organizations.models import Account, ContactPath, Person
from lienket.regulations.tests.conftest import write_draft
from tests.cast import NOON, Unit
from tests.signing import sign_all


@pytest.fixture
def text(
    client: Client, circle: Circle, plant: Unit, settings: Settings, tmp_path: object
) -> Dissemination:
    """Given through the page, with a file."""
    settings.FILES = tmp_path
    client.force_login(plant.account)
    response = client.post(
        reverse("disseminations:create", args=[circle.id]),
        {
            "title": "Cảnh báo lừa đảo tiền điện",
            "body": "Không chuyển tiền cho người lạ.",
            "to": "all",
            "due_on": (timezone.localdate() + timedelta(days=3)).isoformat(),
            "urgency": "normal",
            "attachments": SimpleUploadedFile("ghi-chu.txt", "Nội dung".encode(), "text/plain"),
        },
    )
    assert response.status_code == 302, response.context["form"].errors
    with acting(plant.member()):
        return Dissemination.objects.get()


@pytest.fixture
def token(text: Dissemination, dispatcher: Member, fire_service: Unit) -> str:
    """Of the fire service's first message."""
    with acting(dispatcher):
        return links.token(Message.objects.get(organization_id=fire_service.id).id)


def test_older_texts_are_on_the_next_page(
    client: Client,
    text: Dissemination,
    circle: Circle,
    dispatcher: Member,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(views, "ROWS", 1)
    newer = spread(circle, dispatcher, title="Hướng dẫn mới")
    page = reverse("disseminations:list", args=[circle.id])
    first = client.get(page)
    second = client.get(f"{page}?{first.context['older']}")
    shown = [one.context["rows"][0]["text"] for one in (first, second)]
    assert {one.id for one in shown} == {text.id, newer.id}
    assert not second.context["older"]


def test_reading_and_declaring_are_shown_to_partners_as_figures(
    client: Client, text: Dissemination, plant: Unit, fire_service: Unit, circle: Circle
) -> None:
    page = reverse("disseminations:text", args=[text.id])
    client.force_login(fire_service.account)
    assert "Không chuyển tiền" in client.get(page).content.decode()

    client.post(reverse("disseminations:readings", args=[text.id]))
    with acting(fire_service.member()):
        copy = Copy.objects.get(organization_id=fire_service.id)
    refused = client.post(reverse("disseminations:completion", args=[copy.id]), {"people": 0})
    assert refused.status_code == 422
    for people in (50_001, 10**30):
        slip = client.post(
            reverse("disseminations:completion", args=[copy.id]),
            {"people": people, "how": "Giao ban"},
        )
        assert slip.status_code == 422
        assert "nhiều nhất 50.000 người" in slip.content.decode()
    client.post(
        reverse("disseminations:completion", args=[copy.id]), {"people": 42, "how": "Giao ban"}
    )

    assert "Nguyễn Văn Fire" in client.get(page).content.decode()
    client.force_login(plant.account)
    html = client.get(page).content.decode()
    assert "1 / 1" in html
    assert "Giao ban" in html
    assert "Nguyễn Văn Fire" not in html
    assert client.get(reverse("disseminations:list", args=[circle.id])).context["rows"][0] == {
        "text": text,
        "asked": 2,
        "done": 1,
    }


def test_the_day_that_was_chosen_is_the_day_that_is_shown(
    client: Client, text: Dissemination, circle: Circle, plant: Unit
) -> None:
    client.force_login(plant.account)
    chosen = f"{timezone.localdate() + timedelta(days=3):%d/%m/%Y}"
    for address in (
        reverse("disseminations:list", args=[circle.id]),
        reverse("disseminations:text", args=[text.id]),
    ):
        assert chosen in client.get(address).content.decode()


def test_an_outsider_finds_no_page(
    client: Client, text: Dissemination, circle: Circle, outsider: Unit
) -> None:
    client.force_login(outsider.account)

    assert client.get(reverse("disseminations:list", args=[circle.id])).status_code == 404
    assert client.get(reverse("disseminations:text", args=[text.id])).status_code == 404
    assert client.post(reverse("disseminations:readings", args=[text.id])).status_code == 404


def test_another_organization_cannot_declare_for_it(
    client: Client, text: Dissemination, plant: Unit, fire_service: Unit
) -> None:
    with acting(plant.member()):
        copy = Copy.objects.get(organization_id=fire_service.id)
    client.force_login(plant.account)
    address = reverse("disseminations:completion", args=[copy.id])
    assert client.post(address, {"people": 3, "how": "Giao ban"}).status_code == 404


def test_nothing_chosen_is_an_error_of_the_form(
    client: Client, circle: Circle, plant: Unit
) -> None:
    client.force_login(plant.account)
    response = client.post(
        reverse("disseminations:create", args=[circle.id]),
        {"title": "X", "body": "Y", "to": "chosen", "due_on": "2020-01-01", "urgency": "normal"},
    )
    assert response.status_code == 422
    assert response.context["form"].errors["organizations"]


def test_opening_the_link_records_nothing_and_its_button_does(
    token: str, chief: Member, text: Dissemination
) -> None:
    client = Client(enforce_csrf_checks=True)
    address = reverse("exchange:link", args=[token])

    assert "Không chuyển tiền" in client.get(address).content.decode()
    with acting(chief):
        assert not Reading.objects.exists()
        material = Material.objects.get()
    given = client.get(address, {"file": material.file_id})
    assert b"".join(given.streaming_content) == "Nội dung".encode()  # type: ignore[attr-defined]

    assert client.post(address).status_code == 302
    with acting(chief):
        assert Reading.objects.get().person_id == chief.person_id


def test_whoever_is_told_of_a_silence_reads_no_content(
    client: Client, text: Dissemination, dispatcher: Member, plant: Unit
) -> None:
    """The superior has no copy of its own when the text was given to others."""
    with acting(dispatcher):
        Copy.objects.filter(organization_id=plant.id).delete()
        told = Message.objects.create(
            circle_id=text.circle_id,
            envelope_id=text.envelope_id,
            organization_id=plant.id,
            path_id=ContactPath.objects.get(organization_id=plant.id).id,
            channel="email",
            purpose="escalation",
            priority=1,
            queued_at=timezone.now(),
            send_at=timezone.now(),
        )

    html = client.get(reverse("exchange:link", args=[links.token(told.id)])).content.decode()

    assert text.number in html
    assert "Không chuyển tiền" not in html


def test_a_regulation_is_read_where_reading_it_is_confirmed(
    client: Client, circle: Circle, plant: Unit, fire_service: Unit, dispatcher: Member
) -> None:
    regulation = write_draft(circle, plant, fire_service)
    sign_all(regulation, plant, fire_service, now=NOON)
    client.force_login(plant.account)
    spread = reverse("disseminations:create", args=[circle.id])
    client.post(
        f"{spread}?regulation={regulation.id}",
        {
            "title": "Quán triệt quy chế",
            "to": "all",
            "due_on": (timezone.localdate() + timedelta(days=3)).isoformat(),
            "urgency": "normal",
        },
    )
    with acting(dispatcher):
        text = Dissemination.objects.get()
        letter = links.token(Message.objects.get(organization_id=fire_service.id).id)

    assert (
        "Bảo vệ tuần tra 03 vòng"
        in Client().get(reverse("exchange:link", args=[letter])).content.decode()
    )
    client.force_login(fire_service.account)
    page = client.get(reverse("disseminations:text", args=[text.id])).content.decode()
    assert "Bảo vệ tuần tra 03 vòng" in page
    assert reverse("regulations:regulation", args=[regulation.id]) in page


def test_the_figure_of_a_unit_agrees_with_the_list_of_its_people(
    client: Client, text: Dissemination, plant: Unit, fire_service: Unit
) -> None:
    """Two were appointed since the text was given."""
    page = reverse("disseminations:text", args=[text.id])
    client.force_login(fire_service.account)
    client.post(reverse("disseminations:readings", args=[text.id]))
    for name in ("chi", "dung"):
        _appoint(fire_service, name)

    response = client.get(page)
    assert len(response.context["readings"]) + len(response.context["unread"]) == 3
    assert "1 / 3" in response.content.decode()


def test_a_text_that_everybody_has_read_says_so_without_a_declaration(
    client: Client, text: Dissemination, plant: Unit, fire_service: Unit
) -> None:
    client.force_login(fire_service.account)
    client.post(reverse("disseminations:readings", args=[text.id]))

    client.force_login(plant.account)
    html = client.get(reverse("disseminations:text", args=[text.id])).content.decode()
    assert "mọi người có tài khoản" in html


def test_a_unit_that_has_begun_to_read_is_not_called_silent(
    client: Client, text: Dissemination, plant: Unit, fire_service: Unit
) -> None:
    """One of its two people has read, and nobody has declared it yet."""
    _appoint(fire_service, "chi")
    client.force_login(fire_service.account)
    client.post(reverse("disseminations:readings", args=[text.id]))
    page = reverse("disseminations:text", args=[text.id])
    assert "Đã đọc 1/2, chưa báo hoàn thành" in client.get(page).content.decode()
    today = client.get(reverse("exchange:today")).content.decode()
    assert "Đã đọc, chưa báo hoàn thành" in today

    after = text.due_at + timedelta(hours=1)
    with mock.patch.object(timezone, "now", return_value=after):
        client.force_login(plant.account)
        html = client.get(page).content.decode()
    assert "Đã đọc 1/2, chưa báo hoàn thành, quá hạn" in html


def test_once_names_are_forgotten_nobody_seems_not_to_have_read(
    client: Client, text: Dissemination, fire_service: Unit
) -> None:
    client.force_login(fire_service.account)
    client.post(reverse("disseminations:readings", args=[text.id]))
    later = timezone.now() + timedelta(days=rules.NAMES_KEPT_DAYS + 1)
    actions.forget_readers(now=later)

    with mock.patch.object(timezone, "now", return_value=later):
        client.force_login(fire_service.account)
        response = client.get(reverse("disseminations:text", args=[text.id]))
        again = client.post(reverse("disseminations:readings", args=[text.id]))
    html = response.content.decode()
    assert "1 / 1" in html
    assert "chưa đọc" not in html
    assert reverse("disseminations:readings", args=[text.id]) not in html
    assert again.status_code == 422
    with acting(fire_service.member()):
        assert Copy.objects.get(organization_id=fire_service.id).read == 1


def test_where_nobody_has_an_account_readings_do_not_look_complete_or_silent(
    client: Client, token: str, text: Dissemination, plant: Unit, chief: Member
) -> None:
    """Its people read by the link of their letter; that all have, only the unit can declare."""
    with acting(chief):
        Person.objects.filter(id=chief.person_id).update(account=None)
    Client().post(reverse("exchange:link", args=[token]))

    page = reverse("disseminations:text", args=[text.id])
    after = text.due_at + timedelta(hours=1)
    with mock.patch.object(timezone, "now", return_value=after):
        client.force_login(plant.account)
        html = client.get(page).content.decode()
    row = html[html.index(f'<tr id="copy-{_copy_of(chief).id}') :].split("</tr>")[0]
    assert "1 / 1" not in row
    assert "1 người đã đọc, chưa báo hoàn thành, quá hạn" in row


def _copy_of(by: Member) -> Copy:
    with acting(by):
        return Copy.objects.get(organization_id=by.organization_id)


def _appoint(unit: Unit, name: str) -> None:
    by = unit.member()
    with acting(by):
        organizations.appoint(
            organization=unit.organization,
            name=name,
            office=Office("Cán bộ"),
            account=Account.objects.create(username=name),
            by=by,
            now=NOON,
        )
