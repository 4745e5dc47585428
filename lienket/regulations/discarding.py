"""What goes along when a draft is discarded: modules above let go of what was never in force."""

from collections.abc import Callable
from datetime import datetime

from lienket.kernel.actors import Member
from lienket.regulations.models import Regulation

#: Removes what hangs on a regulation that nobody has signed; what anybody relies on stays.
Release = Callable[[Regulation, Member, datetime], None]

_releases: list[Release] = []


def lets_go(release: Release) -> Release:
    """Declare how a module lets go of a draft."""
    _releases.append(release)
    return release


def let_go(regulation: Regulation, by: Member, now: datetime) -> None:
    """Remove what hangs on a draft and was never in force."""
    for release in _releases:
        release(regulation, by, now)
