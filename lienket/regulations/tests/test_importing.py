"""Bringing in a text from a file: read slice by slice, looked at, adopted whole or not at all."""

import io
from pathlib import Path

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from lienket.documents.guard.inspection import inspect
from lienket.documents.render import render_docx
from lienket.documents.tests import samples
from lienket.kernel.actors import Engine
from lienket.kernel.rls import acting
from lienket.regulations import queries
from lienket.regulations.importing import actions
from lienket.regulations.models import Clause, Import, Regulation
from lienket.regulations.tests.conftest import consult
from lienket.regulations.tests.sample import CODE, PARTIES, TITLE, sample
from lienket.regulations.text.layout import paper_of
from lienket.regulations.text.reading import Correction
from tests.cast import NOON, Unit


@pytest.fixture(autouse=True)
def _files(settings: Settings, tmp_path: Path) -> None:
    settings.FILES = tmp_path


def word(*texts: str) -> bytes:
    """A Word file of these paragraphs."""
    file = docx.Document()
    for text in texts:
        file.add_paragraph(text)
    stream = io.BytesIO()
    file.save(stream)
    return stream.getvalue()


def sample_docx() -> bytes:
    return render_docx(paper_of(sample(), title=TITLE, parties=PARTIES, code=CODE))


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    """A file as a browser sends it that does not know its type."""
    return SimpleUploadedFile(name, content, "application/octet-stream")


def begin(regulation: Regulation, unit: Unit, content: bytes, name: str = "quy-che.docx") -> Import:
    by = unit.member()
    with (
        acting(by),
        inspect(name, "", io.BytesIO(content), limit_bytes=10**7, not_secret=True) as file,
    ):
        return actions.begin(regulation_id=regulation.id, file=file, by=by, now=NOON)


def worker(begun: Import) -> Engine:
    """The product, acting for whoever handed the file in."""
    return Engine(circles=(begun.circle_id,), organizations=(begun.regulation.organization_id,))


def read(begun: Import) -> Import:
    """Let the worker do its work."""
    engine = worker(begun)
    while actions.read_on(import_id=begun.id, by=engine, now=NOON):
        pass
    with acting(engine):
        return Import.objects.get(id=begun.id)


def keys_of(regulation: Regulation, unit: Unit) -> list[str]:
    with acting(unit.member()):
        version = queries.draft_of(regulation)
        assert version
        return list(queries.clauses_of(version).values_list("key", flat=True))


def test_the_sample_regulation_comes_in_as_it_stands(regulation: Regulation, plant: Unit) -> None:
    found = read(begin(regulation, plant, sample_docx()))
    by = plant.member()
    with acting(by):
        assert not actions.reading_of(found).doubts
        version = actions.adopt(import_id=found.id, by=by, now=NOON)
        assert queries.text_of(version) == sample()


def test_a_text_with_doubts_is_not_adopted_by_mistake(regulation: Regulation, plant: Unit) -> None:
    found = read(begin(regulation, plant, word("Điều 1. Phạm vi", "Điều 3. Tuần tra")))
    by = plant.member()
    with acting(by):
        with pytest.raises(actions.DoubtsLeft):
            actions.adopt(import_id=found.id, by=by, now=NOON)
        actions.see(import_id=found.id, number=1, by=by)
        actions.adopt(import_id=found.id, by=by, now=NOON)


def test_somebody_may_say_that_a_text_with_doubts_is_right(
    regulation: Regulation, plant: Unit
) -> None:
    found = read(begin(regulation, plant, word("Điều 1. Phạm vi", "Điều 3. Tuần tra")))
    by = plant.member()
    with acting(by):
        actions.adopt(import_id=found.id, despite_doubts=True, by=by, now=NOON)
    assert keys_of(regulation, plant) == ["d1", "d3"]


def test_nothing_changes_before_the_text_is_adopted(regulation: Regulation, plant: Unit) -> None:
    before = keys_of(regulation, plant)
    found = read(begin(regulation, plant, word("Điều 1. Phạm vi", "1. Bên A báo tin.")))
    assert found.finished_at
    assert keys_of(regulation, plant) == before


def test_a_cancelled_import_leaves_no_clause_and_cannot_be_adopted(
    regulation: Regulation, plant: Unit
) -> None:
    before = keys_of(regulation, plant)
    begun = begin(regulation, plant, word("Điều 1. Phạm vi"))
    by = plant.member()
    with acting(by):
        actions.cancel(import_id=begun.id, by=by, now=NOON)
    assert not read(begun).lines
    with acting(by), pytest.raises(actions.ImportEnded):
        actions.adopt(import_id=begun.id, by=by, now=NOON)
    assert keys_of(regulation, plant) == before


def pages(count: int) -> bytes:
    """A PDF with one article on each page."""
    return samples.pdf(
        *([(70, 760, f"Điều {n}. Nội dung {n}"), (70, 740, f"1. Bên A báo tin thứ {n}.")]
          for n in range(1, count + 1))
    )  # fmt: skip


