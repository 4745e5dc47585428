"""Numbers run without gaps or doubles; what is issued is kept, told and seen by its circle only."""

import io
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from threading import Barrier
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection, transaction
from django.urls import reverse

from lienket.circles.models import Circle
from lienket.documents import exports, queries
from lienket.documents.actions import SubjectTooLong, issue, path_of, take_number
from lienket.documents.guard.inspection import inspect
from lienket.documents.models import Document, File, Series
from lienket.documents.render import FacesMissing
from lienket.documents.tests.papers import MINUTES, PLAN
from lienket.journal.models import Event
from lienket.kernel.actors import Member
from lienket.kernel.guard.secrecy import Verdict
from lienket.kernel.rls import acting
from tests.cast import NOON, Unit, make_unit, signed_in


@pytest.fixture(autouse=True)
def _files_of_this_test(settings: LazySettings, tmp_path_factory: pytest.TempPathFactory) -> None:
    settings.FILES = tmp_path_factory.mktemp("files")


def issued(
    by: Member,
    circle: Circle,
    *,
    organ: str = "",
    keeper_id: int | None = None,
    now: datetime = NOON,
) -> Document:
    with acting(by):
        return issue(
            circle_id=circle.id,
            paper=replace(MINUTES, code="", on=None, draft=True),
            kind="BB",
            notation="CNX",
            organ=organ,
            keeper_id=keeper_id,
            by=by,
            now=now,
        )


def test_an_organ_numbers_in_one_series_whoever_of_its_members_issues(
    dispatcher: Member, chief: Member, circle: Circle, plant: Unit
) -> None:
    papers = [
        issued(by, circle, organ="HĐANTT", keeper_id=plant.id)
        for by in (dispatcher, chief, dispatcher)
    ]
    assert [paper.number for paper in papers] == [1, 2, 3]
    assert {paper.organization_id for paper in papers} == {plant.id}
    # The issuer's own series, and its sight, are as before.
    assert issued(chief, circle).number == 1


def test_an_issued_paper_has_number_date_and_both_files(dispatcher: Member, circle: Circle) -> None:
    document = issued(dispatcher, circle)

    assert (document.code, document.number, document.year) == ("01/BB-CNX", 1, 2026)
    assert document.issued_on.isoformat() == "2026-11-21"
    assert document.docx.name == "01-BB-CNX.docx"
    assert document.pdf.name == "01-BB-CNX.pdf"
    assert path_of(document.pdf.blob_id).read_bytes().startswith(b"%PDF-")
    with acting(dispatcher):
        told = Event.objects.get(type="DocumentIssued")
    assert told.facts == {"document_id": document.id}
    assert told.circle_id == circle.id


def test_what_is_issued_passes_the_guard_when_it_comes_back(
    dispatcher: Member, circle: Circle
) -> None:
    document = issued(dispatcher, circle)
    for file in (document.docx, document.pdf):
        content = io.BytesIO(path_of(file.blob_id).read_bytes())
        with inspect(file.name, file.media_type, content, limit_bytes=10**7) as found:
            assert found.secrecy.verdict is Verdict.CLEAR


def test_series_are_apart_by_kind_organ_and_year(dispatcher: Member, circle: Circle) -> None:
    # The last minutes of 2026 in Vietnam, and the first of 2027, are one day in UTC.
    old, new = datetime(2026, 12, 31, 16, 59, tzinfo=UTC), datetime(2026, 12, 31, 17, 0, tzinfo=UTC)
    assert [issued(dispatcher, circle, now=now).code for now in (NOON, old, new)] == [
        "01/BB-CNX",
        "02/BB-CNX",
        "01/BB-CNX",
    ]
    assert issued(dispatcher, circle, organ="Tổ giúp việc").number == 1
    with acting(dispatcher):
        assert take_number(organization_id=dispatcher.organization_id, kind="KH", year=2026) == 1


def test_a_failed_issue_gives_its_number_back(dispatcher: Member, circle: Circle) -> None:
    issued(dispatcher, circle)
    with acting(dispatcher), transaction.atomic():
        taken = take_number(organization_id=dispatcher.organization_id, kind="BB", year=2026)
        transaction.set_rollback(True)
    assert taken == 2
    assert issued(dispatcher, circle).number == 2


