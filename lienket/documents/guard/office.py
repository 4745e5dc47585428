"""Word, Excel and PowerPoint files: no programs, nothing hidden inside, and what they say."""

import re
from collections.abc import Iterator
from contextlib import closing
from tempfile import TemporaryFile
from typing import IO
from zipfile import ZipFile, ZipInfo

from lienket.documents.guard.effort import Effort
from lienket.documents.guard.kinds import Kind
from lienket.documents.guard.markup import elements, paragraphs, well_formed
from lienket.documents.guard.packages import open_package
from lienket.documents.guard.refusals import (
    ContentMismatch,
    FileInside,
    FileTypeNotAllowed,
    ProgramInside,
    UnpacksTooLarge,
)
from lienket.kernel.guard.secrecy import Finding, Place, Verdict, gravest, judge

_MAIN_TYPES = {
    "wordprocessingml.document.main+xml": Kind.DOCX,
    "spreadsheetml.sheet.main+xml": Kind.XLSX,
    "presentationml.presentation.main+xml": Kind.PPTX,
}
_CONTENT_TYPES = "[Content_Types].xml"
# What an Office file is made of; anything else inside is another file.
_PARTS = re.compile(
    r"\.(?:xml|rels|vml|png|jpe?g|jfif|gif|bmp|tiff?|emf|wmf|svg|wdp|odttf|ttf|fntdata|sigs)$"
    r"|/printerSettings/[^/]*\.bin$",
    re.IGNORECASE,
)
_PROGRAMS = re.compile(r"vba(?:Project|Data)|/activeX/|/macrosheets/", re.IGNORECASE)
_NESTED = re.compile(r"/embeddings/[^/]*\.(?:docx|xlsx|pptx)$", re.IGNORECASE)
_TEXTS = re.compile(r"(?:word|xl|ppt)/.*\.xml", re.IGNORECASE)
_PICTURES = re.compile(r"/media/", re.IGNORECASE)
_PLACES = (
    (re.compile(r"header|footer|slideMaster|slideLayout"), Place.MARGIN),
    (re.compile(r"comments|footnotes|endnotes|notesSlide"), Place.NOTE),
    (re.compile(r"^ppt/slides/slide(\d+)"), Place.SLIDE),
    (re.compile(r"^xl/"), Place.SHEET),
)
# Links that open when a person follows them, not by themselves.
_ASKING_LINKS = ("/hyperlink", "/externalLinkPath")
_REMOTE = re.compile(r"(?:https?|ftp|mhtml|ms-\w+):|\\\\|//|file://[^/]", re.IGNORECASE)
# The list of parts and links of a thousand-page document is far smaller.
_LONGEST_LIST = 4 * 1024 * 1024


def read_office(file: IO[bytes], size: int, kind: Kind, effort: Effort) -> Finding:
    """What the Office file `file` says about its own secrecy.

    Raises ContentMismatch when it is not of `kind`, ProgramInside, FileInside, and what
    `open_package` raises.
    """
    return _read(file, size, kind, effort, nested=False)


def _read(file: IO[bytes], size: int, kind: Kind, effort: Effort, *, nested: bool) -> Finding:
    with closing(open_package(file, size)) as package:
        if _kind_of(package) is not kind:
            raise ContentMismatch
        parts = package.infolist()
        for part in parts:
            _check_part(package, part, nested)
        findings = list(_findings(package, parts, effort))
    return gravest(findings)


def _kind_of(package: ZipFile) -> Kind:
    if _CONTENT_TYPES not in package.namelist():
        raise FileTypeNotAllowed
    types = [
        attributes.get("ContentType", "")
        for _, attributes in _list_of(package, package.getinfo(_CONTENT_TYPES))
    ]
    if any("macroenabled" in it.lower() or it.endswith("vbaProject") for it in types):
        raise ProgramInside
    kinds = {kind for end, kind in _MAIN_TYPES.items() if any(it.endswith(end) for it in types)}
    if len(kinds) != 1:
        raise FileTypeNotAllowed
    return kinds.pop()


def _check_part(package: ZipFile, part: ZipInfo, nested: bool) -> None:
    name = "/" + part.filename
    if _PROGRAMS.search(name):
        raise ProgramInside
    if part.is_dir():
        return
    if not _PARTS.search(name) and (nested or not _NESTED.search(name)):
        raise FileInside
    if name.endswith(".rels"):
        for _, link in _list_of(package, part):
            by_itself = not link.get("Type", "").endswith(_ASKING_LINKS)
            if (
                link.get("TargetMode") == "External"
                and by_itself
                and _REMOTE.match(link.get("Target", ""))
            ):
                raise FileInside


def _list_of(package: ZipFile, part: ZipInfo) -> list[tuple[str, dict[str, str]]]:
    if part.file_size > _LONGEST_LIST:
        raise UnpacksTooLarge
    with well_formed(), package.open(part) as stream:
        return elements(stream)


def _findings(package: ZipFile, parts: list[ZipInfo], effort: Effort) -> Iterator[Finding]:
    has_words = False
    for part in parts:
        if effort.is_spent():
            yield Finding(Verdict.DOUBT, Place.UNREAD)
            return
        if _NESTED.search(part.filename):
            yield _nested(package, part, effort)
        elif _TEXTS.fullmatch(part.filename):
            with well_formed(), package.open(part) as stream:
                lines = _Watched(paragraphs(stream), effort)
                yield judge(lines, *_place_of(part.filename))
                has_words = has_words or lines.has_words
                if lines.stopped:
                    yield Finding(Verdict.DOUBT, Place.UNREAD)
                    return
    if not has_words and any(_PICTURES.search(part.filename) for part in parts):
        # Scanned pages pasted into a document.
        yield Finding(Verdict.DOUBT, Place.PICTURE)


class _Watched:
    """Lines that remember whether they held words, and stop when the effort is spent."""

    def __init__(self, lines: Iterator[str], effort: Effort) -> None:
        self._lines = lines
        self._effort = effort
        self.has_words = False
        self.stopped = False

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            self.has_words = self.has_words or bool(line.strip())
            if self._effort.is_spent():
                self.stopped = True
                return
            yield line


def _nested(package: ZipFile, part: ZipInfo, effort: Effort) -> Finding:
    """What the document inside a document says; a chart keeps its figures in one."""
    kind = Kind[part.filename.rpartition(".")[2].upper()]
    with TemporaryFile() as copy, well_formed(), package.open(part) as stream:
        while chunk := stream.read(64 * 1024):
            copy.write(chunk)
        return _read(copy, copy.tell(), kind, effort, nested=True)


def _place_of(name: str) -> tuple[Place, int]:
    # Without a number of its own, a part's lines would be counted as lines of the document.
    for pattern, place in _PLACES:
        if found := pattern.search(name):
            return place, int(found[1]) if pattern.groups else 1
    return Place.BODY, 1
