"""`lienket demo`: something to look at, and large circles for load trials."""

import argparse
import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lienket.config.cli import environment, migrate
from lienket.config.cli.words import _, say


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("demo", help=_("load the demonstration"))
    parser.add_argument(
        "--members", type=int, metavar="N", help=_("instead, make one circle of this many members")
    )
    parser.add_argument("--json", action="store_true", help=_("print what was made as JSON"))
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    if chosen.members is None:
        # Its notices go into the mailbox of the demonstration.
        os.environ["LIENKET_DEMO"] = "1"
    environment.prepare()
    migrate.migrate()

    from lienket.config import demo
    from lienket.kernel.errors import Refusal

    try:
        made = demo.load(members=chosen.members, now=datetime.now(UTC), kept=loaded())
    except Refusal as refusal:
        say(str(refusal), to=sys.stderr)
        return 1
    if chosen.members is None:
        _keep(made)
    if chosen.json or chosen.members:
        json.dump(made, sys.stdout, ensure_ascii=False)
        say()
    else:
        show_sign_ins(made)
    return 0


def loaded() -> dict[str, Any] | None:
    """What the demonstration of this data directory made; None before it was loaded."""
    return dict(json.loads(_kept().read_text())) if _kept().exists() else None


def show_sign_ins(made: dict[str, Any]) -> None:
    """A table of who can sign in: `sign_ins` lists {user, password, who}."""
    say(_("To sign in to the demonstration:"))
    for one in made["sign_ins"]:
        say(f"  {one['user']:<10} {one['password']:<18} {one['who']}")


def _keep(made: dict[str, Any]) -> None:
    """Remember the sign-ins for later starts, for nobody else's eyes."""
    unfinished = _kept().with_suffix(".new")
    unfinished.touch(mode=0o600)
    unfinished.write_text(json.dumps(made, ensure_ascii=False))
    unfinished.rename(_kept())


def _kept() -> Path:
    return environment.home() / "demo.json"
