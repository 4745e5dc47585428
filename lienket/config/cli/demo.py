"""`lienket demo`: something to look at, and large circles for load trials."""

import argparse
import json
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
    environment.prepare()
    migrate.migrate()
    made = load(chosen.members)
    if chosen.json:
        json.dump(made, sys.stdout, ensure_ascii=False)
        say()
    else:
        show_sign_ins(made)
    return 0


def load(members: int | None = None) -> dict[str, Any]:
    """Load the demonstration; without `members`, remember its sign-ins for later starts."""
    from lienket.config import demo

    made = demo.load(members=members, now=datetime.now(UTC))
    if members is None:
        _kept().write_text(json.dumps(made, ensure_ascii=False))
    return made


def loaded() -> dict[str, Any] | None:
    """What the demonstration of this data directory made; None before it was loaded."""
    return json.loads(_kept().read_text()) if _kept().exists() else None


def show_sign_ins(made: dict[str, Any]) -> None:
    """A table of who can sign in: `sign_ins` lists {who, user, password}."""
    sign_ins = made.get("sign_ins", [])
    width = max((len(one["who"]) for one in sign_ins), default=0)
    say(_("To sign in to the demonstration:"))
    for one in sign_ins:
        say(f"  {one['who']:<{width}}  {one['user']}  {one['password']}")


def _kept() -> Path:
    return environment.home() / "demo.json"
