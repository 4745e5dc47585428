"""The way in for files: nothing that people send is kept unless it came through `inspect`."""

import hashlib
import json
import logging
import os
import subprocess
import sys
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, BinaryIO, Self

import lienket
from lienket.documents.guard import refusals
from lienket.documents.guard.kinds import (
    OLE,
    PICTURES,
    Kind,
    agrees,
    is_heic,
    kind_of_name,
    starts_as,
)
from lienket.documents.guard.names import clean_name
from lienket.documents.guard.refusals import (
    ContentMismatch,
    DamagedFile,
    EmptyFile,
    EncryptedFile,
    FileTooComplex,
    FileTooLarge,
    FileTypeNotAllowed,
    HeicPhoto,
    LegacyOfficeFile,
    ProgramInside,
)
from lienket.kernel.errors import Refusal
from lienket.kernel.guard.refusals import SecrecyInDoubt, SecrecyStamp
from lienket.kernel.guard.secrecy import Finding, Place, Verdict, gravest, judge
from lienket.kernel.guard.wording import where

logger = logging.getLogger(__name__)

_CHUNK = 64 * 1024
_READER = "lienket.documents.guard.reader"
# The reader ends itself long before; this is for a machine too busy to give it time.
_PATIENCE_SECONDS = 120

# Endings that deserve a better answer than "this kind cannot be attached".
_REFUSED_ENDINGS: dict[str, type[Refusal]] = {
    **dict.fromkeys(("heic", "heif"), HeicPhoto),
    **dict.fromkeys(("doc", "xls", "ppt", "dot", "xlt", "pps"), LegacyOfficeFile),
    **dict.fromkeys(("docm", "dotm", "xlsm", "xltm", "xlsb", "pptm", "ppsm"), ProgramInside),
}
_ENCRYPTED_OFFICE = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True)
class Inspected:
    """A file that may be kept: what it is, its clean content, and what is known of its secrecy.

    `content` is a nameless temporary file at its start: closing it, or the end of the process,
    leaves nothing behind. Use the whole as a context manager. `size` is in bytes.
    `secrecy` is CLEAR, UNREAD (a picture: say so) or DOUBT (the person confirmed that it is not
    secret).
    """

    name: str
    kind: Kind
    content: FileIO
    size: int
    sha256: bytes
    secrecy: Finding

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.content.close()


def inspect(
    name: str,
    declared_type: str,
    stream: BinaryIO,
    *,
    limit_bytes: int,
    not_secret: bool = False,
) -> Inspected:
    """What the file in `stream` really is, cleaned; or a Refusal, and then nothing is kept.

    `declared_type` is the media type the sender claims, "" if none. `not_secret`: the person looked
    and says so; it answers a doubt, never a stamp.
    Raises the refusals of `guard.refusals`.
    """
    safe_name = clean_name(name)
    kind = _promised_kind(safe_name, declared_type)
    # Unbuffered, because the reader shares their position.
    source, copy = TemporaryFile(buffering=0), TemporaryFile(buffering=0)  # noqa: SIM115  closed by whoever gets it
    kept = copy if kind in PICTURES else source
    try:
        _spool(stream, source, limit_bytes)
        _check_start(source, kind)
        about_name = judge([safe_name.rpartition(".")[0]], Place.NAME)
        finding = gravest([about_name, _ask_reader(kind, source, copy)])
        if finding.verdict is Verdict.STAMPED:
            raise SecrecyStamp(where=where(finding))
        if finding.verdict is Verdict.DOUBT and not not_secret:
            raise SecrecyInDoubt(where=where(finding))
        size, sha256 = _measure(kept)
    except BaseException:
        kept.close()
        raise
    finally:
        for file in (source, copy):
            if file is not kept:
                file.close()
    return Inspected(safe_name, kind, kept, size, sha256, finding)


def made_here(name: str, kind: Kind, content: bytes) -> Inspected:
    """A file that this product made; its words passed the guard when people wrote them."""
    file = TemporaryFile(buffering=0)  # noqa: SIM115  closed by whoever gets it
    file.write(content)
    size, sha256 = _measure(file)
    return Inspected(clean_name(name), kind, file, size, sha256, Finding())


def _promised_kind(name: str, declared_type: str) -> Kind:
    kind = kind_of_name(name)
    if kind is None:
        raise _REFUSED_ENDINGS.get(name.rpartition(".")[2], FileTypeNotAllowed)
    if not agrees(kind, declared_type):
        raise ContentMismatch
    return kind


def _spool(stream: BinaryIO, file: IO[bytes], limit_bytes: int) -> None:
    size = 0
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        if size > limit_bytes:
            raise FileTooLarge(limit_mb=limit_bytes // 1024**2)
        file.write(chunk)
    if not size:
        raise EmptyFile


def _check_start(file: IO[bytes], kind: Kind) -> None:
    file.seek(0)
    head = file.read(16)
    if head.startswith(OLE):
        raise EncryptedFile if _contains(file, _ENCRYPTED_OFFICE) else LegacyOfficeFile
    if is_heic(head):
        raise HeicPhoto
    if not starts_as(kind, head):
        raise ContentMismatch


def _contains(file: IO[bytes], words: bytes) -> bool:
    file.seek(0)
    end = b""
    while chunk := file.read(_CHUNK):
        if words in end + chunk:
            return True
        end = chunk[-len(words) :]
    return False


def _ask_reader(kind: Kind, source: IO[bytes], copy: IO[bytes]) -> Finding:
    """What the reader found; it works in another process, see `reader`."""
    source.seek(0)
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", _READER, kind.name, str(copy.fileno())],
            stdin=source,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            pass_fds=[copy.fileno()],
            env={"PYTHONPATH": str(Path(lienket.__file__).parents[1]), "PYTHONUTF8": "1"},
            timeout=_PATIENCE_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise FileTooComplex from error
    if done.returncode:
        raise FileTooComplex
    answer = json.loads(done.stdout)
    if refusal := answer.get("refusal"):
        raise getattr(refusals, refusal)(**answer["parameters"])
    if error_name := answer.get("error"):
        logger.error("A %s file could not be read: %s", kind.name, error_name)
        raise DamagedFile
    return Finding(Verdict(answer["verdict"]), Place(answer["place"]), answer["number"])


def _measure(file: FileIO) -> tuple[int, bytes]:
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").digest()
    size = os.fstat(file.fileno()).st_size
    file.seek(0)
    return size, digest
