"""Keeping files: one row per circle, the contents once on disk."""

import os
import shutil
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

from lienket.documents.guard.inspection import Inspected
from lienket.documents.models import File
from lienket.kernel.actors import Actor


def keep(inspected: Inspected, *, circle_id: int, by: Actor, now: datetime) -> File:
    """Put an inspected file into a circle.

    The contents are on disk before the row is committed; contents without a row are harmless and
    are swept away later.
    """
    target = path_of(inspected.sha256)
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        # In place at once or not at all, and on disk for good before anything points at it.
        fresh = target.with_suffix(f".{os.getpid()}.new")
        inspected.content.seek(0)
        with fresh.open("wb") as copy:
            shutil.copyfileobj(inspected.content, copy)
            copy.flush()
            os.fsync(copy.fileno())
        fresh.replace(target)
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


def path_of(sha256: bytes) -> Path:
    """Where contents are kept."""
    name = bytes(sha256).hex()
    return settings.FILES / name[:2] / name
