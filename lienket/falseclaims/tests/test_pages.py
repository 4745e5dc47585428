"""The pages of members, what the links open, and what the public reads and does not."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from unittest import mock

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lienket.circles.models import Circle
from lienket.delivery import links
from lienket.delivery.models import Message
from lienket.falseclaims import actions
from lienket.falseclaims.models import Claim, PublicWarning
from lienket.falseclaims.tests.conftest import TODAY, WORDS
from lienket.falseclaims.views.public import WRONG_CODES
from lienket.kernel.actors import Member
from lienket.kernel.rls import acting
from tests.cast import NOON, Unit, signed_in

DAY = timedelta(days=1)
GOES_AROUND = {
    "kind": "outage",
    "text": "Tin bịa mất điện toàn xã ba ngày liền",
    "since": "2026-11-20",
    "channel": "chat_group",
    "count": "4",
    "site": "",
    "area": "xã Vân Sơn",
    "within": "24",
}
CORRECTION = {"truth": WORDS.truth, "advice": WORDS.advice, "hotline": WORDS.hotline}


class Clock:
    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(autouse=True)
def clock() -> Iterator[Clock]:
    """It is noon until the test says otherwise."""
    clock = Clock()
    with mock.patch.object(timezone, "now", clock):
        yield clock


@pytest.fixture
def reporter(plant: Unit) -> Client:
    return signed_in(plant)


@pytest.fixture
def checker(commune: Unit) -> Client:
    return signed_in(commune)


@pytest.fixture
def warning(verified: Claim, dispatcher: Member) -> PublicWarning:
    with acting(dispatcher):
        return actions.publish(
            claim_id=verified.id, valid_until=TODAY + 30 * DAY, by=dispatcher, now=NOON
        )


def page(name: str, number: int) -> str:
    return reverse(f"falseclaims:{name}", args=[number])


def public(warning: PublicWarning) -> str:
    return reverse("falseclaims:warning", args=[warning.code])


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_a_claim_is_entered_verified_and_published_on_its_pages(
    reporter: Client, checker: Client, circle: Circle, commune: Unit, dispatcher: Member
) -> None:
    entered = reporter.post(page("record", circle.id), GOES_AROUND | {"verifier": str(commune.id)})
    with acting(dispatcher):
        claim = Claim.objects.get()
    assert entered.url == page("claim", claim.id)  # type: ignore[attr-defined]
    assert GOES_AROUND["text"] in text_of(checker, page("list", circle.id))
    assert "verify-head" in text_of(checker, page("claim", claim.id))
    assert "verify-head" not in text_of(reporter, page("claim", claim.id))

    assert checker.post(page("verify", claim.id), CORRECTION).status_code == 302
    assert "publish-head" in text_of(reporter, page("claim", claim.id))
    until = {"valid_until": "2026-12-20"}
    assert reporter.post(page("publish", claim.id), until).status_code == 302

    shown = text_of(Client(), reverse("falseclaims:warnings"))
    assert WORDS.truth in shown
    assert "20/12/2026" in shown


@pytest.mark.parametrize(
    ("changes", "marked"),
    [
        ({"text": "Xem evn-gia.com để biết"}, "id_text_error"),
        ({"text": ""}, "id_text_error"),
        ({"area": "nhà ông Hùng"}, "id_area_error"),
        ({"kind": "opinion"}, "id_kind_error"),
        ({"since": "2026-11-22"}, "id_since_error"),
        ({"count": "-1"}, "id_count_error"),
        ({"verifier": ""}, "id_verifier_error"),
    ],
)
def test_a_refused_form_says_why_at_the_field_and_keeps_what_was_typed(
    reporter: Client, circle: Circle, commune: Unit, changes: dict[str, str], marked: str
) -> None:
    given = GOES_AROUND | {"verifier": str(commune.id)} | changes
    response = reporter.post(page("record", circle.id), given)
    assert response.status_code == 422
    assert marked in response.content.decode()
    assert given["text"] in response.content.decode()


def test_the_list_is_narrowed_by_kind_and_state(
    reporter: Client, claim: Claim, circle: Circle
) -> None:
    address = page("list", circle.id)
    for asked, found in (
        ("", True),
        ("?state=open", True),
        ("?state=published", False),
        ("?kind=payment_scam", True),
        ("?kind=outage", False),
        ("?state=nonsense", True),
    ):
        assert (claim.text in text_of(reporter, address + asked)) is found, asked


def test_another_member_adds_how_often_it_met_it(
    fire_service: Unit, claim: Claim, dispatcher: Member
) -> None:
    member = signed_in(fire_service)
    told = member.post(page("sight", claim.id), {"channel": "leaflet", "count": "3"})
    assert told.status_code == 302
    refused = member.post(page("sight", claim.id), {"channel": "leaflet", "count": "0"})
    assert refused.status_code == 422
    with acting(dispatcher):
        assert claim.sightings.count() == 2


def test_the_verifier_changes_the_correction_and_withdraws(
    checker: Client, reporter: Client, warning: PublicWarning
) -> None:
    claim_id = warning.claim_id
    assert reporter.get(page("correct", claim_id)).status_code == 403
    assert WORDS.truth in text_of(checker, page("correct", claim_id))
    new = CORRECTION | {"truth": "Điện lực chỉ thu tiền tại điểm giao dịch.", "reason": "Rõ hơn"}
    assert checker.post(page("correct", claim_id), new | {"reason": ""}).status_code == 422
    assert checker.post(page("correct", claim_id), new).status_code == 302
    assert new["truth"] in text_of(Client(), public(warning))

    assert checker.get(page("withdraw", claim_id)).status_code == 200
    assert checker.post(page("withdraw", claim_id), {"reason": "Đã lắng xuống"}).status_code == 302
    gone = Client().get(public(warning))
    assert gone.status_code == 410
    assert new["truth"] not in gone.content.decode()
    assert "Đã lắng xuống" not in gone.content.decode()


@pytest.mark.parametrize("name", ["claim", "correct", "withdraw"])
def test_what_one_may_not_see_does_not_exist(outsider: Unit, claim: Claim, name: str) -> None:
    assert signed_in(outsider).get(page(name, claim.id)).status_code == 404
    assert Client().get(page(name, claim.id)).status_code == 302


def test_the_public_reads_the_correction_and_nothing_else(
    warning: PublicWarning, claim: Claim, circle: Circle, commune: Unit
) -> None:
    for address in (public(warning), reverse("falseclaims:warnings")):
        shown = text_of(Client(), address)
        for said in (WORDS.truth, WORDS.hotline, "Plant", "21/12/2026"):
            assert said in shown
        for hidden in (
            claim.text,
            claim.reference,
            claim.area,
            circle.name,
            commune.organization.name,
            f"/false-claims/{claim.id}/",
        ):
            assert hidden not in shown, hidden


def test_public_pages_set_no_cookie_and_caches_may_keep_them(warning: PublicWarning) -> None:
    for address in (public(warning), reverse("falseclaims:warnings")):
        response = Client().get(address)
        assert not response.cookies
        assert response["Cache-Control"] == "public, max-age=60"
        assert "csrf" not in response.content.decode().lower()
        # Nothing is fetched from anywhere else.
        assert not re.search(
            r"""(?:src|href)=["']https?://(?!localhost)""", response.content.decode()
        )


