"""A difficulty of an enterprise: asked, handed on, answered, returned, answered better, closed."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from lienket.circles.models import Circle
from tests.cast import Unit, make_circle, make_unit
from tests.journeys.hands import fill, press
from tests.journeys.site import Site, vi

QUESTION = "Thủ tục nghiệm thu phòng cháy xưởng sơn mới"
SHORT, LONG = "Đang xem xét.", "Nộp hồ sơ tại bộ phận một cửa; kết quả sau 7 ngày làm việc."
pytestmark = pytest.mark.journey


@dataclass(frozen=True)
class Park:
    """The management board chairs; the fire service answers; an enterprise asks."""

    circle: Circle
    board: Unit
    fire: Unit
    enterprise: Unit
    other: Unit


@pytest.fixture
def park(site: Site) -> Park:
    board = make_unit("Ban quan ly", "authority")
    fire = make_unit("Canh sat phong chay", "fire_service")
    enterprise, other = make_unit("Det may"), make_unit("Dien tu")
    circle = make_circle(board, fire, enterprise, other, name="Khu công nghiệp")
    return Park(circle, board, fire, enterprise, other)


def test_a_difficulty_is_solved_by_the_party_that_can(site: Site, park: Park) -> None:
    # The enterprise does not know who answers: the chair finds out.
    asker = site.visit(park.enterprise, f"/circles/{park.circle.id}/petitions/new/")
    fill(asker, title=QUESTION, topic="fire", voice="workers", collective="công nhân xưởng sơn")
    press(asker, "Send the petition")
    expect(asker.get_by_text("KN-2026-001").first).to_be_visible()
    address = asker.url

    board = site.visit(park.board)
    board.get_by_role("link", name=QUESTION).first.click()
    due = board.get_by_text("07/12/2026").first
    expect(due).to_be_visible()
    board.get_by_role("link", name=vi("Hand on")).click()
    fill(board, organization=str(park.fire.id), reason="Thuộc thẩm quyền cảnh sát phòng cháy")
    press(board, "Hand on")
    expect(due).to_be_visible()
    site.deliver()

    # The fire service answers too shortly; the enterprise returns it; the due day stays visible.
    fire = site.visit(park.fire, address)
    fill(fire, text=SHORT)
    press(fire, "Send the answer")
    asker.goto(address)
    expect(asker.get_by_text(SHORT)).to_be_visible()
    asker.get_by_role("link", name=vi("Return as insufficient")).click()
    fill(asker, reason="Chưa nêu nộp ở đâu, bao lâu")
    press(asker, "Return")
    fire.goto(address)
    expect(fire.get_by_text("Chưa nêu nộp ở đâu, bao lâu")).to_be_visible()
    fill(fire, text=LONG)
    press(fire, "Send the answer")

    # The asker hears of it by letter and judges by its link, on a phone without scripts.
    site.deliver()
    with site.phone(path=site.link_to(park.enterprise), java_script_enabled=False) as phone:
        expect(phone.get_by_text(LONG)).to_be_visible()
        phone.get_by_role("radio", name=vi("Satisfied"), exact=True).check()
        press(phone, "Say so")
        expect(phone.get_by_text(vi("Satisfied"), exact=True).first).to_be_visible()

    # Everybody in the circle can look the answer up.
    other = site.visit(park.other, f"/circles/{park.circle.id}/petitions/")
    fill(other, words="một cửa")
    press(other, "Search")
    expect(other.get_by_role("link", name=QUESTION)).to_be_visible()
    other.get_by_role("link", name=vi("Print"), exact=True).click()
    expect(other.get_by_text(LONG)).to_be_visible()


def test_a_confidential_difficulty_stays_between_the_two(site: Site, park: Park) -> None:
    asker = site.visit(park.enterprise, f"/circles/{park.circle.id}/petitions/new/")
    fill(asker, title=QUESTION, topic="security", responsible=str(park.fire.id))
    asker.get_by_role(
        "checkbox", name=vi("Confidential: only your organization and whoever answers see it")
    ).check()
    press(asker, "Send the petition")
    address = asker.url
    other = site.visit(park.other, f"/circles/{park.circle.id}/petitions/")
    expect(other.get_by_text(QUESTION)).to_have_count(0)

    fire = site.visit(park.fire, address)
    fill(fire, text=LONG)
    press(fire, "Send the answer")
    asker.goto(address)
    press(asker, "Show it to the whole circle")

    other.reload()
    expect(other.get_by_text(LONG)).to_be_visible()
    expect(other.get_by_text(park.enterprise.organization.name)).to_have_count(0)
