"""Importing the text of a 200-page Word file: from the file to the tree, its process included.

The yardstick is python-docx opening the same file and walking its paragraphs.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import docx

from bench.figures import Figure
from bench.house import House
from lienket.documents.guard.kinds import Kind
from lienket.documents.reading import child
from lienket.regulations.text.reading import read_text

# Some thirty paragraphs fill a page.
PAGES, ON_A_PAGE, TURNS = 200, 30, 5
QUICK_PAGES = 40


def measure(house: House, *, quick: bool) -> Iterator[Figure]:
    pages = QUICK_PAGES if quick else PAGES
    with TemporaryDirectory() as folder:
        path = Path(folder, "regulation.docx")
        _write(path, pages)
        taken = _best(lambda: read_text(child.read(path, Kind.DOCX).lines))
        walked = _best(lambda: [one.text for one in docx.Document(str(path)).paragraphs])
    yield Figure(
        f"import of a DOCX of {pages} pages",
        taken,
        "ms",
        2 * walked,
        beside="python-docx walks it",
        yardstick=walked,
    )


def _write(path: Path, pages: int) -> None:
    file = docx.Document()
    for number in range(1, pages * ON_A_PAGE // 10 + 1):
        file.add_paragraph(f"Điều {number}. Trao đổi thông tin lần thứ {number}")
        for clause in range(1, 10):
            file.add_paragraph(f"{clause}. Bên phát hiện báo ngay bằng điện thoại. " * 2)
    file.save(str(path))


def _best(act: Callable[[], object]) -> float:
    """Milliseconds of the least disturbed turn."""
    took = []
    for _ in range(TURNS):
        began = perf_counter()
        act()
        took.append((perf_counter() - began) * 1000)
    return min(took)