def test_a_long_pdf_shows_how_far_it_is_and_can_be_cancelled_between_pages(
    regulation: Regulation, plant: Unit
) -> None:
    begun = begin(regulation, plant, pages(50), "quy-che.pdf")
    engine = worker(begun)
    assert actions.read_on(import_id=begun.id, by=engine, now=NOON)
    by = plant.member()
    with acting(by):
        half = Import.objects.get(id=begun.id)
        assert (half.pages_read, half.pages) == (20, 50)
        with pytest.raises(actions.StillReading):
            actions.adopt(import_id=begun.id, by=by, now=NOON)
        actions.cancel(import_id=begun.id, by=by, now=NOON)
    assert not actions.read_on(import_id=begun.id, by=engine, now=NOON)


def test_a_worker_that_dies_in_the_middle_is_followed_by_one_that_ends_right(
    regulation: Regulation, plant: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = begin(regulation, plant, pages(50), "quy-che.pdf")
    engine = worker(begun)
    assert actions.read_on(import_id=begun.id, by=engine, now=NOON)
    with monkeypatch.context() as dying:
        dying.setattr(actions, "_add", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            actions.read_on(import_id=begun.id, by=engine, now=NOON)

    reading = actions.reading_of(read(begun))
    assert [node.number for node in reading.nodes] == [str(n) for n in range(1, 51)]
    assert not reading.doubts


def test_a_scan_is_refused_with_what_to_do(regulation: Regulation, plant: Unit) -> None:
    found = read(begin(regulation, plant, samples.pdf([]), "quet.pdf"))
    assert isinstance(actions.problem_of(found), actions.NoWordsInside)
    by = plant.member()
    with acting(by), pytest.raises(actions.ImportEnded):
        actions.adopt(import_id=found.id, by=by, now=NOON)


def test_only_the_keeper_imports_and_outsiders_see_nothing(
    regulation: Regulation, plant: Unit, fire_service: Unit, outsider: Unit
) -> None:
    with pytest.raises(Regulation.DoesNotExist):
        begin(regulation, fire_service, word("Điều 1. Phạm vi"))
    begun = begin(regulation, plant, word("Điều 1. Phạm vi"))
    consult(regulation, plant)
    for stranger in (outsider.member(), fire_service.member()):
        with acting(stranger):
            assert not Import.objects.exists()
            with pytest.raises(Import.DoesNotExist):
                actions.cancel(import_id=begun.id, by=stranger, now=NOON)


def test_a_correction_is_read_at_once_and_can_be_taken_back(
    regulation: Regulation, plant: Unit
) -> None:
    found = read(begin(regulation, plant, word("Điều 1. A", "1. Bên A.", "3. Bên B.")))
    by = plant.member()
    with acting(by):
        (doubt,) = actions.reading_of(found).doubts
        found = actions.see(import_id=found.id, number=2, by=by)
        assert found.seen == [doubt.key]
        said = Correction("clause", "2", "Bên B.")
        found = actions.correct(import_id=found.id, number=2, correction=said, by=by)
        assert not actions.reading_of(found).doubts
        found = actions.undo(import_id=found.id, number=2, by=by)
        assert actions.reading_of(found).doubts == (doubt,)
        said = Correction("clause", "", "Bên B.")
        with pytest.raises(actions.NumberMissing):
            actions.correct(import_id=found.id, number=2, correction=said, by=by)


def test_the_way_through_the_pages(regulation: Regulation, plant: Unit, client: Client) -> None:
    client.force_login(plant.account)
    address = reverse("regulations:import_new", args=[regulation.id])
    assert client.get(address).status_code == 200
    content = word("Điều 1. Phạm vi", "1. Bên A báo tin.", "3. Bên B nhận tin.")
    response = client.post(address, {"file": upload("quy-che.docx", content)})
    page = response.headers["Location"]
    assert b"every 2s" in client.get(page).content

    with acting(plant.member()):
        begun = Import.objects.get()
    read(begun)
    shown = client.get(page).content.decode()
    assert 'href="' + page + '?page=1#line-2"' in shown
    line = reverse("regulations:import_line", args=[begun.id, 2])
    assert "Bên B nhận tin." in client.get(line).content.decode()
    said = {"level": "clause", "number": "2", "text": "Bên B nhận tin."}
    assert client.post(line, said).headers["Location"] == f"{page}?page=1#line-2"
    adopted = client.post(reverse("regulations:import_adopt", args=[begun.id]))
    assert adopted.status_code == 302
    assert keys_of(regulation, plant) == ["d1", "d1.k1", "d1.k2"]
    assert client.get(page).status_code == 200


@pytest.mark.parametrize(
    ("name", "content"),
    [("quy-che.docm", word("Điều 1.")), ("quy-che.docx", b"PK\x03\x04 broken"), ("a.txt", b"a")],
)
def test_what_cannot_be_read_is_refused_at_the_field(
    regulation: Regulation, plant: Unit, client: Client, name: str, content: bytes
) -> None:
    client.force_login(plant.account)
    address = reverse("regulations:import_new", args=[regulation.id])
    response = client.post(address, {"file": upload(name, content)})
    assert response.status_code == 422
    with acting(plant.member()):
        assert not Import.objects.exists()
        assert Clause.objects.exists()


def test_a_stranger_finds_no_page(
    regulation: Regulation, plant: Unit, outsider: Unit, client: Client
) -> None:
    begun = begin(regulation, plant, word("Điều 1. Phạm vi"))
    client.force_login(outsider.account)
    assert client.get(reverse("regulations:import", args=[begun.id])).status_code == 404
    cancel = reverse("regulations:import_cancel", args=[begun.id])
    assert client.post(cancel).status_code == 404
