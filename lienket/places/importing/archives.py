"""Taking archives apart without being blown up by them."""

import zipfile
from io import BytesIO

from lienket.kernel.errors import Refusal

MOST_FILES = 200
#: Of everything in an archive, unpacked.
MOST_BYTES = 60 * 1024 * 1024
_WANTED = (".shp", ".dbf", ".prj", ".cpg", ".shx", ".kml")


class ArchiveUnreadable(Refusal):
    """The archive is damaged or locked with a password."""

    field = "file"


class ArchiveTooLarge(Refusal):
    """The archive unpacks to more than {limit_mb} MB. Divide it."""

    field = "file"


def unpack(content: bytes) -> dict[str, bytes]:
    """The files of a ZIP archive that matter here, by their names in small letters."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return _read(archive)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError, ValueError):
        raise ArchiveUnreadable from None


def _read(archive: zipfile.ZipFile) -> dict[str, bytes]:
    entries = archive.infolist()
    if len(entries) > MOST_FILES:
        raise ArchiveTooLarge(limit_mb=MOST_BYTES // 1024**2)
    files: dict[str, bytes] = {}
    left = MOST_BYTES
    for entry in entries:
        name = entry.filename.lower()
        if not name.endswith(_WANTED) or name.startswith("__macosx/"):
            continue
        # What an entry says about its size may be a lie, so no more than is left is read.
        with archive.open(entry) as packed:
            data = packed.read(left + 1)
        left -= len(data)
        if left < 0:
            raise ArchiveTooLarge(limit_mb=MOST_BYTES // 1024**2)
        files[name] = data
    return files
