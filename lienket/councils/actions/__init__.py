"""The verbs of the module, by noun."""

from lienket.councils.actions.councils import (
    add_offices,
    change,
    dissolve,
    remove_office,
    set_up,
)
from lienket.councils.actions.seats import end_seat, fill, name_substitute, vacate
from lienket.councils.actions.teams import (
    dissolve_team,
    form_team,
    publish_team,
    set_members,
    unpublish_team,
)

__all__ = [
    "add_offices",
    "change",
    "dissolve",
    "dissolve_team",
    "end_seat",
    "fill",
    "form_team",
    "name_substitute",
    "publish_team",
    "remove_office",
    "set_members",
    "set_up",
    "unpublish_team",
    "vacate",
]
