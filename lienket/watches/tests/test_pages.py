"""The pages of watches, and what the link of a letter opens."""

from collections.abc import Iterator
from datetime import datetime
from unittest import mock

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lienket.circles.models import Circle
from lienket.delivery import links
from lienket.delivery.models import Message
from lienket.kernel.rls import acting
from lienket.watches import actions
from lienket.watches.models import Proposal, Watch, Watcher
from lienket.watches.tests.conftest import DAY, Happen
from tests.cast import NOON, Unit, signed_in


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


def page(name: str, one: int) -> str:
    return reverse(f"watches:{name}", args=[one])


def text_of(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_watch_from_the_proposal_to_the_report(
    proposal: Proposal, circle: Circle, plant: Unit, commune: Unit, clock: Clock
) -> None:
    browser = signed_in(plant)
    assert page("proposal", proposal.id) in text_of(browser, page("list", circle.id))
    shown = text_of(browser, page("proposal", proposal.id))
    assert shown.count("VV-2026-") >= 3
    assert "map-picture" in shown
    chosen = {"watchers": [str(plant.id), str(commune.id)], "task": "Đi qua hai lần mỗi đêm"}
    begun = browser.post(page("proposal", proposal.id), chosen)
    assert begun.status_code == 302
    with acting(plant.member()):
        watch = Watch.objects.get()
        asked = Watcher.objects.get(organization_id=commune.id)
    other = signed_in(commune)
    assert page("watch", watch.id) in text_of(other, "/")
    assert other.post(page("answer", asked.id), {"watches": "no"}).status_code == 422
    assert other.post(page("answer", asked.id), {"watches": "yes"}).status_code == 302
    assert browser.post(page("renew", watch.id), {"reason": ""}).status_code == 422
    assert browser.post(page("renew", watch.id), {"reason": "Còn mất"}).status_code == 302
    assert "Còn mất" in text_of(browser, page("watch", watch.id))

    clock.now = NOON + 29 * DAY
    actions.turn_due(now=clock.now)
    # The old session has ended meanwhile.
    browser, other = signed_in(plant), signed_in(commune)
    assert other.post(page("report", asked.id), {"text": ""}).status_code == 422
    assert other.post(page("report", asked.id), {"text": "", "nothing": "1"}).status_code == 302
    assert page("watch", watch.id) in text_of(browser, page("list", circle.id))


def test_a_proposal_is_declined_with_a_reason(proposal: Proposal, plant: Unit) -> None:
    browser = signed_in(plant)
    assert browser.post(page("decline", proposal.id), {"reason": ""}).status_code == 422
    assert browser.post(page("proposal", proposal.id), {"task": "x"}).status_code == 422
    assert browser.post(page("proposal", proposal.id), {"watchers": ["0"]}).status_code == 422
    assert browser.post(page("decline", proposal.id), {"reason": "Đã bắt"}).status_code == 302
    assert "Đã bắt" in text_of(browser, page("proposal", proposal.id))
    assert "Đã bắt" in text_of(browser, page("list", proposal.circle_id))


def test_a_member_proposes_a_place_by_hand(circle: Circle, plant: Unit, commune: Unit) -> None:
    browser = signed_in(plant)
    address = page("propose", circle.id)
    assert address in text_of(browser, page("list", circle.id))
    said = {"group": "grid", "reason": "Thả diều gần đường dây sau giờ học", "place": ""}
    for wrong in (said, said | {"position": "106.6, 20.85"}, said | {"position": "gần trường"}):
        assert browser.post(address, wrong).status_code == 422
    made = browser.post(address, said | {"position": "20.85, 106.6"})
    assert made.status_code == 302
    shown = text_of(signed_in(commune), made.headers["Location"])
    assert said["reason"] in shown
    assert f"{plant.member().organization_name} đề xuất" in shown


def test_another_circle_sees_nothing(
    watch: Watch, commune: Unit, outsider: Unit, circle: Circle
) -> None:
    stranger = signed_in(outsider)
    with acting(commune.member()):
        asked = Watcher.objects.get(organization_id=commune.id)
    for address in (
        page("list", circle.id),
        page("proposal", watch.proposal_id),
        page("watch", watch.id),
        page("renew", watch.id),
    ):
        assert stranger.get(address).status_code == 404
    for address in (
        page("decline", watch.proposal_id),
        page("answer", asked.id),
        page("report", asked.id),
    ):
        assert stranger.post(address, {"watches": "yes", "reason": "x"}).status_code == 404


def test_the_link_of_a_letter_confirms_and_reports(
    watch: Watch, commune: Unit, clock: Clock
) -> None:
    def link() -> str:
        with acting(commune.member()):
            letters = Message.objects.filter(
                envelope__kind="watch", organization_id=commune.id, about=None
            )
            return reverse("exchange:link", args=[links.token(letters.latest("id").id)])

    browser = Client()
    assert watch.reference in text_of(browser, link())
    assert browser.post(link(), {"watches": "no", "reason": ""}).status_code == 422
    assert browser.post(link(), {"watches": "yes"}).status_code == 302
    clock.now = NOON + 14 * DAY
    actions.turn_due(now=clock.now)
    assert browser.post(link(), {"text": "", "nothing": "1"}).status_code == 302
    with acting(commune.member()):
        assert Watcher.objects.get(organization_id=commune.id).reported_at


def test_running_watches_stand_on_the_map(
    watch: Watch, happen: Happen, plant: Unit, circle: Circle
) -> None:
    browser = signed_in(plant)
    happen(0.001, 20)
    assert page("watch", watch.id) in text_of(browser, reverse("places:map", args=[circle.id]))
    assert page("list", circle.id) in text_of(
        browser, reverse("incidents:situation", args=[circle.id])
    )
    assert "VV-2026-" in text_of(browser, page("watch", watch.id))
