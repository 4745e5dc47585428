"""The `lienket` command: run an installation and look after it."""

import argparse
import sys
from collections.abc import Sequence

from lienket.config.cli import db, demo, doctor, migrate, operator, organization, serve, token
from lienket.config.cli.words import _, say
from lienket.config.postgres import PostgresError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="lienket", description=_("Run a LiênKết installation and look after it.")
    )
    commands = parser.add_subparsers(metavar=_("command"), required=True)
    for noun in (serve, migrate, demo, doctor, organization, operator, token, db):
        noun.add_to(commands)
    chosen = parser.parse_args(arguments)
    try:
        return int(chosen.run(chosen))
    except PostgresError as error:
        say(str(error), to=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
