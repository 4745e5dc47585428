"""`lienket operator grant|revoke`: who may see the states of delivery, never any content."""

import argparse
import sys

from lienket.config.cli import environment
from lienket.config.cli.words import _, say


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("operator", help=_("who looks after the installation"))
    verbs = parser.add_subparsers(metavar=_("what to do"), required=True)
    for verb, is_operator, told in (
        ("grant", True, _("let an account see the states of delivery")),
        ("revoke", False, _("take that back")),
    ):
        command = verbs.add_parser(verb, help=told)
        command.add_argument("user", help=_("the user name"))
        command.set_defaults(run=run, is_operator=is_operator)


def run(chosen: argparse.Namespace) -> int:
    environment.prepare()
    environment.start_django()

    from lienket.organizations.models import Account

    changed = Account.objects.filter(username__iexact=chosen.user).update(
        is_operator=chosen.is_operator
    )
    if not changed:
        say(_("There is no account {user}.").format(user=chosen.user), to=sys.stderr)
        return 1
    return 0
