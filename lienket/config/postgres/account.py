"""The system account the server runs under. PostgreSQL refuses to run as root."""

import os
import pwd
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from lienket.config.postgres.errors import PostgresError

# Tried in this order when we are root; accounts are never created.
UNPRIVILEGED = ("postgres", "nobody")


@dataclass(frozen=True)
class Account:
    """A user id and group id; `switch` when our own process has others."""

    uid: int
    gid: int
    switch: bool

    @classmethod
    def choose(cls, data: Path) -> Self:
        """The owner of existing data, else ourselves, else (as root) an unprivileged account."""
        if os.geteuid() != 0:
            return cls(os.geteuid(), os.getegid(), switch=False)
        if data.exists() and data.stat().st_uid != 0:
            return cls(data.stat().st_uid, data.stat().st_gid, switch=True)
        for name in UNPRIVILEGED:
            try:
                entry = pwd.getpwnam(name)
            except KeyError:
                continue
            return cls(entry.pw_uid, entry.pw_gid, switch=True)
        raise PostgresError(
            "As root, PostgreSQL needs an unprivileged account, and there is no "
            f"{' or '.join(UNPRIVILEGED)}. Run as a normal user instead."
        )

    def popen(self) -> dict[str, Any]:
        """Arguments that make `subprocess` run a program under this account."""
        if not self.switch:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def can(self, check: str, path: Path) -> bool:
        """Ask `test` under this account: "-x" to enter or run, "-r" to read, "-w" to write."""
        return self.succeeds(["test", check, str(path)])

    def succeeds(self, command: Sequence[str | Path]) -> bool:
        """Does the command run under this account and end well? Its output is dropped."""
        try:
            done = subprocess.run(command, cwd="/", capture_output=True, **self.popen())
        except OSError:
            return False
        return done.returncode == 0

    def own(self, directory: Path) -> Path:
        """Make `directory` if need be, belonging to this account and closed to others."""
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.switch:
            os.chown(directory, self.uid, self.gid)
        return directory


def make_passable(*folders: Path) -> None:
    """Make folders of our own that every account may pass through, whatever the umask."""
    for folder in folders:
        if not folder.exists():
            folder.mkdir(parents=True)
            folder.chmod(0o755)
