"""A company assesses its site on a phone; what is lacking is put right and looked at again."""

import re
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from lienket.circles.models import Circle
from lienket.inspections.models import Finding
from lienket.kernel.rls import acting
from lienket.places import actions as places
from lienket.places.models import Site as Place
from lienket.places.rules import Position
from tests.cast import NOON, Unit, make_circle, make_unit
from tests.journeys.hands import fill, follow, press
from tests.journeys.site import Site, vi

HOLE = "Rào phía bắc thủng một đoạn"
STILL_OPEN = "Mối hàn còn hở"
pytestmark = pytest.mark.journey


@dataclass(frozen=True)
class Complex:
    """The steel company with its works, and the commune police."""

    circle: Circle
    company: Unit
    police: Unit
    works: Place


@pytest.fixture
def scene(site: Site) -> Complex:
    company = make_unit("Gang thep", "enterprise")
    police = make_unit("Cong an xa", "commune_police")
    circle = make_circle(police, company, name="Khu liên hợp gang thép")
    by = company.member()
    with acting(by):
        works = places.list_site(
            circle_id=circle.id,
            name="Xưởng cán",
            kind=Place.Kind.STEEL_WORKS,
            importance=Place.Importance.KEY,
            position=Position(10.5, 106.5),
            by=by,
            now=NOON,
        )
    return Complex(circle, company, police, works)


def answer_part(page: Page, lacking: str = "") -> None:
    """Press “met” for all questions of a part; the first one is not met if something is lacking."""
    questions = page.get_by_role("group", name=re.compile(r"^\d+\. "))
    for place in range(questions.count()):
        question = questions.nth(place)
        if lacking and not place:
            question.get_by_text(vi("Not met"), exact=True).click()
            question.get_by_text(vi("Note and photo")).click()
            question.get_by_label(vi("Note")).fill(lacking)
        else:
            question.get_by_text(vi("Met"), exact=True).click()


def assess(page: Page, *, lacking: str) -> None:
    """Go through all parts, leave in between, go on, and hand in."""
    answer_part(page, lacking)
    press(page, "Save and leave")
    press(page, "Go on with the assessment")
    while "/hand-in/" not in page.url:
        answer_part(page)
        address = page.url
        press(page, "Save and go on")
        expect(page).not_to_have_url(address)
    page.get_by_role("group", name=lacking).get_by_text(vi("Notable"), exact=True).click()
    press(page, "Hand in")


def test_what_is_lacking_is_found_put_right_and_closed_by_other_hands(
    site: Site, scene: Complex
) -> None:
    # On a phone: part by part, left and gone on with, then handed in.
    with site.phone(scene.company, f"/sites/{scene.works.id}/assessments/") as phone:
        press(phone, "Assess the site")
        assess(phone, lacking=HOLE)
        expect(phone.get_by_role("img", name=vi("Met, of what applies"))).to_be_visible()
        expect(phone.get_by_text("75% · 3/4").first).to_be_visible()

        # The finding waits for somebody to put it right; the company does so itself.
        phone.get_by_role("link", name=HOLE).first.click()
        follow(phone, "Give the task")
        due = timezone.localdate(site.clock.now + timedelta(days=10))
        fill(phone, due_on=due.isoformat())
        press(phone, "Give the task")
        expect(phone.get_by_text(vi("Being put right"))).to_be_visible()

    # Nobody does anything: it is overdue for all to see.
    site.wait(days=12)
    page = site.visit(scene.police, f"/circles/{scene.circle.id}/inspections/")
    row = page.get_by_role("row").filter(has_text=HOLE)
    expect(row.get_by_text(vi("Overdue"), exact=True)).to_be_visible()

    # Done, it waits for other hands; the police return it, and close the second try.
    report(site, scene, HOLE)
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name=HOLE).first.click()
    follow(page, "Return")
    due = timezone.localdate(site.clock.now + timedelta(days=5))
    fill(page, reason=STILL_OPEN, due_on=due.isoformat())
    press(page, "Return")
    expect(page.get_by_text(STILL_OPEN)).to_be_visible()
    report(site, scene, HOLE)
    with site.phone(scene.company, "/") as phone:
        phone.goto(page.url)
        expect(phone.get_by_role("link", name=vi("Close after re-inspection"))).not_to_be_visible()
    page.reload()
    follow(page, "Close after re-inspection")
    fill(page, words="Đã hàn kín")
    press(page, "Close it")
    expect(page.get_by_text("Đã hàn kín")).to_be_visible()
    with acting(scene.police.member(site.clock.now)):
        assert Finding.objects.get().closed_at == site.clock.now


def report(site: Site, scene: Complex, title: str) -> None:
    """The company reports its task as done."""
    with site.phone(scene.company) as phone:
        phone.get_by_role("main").get_by_role("link", name=title).first.click()
        expect(phone).to_have_url(re.compile(r"/tasks/\d+/$"))
        fill(phone, text="Đã khắc phục")
        press(phone, "Report as done")
