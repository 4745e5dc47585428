"""The tables of the module, by noun."""

from lienket.councils.models.councils import Council, Office, Seat, Substitute
from lienket.councils.models.teams import Team, TeamEntry, TeamMember

__all__ = ["Council", "Office", "Seat", "Substitute", "Team", "TeamEntry", "TeamMember"]
