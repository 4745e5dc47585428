"""Reads one file in a process of its own: a hostile file can spoil nothing but this process.

It has no credentials in its environment, little memory and little time. It takes the file as
standard input and writes one line of JSON: a finding, a refusal, or the name of an unforeseen
error. Not a word of the file leaves it, except the clean copy of a picture.

    python -m lienket.documents.guard.reader KIND DESCRIPTOR_FOR_THE_COPY
"""

import json
import mmap
import os
import resource
import sys
from contextlib import suppress
from typing import IO

from lienket.documents.guard.effort import Effort
from lienket.documents.guard.kinds import OFFICE, PICTURES, Kind
from lienket.kernel.errors import Refusal
from lienket.kernel.guard.secrecy import Finding, Place, Verdict

# After this the rest stays unread and a person is asked.
READING_SECONDS = 8
# After this the process ends and the file is refused.
MOST_SECONDS = 20
MOST_MEMORY = 768 * 1024 * 1024


def main(kind: Kind, source: IO[bytes], copy: IO[bytes]) -> dict[str, object]:
    """What is to be told about the file `source` of `kind`."""
    from lienket.documents.guard.refusals import FileTooComplex

    try:
        found = _read(kind, source, copy)
    except Refusal as refusal:
        return {"refusal": type(refusal).__name__, "parameters": refusal.parameters}
    except (MemoryError, RecursionError):
        return {"refusal": FileTooComplex.__name__, "parameters": {}}
    except Exception as error:
        # Its message could repeat the content; its name cannot.
        return {"error": type(error).__name__}
    return {"verdict": found.verdict, "place": found.place, "number": found.number}


def _read(kind: Kind, source: IO[bytes], copy: IO[bytes]) -> Finding:
    # Each kind loads only its own parser.
    effort = Effort(READING_SECONDS)
    size = os.fstat(source.fileno()).st_size
    if kind in PICTURES:
        from lienket.documents.guard.pictures import copy_picture

        data = mmap.mmap(source.fileno(), 0, access=mmap.ACCESS_READ)
        copy_picture(memoryview(data), copy, kind)
        return Finding(Verdict.UNREAD, Place.PICTURE)
    if kind is Kind.PDF:
        from lienket.documents.guard.pdf import read_pdf

        return read_pdf(source, size, effort)
    if kind in OFFICE:
        from lienket.documents.guard.office import read_office

        return read_office(source, size, kind, effort)
    from lienket.documents.guard.plaintext import read_text

    return read_text(source, kind, effort)


def limit_this_process() -> None:
    """Little memory and little time, and nothing left behind."""
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    # A core dump would keep what must not be kept.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(ValueError, OSError):  # macOS does not offer it
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


if __name__ == "__main__":
    limit_this_process()
    kind_name, descriptor = sys.argv[1:]
    with os.fdopen(int(descriptor), "r+b") as clean_copy:
        answer = main(Kind[kind_name], sys.stdin.buffer, clean_copy)
    sys.stdout.write(json.dumps(answer))
