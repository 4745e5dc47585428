"""Plain text and CSV files: UTF-8, nothing but text, and what they say."""

import re
from collections.abc import Iterator
from io import TextIOWrapper
from typing import IO

from lienket.documents.guard.effort import Effort
from lienket.documents.guard.kinds import Kind
from lienket.documents.guard.refusals import MixedFile, NotUtf8
from lienket.kernel.guard.secrecy import Finding, Place, Verdict, gravest, judge

_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")
# Text that a browser or a shell would run, whatever its name says.
_PROGRAM = re.compile(
    r"\s*(?:<(?:!doctype|\?xml|\?php|html|head|body|svg|script|iframe|!--)|#!|\{\\rtf|%!PS)",
    re.IGNORECASE,
)
_BETWEEN_CELLS = re.compile("[,;]")


def read_text(file: IO[bytes], kind: Kind, effort: Effort) -> Finding:
    """What the text file `file` says about its own secrecy.

    Raises NotUtf8 when it is not text in UTF-8, and MixedFile when it is a page or a program.
    """
    unread: list[Finding] = []
    text = TextIOWrapper(file, encoding="utf-8-sig")

    def lines() -> Iterator[str]:
        for number, line in enumerate(text):
            if number == 0 and _PROGRAM.match(line):
                raise MixedFile
            if _CONTROLS.search(line):
                raise NotUtf8
            if effort.is_spent():
                unread.append(Finding(Verdict.DOUBT, Place.UNREAD))
                return
            yield _BETWEEN_CELLS.sub("\t", line) if kind is Kind.CSV else line

    try:
        return gravest([judge(lines()), *unread])
    except UnicodeDecodeError as error:
        raise NotUtf8 from error
    finally:
        # The file belongs to the caller, who closes it.
        text.detach()
