"""`lienket organization admit`: the first organizations come from the operator."""

import argparse
import sys
from datetime import UTC, datetime

from lienket.config.cli import environment
from lienket.config.cli.words import _, say


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("organization", help=_("organizations of this installation"))
    verbs = parser.add_subparsers(metavar=_("what to do"), required=True)
    admit = verbs.add_parser("admit", help=_("admit one and print an invitation for its head"))
    admit.add_argument("name", help=_("the full name"))
    admit.add_argument("--short-name", required=True, help=_("how it is called on the phone"))
    admit.add_argument(
        "--kind", default="enterprise", help=_("such as enterprise, police, commune")
    )
    admit.add_argument("--head", required=True, help=_("the name of its head"))
    admit.add_argument("--title", required=True, help=_("the office of its head"))
    admit.add_argument("--rank", default="", help=_("the rank, written before the name"))
    admit.add_argument("--email", default="", help=_("where the invitation is sent as well"))
    admit.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    environment.prepare()
    environment.start_django()

    from lienket.kernel.errors import Refusal
    from lienket.organizations import actions
    from lienket.organizations.models import Organization

    if chosen.kind not in Organization.Kind.values:
        told = _("There is no kind {kind}. Choose one of: {kinds}")
        kinds = ", ".join(Organization.Kind.values)
        say(told.format(kind=chosen.kind, kinds=kinds), to=sys.stderr)
        return 1
    try:
        founded = actions.found(
            name=chosen.name,
            short_name=chosen.short_name,
            kind=chosen.kind,
            head_name=chosen.head,
            head_title=chosen.title,
            head_rank=chosen.rank,
            email=chosen.email,
            now=datetime.now(UTC),
        )
    except Refusal as refusal:
        say(str(refusal), to=sys.stderr)
        return 1
    say(founded.link)
    return 0
