"""The doctor sees what is wrong with a database and gives the SQL that puts it right."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import LazySettings

from lienket.config.doctor import database, machine
from lienket.config.postgres import Cluster, Urls


@pytest.fixture
def urls(cluster: Cluster) -> Iterator[Urls]:
    yield cluster.create_database("patient")
    cluster.drop_database("patient")


def test_a_prepared_database_is_well(urls: Urls) -> None:
    with psycopg.connect(urls.runtime, autocommit=True) as connection:
        findings = [
            database.version(connection),
            database.roles_are_right(connection),
            database.schema_is_prepared(connection),
            database.rows_are_guarded(connection),
        ]
    assert [str(finding) for finding in findings if not finding.good] == []


def test_a_role_that_passes_by_row_level_security_is_found_and_cured(urls: Urls) -> None:
    with psycopg.connect(urls.superuser, autocommit=True) as server:
        server.execute("ALTER ROLE lienket_worker BYPASSRLS")
        finding = database.roles_are_right(server)
        assert "ALTER ROLE lienket_worker NOSUPERUSER NOBYPASSRLS;" in finding.advice

        server.execute("ALTER ROLE lienket_worker NOSUPERUSER NOBYPASSRLS")
        assert database.roles_are_right(server).good


def test_a_role_that_inherits_too_much_is_found_and_cured(urls: Urls) -> None:
    with psycopg.connect(urls.superuser, autocommit=True) as server:
        server.execute("ALTER ROLE lienket_worker INHERIT")
        server.execute("REVOKE lienket_runtime FROM lienket_worker")
        server.execute("GRANT lienket_runtime TO lienket_worker")
        advice = database.roles_are_right(server).advice.splitlines()[1:]
        for statement in advice:
            server.execute(statement.encode())

        assert advice
        assert database.roles_are_right(server).good


def test_a_bare_schema_is_found_and_cured(cluster: Cluster, urls: Urls) -> None:
    with psycopg.connect(urls.superuser, autocommit=True) as connection:
        connection.execute("DROP EXTENSION pg_trgm")
        advice = database.schema_is_prepared(connection).advice.splitlines()[1:]
        for statement in advice:
            connection.execute(statement.encode())

        assert advice
        assert database.schema_is_prepared(connection).good


def test_a_table_whose_rows_are_open_is_named(urls: Urls) -> None:
    with psycopg.connect(urls.owner, autocommit=True) as owner:
        owner.execute("CREATE TABLE leaky (circle_id bigint)")
        assert "leaky" in database.rows_are_guarded(owner).told

        # Not forced: its owner would still see everything.
        owner.execute("ALTER TABLE leaky ENABLE ROW LEVEL SECURITY")
        assert not database.rows_are_guarded(owner).good

        owner.execute("ALTER TABLE leaky FORCE ROW LEVEL SECURITY")
        assert database.rows_are_guarded(owner).good


def test_a_part_of_a_table_must_not_be_reached_around_the_whole(urls: Urls) -> None:
    with psycopg.connect(urls.owner, autocommit=True) as owner:
        owner.execute("CREATE TABLE diary (circle_id bigint) PARTITION BY LIST (circle_id)")
        owner.execute("ALTER TABLE diary ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")
        owner.execute("CREATE TABLE diary_1 PARTITION OF diary FOR VALUES IN (1)")
        assert "diary_1" in database.rows_are_guarded(owner).told

        owner.execute("REVOKE ALL ON diary_1 FROM lienket_runtime")
        assert database.rows_are_guarded(owner).good


def test_a_new_server_is_told_all_its_sql() -> None:
    script = database.everything_sql()
    assert "CREATE ROLE lienket_owner LOGIN NOINHERIT PASSWORD" in script
    assert "CREATE DATABASE lienket;\n" in script
    assert "\\connect lienket\n" in script


def test_a_missing_typeface_is_found(settings: LazySettings, tmp_path: Path) -> None:
    assert machine.papers_can_be_printed().good
    settings.FACES = tmp_path
    finding = machine.papers_can_be_printed()
    assert "tinos-bold.ttf" in finding.told
    assert not finding.good
