"""Handing files out to browsers."""

from django.http import FileResponse

from lienket.documents.actions import path_of
from lienket.documents.models import File

# Cleaned pictures may be looked at in the page; everything else is saved, never run or rendered.
SHOWN = {"image/jpeg", "image/png", "image/webp"}


def file_response(file: File) -> FileResponse:
    """The contents of `file` under its own name; whether one may see it was decided before."""
    response = FileResponse(
        path_of(bytes(file.blob_id)).open("rb"),
        as_attachment=file.media_type not in SHOWN,
        filename=file.name,
        content_type=file.media_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
