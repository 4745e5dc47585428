"""Signing regulations in tests, as people do: what stands there is read, then signed."""

from datetime import datetime

from lienket.kernel.actors import Member
from lienket.kernel.rls import acting
from lienket.regulations import actions, queries
from lienket.regulations.models import Regulation, Version
from tests.cast import Unit


def sign(regulation: Regulation, by: Member, now: datetime) -> Version:
    """One reads and signs, in its own context."""
    seen = queries.fingerprint_to_sign(regulation)
    return actions.sign(regulation_id=regulation.id, seen=seen, by=by, now=now)


def sign_all(regulation: Regulation, *units: Unit, now: datetime) -> None:
    """Everybody reads and signs, one after the other."""
    for unit in units:
        by = unit.member()
        with acting(by):
            sign(regulation, by, now)
