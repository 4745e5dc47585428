"""`lienket db`: the embedded database server."""

import argparse
import os
import shutil
import sys

from lienket.config.cli import environment
from lienket.config.cli.words import _, say
from lienket.config.postgres import Cluster


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("db", help=_("the embedded database server"))
    verbs = parser.add_subparsers(metavar=_("what to do"), required=True)
    for name, run, help in (
        ("status", status, _("is it running, and where")),
        ("stop", stop, _("stop it")),
        ("psql", psql, _("open psql as the role that owns the tables")),
    ):
        verbs.add_parser(name, help=help).set_defaults(run=run)


def status(_chosen: argparse.Namespace) -> int:
    cluster = _embedded()
    if cluster is None:
        return 1
    if not cluster.is_running():
        say(_("PostgreSQL is stopped."))
        return 3
    urls = cluster.ensure()
    say(
        _("PostgreSQL {version} is running on 127.0.0.1:{port}; its data are in {data}.").format(
            version=cluster.binaries.version, port=urls.port, data=cluster.data
        )
    )
    return 0


def stop(_chosen: argparse.Namespace) -> int:
    cluster = _embedded()
    if cluster is None:
        return 1
    cluster.stop()
    say(_("PostgreSQL is stopped."))
    return 0


def psql(_chosen: argparse.Namespace) -> int:
    cluster = _embedded()
    url = cluster.ensure().owner if cluster else os.environ.get("DATABASE_OWNER_URL", "")
    own = str(cluster.binaries.folder / "psql") if cluster else ""
    program = own if os.access(own, os.X_OK) else shutil.which("psql")
    if program is None or not url:
        say(_("There is no psql here. Install the package postgresql-client."), to=sys.stderr)
        return 1
    os.execv(program, [program, url])


def _embedded() -> Cluster | None:
    cluster = environment.embedded_cluster()
    if cluster is None:
        say(_("DATABASE_URL is set, so the embedded server is not in use."))
    return cluster
