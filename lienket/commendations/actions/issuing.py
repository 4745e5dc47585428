"""Issuing the two papers of a dossier as numbered documents."""

from collections.abc import Callable
from datetime import datetime

from lienket.commendations import papers
from lienket.commendations.actions.common import of_proposer, step
from lienket.commendations.models import Dossier
from lienket.documents import actions as documents
from lienket.documents.guard.persons import line
from lienket.documents.models import Document
from lienket.documents.paper import Paper, abbreviated
from lienket.kernel.actors import Member
from lienket.kernel.errors import Refusal

PLACE_LIMIT = 60


class NotProposedYet(Refusal):
    """Papers are issued once the dossier is proposed, so that they say what it says."""

    status = 409


class NoPlaceOfIssue(Refusal):
    """Say where the paper is issued, as it stands before the date: a commune or a city."""

    field = "place"


def issue_submission(
    *, dossier_id: int, place: str, by: Member, now: datetime, not_secret: bool = False
) -> Document:
    """Number the submission (tờ trình) and set it in type; issuing twice gives the same document.

    Raises Dossier.DoesNotExist, OnlyTheProposer, NotProposedYet and NoPlaceOfIssue.
    """
    dossier = _proposed(dossier_id, by)
    issued: Document | None = dossier.submission
    if issued:
        return issued
    document = _issue(dossier, papers.submission_of, papers.SUBMISSION, place, by, now, not_secret)
    dossier.submission = document
    step(dossier, "submission", now=now)
    return document


def issue_report(
    *, dossier_id: int, place: str, by: Member, now: datetime, not_secret: bool = False
) -> Document:
    """The same for the report of achievements."""
    dossier = _proposed(dossier_id, by)
    issued: Document | None = dossier.report
    if issued:
        return issued
    document = _issue(dossier, papers.report_of, papers.REPORT, place, by, now, not_secret)
    dossier.report = document
    step(dossier, "report", now=now)
    return document


def _proposed(dossier_id: int, by: Member) -> Dossier:
    dossier = of_proposer(dossier_id, by)
    if not dossier.proposed_at or dossier.returned_at:
        raise NotProposedYet
    return dossier


def _issue(
    dossier: Dossier,
    write: Callable[[Dossier, str], Paper],
    kind: str,
    place: str,
    by: Member,
    now: datetime,
    not_secret: bool,
) -> Document:
    place = line("place", place, PLACE_LIMIT, not_secret=not_secret)
    if not place:
        raise NoPlaceOfIssue
    return documents.issue(
        circle_id=dossier.circle_id,
        paper=write(dossier, place),
        kind=kind,
        notation=abbreviated(dossier.organization.short_name),
        by=by,
        now=now,
    )
