"""`lienket doctor`: look at everything an installation needs and say what to do."""

import argparse
import os

from lienket.config.cli import environment
from lienket.config.cli.words import _, say


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("doctor", help=_("find out what is wrong and what to do"))
    parser.set_defaults(run=run)


def run(_chosen: argparse.Namespace) -> int:
    """Print one line for each thing looked at; exit code 1 when something is wrong."""
    environment.prepare()
    environment.start_django()

    from lienket.config.doctor import examine

    ailing = 0
    for finding in examine(os.environ["DATABASE_URL"]):
        say(str(finding))
        ailing += not finding.good
    return 1 if ailing else 0
