"""The police and a plant: a text from a file, consulted and signed, and what is owed under it."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from lienket.kernel.rls import acting
from lienket.obligations import actions as obligations
from lienket.obligations import queries as due
from lienket.obligations.tests.conftest import owed
from lienket.regulations import actions as regulations
from lienket.regulations.actions import PartyDraft
from lienket.regulations.models import Regulation
from lienket.regulations.tests.conftest import write_draft
from tests.cast import NOON, Unit, make_circle, make_unit
from tests.journeys.agreements import sample_docx
from tests.journeys.hands import fill, press, sign, sign_here
from tests.journeys.site import Site, vi

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
    page = site.visit(police, f"/circles/{circle.id}/regulations/new/")
    fill(page, title="Quy chế phối hợp số 07", valid_from="2026-01-01")
    press(page, "Begin the draft")
    by = police.member()
    with acting(by):
        regulation = Regulation.objects.get()
        regulations.set_parties(
            regulation_id=regulation.id,
            parties=[
                *(
                    PartyDraft(letter, unit.organization.name, unit.id)
                    for letter, unit in zip("ABCD", units, strict=True)
                ),
                PartyDraft("E", "Công ty bảo vệ Sao Mai", signs=False, bound_through="B"),
            ],
            by=by,
            now=NOON,
        )
    file = tmp_path / "quy-che.docx"
    file.write_bytes(sample_docx())
    page.goto(f"/regulations/{regulation.id}/imports/new/")
    page.locator("main input[type=file]").set_input_files(file)
    page.locator("main form button[type=submit]").first.click()
    site.deliver()
    page.reload()
    press(page, "Use this text")
    expect(page.get_by_text(vi("This is the text of the draft now."))).to_be_visible()

    page.goto(f"/regulations/{regulation.id}/consultation/new/")
    fill(page, until="2026-12-05T12:00")
    page.locator("main form button[type=submit]").first.click()
    with site.phone(commune, f"/regulations/{regulation.id}/consultation/") as phone:
        fill(phone, text="Đề nghị thêm đèn chiếu sáng.")
        phone.locator("form", has=phone.locator("[name=text]")).locator("button").first.click()
        expect(phone.get_by_text("Đề nghị thêm đèn chiếu sáng.").first).to_be_visible()
    with acting(by):
        remark = regulation.versions.get().rounds.get().comments.get()
    page.goto(f"/comments/{remark.id}/answer/")
    page.locator("main [name=taken][value=yes]").check()
    page.locator("main form button[type=submit]").first.click()
    with acting(by):
        regulations.close_round(regulation_id=regulation.id, by=by, now=NOON)
    sign(site, regulation, police, plant, commune)
    signed = sign_here(site, border, regulation)
    expect(signed.get_by_text(vi("In force"), exact=True).first).to_be_visible()


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
