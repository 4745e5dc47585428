"""The roles hold exactly the rights they are described with, on every promised server."""

from collections.abc import Iterator

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege

from lienket.config import roles
from lienket.config.postgres import Cluster, Urls


@pytest.fixture(scope="module")
def urls(cluster: Cluster) -> Iterator[Urls]:
    """A database with one table, as a migration would make it."""
    urls = cluster.create_database("rights")
    with psycopg.connect(urls.owner) as owner:
        owner.execute("CREATE TABLE noted (id bigint GENERATED ALWAYS AS IDENTITY, words text)")
    yield urls
    cluster.drop_database("rights")


def found(urls: Urls) -> dict[str, roles.Found]:
    with psycopg.connect(urls.runtime) as connection:
        return roles.found_on(connection)


def test_a_prepared_server_misses_nothing(urls: Urls) -> None:
    assert roles.missing_statements(found(urls)) == []


def test_nobody_passes_by_row_level_security(urls: Urls) -> None:
    assert not [name for name, role in found(urls).items() if role.superuser or role.bypasses_rls]


def test_an_empty_server_is_told_everything_it_misses() -> None:
    statements = roles.missing_statements({})
    for role in roles.ROLES:
        assert any(statement.startswith(f"CREATE ROLE {role.name} ") for statement in statements)


def test_a_role_with_too_many_rights_is_told_to_give_them_up() -> None:
    right = {
        role.name: roles.Found(role.login, role.inherit, False, False, {role.member_of})
        for role in roles.ROLES
    }
    strong = {**right, "lienket_runtime": roles.Found(True, True, True, False, set())}

    assert roles.missing_statements(right) == []
    assert roles.missing_statements(strong) == [
        "ALTER ROLE lienket_runtime NOSUPERUSER NOBYPASSRLS"
    ]


def test_runtime_writes_rows_and_makes_no_tables(urls: Urls) -> None:
    with psycopg.connect(urls.runtime, autocommit=True) as runtime:
        runtime.execute("INSERT INTO noted (words) VALUES ('Đà Nẵng')")
        runtime.execute("UPDATE noted SET words = 'Huế'")
        runtime.execute("DELETE FROM noted")
        with pytest.raises(InsufficientPrivilege):
            runtime.execute("CREATE TABLE loot (id int)")


def test_the_worker_reads_nothing_until_it_acts_as_runtime(urls: Urls) -> None:
    with psycopg.connect(urls.worker, autocommit=True) as worker:
        with pytest.raises(InsufficientPrivilege):
            worker.execute("SELECT FROM noted")
        worker.execute("SET ROLE lienket_runtime")
        worker.execute("SELECT FROM noted")


def test_the_backup_reads_and_changes_nothing(urls: Urls) -> None:
    with psycopg.connect(urls.backup, autocommit=True) as backup:
        backup.execute("SELECT FROM noted")
        backup.execute("SELECT FROM noted_id_seq")
        with pytest.raises(InsufficientPrivilege):
            backup.execute("DELETE FROM noted")


def test_the_owner_hands_functions_to_the_reader_without_reading_as_it(
    urls: Urls,
) -> None:
    with psycopg.connect(urls.owner, autocommit=True) as owner:
        owner.execute(
            "CREATE FUNCTION words() RETURNS bigint LANGUAGE sql SECURITY DEFINER "
            "SET search_path = public AS 'SELECT count(*) FROM noted'"
        )
        owner.execute("ALTER FUNCTION words() OWNER TO lienket_reader")
        inherits = owner.execute("SELECT pg_has_role('lienket_owner', 'lienket_reader', 'USAGE')")
        assert inherits.fetchone() == (False,)
    with psycopg.connect(urls.runtime) as runtime:
        assert runtime.execute("SELECT words()").fetchone() == (0,)


def test_words_can_be_found_by_their_letters(urls: Urls) -> None:
    with psycopg.connect(urls.runtime) as runtime:
        assert runtime.execute("SELECT similarity('Huế', 'Huế')").fetchone() == (1.0,)
