"""Row-level security: the safety net below every query.

Two settings, local to a transaction, say what the one who acts may see: `app.circles` and
`app.organizations`. The policies of all tables read them, and without them no row is visible.
Policies wrap the functions in a sub-select so that PostgreSQL evaluates them once per query.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection, migrations, transaction

from lienket.kernel.actors import Actor

#: Rows that belong to a circle.
SHARED = "circle_id = ANY((SELECT app_circles())::bigint[])"
#: Rows that belong to one organization alone.
PRIVATE = "organization_id = ANY((SELECT app_organizations())::bigint[])"


@contextmanager
def acting(by: Actor) -> Iterator[None]:
    """One transaction in which `by` sees its circles and organizations, and nothing else.

    A refusal that leaves the block undoes everything done in it.
    """
    with transaction.atomic():
        outer = _settings()
        see(by.circles, by.organizations)
        yield
        # Inside an outer transaction the settings would outlive the block.
        if connection.savepoint_ids:
            _restore(outer)


def see(circles: Iterable[int], organizations: Iterable[int]) -> None:
    """Set what is visible until the transaction ends."""
    _restore((_array(circles), _array(organizations)))


def see_also(circle_id: int) -> None:
    """Widen the sight of this transaction by a circle that it is about to create."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('app.circles', (app_circles() || %s::bigint)::text, true)",
            [circle_id],
        )


def _settings() -> tuple[str, str]:
    if not connection.savepoint_ids:
        return "", ""
    with connection.cursor() as cursor:
        cursor.execute("SELECT app_circles()::text, app_organizations()::text")
        circles, organizations = cursor.fetchone()
    return circles, organizations


def _restore(settings: tuple[str, str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('app.circles', %s, true), set_config('app.organizations', %s, true)",
            settings,
        )


def _array(ids: Iterable[int]) -> str:
    return "{" + ",".join(map(str, ids)) + "}"


@contextmanager
def as_worker() -> Iterator[None]:
    """Act as the role that finds and locks what is due across all circles, and reads nothing else.

    Only a worker process may take this role. To be used inside a transaction; locks that were
    taken here stay held when the block ends and the runtime role is back.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE lienket_worker")
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE lienket_runtime")


class Protect(migrations.RunSQL):
    """Migration step: force row-level security on `table`, visible where `using` holds.

    `check` says which rows may be written, when it differs from which may be seen.
    """

    def __init__(self, table: str, using: str, *, check: str | None = None) -> None:
        super().__init__(
            f"""
            ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
            ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
            CREATE POLICY members ON {table} TO lienket_runtime
                USING ({using}) WITH CHECK ({check or using});
            CREATE POLICY readers ON {table} FOR SELECT TO lienket_reader USING (true);
            """,
            f"""
            DROP POLICY members ON {table};
            DROP POLICY readers ON {table};
            ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY;
            ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;
            """,
        )


class SameCircle(migrations.RunSQL):
    """Migration step: `table.column` points at a row of `parent` in the same circle.

    It stands in for the plain foreign key, which the model leaves to it (`db_constraint=False`).
    """

    def __init__(self, table: str, column: str, parent: str, *, on_delete: str = "CASCADE") -> None:
        name = f"{table}_{column}_same_circle"
        unique = f"{parent}_circle_and_id"
        super().__init__(
            f"""
            DO $$ BEGIN
                IF NOT EXISTS (SELECT FROM pg_class WHERE relname = '{unique}') THEN
                    CREATE UNIQUE INDEX {unique} ON {parent} (circle_id, id);
                END IF;
            END $$;
            ALTER TABLE {table} ADD CONSTRAINT {name}
                FOREIGN KEY (circle_id, {column}) REFERENCES {parent} (circle_id, id)
                ON DELETE {on_delete} DEFERRABLE INITIALLY DEFERRED;
            """,
            f"ALTER TABLE {table} DROP CONSTRAINT {name}",
        )


class WorkerFinds(migrations.RunSQL):
    """Migration step: the worker role may find rows by `reads` and lock or lease them by `writes`.

    Both are comma-separated column names; nothing else of the table is readable to it.
    """

    def __init__(self, table: str, *, reads: str, writes: str) -> None:
        super().__init__(
            f"""
            GRANT SELECT ({reads}), UPDATE ({writes}) ON {table} TO lienket_worker;
            CREATE POLICY due ON {table} TO lienket_worker USING (true) WITH CHECK (true);
            """,
            f"""
            DROP POLICY due ON {table};
            REVOKE SELECT ({reads}), UPDATE ({writes}) ON {table} FROM lienket_worker;
            """,
        )


class AppendOnly(migrations.RunSQL):
    """Migration step: rows of `table` are written once; nobody changes or deletes them."""

    def __init__(self, table: str) -> None:
        super().__init__(
            f"REVOKE UPDATE, DELETE ON {table} FROM lienket_runtime",
            f"GRANT UPDATE, DELETE ON {table} TO lienket_runtime",
        )


class LookUp(migrations.RunSQL):
    """Migration step: a SECURITY DEFINER function of the reader, which sees past the policies.

    `signature` is the name with argument types, e.g. `app_link(bigint)`; `definition` is what
    stands between CREATE FUNCTION and the closing semicolon, with SECURITY DEFINER left out.
    The function itself must refuse what its caller may not know.
    """

    def __init__(self, signature: str, definition: str, *, to: str = "lienket_runtime") -> None:
        super().__init__(
            f"""
            CREATE FUNCTION {definition};
            ALTER FUNCTION {signature} SECURITY DEFINER SET search_path = public, pg_temp;
            REVOKE ALL ON FUNCTION {signature} FROM PUBLIC;
            GRANT EXECUTE ON FUNCTION {signature} TO {to};
            ALTER FUNCTION {signature} OWNER TO lienket_reader;
            """,
            f"DROP FUNCTION {signature}",
        )
