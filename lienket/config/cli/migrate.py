"""`lienket migrate`: bring the tables to this version."""

import argparse
import hashlib
import importlib.metadata
import os
from pathlib import Path

import psycopg

from lienket.config.cli import environment
from lienket.config.cli.words import _, say

PACKAGE = Path(__file__).parents[2]
# Packages that bring tables of their own.
WITH_TABLES = ("django", "django-allauth", "procrastinate")
ONE_AT_A_TIME = 0x11E5


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("migrate", help=_("bring the database to this version"))
    parser.set_defaults(run=run)


def run(_chosen: argparse.Namespace) -> int:
    environment.prepare()
    migrate()
    say(_("The database is up to date."))
    return 0


def migrate() -> None:
    """Run pending migrations as the role that owns the tables, and remember that it was done."""
    environment.start_django()

    from django.core.management import call_command

    # Two servers that start together must not alter the same tables.
    with psycopg.connect(_owner_url(), autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        call_command("migrate", database="owner", interactive=False, verbosity=0)
    _stamp().write_text(_state())


def is_done() -> bool:
    """Is the database as this version's migrations left it? Quick: Django is not loaded."""
    return _stamp().exists() and _stamp().read_text() == _state()


def _stamp() -> Path:
    return environment.home() / "migrated"


def _state() -> str:
    """A hash of the migrations there are and of those the database has had."""
    there = sorted(str(path) for path in PACKAGE.glob("*/migrations/*.py"))
    versions = [importlib.metadata.version(name) for name in WITH_TABLES]
    with psycopg.connect(_owner_url()) as connection:
        known = connection.execute("SELECT to_regclass('django_migrations')").fetchone()
        applied = (
            connection.execute("SELECT app, name FROM django_migrations ORDER BY 1, 2").fetchall()
            if known and known[0]
            else []
        )
    return hashlib.sha256(repr((there, versions, applied)).encode()).hexdigest()


def _owner_url() -> str:
    return os.environ.get("DATABASE_OWNER_URL") or os.environ["DATABASE_URL"]
