"""The pages of an organization, in a browser without JavaScript."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lienket.kernel.rls import acting
from lienket.organizations import actions
from lienket.organizations.models import (
    Account,
    ApiToken,
    Appointment,
    ContactPath,
    DutyShift,
    Post,
)
from tests.cast import Unit, signed_in


@pytest.fixture
def browser(plant: Unit) -> Client:
    return signed_in(plant)


def mine(plant: Unit) -> int:
    """The person of the plant's only appointment."""
    with acting(plant.member()):
        return Appointment.objects.get(id=plant.appointment_id).person_id


@pytest.mark.parametrize("page", ["people", "person-create", "posts", "duty", "tokens", "me"])
def test_every_page_opens(browser: Client, page: str) -> None:
    assert browser.get(reverse(f"organizations:{page}")).status_code == 200


def test_a_page_wants_to_know_who_asks(plant: Unit) -> None:
    answer = Client().get(reverse("organizations:people"))

    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")


def test_an_account_without_an_office_reads_that_and_nothing_else(db: None) -> None:
    browser = signed_in(Account.objects.create(username="nobody"))

    answer = browser.get(reverse("organizations:people"))

    assert answer.status_code == 403


def test_a_person_is_appointed_changed_and_leaves(browser: Client, plant: Unit) -> None:
    answer = browser.post(
        reverse("organizations:person-create"),
        {"name": "Lê <b>Thị</b> Hoa", "title": "Trực ban", "role": "staff", "rank": "Đại úy"},
    )
    page = browser.get(answer["Location"]).content.decode()
    assert "Đại úy Lê &lt;b&gt;Thị&lt;/b&gt; Hoa" in page

    browser.post(
        answer["Location"],
        {
            "name": "Lê Thị Hoa",
            "title": "Trưởng ca",
            "role": "focal_point",
            "rights": ["receipt.answer"],
        },
    )
    assert "Trưởng ca" in browser.get(reverse("organizations:people")).content.decode()

    browser.post(answer["Location"] + "end/")
    assert "Lê Thị Hoa" not in browser.get(reverse("organizations:people")).content.decode()


def test_the_last_manager_cannot_take_away_their_own_right(browser: Client, plant: Unit) -> None:
    answer = browser.post(
        reverse("organizations:person", args=[plant.appointment_id]),
        {"name": "Nguyễn Văn An", "title": "Giám đốc", "role": "head"},
    )

    assert answer.status_code == 422
    with acting(plant.member()):
        rights = Appointment.objects.get(id=plant.appointment_id).rights
    assert "organization.manage" in rights


def test_an_invitation_shows_a_code_and_no_second_one_works(browser: Client, plant: Unit) -> None:
    created = browser.post(
        reverse("organizations:person-create"), {"name": "An", "title": "Trực ban", "role": "staff"}
    )
    appointment_id = created["Location"].strip("/").split("/")[-1]
    page = reverse("organizations:invite", args=[appointment_id])

    browser.post(page, {"email": ""})

    answer = browser.get(page)
    assert answer.status_code == 200
    assert "<svg" in answer.content.decode()
    assert answer.context["link"].startswith("http://localhost")


def test_another_organization_s_person_does_not_exist(browser: Client, outsider: Unit) -> None:
    page = reverse("organizations:person", args=[outsider.appointment_id])

    assert browser.get(page).status_code == 404
    assert browser.post(page + "end/").status_code == 404


def test_a_duty_desk_gets_a_number_that_partners_see(browser: Client, plant: Unit) -> None:
    answer = browser.post(
        reverse("organizations:posts"), {"name": "Trực ban 24/24", "always_on_duty": "on"}
    )
    with acting(plant.member()):
        post = Post.objects.get()
    assert answer["Location"] == reverse("organizations:post", args=[post.id])

    page = reverse("organizations:path-create", args=["phone"]) + f"?post={post.id}"
    browser.post(page, {"phone": "024 3825 1234", "published": "on"})

    with acting(plant.member()):
        assert ContactPath.objects.get(post=post).published_number == "+842438251234"
    assert "024 3825 1234" in browser.get(answer["Location"]).content.decode()


