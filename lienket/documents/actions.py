"""Keeping files: one row per circle, the contents once on disk."""

import os
import shutil
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.db import connection

from lienket.documents.guard.inspection import Inspected
from lienket.documents.models import File
from lienket.kernel.actors import Actor

UNUSED_FOR = timedelta(days=1)


def keep(inspected: Inspected, *, circle_id: int, by: Actor, now: datetime) -> File:
    """Put an inspected file into a circle.

    The contents are on disk before the row is committed; contents without a row are harmless and
    are swept away later.
    """
    target = path_of(inspected.sha256)
    try:
        # Young again, so that a sweep at this moment leaves it alone.
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


def sweep(*, now: datetime) -> int:
    """Erase contents that no circle has a file of, once they are a day old; how many there were.

    They remain when a transaction was rolled back after its file had been written, or when the
    last file of them was erased.
    """
    erased = 0
    for path in settings.FILES.glob("??/*"):
        if path.stat().st_mtime > (now - UNUSED_FOR).timestamp():
            continue
        with connection.cursor() as cursor:
            cursor.execute("SELECT documents_release(%s)", [bytes.fromhex(path.stem)])
            (unused,) = cursor.fetchone()
        if unused:
            path.unlink(missing_ok=True)
            erased += 1
    return erased


def path_of(sha256: bytes | memoryview) -> Path:
    """Where contents are kept."""
    name = bytes(sha256).hex()
    return settings.FILES / name[:2] / name
