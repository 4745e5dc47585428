"""Who is to be commended, and which rows of the record show why."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from lienket.commendations import queries
from lienket.commendations.actions.common import in_hand, step
from lienket.commendations.models import Dossier, Evidence, Recipient
from lienket.documents.guard.persons import line
from lienket.kernel.actors import Member
from lienket.kernel.errors import Refusal, about
from lienket.plans.actions.tasks import require_member

OFFICE_LIMIT, PERSON_LIMIT = 200, 100
#: More is a slip of the finger.
HIGHEST_PRIZE = 1_000_000_000
MOST_RECIPIENTS = 200


class NoOffice(Refusal):
    """Say which office the person holds; the name alone is not enough."""

    field = "office"


class CollectiveHasNoName(Refusal):
    """Names of persons are written for individuals only."""

    field = "person"


class PrizeOutOfRange(Refusal):
    """The prize is an amount in đồng from 0 to {most}."""

    field = "prize"


class NominatedAlready(Refusal):
    """This recipient is in the dossier already. Tell two holders of one office apart by
    their names.
    """

    field = "office"


class TooManyRecipients(Refusal):
    """A dossier has at most {most} recipients. Write another one for the others."""


class NotInTheRecord(Refusal):
    """Choose only what stands in the record of this circle."""


@dataclass(frozen=True)
class Nomination:
    """A collective, or with `individual` whoever holds an office; the name is optional."""

    organization_id: int
    individual: bool = False
    office: str = ""
    person: str = ""
    prize: int = 0


def nominate(
    *,
    dossier_id: int,
    nomination: Nomination,
    by: Member,
    now: datetime,
    not_secret: bool = False,
) -> Recipient:
    """Add a recipient.

    Raises Dossier.DoesNotExist, OnlyTheProposer, NotOpenToChange, NotAMember and the refusals
    above.
    """
    dossier = in_hand(dossier_id, by)
    with about("organization"):
        require_member(dossier.circle_id, nomination.organization_id, now)
    office = line("office", nomination.office, OFFICE_LIMIT, not_secret=not_secret)
    person = line("person", nomination.person, PERSON_LIMIT, not_secret=not_secret)
    if nomination.individual and not office:
        raise NoOffice
    if person and not nomination.individual:
        raise CollectiveHasNoName
    if not 0 <= nomination.prize <= HIGHEST_PRIZE:
        raise PrizeOutOfRange(most=f"{HIGHEST_PRIZE:,}".replace(",", "."))
    others = queries.recipients_of(dossier)
    if others.count() >= MOST_RECIPIENTS:
        raise TooManyRecipients(most=MOST_RECIPIENTS)
    if others.filter(
        organization_id=nomination.organization_id,
        individual=nomination.individual,
        office__iexact=office,
        person__iexact=person,
    ).exists():
        raise NominatedAlready
    recipient = Recipient.objects.create(
        circle_id=dossier.circle_id,
        dossier=dossier,
        organization_id=nomination.organization_id,
        individual=nomination.individual,
        office=office,
        person=person,
        prize=nomination.prize,
    )
    step(dossier, now=now)
    return recipient


def strike(*, recipient_id: int, by: Member, now: datetime) -> Dossier:
    """Take a recipient out again.

    Raises Recipient.DoesNotExist, OnlyTheProposer and NotOpenToChange.
    """
    dossiers = queries.dossiers_for(by).order_by()
    recipient = Recipient.objects.get(id=recipient_id, dossier__in=dossiers)
    dossier = in_hand(recipient.dossier_id, by)
    recipient.delete()
    step(dossier, now=now)
    return dossier


def cite(
    *, dossier_id: int, chosen: Mapping[str, Collection[int]], by: Member, now: datetime
) -> Dossier:
    """Rest the dossier on these rows, by kind as in `queries.RECORDS`, and on no others.

    Raises Dossier.DoesNotExist, OnlyTheProposer, NotOpenToChange and NotInTheRecord.
    """
    dossier = in_hand(dossier_id, by)
    citable = queries.citable(by, dossier.circle_id)
    rows = []
    for kind in queries.RECORDS:
        ids = set(chosen.get(kind, ()))
        if citable[kind].filter(id__in=ids).count() != len(ids):
            raise NotInTheRecord
        rows += [
            Evidence(circle_id=dossier.circle_id, dossier=dossier, **{f"{kind}_id": one})
            for one in sorted(ids)
        ]
    Evidence.objects.filter(circle_id=dossier.circle_id, dossier=dossier).delete()
    Evidence.objects.bulk_create(rows)
    step(dossier, now=now)
    return dossier
