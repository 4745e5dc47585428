"""The XML inside Office files, read as a stream: no tree, no document type, no entities."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO
from xml.parsers import expat
from zipfile import BadZipFile
from zlib import error as ZlibError

from lienket.documents.guard.refusals import DamagedFile

_CHUNK = 64 * 1024

# Elements whose text stands by itself: paragraphs, shared and inline strings, comments, margins.
_MARGINS = {pages + end for pages in ("odd", "even", "first") for end in ("Header", "Footer")}
_BLOCKS = {"p", "si", "is", "text"} | _MARGINS
_WORDS = {"t", "delText", "v"} | _MARGINS
# Side, font, size and fields of a printed margin in Excel: &R&"Arial,Bold"&14
_PRINT_CODES = re.compile(r'&(?:"[^"]*"|\d+|[A-Za-z])')
_OFF = ("0", "false", "off")


@contextmanager
def well_formed() -> Iterator[None]:
    """Turn whatever is wrong inside a package into DamagedFile."""
    try:
        yield
    except (expat.ExpatError, BadZipFile, ZlibError, EOFError, LookupError, ValueError) as error:
        raise DamagedFile from error


def elements(part: IO[bytes], only: str = "") -> list[tuple[str, dict[str, str]]]:
    """The elements of a small part, without namespaces: name and attributes.

    Of a large part those of one name `only`.
    """
    found: list[tuple[str, dict[str, str]]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if not only or _local(name) == only:
            found.append((_local(name), {_local(key): it for key, it in attributes.items()}))

    parser = _parser()
    parser.StartElementHandler = start
    with well_formed():
        while chunk := part.read(_CHUNK):
            parser.Parse(chunk)
        parser.Parse(b"", True)
    return found


def paragraphs(part: IO[bytes]) -> Iterator[str]:
    """The lines of text in one part of a document, sheet or slide, as they stand apart."""
    collector = _Collector()
    parser = _parser()
    parser.StartElementHandler = collector.start
    parser.EndElementHandler = collector.end
    parser.CharacterDataHandler = collector.words
    with well_formed():
        while chunk := part.read(_CHUNK):
            parser.Parse(chunk)
            yield from collector.take()
        parser.Parse(b"", True)
    yield from collector.take()


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    # Without a document type there are no entities, hence no bombs and no outside files.
    parser.StartDoctypeDeclHandler = _refuse_document_type
    return parser


def _refuse_document_type(*_: object) -> None:
    raise DamagedFile


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


class _Collector:
    """Gathers the words of blocks; a text box stands inside a paragraph and has its own."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._blocks: list[list[str]] = []
        self._reading = False
        self._capitals = False
        self._cell_of_words = False

    def take(self) -> list[str]:
        """The lines that are complete; they are given once."""
        lines, self._lines = self._lines, []
        return lines

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match _local(name):
            case "r":
                self._capitals = False
            case "caps":
                # Written "Mật", printed "MẬT".
                values = [v for key, v in attributes.items() if _local(key) == "val"]
                self._capitals = not values or values[0] not in _OFF
            case "tab":
                self._add("\t")
            case "br" | "cr":
                self._add("\n")
            case "textpath":
                # Word keeps the words of a watermark in an attribute.
                self._lines += [v for key, v in attributes.items() if key == "string"]
            case "c":
                self._cell_of_words = attributes.get("t") == "str"
            case block if self._is_block(block):
                self._blocks.append([])
        self._reading = _local(name) in _WORDS

    def end(self, name: str) -> None:
        self._reading = False
        block = _local(name)
        if self._is_block(block) and self._blocks:
            words = "".join(self._blocks.pop())
            if block in _MARGINS:
                words = _PRINT_CODES.sub("\t", words)
            self._lines += words.split("\n")

    def words(self, text: str) -> None:
        if self._reading:
            self._add(text.upper() if self._capitals else text)

    def _is_block(self, name: str) -> bool:
        # The value of a cell is a block of its own when a formula made words of it.
        return name in _BLOCKS or (name == "v" and self._cell_of_words)

    def _add(self, text: str) -> None:
        if self._blocks:
            self._blocks[-1].append(text)
