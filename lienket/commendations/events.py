"""What happens to dossiers of commendation."""

from dataclasses import dataclass

from lienket.journal.events import News


@dataclass(frozen=True)
class DossierDrafted(News):
    """Only the proposing organization sees it, until it is proposed."""

    dossier_id: int


@dataclass(frozen=True)
class DossierDiscarded(News):
    dossier_id: int


@dataclass(frozen=True)
class DossierProposed(News):
    dossier_id: int


@dataclass(frozen=True)
class DossierAgreed(News):
    dossier_id: int


@dataclass(frozen=True)
class DossierReturned(News):
    dossier_id: int


@dataclass(frozen=True)
class CommendationDecided(News):
    dossier_id: int


@dataclass(frozen=True)
class CommendationPresented(News):
    dossier_id: int


@dataclass(frozen=True)
class CommendedForgotten(News):
    dossier_id: int
