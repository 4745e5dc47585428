"""Downloading files: by members only, and never as something a browser would run."""

import io
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from lienket.circles.models import Circle
from lienket.documents import actions
from lienket.documents.guard.inspection import inspect
from lienket.documents.models import File
from lienket.kernel.actors import Member
from lienket.kernel.rls import acting
from tests.cast import NOON, Unit


@pytest.fixture
def file(circle: Circle, dispatcher: Member, settings: Settings, tmp_path: Path) -> File:
    settings.FILES = tmp_path
    text = io.BytesIO("<b>Biên bản</b>".encode())
    with (
        inspect("biên bản.txt", "text/plain", text, limit_bytes=10_000) as inspected,
        acting(dispatcher),
    ):
        return actions.keep(inspected, circle_id=circle.id, by=dispatcher, now=NOON)


def test_a_member_saves_the_file_under_its_name(client: Client, commune: Unit, file: File) -> None:
    client.force_login(commune.account)

    response = client.get(reverse("documents:file", args=[file.id]))

    assert response.getvalue() == "<b>Biên bản</b>".encode()
    assert response.headers["Content-Disposition"] == (
        "attachment; filename*=utf-8''bi%C3%AAn%20b%E1%BA%A3n.txt"
    )
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_an_outsider_does_not_learn_that_it_exists(
    client: Client, outsider: Unit, file: File
) -> None:
    client.force_login(outsider.account)

    assert client.get(reverse("documents:file", args=[file.id])).status_code == 404


def test_nobody_downloads_without_signing_in(client: Client, file: File) -> None:
    response = client.get(reverse("documents:file", args=[file.id]))

    assert response.headers["Location"].startswith("/accounts/login/")
