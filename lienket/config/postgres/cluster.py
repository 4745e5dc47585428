"""Making, starting and stopping the embedded PostgreSQL cluster."""

import contextlib
import fcntl
import hashlib
import json
import os
import secrets
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg

from lienket.config import roles
from lienket.config.postgres import binaries
from lienket.config.postgres.account import Account, make_passable
from lienket.config.postgres.errors import PostgresError
from lienket.config.postgres.urls import SUPERUSER, Urls

DATABASE = "lienket"
# Used by root only, when the data directory is closed to the account the server runs under.
SYSTEM_STORE = Path("/var/lib/lienket")
# Seconds. Recovery after a crash replays the log first, and the last backends must have left.
START_PATIENCE = 60
STOP_PATIENCE = 10
# A unix socket's path has to fit into about a hundred bytes.
LONGEST_SOCKET_FOLDER = 80
# For tests. A killed server still loses nothing; only a power cut would take something.
CARELESS = ("fsync=off", "full_page_writes=off", "autovacuum=off")


class Cluster:
    """The cluster that belongs to one data directory, at most one server at a time.

    `durable=False` gives up safety against power cuts for speed; only tests want that.
    Works for root too: the server then runs under an unprivileged account.
    """

    def __init__(self, home: Path | str, *, durable: bool = True) -> None:
        self.folder = Path(home).resolve() / "postgres"
        self.durable = durable
        self.binaries = binaries.find()
        self._child: subprocess.Popen[bytes] | None = None

    def ensure(self) -> Urls:
        """Have the server running, with its roles and its database; return their addresses.

        Safe to call at any time and by several processes at once. Recovers from a killed server.
        Raises PostgresError with the last lines of the server's log when it does not start.
        """
        with self._locked():
            if not self.data.exists():
                self._initialize()
            if not self._is_running():
                self._start()
            self._await_ready()
            self._make_roles()
            return self._urls()

    def stop(self) -> None:
        """Stop the server: open transactions roll back, clients are disconnected."""
        with self._locked():
            pid = self._server_pid()
            if pid is None:
                return
            os.kill(pid, signal.SIGINT)
            deadline = time.monotonic() + STOP_PATIENCE
            while self._is_running():
                if time.monotonic() > deadline:
                    raise PostgresError(f"PostgreSQL (process {pid}) does not stop.")
                time.sleep(0.02)

    def is_running(self) -> bool:
        """Is a server of this cluster alive?"""
        with self._locked():
            return self._is_running()

    def create_database(self, name: str, template: str | None = None) -> Urls:
        """Make database `name`, empty or a copy of `template`, which nobody may be using."""
        urls = self.ensure()
        with psycopg.connect(urls.superuser, autocommit=True) as server:
            copied = f" TEMPLATE {template}" if template else ""
            server.execute(f"CREATE DATABASE {name}{copied}".encode())
            _run(server, roles.database_statements(name))
        if template is None:
            with psycopg.connect(urls.at(name).superuser) as database:
                _run(database, roles.schema_statements())
        return urls.at(name)

    def drop_database(self, name: str) -> None:
        """Remove database `name` if it exists, disconnecting whoever uses it."""
        with psycopg.connect(self.ensure().superuser, autocommit=True) as server:
            server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)".encode())

    @property
    def log(self) -> Path:
        """What the server has said since its last start."""
        return self.folder / f"log-{self.binaries.major}.txt"

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        """Hold the cluster against other launchers, with its account and places settled."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self._settle()
            yield

    def _settle(self) -> None:
        kept = self.folder
        self.account = Account.choose(self._data_in(kept))
        if not self.account.can("-x", kept):
            # Closed parent directories are never opened up; the data go elsewhere instead.
            kept = SYSTEM_STORE / self._name()
            self.account = Account.choose(self._data_in(kept))
            make_passable(SYSTEM_STORE, kept)
        self.data = self._data_in(kept)
        self.socket = self.data.with_name("run")
        if len(str(self.socket)) > LONGEST_SOCKET_FOLDER:
            self.socket = Path("/tmp") / f"lienket-{self.account.uid}-{_short_hash(self.data)}"

    def _name(self) -> str:
        """What the data are called elsewhere; a new data directory never finds an older one's."""
        kept = self.folder / "name"
        if not kept.exists():
            kept.write_text(secrets.token_hex(6))
        return kept.read_text()

    def _data_in(self, kept: Path) -> Path:
        # Another major version cannot read the files, so it never sees them.
        return kept / f"cluster-{self.binaries.major}" / "data"

    def _initialize(self) -> None:
        self._refuse_older_data()
        outer = self.account.own(self.data.parent)
        unfinished = outer / "data.new"
        password_file = outer / "password"
        passwords = self._passwords()
        subprocess.run(["rm", "-rf", unfinished], check=True)
        password_file.touch(mode=0o600)
        password_file.write_text(passwords[SUPERUSER])
        if self.account.switch:
            os.chown(password_file, self.account.uid, self.account.gid)
        # Where the machine's own collations are not involved, a library update changes no index.
        locale = (
            ["--locale-provider=builtin", "--locale=C", "--builtin-locale=C.UTF-8"]
            if self.binaries.major >= 17
            else ["--locale=C.UTF-8"]
        )
        options = ["-U", SUPERUSER, f"--pwfile={password_file}", "--auth=scram-sha-256"]
        options += ["--encoding=UTF8", *locale, "--data-checksums"]
        done = subprocess.run(
            [self._programs() / "initdb", "-D", unfinished, *options],
            cwd="/",
            capture_output=True,
            text=True,
            **self.account.popen(),
        )
        password_file.unlink()
        if done.returncode != 0:
            raise PostgresError(f"initdb failed:\n{done.stdout}{done.stderr}")
        unfinished.rename(self.data)

    def _refuse_older_data(self) -> None:
        kept = self.data.parent.parent
        older = [path for path in kept.glob("cluster-*/data") if path != self.data]
        if older and self.durable:
            raise PostgresError(
                f"{older[0]} was written by another PostgreSQL than this {self.binaries.version}. "
                "Set LIENKET_PG_BIN to the older programs, take a dump with pg_dump, then restore "
                "it into a new data directory."
            )

    def _programs(self) -> Path:
        return binaries.usable_by(self.account, self.binaries, SYSTEM_STORE).folder

    def _start(self) -> None:
        """Start the server, on another port if somebody has taken ours since."""
        deadline = time.monotonic() + START_PATIENCE
        self.account.own(self.socket)
        while True:
            self._clear_traces()
            if self._is_ready(self._launch()):
                return
            said = self.log.read_text(errors="replace")
            if "could not bind" in said:
                self.data.with_name("port").unlink(missing_ok=True)
            # Backends of a killed server take a moment to notice and leave; others are in earnest.
            elif "pre-existing shared memory block" not in said or time.monotonic() > deadline:
                raise PostgresError(f"PostgreSQL did not start. Its log {self.log} ends:\n{said}")
            time.sleep(0.1)

    def _clear_traces(self) -> None:
        """Remove what a killed server left, in case its number now belongs to another program."""
        for trace in (self.data / "postmaster.pid", *self.socket.glob(".s.PGSQL.*")):
            trace.unlink(missing_ok=True)

    def _launch(self) -> subprocess.Popen[bytes]:
        settings = [
            "listen_addresses=127.0.0.1",
            f"port={self._port()}",
            f"unix_socket_directories={self.socket}",
            "unix_socket_permissions=0700",
            "jit=off",
            *([] if self.durable else CARELESS),
        ]
        arguments = [part for setting in settings for part in ("-c", setting)]
        with contextlib.suppress(FileNotFoundError):
            self.log.replace(self.log.with_suffix(".previous.txt"))
        with self.log.open("wb") as log:
            # Its own session: Ctrl-C in our terminal must reach it last, through us.
            self._child = subprocess.Popen(
                [self._programs() / "postgres", "-D", self.data, *arguments],
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                **self.account.popen(),
            )
        return self._child

    def _is_ready(self, child: subprocess.Popen[bytes]) -> bool:
        """Wait until our child is ready; False when it ended instead."""
        while child.poll() is None:
            if self._ready_pid() == child.pid:
                return True
            time.sleep(0.01)
        return False

    def _await_ready(self) -> None:
        """Wait for a server that another process started."""
        deadline = time.monotonic() + START_PATIENCE
        while self._ready_pid() is None:
            if time.monotonic() > deadline or not self._is_running():
                raise PostgresError(f"PostgreSQL does not become ready; see {self.log}.")
            time.sleep(0.02)

    def _is_running(self) -> bool:
        return self._server_pid() is not None

    def _pid_file(self) -> list[str]:
        """Lines of postmaster.pid: process number first, "ready" or "starting" in the eighth."""
        try:
            return (self.data / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return []

    def _server_pid(self) -> int | None:
        """The number of the live server; a stale file of a killed one does not count."""
        if self._child:
            # A killed child stays a zombie, which still answers to its number, until asked for.
            self._child.poll()
        lines = self._pid_file()
        if not lines or f"-D {self.data} " not in _command_of(int(lines[0])):
            return None
        return int(lines[0])

    def _ready_pid(self) -> int | None:
        lines = self._pid_file()
        ready = len(lines) >= 8 and lines[7].strip() == "ready"
        return self._server_pid() if ready else None

    def _urls(self) -> Urls:
        return Urls(self.socket, self._port(), self._passwords())

    def _port(self) -> int:
        """The port on 127.0.0.1: a free one, kept for next time."""
        kept = self.data.with_name("port")
        if not kept.exists():
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", 0))
                kept.write_text(str(probe.getsockname()[1]))
        return int(kept.read_text())

    def _passwords(self) -> dict[str, str]:
        """Random passwords, readable by whoever runs LiênKết and by nobody else."""
        kept = self.folder / "passwords.json"
        if not kept.exists():
            names = [SUPERUSER, *(role.name for role in roles.ROLES if role.login)]
            unfinished = kept.with_suffix(".new")
            unfinished.touch(mode=0o600)
            unfinished.write_text(json.dumps({name: secrets.token_hex(24) for name in names}))
            unfinished.rename(kept)
        return dict(json.loads(kept.read_text()))

    def _make_roles(self) -> None:
        """Roles and the database, once for each wording of their SQL."""
        urls = self._urls()
        statements = roles.role_statements(urls.passwords)
        wording = _short_hash(statements, roles.database_statements(DATABASE))
        wording += _short_hash(roles.schema_statements())
        stamp = self.data.with_name("roles.stamp")
        if stamp.exists() and stamp.read_text() == wording:
            return
        with psycopg.connect(urls.at("postgres").superuser, autocommit=True) as server:
            _run(server, statements)
            known = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if known.fetchone() is None:
                server.execute(f"CREATE DATABASE {DATABASE}".encode())
            _run(server, roles.database_statements(DATABASE))
        with psycopg.connect(urls.superuser) as database:
            _run(database, roles.schema_statements())
        stamp.write_text(wording)


def _run(connection: psycopg.Connection, statements: list[str]) -> None:
    for statement in statements:
        connection.execute(statement.encode())


def _command_of(pid: int) -> str:
    """The command line of a live process; empty when there is none, or it is a zombie."""
    if Path("/proc/self").exists():
        try:
            return Path(f"/proc/{pid}/cmdline").read_text(errors="replace").replace("\0", " ")
        except OSError:
            return ""
    return subprocess.run(
        ["ps", "-ww", "-o", "command=", "-p", str(pid)], capture_output=True, text=True
    ).stdout


def _short_hash(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:12]
