"""The ZIP packages that Office files are: opened only when small, plain and complete.

Every check reads the directory at the end; nothing is unpacked before all have passed.
"""

import struct
import zipfile
from typing import IO

from lienket.documents.guard.refusals import (
    DamagedFile,
    EncryptedFile,
    MixedFile,
    UnpacksTooLarge,
)

# A thousand-page document with pictures has some hundred parts and unpacks to less than this.
MOST_PARTS = 5_000
MOST_BYTES = 256 * 1024 * 1024
# Office XML shrinks to a tenth, empty table sheets to a fiftieth; bombs to a thousandth.
HIGHEST_RATIO = 200
# Below this size a high ratio harms nobody.
_SMALL = 1024 * 1024

_END = struct.Struct("<4s4H2LH")
_DIRECTORY_ENTRY = 46 + 255
_LOCAL_HEADER = 30


def open_package(file: IO[bytes], size: int) -> zipfile.ZipFile:
    """The package in `file`, whose directory is known to be harmless.

    Raises DamagedFile, EncryptedFile, MixedFile and UnpacksTooLarge.
    """
    _check_end(file, size)
    try:
        package = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError) as error:
        raise DamagedFile from error
    parts = package.infolist()
    if not parts or min(part.header_offset for part in parts) != 0:
        raise MixedFile
    if len({part.filename.lower() for part in parts}) < len(parts):
        # Two programs would each show another one.
        raise MixedFile
    for part in parts:
        _check_part(part)
    if sum(part.file_size for part in parts) > MOST_BYTES:
        raise UnpacksTooLarge
    if sum(part.compress_size + _LOCAL_HEADER for part in parts) > size:
        # Parts that share their bytes: a bomb that hides from the ratio.
        raise UnpacksTooLarge
    return package


def _check_end(file: IO[bytes], size: int) -> None:
    """Refuse a huge directory before it is read, and anything behind the end."""
    file.seek(max(0, size - _END.size - 20))
    tail = file.read()
    if len(tail) < _END.size:
        raise DamagedFile
    mark, _, _, _, count, directory_size, _, _ = _END.unpack(tail[-_END.size :])
    if mark != b"PK\x05\x06":
        raise DamagedFile
    if tail.startswith(b"PK\x06\x07") or count > MOST_PARTS:
        raise UnpacksTooLarge
    if directory_size > MOST_PARTS * _DIRECTORY_ENTRY:
        raise UnpacksTooLarge


def _check_part(part: zipfile.ZipInfo) -> None:
    if part.flag_bits & 0x1:
        raise EncryptedFile
    if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise DamagedFile
    if part.filename.startswith(("/", "\\")) or ".." in part.filename or "\\" in part.filename:
        raise DamagedFile
    if part.file_size > _SMALL and part.file_size > HIGHEST_RATIO * part.compress_size:
        raise UnpacksTooLarge
