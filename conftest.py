"""A migrated PostgreSQL for the tests, before Django reads its settings.

Tests act as production does: signed in as lienket_worker, in the role lienket_runtime; no
superuser stands behind them. Each process clones one migrated template database for itself.
"""

import contextlib
import fcntl
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import django
import hypothesis
import psycopg
import pytest
from django.core.management import call_command
from django.db import connections
from django.test import TransactionTestCase
from pytest_django.plugin import DjangoDbBlocker

from lienket.config.postgres import Cluster

ROOT = Path(__file__).parent
HOME = ROOT / ".cache/test"
DATABASE = f"test_{os.getpid()}"
# What the migrated template is made from.
SOURCES = ("lienket/*/migrations/*", "lienket/kernel/*.py", "lienket/config/roles.py")

if "DJANGO_SETTINGS_MODULE" in os.environ:
    raise pytest.UsageError("Unset DJANGO_SETTINGS_MODULE: the tests choose their settings.")

cluster = Cluster(HOME, durable=False)
os.environ |= cluster.ensure().at(DATABASE).environment()
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "lienket.config.settings",
    "LIENKET_HOME": str(HOME),
    "LIENKET_SECRET_KEY": "only for tests " * 4,
    "LIENKET_PROCESS": "worker",
    "LIENKET_SMTP_HOST": "127.0.0.1",
}
django.setup()

# The same examples every time: a test that fails by chance tells nothing about the change at hand.
hypothesis.settings.register_profile("steady", derandomize=True)
hypothesis.settings.load_profile("steady")

pytest_plugins = ["tests.cast", "tests.server"]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes() -> None:
    """Let the processes that run tests name a database of their own before reading settings."""
    os.environ.pop("DJANGO_SETTINGS_MODULE", None)


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """In place of pytest-django's, which would want a superuser to create databases."""
    with django_db_blocker.unblock():
        with _alone():
            _remove_abandoned()
            cluster.create_database(DATABASE, template=_template())
        with mock.patch.object(TransactionTestCase, "_fixture_teardown", _renew):
            yield
        connections.close_all()
    cluster.drop_database(DATABASE)


def _renew(_: TransactionTestCase) -> None:
    """After a test that really commits, start again from the template.

    The runtime role may not truncate, and migrations leave rows that must stay.
    """
    connections.close_all()
    with _alone():
        cluster.drop_database(DATABASE)
        cluster.create_database(DATABASE, template=_template())


def _template() -> str:
    """The migrated database to copy; made anew when its sources change."""
    wanted = f"template_{_sources_hash()}"
    known = _databases("template\\_%")
    if wanted in known:
        return wanted
    for name in known:
        cluster.drop_database(name)
    cluster.create_database("template_unfinished")
    owner = connections["owner"]
    owner.close()
    with mock.patch.dict(owner.settings_dict, NAME="template_unfinished"):
        call_command("migrate", database="owner", interactive=False, verbosity=0)
        owner.close()
    _as_superuser(f"ALTER DATABASE template_unfinished RENAME TO {wanted}")
    return wanted


def _sources_hash() -> str:
    digest = hashlib.sha256()
    for pattern in SOURCES:
        for path in sorted(ROOT.glob(pattern)):
            if path.is_file():
                digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _remove_abandoned() -> None:
    """Drop the databases of test processes that were killed."""
    for name in _databases("test\\_%"):
        try:
            os.kill(int(name.removeprefix("test_")), 0)
        except ProcessLookupError:
            cluster.drop_database(name)


def _databases(pattern: str) -> list[str]:
    query = "SELECT datname FROM pg_database WHERE datname LIKE %s"
    with psycopg.connect(cluster.ensure().superuser) as server:
        return [name for (name,) in server.execute(query, [pattern])]


def _as_superuser(statement: str) -> None:
    with psycopg.connect(cluster.ensure().superuser, autocommit=True) as server:
        server.execute(statement.encode())


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Nobody else makes or copies the template meanwhile."""
    with (HOME / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
