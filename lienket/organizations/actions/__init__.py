"""The verbs of the module, by noun."""

from lienket.organizations.actions.contacts import add_path
from lienket.organizations.actions.people import (
    ALL_RIGHTS,
    Office,
    admit,
    appoint,
    end_appointment,
)

__all__ = ["ALL_RIGHTS", "Office", "add_path", "admit", "appoint", "end_appointment"]
