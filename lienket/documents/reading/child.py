"""Reads words in a process of its own, as the guard's reader does and for the same reasons.

python -m lienket.documents.reading.child KIND FIRST_PAGE PAGES
"""

import json
import os
import subprocess
import sys
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import IO, Any

import lienket
from lienket.documents.guard import reader, refusals
from lienket.documents.guard.kinds import Kind
from lienket.documents.guard.refusals import DamagedFile, FileTooComplex
from lienket.documents.reading.lines import Printed, SourceLine
from lienket.kernel.errors import Refusal

#: Lines of one Word file; a page has some forty.
MOST_LINES = 40_000
_PATIENCE_SECONDS = 120
#: No credentials.
ENVIRONMENT = {"PYTHONPATH": str(Path(lienket.__file__).parents[1]), "PYTHONUTF8": "1"}


@dataclass(frozen=True)
class Slice:
    """What was read of a file: all lines of a Word file, or the printed lines of some PDF pages.

    `pages` is how many the whole file has; 1 for a Word file, which is read at once.
    """

    pages: int
    lines: tuple[SourceLine, ...] = ()
    printed: tuple[Printed, ...] = ()


def read(path: Path, kind: Kind, *, first: int = 0, count: int = 25) -> Slice:
    """`count` pages of the file from page `first`, counted from 0.

    Raises DamagedFile, FileTooComplex and the other refusals of the guard.
    """
    with path.open("rb") as source:
        try:
            done = subprocess.run(
                command(__name__, kind.name, first, count),
                stdin=source,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=ENVIRONMENT,
                timeout=_PATIENCE_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise FileTooComplex from error
    if done.returncode:
        raise FileTooComplex
    answer = json.loads(done.stdout)
    if refusal := answer.get("refusal"):
        raise getattr(refusals, refusal, DamagedFile)
    return Slice(
        answer["pages"],
        tuple(SourceLine(**line) for line in answer["lines"]),
        tuple(Printed(**line) for line in answer["printed"]),
    )


def command(module: str, *arguments: object) -> list[str]:
    """How a module of this package is run to read a file."""
    return [sys.executable, "-P", "-m", module, *map(str, arguments)]


def main(kind: Kind, source: IO[bytes], first: int, count: int) -> dict[str, Any]:
    """What is to be told about the file `source` of `kind`."""
    try:
        return _read(kind, source, first, count)
    except Refusal as refusal:
        return {"refusal": type(refusal).__name__}
    except (MemoryError, RecursionError):
        return {"refusal": FileTooComplex.__name__}
    except Exception:
        return {"refusal": DamagedFile.__name__}


def _read(kind: Kind, source: IO[bytes], first: int, count: int) -> dict[str, Any]:
    # Each kind loads only its own parser.
    if kind is Kind.PDF:
        from lienket.documents.reading.pdf import read_pages

        pages, printed = read_pages(source, first, count)
        return {"pages": pages, "lines": [], "printed": [asdict(line) for line in printed]}
    from lienket.documents.reading.docx import read_docx

    size = os.fstat(source.fileno()).st_size
    lines = [asdict(line) for line in islice(read_docx(source, size), MOST_LINES + 1)]
    if len(lines) > MOST_LINES:
        raise FileTooComplex
    return {"pages": 1, "lines": lines, "printed": []}


if __name__ == "__main__":
    reader.limit_this_process()
    kind_name, first_page, how_many = sys.argv[1:]
    answer = main(Kind[kind_name], sys.stdin.buffer, int(first_page), int(how_many))
    sys.stdout.write(json.dumps(answer))
