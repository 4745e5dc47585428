"""`lienket token create`: a key for another program that uses the API."""

import argparse
import sys
from datetime import UTC, datetime, timedelta

from lienket.config.cli import environment
from lienket.config.cli.words import _, say


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("token", help=_("keys for programs that use the API"))
    verbs = parser.add_subparsers(metavar=_("what to do"), required=True)
    create = verbs.add_parser("create", help=_("make a key and print it, once"))
    create.add_argument("user", help=_("the user name of the person it acts for"))
    create.add_argument("label", help=_("what the key is for"))
    create.add_argument(
        "--organization",
        type=int,
        metavar="ID",
        help=_("which organization it acts in, when the person belongs to several"),
    )
    create.add_argument(
        "--scope",
        action="append",
        default=[],
        metavar=_("RIGHT"),
        help=_("a right it may use besides reading, such as bulletin.issue; may be repeated"),
    )
    create.add_argument(
        "--without-reading", action="store_true", help=_("for a program that only sends")
    )
    create.add_argument(
        "--days", type=int, default=365, metavar="N", help=_("how long it is valid")
    )
    create.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    environment.prepare()
    environment.start_django()

    from lienket.kernel.actors import READ
    from lienket.kernel.errors import Refusal
    from lienket.organizations import actions

    now = datetime.now(UTC)
    try:
        token = actions.create_token_for(
            username=chosen.user,
            organization_id=chosen.organization,
            label=chosen.label,
            scopes=chosen.scope if chosen.without_reading else [READ, *chosen.scope],
            expires_at=now + timedelta(days=chosen.days),
            now=now,
        )
    except Refusal as refusal:
        say(str(refusal), to=sys.stderr)
        return 1
    say(token)
    return 0
