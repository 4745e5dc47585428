"""Writing an obligation down: the form asks only for what the chosen rhythm needs."""

import pytest

from lienket.regulations.tests.conftest import sign_all, write_draft
from tests.cast import make_circle, make_unit
from tests.journeys.site import Site

NEEDED = {
    "daily": {"at", "times", "moves"},
    "weekly": {"weekdays", "at", "times", "moves"},
    "monthly": {"month_day", "at", "times", "moves"},
    "quarterly": {"month_day", "quarter_month", "at", "times", "moves"},
    "yearly": {"month_day", "month", "at", "times", "moves"},
    "shift": {"starts", "times"},
    "event": {"amount", "unit"},
    "once": {"day", "at"},
    "written": {"written", "at", "times", "moves"},
}


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_the_form_shows_the_fields_of_the_chosen_rhythm(site: Site, scripts: bool) -> None:
    plant, fire, commune = make_unit("Plant"), make_unit("Fire"), make_unit("Commune")
    circle = make_circle(plant, fire, commune)
    made = sign_all(write_draft(circle, plant, fire, commune), plant, fire, commune)
    page = site.visit(
        plant, f"/regulations/{made.id}/obligations/new/", java_script_enabled=scripts
    )
    for how, needed in NEEDED.items():
        page.select_option("[name=how]", how)
        for name in set().union(*NEEDED.values()):
            assert page.locator(f"[name={name}]").first.is_visible() is (name in needed)
    page.select_option("[name=how]", "event")
    page.select_option("[name=unit]", "working_days")
    assert page.locator("[name=at]").is_visible()
