"""Where the database is, for each role."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Self
from urllib.parse import quote

from lienket.config import roles

SUPERUSER = "postgres"


@dataclass(frozen=True)
class Urls:
    """Connection addresses of one database of the embedded cluster, by role.

    They lead through the unix socket; the same port listens on 127.0.0.1.
    """

    socket: Path
    port: int
    passwords: Mapping[str, str] = field(repr=False)
    database: str = "lienket"

    def at(self, database: str) -> Self:
        """The same roles, connecting to another database."""
        return replace(self, database=database)

    @property
    def runtime(self) -> str:
        return self._url(roles.RUNTIME.name)

    @property
    def owner(self) -> str:
        return self._url(roles.OWNER.name)

    @property
    def worker(self) -> str:
        return self._url(roles.WORKER.name)

    @property
    def backup(self) -> str:
        return self._url(roles.BACKUP.name)

    @property
    def superuser(self) -> str:
        return self._url(SUPERUSER)

    def environment(self) -> dict[str, str]:
        """The variables that the settings read."""
        return {
            "DATABASE_URL": self.runtime,
            "DATABASE_OWNER_URL": self.owner,
            "DATABASE_WORKER_URL": self.worker,
            "DATABASE_DIRECT_URL": self.runtime,
        }

    def _url(self, user: str) -> str:
        # Passwords are made of letters that need no quoting.
        host = quote(str(self.socket), safe="")
        return (
            f"postgresql://{user}:{self.passwords[user]}@/{self.database}"
            f"?host={host}&port={self.port}"
        )
