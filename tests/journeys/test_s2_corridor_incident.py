"""Somebody digs at a tower: reported without a network, answered by all, handed to the police."""

import re

import pytest
from playwright.sync_api import expect

from lienket.incidents.models import Incident
from lienket.kernel.rls import acting
from lienket.places.tests.hands import list_site
from tests.cast import make_circle, make_unit
from tests.journeys.hands import fill, press
from tests.journeys.site import Site, await_live, await_offline, vi

pytestmark = pytest.mark.journey
WORDS = "Máy đào múc đất sát móng cột 24."


def test_a_report_written_without_a_network_arrives_once(site: Site) -> None:
    plant = make_unit("Nhà máy Đồng Xuân")
    circle = make_circle(plant, make_unit("Công an xã", "commune_police"))
    list_site(circle, plant.member())
    with site.phone(plant, f"/circles/{circle.id}/incidents/new/") as page:
        await_offline(page)
        # The map in the form is there before the network goes.
        page.wait_for_load_state("networkidle")
        page.get_by_text(vi("Digging in the corridor")).click()
        fill(page, summary=WORDS)
        page.context.set_offline(True)
        press(page, "Send the report")
        kept = (
            "No network. The report is kept on this device and is sent by itself when the network"
            " is back. Come back to LiênKết then."
        )
        expect(page.get_by_text(vi(kept))).to_be_visible()
        expect(page.locator("[name=summary]")).to_have_value("")

        page.context.set_offline(False)
        expect(page.get_by_text(vi("The report that was kept here has been sent."))).to_be_visible()
        page.goto("/field/")
        expect(page.get_by_text(WORDS)).to_be_visible()
        expect(page.locator("[data-outbox-list]")).to_be_hidden()
    by = plant.member(site.clock.now)
    with acting(by):
        assert Incident.objects.count() == 1


def test_what_was_typed_survives_a_closed_page(site: Site) -> None:
    plant = make_unit("Nhà máy Đồng Xuân")
    circle = make_circle(plant, make_unit("Công an xã", "commune_police"))
    page = site.visit(plant, f"/circles/{circle.id}/incidents/new/")
    page.get_by_text(vi("Kites near the line")).click()
    fill(page, summary="Diều vướng dây chống sét.")

    page.goto("/field/")
    page.goto(f"/circles/{circle.id}/incidents/new/")
    expect(page.locator("[name=summary]")).to_have_value("Diều vướng dây chống sét.")
    expect(page.get_by_role("radio", name=vi("Kites near the line"))).to_be_checked()
    press(page, "Send the report")
    expect(page).to_have_url(re.compile(r"/incidents/\d+/$"))
    page.goto(f"/circles/{circle.id}/incidents/new/")
    expect(page.locator("[name=summary]")).to_have_value("")


def test_members_answer_one_incident_together(site: Site) -> None:
    plant = make_unit("Nhà máy Đồng Xuân")
    police = make_unit("Công an xã", "commune_police")
    fire = make_unit("PC07", "fire_service")
    circle = make_circle(plant, police, fire)
    site.clock.forward(minutes=1)

    # Reported with pictures to press; nothing needs JavaScript.
    page = site.visit(plant, f"/circles/{circle.id}/incidents/new/", java_script_enabled=False)
    page.get_by_role("radio", name=vi("Digging in the corridor")).check()
    fill(page, summary=WORDS)
    press(page, "Send the report")
    address = re.sub(r"^.*(/incidents/\d+/)$", r"\1", page.url)

    # The police see it live, and take the lead.
    watching = site.visit(police, address)
    await_live(watching)
    watching.get_by_text(vi("We take something over")).click()
    watching.locator("[name=duty]").select_option("lead")
    watching.get_by_role("button", name=vi("Take over"), exact=True).click()
    expect(watching.locator(".duties").first).to_contain_text(police.organization.short_name)
    await_live(watching)

    # The plant asks for aid; the fire service commits it by the link in its letter.
    page = site.visit(plant, address)
    page.get_by_role("link", name=vi("Ask for aid")).click()
    fill(page, what="1 tổ đo ranh giới, 3 người", needed_at="2026-11-21T13:30")
    page.get_by_role("checkbox", name=fire.organization.name).check()
    press(page, "Ask for aid")
    expect(watching.get_by_text("1 tổ đo ranh giới, 3 người").first).to_be_visible()
    site.deliver()
    helping = site.visit(None, site.link_to(fire))
    fill(helping, words="3 người đang đến.")
    press(helping, "Commit: it is on its way")
    expect(watching.get_by_text("3 người đang đến.").first).to_be_visible()

    # Handed to the police with a number; only they record where it stands.
    page.goto(address)
    page.get_by_role("link", name=vi("Hand to the police")).click()
    page.get_by_role("radio", name=vi("Tip about a crime")).check()
    press(page, "Hand over")
    expect(page.locator("#live").get_by_text("CT-2026-001").first).to_be_visible()
    expect(page.get_by_role("button", name=vi("Confirm receipt"))).to_have_count(0)
    watching.goto(address)
    fill(watching, police_number="15/TBTG")
    press(watching, "Confirm receipt")
    expect(watching.get_by_text("15/TBTG").first).to_be_visible()

    # The end: open aid stands in the way, until it is said why.
    watching.get_by_role("link", name=vi("Close the incident")).click()
    watching.get_by_role("radio", name=vi("Settled on the spot")).check()
    fill(watching, text="Máy đào đã rời đi, móng cột đã gia cố.")
    press(watching, "Close the incident")
    expect(watching.locator(".errors, .alert-error").first).to_be_visible()
    fill(watching, justification="Tổ đo tiếp tục đến hết ca.")
    press(watching, "Close the incident")
    expect(watching.get_by_text("Máy đào đã rời đi, móng cột đã gia cố.").first).to_be_visible()
