"""Dossiers of commendation, and what was said and decided about them."""

from lienket.commendations.models.deciding import Consideration, Decision, Presentation
from lienket.commendations.models.dossiers import Dossier, Evidence, Kind, Level, Recipient

__all__ = [
    "Consideration",
    "Decision",
    "Dossier",
    "Evidence",
    "Kind",
    "Level",
    "Presentation",
    "Recipient",
]
