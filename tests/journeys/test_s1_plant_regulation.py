"""The police and a plant: a text from a file, consulted and signed, and what is owed under it."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from lienket.kernel.rls import acting
from lienket.obligations import actions as obligations
from lienket.obligations import queries as due
from lienket.obligations.tests.conftest import owed
from lienket.regulations.models import Regulation
from lienket.regulations.tests.conftest import write_draft
from tests.cast import NOON, Unit, make_circle, make_unit
from tests.journeys.agreements import sample_docx
from tests.journeys.hands import asked, choose, fill, follow, press, sign, sign_when_asked
from tests.journeys.site import Site, vi

TITLE = "Quy chế phối hợp số 07"
pytestmark = pytest.mark.journey


@pytest.fixture
def units(site: Site) -> list[Unit]:
    """Party A the police, B the plant, C the commune, D the border post."""
    return [
        make_unit("Phòng PA04", "police"),
        make_unit("Nhà máy điện mặt trời"),
        make_unit("Uỷ ban nhân dân xã Đồng Xuân", "commune"),
        make_unit("Đồn Biên phòng Suối Đá", "border_guard"),
    ]


def test_a_word_file_becomes_a_regulation_that_four_parties_sign(
    site: Site, units: list[Unit], tmp_path: Path
) -> None:
    police, plant, commune, border = units
    circle = make_circle(*units, name="Quy chế số 07")
    page = site.visit(police, f"/circles/{circle.id}/regulations/")
    follow(page, "New regulation")
    fill(page, title=TITLE, valid_from="2026-01-01")
    press(page, "Begin the draft")
    for number, (letter, unit) in enumerate(zip("ABCD", units, strict=True)):
        if number == 3:  # three empty rows at a time
            press(page, "Save the parties")
            follow(page, "Change")
        row = {"letter": letter, "name": unit.organization.name, "organization_id": str(unit.id)}
        fill(page, **{f"form-{number}-{name}": value for name, value in row.items()})
    guards = page.locator("main fieldset").nth(4)
    fill(page, **{"form-4-letter": "E", "form-4-name": "Công ty bảo vệ Sao Mai"})
    guards.get_by_role("checkbox", name=vi("Signs")).uncheck()
    guards.get_by_text(vi("Focal unit, signatory, contract")).click()
    fill(page, **{"form-4-bound_through": "B"})
    press(page, "Save the parties")
    draft = page.url.removeprefix(site.address)

    file = tmp_path / "quy-che.docx"
    file.write_bytes(sample_docx())
    follow(page, "Import the text")
    page.locator("main input[type=file]").set_input_files(file)
    page.locator("main form button[type=submit]").first.click()
    site.deliver()
    page.reload()
    press(page, "Use this text")
    expect(page.get_by_text(vi("This is the text of the draft now."))).to_be_visible()

    page.goto(draft)
    choose(page, "Consult the parties")
    fill(page, until="2026-12-05T12:00")
    press(page, "Ask for comments")
    site.deliver()
    with asked(site, commune, TITLE) as phone:
        fill(phone, text="Đề nghị thêm đèn chiếu sáng.")
        press(phone, "Comment")
        expect(phone.get_by_text("Đề nghị thêm đèn chiếu sáng.").first).to_be_visible()
    follow(page, "Comments and answers")
    follow(page, "Answer")
    page.locator("main [name=taken][value=yes]").check()
    press(page, "Answer")
    expect(page.get_by_text(vi("Taken over")).first).to_be_visible()
    follow(page, "Stop asking")
    page.get_by_role("main").get_by_role("checkbox").check()
    press(page, "Stop asking")

    page.goto(draft)
    choose(page, "Ask for signatures")
    fill(page, until="2026-12-05T12:00")
    press(page, "Ask for signatures")
    site.deliver()
    for unit in (police, plant, commune):
        sign_when_asked(site, unit, TITLE)
    page.goto(draft)
    expect(page.get_by_text(vi("Not signed yet"))).to_have_count(1)
    sign_when_asked(site, border, TITLE)
    page.reload()
    expect(page.get_by_text(vi("In force"), exact=True).first).to_be_visible()


def test_what_is_owed_falls_due_is_handed_in_and_confirmed(site: Site, units: list[Unit]) -> None:
    police, plant = units[:2]
    circle = make_circle(plant, police, name="Quy chế số 07")
    regulation = write_draft(circle, plant, police)
    sign(site, regulation, plant, police)
    by = plant.member()
    with acting(by):
        obligations.define(regulation_id=regulation.id, draft=owed(), by=by, now=NOON)
    site.wait(days=5)
    with acting(by):
        occurrence = due.occurrences_for(by).earliest("due_at")
    address = f"/occurrences/{occurrence.id}/"
    with site.phone(plant, address) as phone:
        fill(phone, text="Tuần qua không có vụ việc.")
        press(phone, "Hand in")
        expect(phone.get_by_text("Tuần qua không có vụ việc.")).to_be_visible()
    page = site.visit(police, address)
    press(page, "Confirm")
    expect(page.get_by_role("button", name=vi("Confirm"), exact=True)).to_have_count(0)


def test_the_contractor_reads_only_the_articles_that_bind_it(site: Site, units: list[Unit]) -> None:
    police, plant = units[:2]
    guards = make_unit("Công ty bảo vệ Sao Mai", "guard_contractor")
    regulation = write_draft(make_circle(plant, police, name="Quy chế số 07"), plant, police)
    sign(site, regulation, plant, police)
    inner = make_circle(plant, guards, name="Hợp đồng bảo vệ")

    page = site.visit(plant, f"/regulations/{regulation.id}/cascade/?for=contractor")
    fill(page, title="Nội quy bảo vệ", circle=str(inner.id))
    page.locator("[name=articles]").last.check()
    press(page, "Begin the draft")
    by = plant.member()
    with acting(by):
        bound = Regulation.objects.get(title="Nội quy bảo vệ")
    sign(site, bound, plant)
    theirs = site.visit(guards, f"/regulations/{bound.id}/")
    expect(theirs.get_by_text("Bảo vệ tuần tra 03 vòng mỗi ca.").first).to_be_visible()
    expect(theirs.get_by_text("Trao đổi thông tin")).to_have_count(0)
    hidden = site.visit(guards, f"/regulations/{regulation.id}/")
    expect(hidden.get_by_text("Tuần tra")).to_have_count(0)