def test_a_warning_can_be_printed_with_the_code_that_leads_back_to_it(
    warning: PublicWarning,
) -> None:
    shown = text_of(Client(), public(warning))
    assert 'class="qr"' in shown
    assert public(warning) in shown


def test_a_warning_that_is_over_says_so(warning: PublicWarning, clock: Clock) -> None:
    clock.now = NOON + 31 * DAY
    over = Client().get(public(warning))
    assert over.status_code == 410
    assert WORDS.truth not in over.content.decode()
    assert WORDS.truth not in text_of(Client(), reverse("falseclaims:warnings"))


@pytest.mark.usefixtures("db")
def test_guessing_codes_is_slowed_down() -> None:
    guess = reverse("falseclaims:warning", args=["zzzzzzzzzz"])
    for _ in range(WRONG_CODES):
        assert Client().get(guess).status_code == 404
    assert Client().get(guess).status_code == 429


def test_the_link_of_the_letter_verifies_without_sign_in(claim: Claim, verifier: Member) -> None:
    address = _link_of(verifier, "false_claim")
    shown = text_of(Client(), address)
    assert claim.text in shown
    assert Client().post(address, CORRECTION | {"hotline": "?"}).status_code == 422
    assert Client().post(address, CORRECTION).status_code == 302
    with acting(verifier):
        assert Claim.objects.get().verified_at == NOON


def test_the_link_that_tells_of_a_warning_asks_for_nothing(
    warning: PublicWarning, chief: Member
) -> None:
    shown = text_of(Client(), _link_of(chief, "public_warning"))
    assert WORDS.truth in shown
    assert "<form" not in shown.split("<main")[1]


def _link_of(by: Member, kind: str) -> str:
    with acting(by):
        found = Message.objects.filter(organization_id=by.organization_id, envelope__kind=kind)
        return reverse("exchange:link", args=[links.token(found.latest("id").id)])
