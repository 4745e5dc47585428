"""Keeping files: one row per circle, the contents once on disk."""

import os
import shutil
from collections import defaultdict
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.db import connection, transaction

from lienket.documents.guard.inspection import Inspected
from lienket.documents.models import File
from lienket.kernel.actors import Actor

UNUSED_FOR = timedelta(days=1)
#: So many files are looked at in one transaction.
SWEEP = 200


def keep(inspected: Inspected, *, circle_id: int, by: Actor, now: datetime) -> File:
    """Put an inspected file into a circle.

    The contents are on disk before the row is committed; contents without a row are harmless and
    are swept away later.
    """
    target = path_of(inspected.sha256)
    with connection.cursor() as cursor:
        # Until this transaction ends, a sweep leaves these contents alone.
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [_lock_of(inspected.sha256)])
    try:
        # Young again: should this transaction fail, a sweep waits for another try.
        os.utime(target)
    except FileNotFoundError:
        target.parent.mkdir(parents=True, exist_ok=True)
        # In place at once or not at all, and on disk for good before anything points at it.
        inspected.content.seek(0)
        with NamedTemporaryFile(dir=target.parent, prefix=f"{target.name}.", delete=False) as copy:
            shutil.copyfileobj(inspected.content, copy)
            copy.flush()
            os.fsync(copy.fileno())
        Path(copy.name).replace(target)
        for folder in (target.parent, target.parent.parent):
            _sync(folder)
    with connection.cursor() as cursor:
        cursor.execute("SELECT documents_keep(%s, %s)", [inspected.sha256, inspected.size])
    (organization_id,) = by.organizations
    return File.objects.create(
        circle_id=circle_id,
        organization_id=organization_id,
        blob_id=inspected.sha256,
        name=inspected.name,
        media_type=inspected.kind.media_type,
        size=inspected.size,
        by=by.id,
        at=now,
    )


def erase(file: File) -> None:
    """Take a file that nothing points at any more out of its circle.

    Its contents go once no circle has a file of them.
    """
    file.delete()


def sweep(*, now: datetime) -> int:
    """Erase contents that no circle has a file of, once they are a day old; how many there were.

    They remain when a transaction was rolled back after its file had been written, or when the
    last file of them was erased.
    """
    old = (path for path in settings.FILES.glob("??/*") if _is_old(path, now))
    erased = 0
    while some := list(islice(old, SWEEP)):
        with transaction.atomic():
            erased += _erase_unused(some, now)
    return erased


def _erase_unused(paths: list[Path], now: datetime) -> int:
    by_hash = defaultdict(list)
    for path in paths:
        by_hash[bytes.fromhex(path.stem)].append(path)
    with connection.cursor() as cursor:
        # What is being kept at this moment is left alone; whoever keeps it later waits for us. The
        # second statement sees what was committed before the locks were ours.
        cursor.execute(
            "SELECT hash FROM unnest(%s::bytea[], %s::bigint[]) AS t (hash, lock)"
            " WHERE pg_try_advisory_xact_lock(lock)",
            [list(by_hash), [_lock_of(sha256) for sha256 in by_hash]],
        )
        free = [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT documents_release(%s::bytea[])", [free])
        unused = [path for row in cursor.fetchall() for path in by_hash[bytes(row[0])]]
    erased = [path for path in unused if _is_old(path, now)]
    for path in erased:
        path.unlink(missing_ok=True)
    return len(erased)


def _is_old(path: Path, now: datetime) -> bool:
    try:
        return path.stat().st_mtime <= (now - UNUSED_FOR).timestamp()
    except FileNotFoundError:
        return False


def _lock_of(sha256: bytes) -> int:
    """The advisory lock of some contents: a part of a hash is as good as a number for it."""
    return int.from_bytes(sha256[:8], signed=True)


def _sync(folder: Path) -> None:
    """A name in a folder is on disk for good only when the folder is."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def path_of(sha256: bytes | memoryview) -> Path:
    """Where contents are kept."""
    name = bytes(sha256).hex()
    return settings.FILES / name[:2] / name
