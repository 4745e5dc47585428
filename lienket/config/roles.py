"""The database roles, and the SQL that makes them.

    lienket_owner    owns the tables and runs migrations
    lienket_runtime  what web requests and circle-by-circle work act as; held by row-level security
    lienket_worker   finds and locks what is due across circles, then acts as lienket_runtime
    lienket_reader   nobody signs in as it; owns the look-ups that must see across circles
    lienket_backup   reads everything, for pg_dump

None is a superuser and none passes by row-level security. The same SQL prepares the embedded
server and is printed by `lienket doctor` for another one; PostgreSQL 15 and later understand it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from psycopg import Connection

OLDEST_SERVER = 15
EXTENSIONS = ("pg_trgm",)
PASSWORD_PLACEHOLDER = "…"


@dataclass(frozen=True)
class Role:
    """One role: may it sign in, and whose rights may it take on."""

    name: str
    login: bool = True
    # Without it the role must say SET ROLE before it has the rights of the roles it belongs to.
    inherit: bool = True
    member_of: str = ""

    @property
    def attributes(self) -> str:
        login = "LOGIN" if self.login else "NOLOGIN"
        return f"{login} {'INHERIT' if self.inherit else 'NOINHERIT'}"


READER = Role("lienket_reader", login=False)
RUNTIME = Role("lienket_runtime")
OWNER = Role("lienket_owner", inherit=False, member_of=READER.name)
WORKER = Role("lienket_worker", inherit=False, member_of=RUNTIME.name)
BACKUP = Role("lienket_backup", member_of=READER.name)
# A role stands after the one it belongs to.
ROLES = (READER, RUNTIME, OWNER, WORKER, BACKUP)


@dataclass(frozen=True)
class Found:
    """What the server says about one of the roles."""

    login: bool
    inherit: bool
    superuser: bool
    bypasses_rls: bool
    member_of: Collection[str]


def found_on(connection: Connection) -> dict[str, Found]:
    """The roles as the connected server has them, those it lacks left out."""
    rows = connection.execute(_FOUND, [[role.name for role in ROLES]])
    return {name: Found(*state) for name, *state in rows}


def role_statements(passwords: Mapping[str, str]) -> list[str]:
    """SQL that makes every role, or puts right one that exists, with the given passwords."""
    statements = []
    for role in ROLES:
        password = f" PASSWORD {_literal(passwords[role.name])}" if role.login else ""
        # CREATE ROLE has no IF NOT EXISTS.
        statements += [
            f"DO $$ BEGIN IF to_regrole('{role.name}') IS NULL "
            f"THEN CREATE ROLE {role.name}; END IF; END $$",
            f"ALTER ROLE {role.name} {role.attributes}{password}",
        ]
        # From PostgreSQL 16 on, the grant takes INHERIT from the role's attribute, set just above.
        statements += _membership(role)
    return statements


def database_statements(name: str) -> list[str]:
    """SQL, for any database of the server, that says who may connect to database `name`."""
    connecting = ", ".join(role.name for role in ROLES if role.login)
    return [
        f"ALTER DATABASE {name} OWNER TO {OWNER.name}",
        f"REVOKE ALL ON DATABASE {name} FROM PUBLIC",
        f"GRANT CONNECT ON DATABASE {name} TO {connecting}",
    ]


def schema_statements() -> list[str]:
    """SQL, inside the database, for its extensions and the rights on what migrations will make.

    A table that must give less (the journal, say) takes rights away in its own migration.
    """
    using = ", ".join(role.name for role in ROLES if role is not OWNER)
    by_default = f"ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER.name} IN SCHEMA public GRANT"
    return [
        *(f"CREATE EXTENSION IF NOT EXISTS {name} SCHEMA public" for name in EXTENSIONS),
        f"ALTER SCHEMA public OWNER TO {OWNER.name}",
        "REVOKE ALL ON SCHEMA public FROM PUBLIC",
        f"GRANT USAGE ON SCHEMA public TO {using}",
        # Whoever owns a function must have been allowed to create it.
        f"GRANT CREATE ON SCHEMA public TO {READER.name}",
        f"{by_default} SELECT, INSERT, UPDATE, DELETE ON TABLES TO {RUNTIME.name}",
        f"{by_default} USAGE ON SEQUENCES TO {RUNTIME.name}",
        f"{by_default} SELECT ON TABLES TO {READER.name}",
        f"{by_default} SELECT ON SEQUENCES TO {READER.name}",
    ]


def missing_statements(found: Mapping[str, Found]) -> list[str]:
    """SQL that a server still needs for its roles; empty when they are right.

    Passwords are left for the administrator to fill in.
    """
    statements = []
    for role in ROLES:
        state = found.get(role.name)
        if state is None:
            password = f" PASSWORD '{PASSWORD_PLACEHOLDER}'" if role.login else ""
            statements.append(f"CREATE ROLE {role.name} {role.attributes}{password}")
            statements += _membership(role)
            continue
        if (state.login, state.inherit) != (role.login, role.inherit):
            statements.append(f"ALTER ROLE {role.name} {role.attributes}")
            if role.member_of in state.member_of:
                # The grant remembers the attribute it was made under.
                statements.append(f"REVOKE {role.member_of} FROM {role.name}")
                statements += _membership(role)
        if state.superuser or state.bypasses_rls:
            statements.append(f"ALTER ROLE {role.name} NOSUPERUSER NOBYPASSRLS")
        if role.member_of not in state.member_of:
            statements += _membership(role)
    return statements


# Whether rights are inherited is asked of the grant where there is one: since PostgreSQL 16 it
# keeps its own answer, and the attribute only speaks for grants to come.
_FOUND = """
    SELECT member.rolname,
           member.rolcanlogin,
           coalesce(bool_and(pg_has_role(member.oid, parent.oid, 'USAGE')), member.rolinherit),
           member.rolsuper,
           member.rolbypassrls,
           coalesce(array_agg(parent.rolname::text) FILTER (WHERE parent.oid IS NOT NULL), '{}')
      FROM pg_roles AS member
      LEFT JOIN pg_auth_members AS membership ON membership.member = member.oid
      LEFT JOIN pg_roles AS parent ON parent.oid = membership.roleid
     WHERE member.rolname = ANY(%s)
     GROUP BY member.oid, member.rolname, member.rolcanlogin, member.rolinherit,
              member.rolsuper, member.rolbypassrls
"""


def _membership(role: Role) -> list[str]:
    return [f"GRANT {role.member_of} TO {role.name}"] if role.member_of else []


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
