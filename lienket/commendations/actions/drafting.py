"""Writing a dossier, and discarding one that nobody else has seen."""

from dataclasses import dataclass
from datetime import datetime

from lienket.circles.actions import open_circle, take_number
from lienket.commendations import rules
from lienket.commendations.actions.common import in_hand, step
from lienket.commendations.events import DossierDiscarded, DossierDrafted
from lienket.commendations.models import Dossier, Kind, Level
from lienket.commendations.models.dossiers import MERIT_LEVELS
from lienket.documents.guard.persons import line, words
from lienket.journal import actions as journal
from lienket.kernel.actors import Member
from lienket.kernel.errors import Refusal, about
from lienket.obligations.actions import MANAGE
from lienket.plans.actions.tasks import require_member

TITLE_LIMIT, OCCASION_LIMIT, MERITS_LIMIT = 300, 200, 10_000


class NoSubject(Refusal):
    """Say in one line what is to be commended."""

    field = "title"


class UnknownForm(Refusal):
    """There is no such form of commendation."""

    field = "kind"


class UnknownLevel(Refusal):
    """There is no such level of authority."""

    field = "level"


class MeritFromAbove(Refusal):
    """Certificates of merit are awarded by a ministry or a province. Choose a commendation
    letter, or a higher level.
    """

    field = "level"


class ConsidersItself(Refusal):
    """An organization does not consider its own dossier. Choose another one."""

    field = "considerer"


class ProposedBefore(Refusal):
    """Others have seen this dossier; it stays on record."""

    status = 409


@dataclass(frozen=True)
class DossierDraft:
    """What is proposed, without its recipients and evidence."""

    kind: str
    level: str
    title: str
    considerer_id: int
    ad_hoc: bool = False
    occasion: str = ""
    merits: str = ""


def draft_dossier(
    *, circle_id: int, draft: DossierDraft, by: Member, now: datetime, not_secret: bool = False
) -> Dossier:
    """Begin a dossier that nobody else sees until it is proposed.

    Raises Circle.DoesNotExist, CircleClosed, NotAMember and the refusals above.
    """
    by.require(MANAGE)
    circle = open_circle(circle_id, by)
    require_member(circle.id, by.organization_id, now)
    dossier = Dossier(circle=circle, organization_id=by.organization_id, drafted_at=now, by=by.id)
    _fill(dossier, draft, now=now, not_secret=not_secret)
    dossier.reference = take_number(circle, rules.PREFIX, now=now)
    dossier.save()
    journal.record(DossierDrafted(dossier.id), by=by, at=now, circle_id=circle.id)
    return dossier


def change_dossier(
    *, dossier_id: int, draft: DossierDraft, by: Member, now: datetime, not_secret: bool = False
) -> Dossier:
    """Write it differently, while it is a draft or after it was returned.

    Raises Dossier.DoesNotExist, OnlyTheProposer, NotOpenToChange and as `draft_dossier`.
    """
    dossier = in_hand(dossier_id, by)
    _fill(dossier, draft, now=now, not_secret=not_secret)
    step(dossier, "kind", "level", "ad_hoc", "title", "occasion", "merits", "considerer", now=now)
    return dossier


def discard(*, dossier_id: int, by: Member, now: datetime) -> None:
    """Delete a draft; nothing of it remains.

    Raises Dossier.DoesNotExist, OnlyTheProposer and ProposedBefore.
    """
    dossier = in_hand(dossier_id, by)
    if dossier.proposed_at:
        raise ProposedBefore
    journal.record(DossierDiscarded(dossier.id), by=by, at=now, circle_id=dossier.circle_id)
    dossier.delete()


def _fill(dossier: Dossier, draft: DossierDraft, *, now: datetime, not_secret: bool) -> None:
    if draft.kind not in Kind.values:
        raise UnknownForm
    if draft.level not in Level.values:
        raise UnknownLevel
    if draft.kind == Kind.MERIT and draft.level not in MERIT_LEVELS:
        raise MeritFromAbove
    if draft.considerer_id == dossier.organization_id:
        raise ConsidersItself
    with about("considerer"):
        require_member(dossier.circle_id, draft.considerer_id, now)
    dossier.kind, dossier.level, dossier.ad_hoc = draft.kind, draft.level, draft.ad_hoc
    dossier.considerer_id = draft.considerer_id
    dossier.title = line("title", draft.title, TITLE_LIMIT, not_secret=not_secret)
    dossier.occasion = line("occasion", draft.occasion, OCCASION_LIMIT, not_secret=not_secret)
    dossier.merits = words("merits", draft.merits, MERITS_LIMIT, not_secret=not_secret)
    if not dossier.title:
        raise NoSubject
