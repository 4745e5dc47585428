"""The shape of the whole: what points where, what is protected, and which role the tests are."""

import importlib
import pkgutil
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection, models

import lienket
from lienket.kernel import errors

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
LAYERS: list[str] = PROJECT["tool"]["importlinter"]["contracts"][0]["layers"]
#: Modules on one line do not know each other.
RANK = {name: rank for rank, line in enumerate(reversed(LAYERS)) for name in line.split(" | ")}

#: Tables without row-level security, each with its reason.
NO_POLICY = {
    "kernel_attempts": "rate limits of all web processes; no domain data",
    "kernel_cache": "rate limits of the sign-in library; no domain data",
    "organizations_account": "read at sign-in, before any circle is known",
    "django_session": "read at sign-in, before any circle is known",
    "django_migrations": "which migrations ran",
    "django_content_type": "names of models",
    "auth_group": "of the framework; unused",
    "auth_group_permissions": "of the framework; unused",
    "auth_permission": "names of models",
    "account_emailaddress": "read at sign-in, before any circle is known",
    "account_emailconfirmation": "read at sign-in, before any circle is known",
    "mfa_authenticator": "read at sign-in, before any circle is known",
    "usersessions_usersession": "read at sign-in, before any circle is known",
    "socialaccount_socialaccount": "read at sign-in, before any circle is known",
    "socialaccount_socialapp": "read at sign-in; configured in the settings",
    "socialaccount_socialtoken": "read at sign-in, before any circle is known",
    "procrastinate_jobs": "jobs carry ids only",
    "procrastinate_events": "jobs carry ids only",
    "procrastinate_periodic_defers": "jobs carry ids only",
    "procrastinate_workers": "which workers live",
}

#: Keys that lead into another circle on purpose, each with its reason.
ACROSS = {
    "obligations_duty.obligation_id": "lives in a subset of the obligation's circle; a trigger",
    "regulations_regulation.cascade_of_id": "a lower regulation cites an upper one it may not see",
}


def _module(model: type[models.Model]) -> str | None:
    parts = model.__module__.split(".")
    return parts[1] if parts[0] == "lienket" else None


def _foreign_keys() -> Iterator[tuple[type[models.Model], "models.ForeignKey[object]"]]:
    for model in apps.get_models():
        if _module(model):
            for field in model._meta.get_fields():
                if isinstance(field, models.ForeignKey):
                    yield model, field


def test_foreign_keys_point_downward_only() -> None:
    upward = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for model, field in _foreign_keys()
        if (target := _module(field.related_model))
        and target != (own := _module(model) or "")
        and RANK[target] >= RANK[own]
    ]
    assert not upward


def test_keys_between_modules_leave_no_attribute_on_the_lower_one() -> None:
    named = [
        f"{model._meta.label}.{field.name}"
        for model, field in _foreign_keys()
        if _module(field.related_model) not in {None, _module(model)}
        and not field.remote_field.hidden
    ]
    assert not named


def _tables() -> dict[str, tuple[bool, bool, int]]:
    """Every table: row-level security forced, is a partition, number of policies."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity, c.relispartition,
                   (SELECT count(*) FROM pg_policy p WHERE p.polrelid = c.oid)
            FROM pg_class c
            WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
            """
        )
        return {name: (forced, part, count) for name, forced, part, count in cursor.fetchall()}


@pytest.mark.django_db
def test_every_table_forces_row_level_security_or_says_why_not() -> None:
    tables = _tables()
    open_tables = {name for name, (forced, _, _) in tables.items() if not forced}
    assert open_tables == set(NO_POLICY) & set(tables), "see NO_POLICY"
    # A partition is reached through its parent, or not at all.
    without_policy = {
        name for name, (forced, part, count) in tables.items() if forced and not part and not count
    }
    assert not without_policy


@pytest.mark.django_db
def test_shared_children_are_kept_in_the_circle_of_their_parent() -> None:
    """Where both ends carry a circle, a constraint of the database keeps them equal."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE contype = 'f' AND conname LIKE '%same_circle'"
        )
        kept = {name for (name,) in cursor.fetchall()}
    loose = [
        f"{model._meta.db_table}.{field.column}"
        for model, field in _foreign_keys()
        if {"circle_id"} <= {f.column for f in model._meta.fields}
        and {"circle_id"} <= {f.column for f in field.related_model._meta.fields}
        and f"{model._meta.db_table}_{field.column}_same_circle" not in kept
    ]
    assert set(loose) == set(ACROSS), "see ACROSS"


@pytest.mark.django_db
def test_the_tests_run_as_a_role_that_row_level_security_binds() -> None:
    """The canary: under a superuser every other test of secrecy would pass for nothing."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
        )
        assert cursor.fetchone() == ("lienket_runtime", False, False)
        cursor.execute(
            "SELECT bool_or(rolsuper OR rolbypassrls) FROM pg_roles WHERE rolname LIKE 'lienket%'"
        )
        assert cursor.fetchone() == (False,)


@pytest.mark.django_db
def test_without_a_context_no_shared_row_is_visible(circle: object) -> None:
    with connection.cursor() as cursor:
        for table in ("circles_circle", "circles_membership", "organizations_person"):
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone() == (0,)


def test_every_module_says_what_it_is_for() -> None:
    for name in RANK:
        text = (ROOT / "lienket" / name / "__init__.py").read_text()
        assert text.startswith('"""'), name


def test_every_refusal_says_what_happened() -> None:
    for module in pkgutil.walk_packages(lienket.__path__, "lienket."):
        if not {"tests", "migrations", "__main__"} & set(module.name.split(".")):
            importlib.import_module(module.name)

    def all_of(kind: type[errors.Refusal]) -> Iterator[type[errors.Refusal]]:
        for sub in kind.__subclasses__():
            yield sub
            yield from all_of(sub)

    silent = [kind.__name__ for kind in all_of(errors.Refusal) if not kind.__doc__]
    assert not silent