@pytest.mark.django_db(transaction=True)
def test_many_at_once_get_every_number_once() -> None:
    unit = make_unit("Busy")
    by, start = unit.member(), Barrier(6)

    def take_five(who: int) -> Iterator[int]:
        start.wait()
        for turn in range(5):
            fails = (who + turn) % 3 == 0
            with acting(by):
                number = take_number(organization_id=unit.id, kind="KH", year=2026)
                transaction.set_rollback(fails)
            if not fails:
                yield number
        connection.close()

    with ThreadPoolExecutor(6) as people:
        taken = [
            n for numbers in people.map(lambda who: [*take_five(who)], range(6)) for n in numbers
        ]
    assert sorted(taken) == list(range(1, len(taken) + 1))
    assert len(taken) == 20


def test_nobody_outside_sees_documents_or_numbers(
    dispatcher: Member, chief: Member, circle: Circle, outsider: Unit
) -> None:
    document = issued(dispatcher, circle)
    with acting(chief):
        assert queries.documents_for(chief).get() == document
        assert not Series.objects.exists()
    stranger = outsider.member()
    with acting(stranger):
        assert not Document.objects.exists()
        assert not queries.documents_for(stranger).exists()
        with pytest.raises(Circle.DoesNotExist):
            issue(circle_id=circle.id, paper=PLAN, kind="KH", notation="X", by=stranger, now=NOON)


def test_a_leaver_takes_the_documents_of_the_circle_along(
    dispatcher: Member, chief: Member, circle: Circle
) -> None:
    document = issued(dispatcher, circle)
    with acting(chief):
        record: dict[str, Any] = dict(exports.issued([circle.id], chief))
    assert [row["code"] for row in record["documents.json"]] == ["01/BB-CNX"]
    assert record[f"documents/{document.id}-01-BB-CNX.pdf"].startswith(b"%PDF-")


def test_a_subject_of_a_whole_page_is_refused(dispatcher: Member, circle: Circle) -> None:
    long = replace(PLAN, subject="a" * 501)
    with acting(dispatcher), pytest.raises(SubjectTooLong) as refused:
        issue(circle_id=circle.id, paper=long, kind="KH", notation="X", by=dispatcher, now=NOON)
    assert "500" in refused.value.message


def test_without_its_typeface_nothing_is_issued(
    dispatcher: Member, circle: Circle, settings: LazySettings
) -> None:
    settings.FACES = settings.FILES
    with pytest.raises(FacesMissing):
        issued(dispatcher, circle)
    with acting(dispatcher):
        assert not Document.objects.exists()
        assert not File.objects.exists()
        assert not Series.objects.exists()


def test_the_register_lists_filters_and_hands_out(
    plant: Unit, fire_service: Unit, outsider: Unit, circle: Circle
) -> None:
    page = reverse("documents:list", args=[circle.id])
    reader = signed_in(fire_service)
    assert "Chưa có văn bản" in reader.get(page).content.decode()

    minutes = issued(plant.member(), circle)
    with acting(plant.member()):
        plan = issue(
            circle_id=circle.id,
            paper=PLAN,
            kind="KH",
            notation="CNX",
            by=plant.member(),
            now=datetime(2027, 1, 2, tzinfo=UTC),
        )

    assert [one.id for one in reader.get(page).context["documents"]] == [plan.id, minutes.id]
    for query, found in (("kind=BB", [minutes]), ("year=2027", [plan]), ("kind=BB&year=2027", [])):
        assert [*reader.get(f"{page}?{query}").context["documents"]] == found
    # A filter that makes no sense shows everything, with a word about it.
    assert len(reader.get(f"{page}?year=x").context["documents"]) == 2

    shown = reader.get(reverse("documents:document", args=[plan.id])).content.decode()
    assert "01/KH-CNX" in shown
    assert reverse("documents:file", args=[plan.pdf_id]) in shown
    pdf = reader.get(reverse("documents:file", args=[plan.pdf_id]))
    assert pdf["Content-Type"] == "application/pdf"

    stranger = signed_in(outsider)
    for path in (page, reverse("documents:document", args=[plan.id])):
        assert stranger.get(path).status_code == 404
