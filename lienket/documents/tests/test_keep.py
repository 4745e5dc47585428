"""Keeping files: the contents once, the row per circle, and nothing that nobody has."""

import io
import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction
from pytest_django import Settings

from lienket.circles.models import Circle
from lienket.documents import actions
from lienket.documents.guard.inspection import inspect
from lienket.documents.models import File
from lienket.kernel.actors import Member
from lienket.kernel.rls import acting
from tests.cast import NOON, Unit

TEXT = "Biển số xe khả nghi: 99A-000.00".encode()


@pytest.fixture(autouse=True)
def _files(settings: Settings, tmp_path: Path) -> None:
    settings.FILES = tmp_path


def keep(circle: Circle, by: Member, content: bytes = TEXT) -> File:
    with inspect("bien-so.txt", "text/plain", io.BytesIO(content), limit_bytes=1000) as inspected:
        return actions.keep(inspected, circle_id=circle.id, by=by, now=NOON)


def age(path: Path, by: timedelta) -> None:
    then = (NOON - by).timestamp()
    os.utime(path, (then, then))


def test_a_file_is_kept_and_read_back(circle: Circle, dispatcher: Member) -> None:
    with acting(dispatcher):
        file = keep(circle, dispatcher)
    assert (file.name, file.media_type) == ("bien-so.txt", "text/plain")
    assert actions.path_of(file.blob_id).read_bytes() == TEXT


def test_the_same_contents_are_on_disk_once(
    circle: Circle, dispatcher: Member, tmp_path: Path
) -> None:
    with acting(dispatcher):
        assert keep(circle, dispatcher).id != keep(circle, dispatcher).id
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def test_an_outsider_sees_no_file(circle: Circle, dispatcher: Member, outsider: Unit) -> None:
    with acting(dispatcher):
        keep(circle, dispatcher)
    with acting(outsider.member()):
        assert not File.objects.exists()


def test_contents_that_a_circle_has_survive_every_sweep(circle: Circle, dispatcher: Member) -> None:
    with acting(dispatcher):
        path = actions.path_of(keep(circle, dispatcher).blob_id)
    age(path, timedelta(days=30))

    assert actions.sweep(now=NOON) == 0
    assert path.exists()


def test_contents_of_an_upload_that_was_undone_are_swept_after_a_day(
    circle: Circle, dispatcher: Member, tmp_path: Path
) -> None:
    with acting(dispatcher), transaction.atomic():
        keep(circle, dispatcher)
        transaction.set_rollback(True)
    (path,) = (path for path in tmp_path.rglob("*") if path.is_file())
    age(path, timedelta(hours=23))
    assert actions.sweep(now=NOON) == 0

    age(path, timedelta(hours=25))
    assert actions.sweep(now=NOON) == 1
    assert not path.exists()
