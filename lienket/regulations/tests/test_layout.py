"""A text that is exported and read again is the same text."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from lienket.documents.reading.docx import read_docx
from lienket.documents.reading.pdf import joined, read_pages
from lienket.documents.render import render_docx, render_pdf
from lienket.documents.render.pdf import missing_faces
from lienket.kernel.rls import acting
from lienket.regulations import actions, queries
from lienket.regulations.models import Regulation
from lienket.regulations.tests.sample import CODE, PARTIES, TITLE, sample
from lienket.regulations.text.layout import paper_of
from lienket.regulations.text.reading import Reading, read_text
from lienket.regulations.text.tree import LETTERS, Node
from tests.cast import NOON, Unit


def through_word(nodes: tuple[Node, ...]) -> Reading:
    paper = paper_of(nodes, title=TITLE, parties=PARTIES, code=CODE)
    with TemporaryDirectory() as folder:
        path = Path(folder, "paper.docx")
        path.write_bytes(render_docx(paper))
        with path.open("rb") as file:
            return read_text(list(read_docx(file, path.stat().st_size)))


def test_the_sample_regulation_comes_back_from_word() -> None:
    read = through_word(sample())
    assert read.nodes == sample()
    assert not read.doubts


@pytest.mark.skipif(bool(missing_faces()), reason=f"no typeface in {settings.FACES}")
def test_the_sample_regulation_comes_back_from_print(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(render_pdf(paper_of(sample(), title=TITLE, parties=PARTIES, code=CODE)))
    with path.open("rb") as file:
        count, printed = read_pages(file, 0, 100)
    read = read_text(joined(printed))
    assert count > 2
    assert read.nodes == sample()
    assert not read.doubts


ROMAN = ("I", "II", "III", "IV", "V", "VI")
# No number, sign or name of an official may stand at the beginning: it would be read as one.
BEGINNING = st.sampled_from(["Bên A", "Các bên", "ông Đặng", "“Bốn tại chỗ”", "Ủy ban", "§ & <b>"])
LETTERS_AND_SIGNS = "aàảãáạăâbcdđeêghiklmnoôơpqrstuưvxyĂÂĐÊÔƠƯZ0123456789 ,;:%/()-–“”<>&'\"€²"
# Letter by letter: `st.text` would try words that stand in the code, and others with every change.
WORDS = st.lists(st.sampled_from(LETTERS_AND_SIGNS), max_size=30).map("".join)


def _sentence(beginning: str, words: str) -> str:
    return " ".join(f"{beginning} {words}".split()).rstrip(" .;,") + "."


SENTENCES = st.builds(_sentence, BEGINNING, WORDS)
# No blank at the end either, as headings are kept: "BÊN A :" must not leave "BÊN A ".
HEADINGS = st.builds(lambda one, two: _sentence(one, two).rstrip(" .:"), BEGINNING, WORDS)
PARAGRAPHS = st.lists(st.builds(lambda text: Node("paragraph", text=text), SENTENCES), max_size=2)
TABLES = st.just(Node("paragraph", text="STT | Đơn vị\n1 | Công an xã\n2 |"))


@st.composite
def clauses(draw: st.DrawFn) -> tuple[Node, ...]:
    found = []
    for number in range(1, draw(st.integers(1, 4))):
        points = tuple(
            Node("point", letter, "", draw(SENTENCES), tuple(draw(PARAGRAPHS)))
            for letter in LETTERS[: draw(st.sampled_from([0, 0, 2, 7]))]
        )
        heading = draw(st.one_of(st.just(""), HEADINGS))
        below = (*draw(PARAGRAPHS), *points)
        found.append(Node("clause", str(number), heading, draw(SENTENCES), below))
    return tuple(found)


@st.composite
def texts(draw: st.DrawFn) -> tuple[Node, ...]:
    """Well-formed: numbers follow, headings of chapters are capitals, the end is a sentence."""
    article = 0
    chapters = []
    for roman in ROMAN[: draw(st.integers(1, 3))]:
        articles = []
        for _ in range(draw(st.integers(1, 2))):
            article += 1
            heading = draw(st.one_of(st.just(""), HEADINGS))
            table = (draw(TABLES),) if draw(st.booleans()) else ()
            below = (*draw(PARAGRAPHS), *table, *draw(clauses()))
            text = draw(SENTENCES)
            articles.append(Node("article", str(article), heading, text, below))
        title = draw(HEADINGS).upper()
        chapters.append(Node("chapter", roman, title, "", tuple(articles)))
    return (*chapters[:-1], _with_end(chapters[-1]))


def _with_end(node: Node) -> Node:
    """With a last sentence: a paper ends with words, not with a table."""
    *before, last = node.children
    end = Node("clause", "9", "", "Quy chế có hiệu lực từ ngày ký.")
    ended = Node(last.level, last.number, last.heading, last.text, (*last.children, end))
    return Node(node.level, node.number, node.heading, node.text, (*before, ended))


@effort(max_examples=40, deadline=None)
@given(texts())
def test_what_is_exported_to_word_is_read_as_the_same_text(nodes: tuple[Node, ...]) -> None:
    assert through_word(nodes).nodes == nodes


def test_what_people_have_typed_and_kept_comes_back_from_word(
    regulation: Regulation, plant: Unit
) -> None:
    by = plant.member()
    typed = Node("chapter", "I", "BÊN A ", "", (
        Node("article", "1", " Danh  bạ ", "Bên A.", (
            Node("paragraph", text="STT | Đơn vị | Ghi chú\n1 | Công an xã | \n | Điện lực | Mới"),
            Node("clause", "1", "", "Quy chế có hiệu lực từ ngày ký."),
        )),
    ))  # fmt: skip
    with acting(by):
        version = actions.write_text(regulation_id=regulation.id, nodes=(typed,), by=by, now=NOON)
        kept = queries.text_of(version)
    read = through_word(kept)
    assert read.nodes == kept
    assert [doubt.what for doubt in read.doubts] == ["table"]