def test_a_wrong_number_is_explained_at_its_field(browser: Client) -> None:
    answer = browser.post(reverse("organizations:path-create", args=["phone"]), {"phone": "12"})

    assert answer.status_code == 422
    assert "phone" in answer.context["form"].errors


def test_quiet_hours_are_set_and_a_path_is_removed(browser: Client, plant: Unit) -> None:
    with acting(plant.member()):
        path = ContactPath.objects.get()
    page = reverse("organizations:path", args=[path.id])
    assert browser.get(page).status_code == 200

    assert browser.post(page, {"start": "22:00", "end": ""}).status_code == 422
    assert browser.post(page, {"start": "22:00", "end": "06:00"}).status_code == 302
    assert "22:00–06:00" in browser.get(reverse("organizations:me")).content.decode()

    browser.post(page + "removal/")
    assert browser.get(page).status_code == 404


def test_a_shift_stands_in_the_week_until_it_is_removed(browser: Client, plant: Unit) -> None:
    start = timezone.localtime().replace(microsecond=0) + timedelta(hours=1)
    form = {
        "person": mine(plant),
        "starts_at": f"{start:%Y-%m-%dT%H:%M}",
        "ends_at": f"{start + timedelta(hours=8):%Y-%m-%dT%H:%M}",
    }

    answer = browser.post(reverse("organizations:duty"), form)

    assert "Nguyễn Văn Plant" in browser.get(answer["Location"]).content.decode()
    assert browser.post(reverse("organizations:duty"), form).status_code == 422
    with acting(plant.member()):
        shift = DutyShift.objects.get()
    browser.post(reverse("organizations:shift-remove", args=[shift.id]), {"week": "2026-11-16"})
    with acting(plant.member()):
        assert not DutyShift.objects.exists()


def test_a_key_is_shown_once_and_can_be_revoked(browser: Client, plant: Unit) -> None:
    page = reverse("organizations:tokens")

    made = browser.post(page, {"label": "SCADA cổng 2", "days": "30", "scopes": ["receipt.answer"]})
    token = made.context["token"]

    assert token.startswith("lk_")
    assert token not in browser.get(page).content.decode()
    with acting(plant.member()):
        kept = ApiToken.objects.get()
    browser.post(reverse("organizations:revoke", args=[kept.id]))
    assert "SCADA cổng 2" not in browser.get(page).content.decode()


def test_one_person_acts_for_two_organizations_one_at_a_time(plant: Unit, outsider: Unit) -> None:
    with acting(outsider.member()) as _:
        actions.appoint(
            organization=outsider.organization,
            name="Nguyễn Văn Plant",
            office=actions.Office("Cố vấn"),
            account=plant.account,
            by=outsider.member(),
            now=timezone.now() - timedelta(days=1),
        )
    browser = signed_in(plant)
    other = next(
        seat
        for seat in browser.get(reverse("organizations:me")).context["seats"]
        if seat.organization_name == "Outsider"
    )

    browser.post(reverse("organizations:act-for"), {"appointment": other.appointment_id})

    assert browser.get(reverse("organizations:me")).context["request"].member.organization_name == (
        "Outsider"
    )
    refused = browser.post(reverse("organizations:act-for"), {"appointment": "999999"})
    assert refused.status_code == 404


def test_whoever_may_not_manage_sees_no_forms(plant: Unit) -> None:
    account = Account.objects.create(username="guard")
    with acting(plant.member()):
        actions.appoint(
            organization=plant.organization,
            name="Trần Bình",
            office=actions.Office("Bảo vệ"),
            account=account,
            by=plant.member(),
            now=timezone.now() - timedelta(days=1),
        )
    browser = signed_in(account)

    assert (
        b'<form method="post" class="panel"'
        not in browser.get(reverse("organizations:posts")).content
    )
    assert browser.get(reverse("organizations:person-create")).status_code == 403
    refused = browser.post(reverse("organizations:posts"), {"name": "Cổng chính"})
    assert refused.status_code == 422


def test_my_data_comes_as_json_with_its_purposes(browser: Client, plant: Unit) -> None:
    kept = browser.get(reverse("organizations:export")).json()

    assert kept["person"]["name"] == "Nguyễn Văn Plant"
    assert kept["contact_paths"][0]["address"] == plant.email
    assert kept["kept"]["organizations.person.name"]["days_after"] == 90
