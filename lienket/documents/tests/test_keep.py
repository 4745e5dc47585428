"""Keeping files: the contents once, the row per circle, and nothing that nobody has."""

import io
import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
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


def test_contents_that_are_being_kept_at_this_moment_are_not_swept(
    circle: Circle, dispatcher: Member
) -> None:
    with acting(dispatcher), transaction.atomic():
        path = actions.path_of(keep(circle, dispatcher).blob_id)
        transaction.set_rollback(True)
    age(path, timedelta(days=2))
    # Somebody else keeps the same contents, and has not committed yet.
    with psycopg.connect(settings.WORKER_URL) as other:
        other.execute(
            "SELECT pg_advisory_xact_lock_shared(%s)",
            [int.from_bytes(bytes.fromhex(path.name)[:8], signed=True)],
        )
        assert actions.sweep(now=NOON) == 0
    assert actions.sweep(now=NOON) == 1


def test_many_files_are_swept_with_few_statements(
    circle: Circle, dispatcher: Member, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    with acting(dispatcher), transaction.atomic():
        paths = [
            actions.path_of(keep(circle, dispatcher, f"Tin {n}".encode()).blob_id)
            for n in range(20)
        ]
        transaction.set_rollback(True)
    for path in paths:
        age(path, timedelta(days=2))
    with django_assert_max_num_queries(4):
        assert actions.sweep(now=NOON) == 20
