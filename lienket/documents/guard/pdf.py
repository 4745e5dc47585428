"""PDF files: whole, unprotected, without programs or attachments, and what they say."""

import re
from collections.abc import Iterator
from typing import IO, Any

import pypdf
from pypdf import errors, filters
from pypdf.generic import ArrayObject, DictionaryObject

from lienket.documents.guard.effort import Effort
from lienket.documents.guard.refusals import (
    DamagedFile,
    EncryptedFile,
    FileInside,
    FileTooComplex,
    MixedFile,
    ProgramInside,
)
from lienket.kernel.guard.secrecy import Finding, Place, Verdict, gravest, judge

MOST_PAGES = 2_000
# Drawing orders of one page; a dense map has one megabyte. What is larger is not read.
_LONGEST_PAGE = 4 * 1024 * 1024
_END = b"%%EOF"
# Some scanners add a few bytes behind the end; a ZIP or page of programs needs its own marks.
_MOST_BEHIND_END = 1024
_OTHER_KIND = re.compile(rb"PK\x05\x06|<\s*(?:script|html|svg|\?php)", re.IGNORECASE)
_PROGRAM_ACTIONS = ("/JavaScript", "/Launch", "/ImportData")


def read_pdf(file: IO[bytes], size: int, effort: Effort) -> Finding:
    """What the PDF `file` says about its own secrecy.

    Raises DamagedFile, EncryptedFile, FileInside, FileTooComplex, MixedFile and ProgramInside.
    """
    _check_end(file, size)
    # The decoder of fax pictures is a program of the system; nothing here looks at pictures.
    filters.JBIG2DEC_BINARY = None
    try:
        reader = pypdf.PdfReader(file)
        if reader.is_encrypted:
            raise EncryptedFile
        if len(reader.pages) > MOST_PAGES:
            raise FileTooComplex
        if not reader.pages:
            raise DamagedFile
        _check_catalogue(reader)
        return gravest(_findings(reader, effort))
    except errors.LimitReachedError as error:
        raise FileTooComplex from error
    except (errors.PyPdfError, ArithmeticError, LookupError, TypeError, ValueError,
            AttributeError, OSError) as error:  # fmt: skip
        # Broken files surface anywhere in the parser, as any of these.
        raise DamagedFile from error


def _check_end(file: IO[bytes], size: int) -> None:
    file.seek(max(0, size - 2 * _MOST_BEHIND_END))
    _, end, behind = file.read().rpartition(_END)
    if not end:
        raise DamagedFile
    if len(behind.rstrip(b"\0\r\n\t ")) > _MOST_BEHIND_END or _OTHER_KIND.search(behind):
        raise MixedFile


def _check_catalogue(reader: pypdf.PdfReader) -> None:
    """Refuse what runs by itself or hides other files, at the places where viewers look."""
    catalogue = _dictionary(reader.trailer.get("/Root"))
    names = _dictionary(catalogue.get("/Names"))
    if "/JavaScript" in names or "/AA" in catalogue or _is_program(catalogue.get("/OpenAction")):
        raise ProgramInside
    if "/EmbeddedFiles" in names or "/Collection" in catalogue:
        raise FileInside
    if "/XFA" in _dictionary(catalogue.get("/AcroForm")):
        raise ProgramInside


def _findings(reader: pypdf.PdfReader, effort: Effort) -> Iterator[Finding]:
    for number, page in enumerate(reader.pages, 1):
        notes = list(_notes(page))
        if effort.is_spent():
            yield Finding(Verdict.DOUBT, Place.UNREAD)
            return
        contents = page.get_contents()
        if contents is not None and len(contents.get_data()) > _LONGEST_PAGE:
            yield Finding(Verdict.DOUBT, Place.UNREAD)
            continue
        text = page.extract_text(
            extraction_mode="layout",
            # A stamp may stand aslant, and its place on the paper does not matter.
            layout_mode_strip_rotated=False,
            layout_mode_space_vertically=False,
        )
        yield judge(text.splitlines(), Place.PAGE, number, wrapped=True)
        yield judge(notes, Place.PAGE, number)
        overlays = _dictionary(_dictionary(page.get("/Resources")).get("/XObject"))
        if any(_dictionary(it).get("/Subtype") == "/Form" for it in overlays.values()):
            # Layout leaves out what is laid over the page, as watermarks are.
            text = page.extract_text()
            yield judge(text.splitlines(), Place.PAGE, number, wrapped=True)
        if _has_drawn_stamp(page) or (overlays and not text.strip()):
            # A scanned page is the form in which papers with a stamp travel.
            yield Finding(Verdict.DOUBT, Place.PICTURE, number)


def _annotations(page: pypdf.PageObject) -> list[DictionaryObject]:
    found = page.get("/Annots")
    found = found.get_object() if found is not None else None
    return [_dictionary(it) for it in found] if isinstance(found, ArrayObject) else []


def _has_drawn_stamp(page: pypdf.PageObject) -> bool:
    """Whether a rubber stamp was put on the page in a viewer: a drawing with no words to read."""
    return any(note.get("/Subtype") == "/Stamp" for note in _annotations(page))


def _notes(page: pypdf.PageObject) -> Iterator[str]:
    """The words of stamps, notes and form fields laid over a page."""
    for note in _annotations(page):
        if note.get("/Subtype") == "/FileAttachment":
            raise FileInside
        if "/AA" in note or _is_program(note.get("/A")):
            raise ProgramInside
        for key in ("/Contents", "/V"):
            if isinstance(words := note.get(key), str):
                yield from words.splitlines()


def _is_program(action: Any) -> bool:
    return _dictionary(action).get("/S") in _PROGRAM_ACTIONS


def _dictionary(value: Any) -> DictionaryObject:
    """`value`, or what it refers to, if it is a dictionary; else an empty one."""
    found = value.get_object() if hasattr(value, "get_object") else value
    return found if isinstance(found, DictionaryObject) else DictionaryObject()
