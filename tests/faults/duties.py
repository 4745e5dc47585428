"""A regulation by which three owe one another something every quarter of an hour, just signed.

Run in a process of its own, as `tests.faults.scene` is.
"""

import json

import django

django.setup()

from lienket.kernel.rls import acting
from lienket.obligations import actions
from lienket.obligations.actions import ObligationDraft
from lienket.obligations.rules import Cadence
from lienket.regulations.tests.conftest import sign_all, write_draft
from tests.cast import NOON, make_circle, make_unit

OBLIGATIONS = 5
QUARTERS = tuple(f"{hour:02}:{minute:02}" for hour in range(24) for minute in (0, 15, 30, 45))
CADENCE = Cadence("shift", starts=QUARTERS)


def main() -> None:
    """Make it; the worker starts the duties."""
    units = make_unit("Plant"), make_unit("Fire"), make_unit("Commune")
    regulation = write_draft(make_circle(*units), *units)
    by = units[0].member()
    with acting(by):
        for number in range(OBLIGATIONS):
            draft = ObligationDraft(
                f"N{number}", "d2.k1", "Kiểm tra", tuple("ABC"), tuple("ABC"), CADENCE
            )
            actions.define(regulation_id=regulation.id, draft=draft, by=by, now=NOON)
    sign_all(regulation, *units)
    print(json.dumps({"regulation": regulation.id}))  # noqa: T201  the test reads it


if __name__ == "__main__":
    main()
