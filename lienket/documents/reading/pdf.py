"""The lines of a PDF: printed lines page by page, then joined into paragraphs."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import IO

import pypdf
from pypdf import errors, filters

from lienket.documents.guard.refusals import DamagedFile
from lienket.documents.reading.lines import Printed, SourceLine, tidy

# "3", "- 3 -", "Trang 3/12" alone at the top or bottom of a page.
_PAGE_NUMBER = re.compile(r"[-–—\s]*(?:trang\s+)?\d{1,4}(?:\s*/\s*\d{1,4})?[-–—\s]*", re.IGNORECASE)
# A running head stands on at least so many pages.
_RUNNING = 4
# Letters by which the first line of a paragraph is set in.
_SET_IN = 2


def read_pages(file: IO[bytes], first: int, count: int) -> tuple[int, list[Printed]]:
    """How many pages there are, and the lines of `count` of them from `first` (counted from 0)."""
    # The decoder of fax pictures is a program of the system; nothing here looks at pictures.
    filters.JBIG2DEC_BINARY = None
    try:
        reader = pypdf.PdfReader(file)
        lines = [
            line
            for number in range(first, min(first + count, len(reader.pages)))
            for line in _lines(reader.pages[number], number + 1)
        ]
        return len(reader.pages), lines
    except (errors.PyPdfError, ArithmeticError, LookupError, TypeError, ValueError,
            AttributeError, OSError) as error:  # fmt: skip
        # Broken files surface anywhere in the parser, as any of these.
        raise DamagedFile from error


def _lines(page: pypdf.PageObject, number: int) -> Iterator[Printed]:
    gap = True
    for line in page.extract_text(extraction_mode="layout").splitlines():
        text = tidy(line)
        if text:
            yield Printed(text, number, len(line) - len(line.lstrip()), gap)
        gap = not text


def joined(lines: Iterable[Printed]) -> list[SourceLine]:
    """The paragraphs of all pages, without page numbers and running heads."""
    pages = [list(page) for _, page in groupby(lines, key=lambda line: line.page)]
    repeated = _repeated(pages)
    found: list[SourceLine] = []
    inner = [kept for page in pages if (kept := _inner(page, repeated))]
    # Of the whole file: on some pages every line is the first of its paragraph.
    indents = Counter(line.indent for page in inner for line in page)
    margin = min(indents, default=0)
    # How far the first lines of paragraphs are set in.
    first_line = max(
        (it for it in indents if it >= margin + _SET_IN), key=indents.__getitem__, default=margin
    )
    for kept in inner:
        middle = max(line.indent + len(line.text) for line in kept) / 2 + margin / 2
        for place, line in enumerate(kept):
            centre = line.indent + len(line.text) / 2
            far_in = line.indent - margin > 3 * _SET_IN and abs(line.indent - first_line) > 1
            centred = far_in and abs(centre - middle) < 8 and len(line.text) < 90
            if _goes_on(found, line, margin, centred, first=place == 0):
                last = found.pop()
                found.append(SourceLine(f"{last.text} {line.text}", page=last.page))
            else:
                found.append(SourceLine(line.text, centred=centred, page=line.page))
    return found


def _goes_on(
    found: Sequence[SourceLine], line: Printed, margin: int, centred: bool, *, first: bool
) -> bool:
    """Whether a line continues the paragraph before it, perhaps over the page."""
    if not found or centred or found[-1].centred or line.indent - margin >= _SET_IN:
        return False
    if first:
        return not found[-1].text.endswith((".", ";", ":"))
    return not line.gap


def _inner(page: list[Printed], repeated: set[str]) -> list[Printed]:
    """A page without what is printed over and under its text."""
    kept = list(page)
    while kept and _is_margin(kept[0], repeated):
        kept = kept[1:]
    while kept and _is_margin(kept[-1], repeated):
        kept = kept[:-1]
    return kept


def _is_margin(line: Printed, repeated: set[str]) -> bool:
    return bool(_PAGE_NUMBER.fullmatch(line.text)) or line.text in repeated


def _repeated(pages: list[list[Printed]]) -> set[str]:
    """What stands word for word first or last on most pages."""
    seen = Counter(text for page in pages for text in {page[0].text, page[-1].text})
    return {text for text, times in seen.items() if times >= max(_RUNNING, len(pages) / 2)}
