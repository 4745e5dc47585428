"""Is the database the one that LiênKết needs?"""

from psycopg import Connection

from lienket.config import roles
from lienket.config.cli.words import _
from lienket.config.doctor.finding import Finding

# A table of circles' or organizations' rows that web or worker may touch without a policy having
# its say. Parts of a table may only be reached through the whole, whose policies then hold.
_UNGUARDED = """
    SELECT DISTINCT c.relname
      FROM pg_class AS c
      JOIN pg_attribute AS a ON a.attrelid = c.oid
     WHERE c.relnamespace = 'public'::regnamespace
       AND c.relkind IN ('r', 'p')
       AND a.attname IN ('circle_id', 'organization_id')
       AND NOT a.attisdropped
       AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
       AND (has_table_privilege(%(runtime)s, c.oid, 'SELECT, INSERT, UPDATE, DELETE')
            OR has_any_column_privilege(%(worker)s, c.oid, 'SELECT, INSERT, UPDATE'))
     ORDER BY 1
"""
_UNPREPARED = """
    SELECT (SELECT count(*) FROM pg_extension WHERE extname = ANY(%(extensions)s))
               < cardinality(%(extensions)s)
        OR NOT has_schema_privilege(%(runtime)s, 'public', 'USAGE')
        OR NOT has_schema_privilege(%(worker)s, 'public', 'USAGE')
        OR NOT has_schema_privilege(%(reader)s, 'public', 'CREATE')
        OR has_schema_privilege('public', 'public', 'CREATE')
        OR NOT EXISTS (
            SELECT FROM pg_default_acl AS d, aclexplode(d.defaclacl) AS granted
             WHERE d.defaclrole = to_regrole(%(owner)s)
               AND d.defaclobjtype = 'r'
               AND granted.grantee = to_regrole(%(runtime)s)
               AND granted.privilege_type = 'UPDATE')
"""


def everything_sql() -> str:
    """All SQL for a server that knows nothing of LiênKết, passwords to be filled in."""
    database = "lienket"
    return _script(
        [
            *roles.missing_statements({}),
            f"CREATE DATABASE {database}",
            *roles.database_statements(database),
            f"\\connect {database}",
            *roles.schema_statements(),
        ]
    )


def version(connection: Connection) -> Finding:
    number = connection.info.server_version // 10000
    told = _("PostgreSQL {version} answers.").format(version=number)
    if number >= roles.OLDEST_SERVER:
        return Finding(told)
    return Finding(told, _("Use PostgreSQL {oldest} or later.").format(oldest=roles.OLDEST_SERVER))


def roles_are_right(connection: Connection) -> Finding:
    missing = roles.missing_statements(roles.found_on(connection))
    if not missing:
        return Finding(_("The database roles are right; none passes by row-level security."))
    return Finding(
        _("The database roles are not right."),
        _("Run this as a superuser:") + f"\n{_script(missing)}",
    )


def schema_is_prepared(connection: Connection) -> Finding:
    known = roles.found_on(connection).keys() == set(_names().values())
    values = {**_names(), "extensions": list(roles.EXTENSIONS)}
    answer = connection.execute(_UNPREPARED, values).fetchone() if known else None
    if answer == (False,):
        return Finding(_("Extensions and rights on the schema are right."))
    return Finding(
        _("Extensions or rights on the schema are missing."),
        _("Run this in the database as a superuser:") + f"\n{_script(roles.schema_statements())}",
    )


def is_migrated() -> Finding:
    """Does the database have every migration of this version?"""
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connections["owner"])
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not pending:
        return Finding(_("The tables are those of this version."))
    told = _("{count} migrations have not been run.").format(count=len(pending))
    return Finding(told, _("Run: lienket migrate"))


def rows_are_guarded(connection: Connection) -> Finding:
    """Is row-level security forced wherever rows belong to somebody?"""
    open_tables = [name for (name,) in connection.execute(_UNGUARDED, _names())]
    if not open_tables:
        return Finding(_("Row-level security is forced on every table with somebody's rows."))
    return Finding(
        _("These tables are open: {tables}").format(tables=", ".join(open_tables)),
        _("Stop LiênKết and ask its makers: somebody or something changed the tables."),
    )


def _names() -> dict[str, str]:
    return {role.name.removeprefix("lienket_"): role.name for role in roles.ROLES}


def _script(statements: list[str]) -> str:
    return "\n".join(
        statement if statement.startswith("\\") else f"{statement};" for statement in statements
    )
