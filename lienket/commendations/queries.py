"""Which dossiers somebody may see, what they may rest on, and what was awarded."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Model, Q, QuerySet, Sum

from lienket.commendations.models import Dossier, Evidence, Recipient
from lienket.delivery.models import Message
from lienket.exchange import queries as exchange
from lienket.incidents import queries as incidents
from lienket.incidents.rules import KINDS
from lienket.kernel.actors import Actor, LinkHolder, Member
from lienket.meetings import queries as meetings
from lienket.meetings.models import Meeting
from lienket.obligations.queries import occurrences
from lienket.obligations.queries.compliance import family
from lienket.plans import queries as plans

#: What letters about dossiers are about, as `delivery.Envelope.kind`.
KIND = "commendation"
#: The kinds of rows that evidence consists of.
RECORDS = ("incident", "bulletin", "task", "occurrence")


def dossiers_for(by: Actor) -> QuerySet[Dossier]:
    """The dossiers of all circles `by` belongs to; drafts only for whoever proposes them."""
    seen = Q(proposed_at__isnull=False) | Q(organization_id__in=by.organizations)
    found = Dossier.objects.filter(seen, circle_id__in=by.circles)
    if isinstance(by, LinkHolder):
        about = Message.objects.filter(id=by.message_id, envelope__kind=KIND)
        concerned = Q(organization_id__in=by.organizations) | Q(considerer_id__in=by.organizations)
        found = found.filter(concerned, reference__in=about.values("envelope__reference"))
    return found.select_related(
        "circle", "organization", "considerer", "decision", "submission", "report"
    )


def in_circle(by: Actor, circle_id: int) -> QuerySet[Dossier]:
    """Those of a circle and of its subsets in sight, newest first. Raises Circle.DoesNotExist."""
    found = dossiers_for(by).filter(circle_id__in=family(by, circle_id))
    return found.annotate(count=Count("recipients")).order_by("-drafted_at", "-id")


def waiting() -> Q:
    """Proposed, and neither agreed nor returned yet."""
    return Q(proposed_at__isnull=False, agreed_at=None, returned_at=None)


def to_consider(by: Member) -> QuerySet[Dossier]:
    """What `by`'s organization must consider, earliest due first."""
    found = dossiers_for(by).filter(waiting(), considerer_id=by.organization_id)
    return found.order_by("due_at", "id")


def to_decide(by: Member) -> QuerySet[Dossier]:
    """What `by`'s organization agreed to, and whose decision is not entered yet."""
    found = dossiers_for(by).filter(considerer_id=by.organization_id, decided_at=None)
    return found.filter(agreed_at__isnull=False, returned_at=None).order_by("agreed_at", "id")


def to_correct(by: Member) -> QuerySet[Dossier]:
    """What came back to `by`'s organization."""
    found = dossiers_for(by).filter(organization_id=by.organization_id)
    return found.filter(returned_at__isnull=False).order_by("returned_at", "id")


def recipients_of(dossier: Dossier) -> QuerySet[Recipient]:
    """Collectives first, then individuals, as they were entered."""
    found = Recipient.objects.filter(circle_id=dossier.circle_id, dossier=dossier)
    return found.select_related("organization").order_by("individual", "id")


def evidence_of(dossier: Dossier) -> QuerySet[Evidence]:
    """What the dossier rests on, as it was cited."""
    found = Evidence.objects.filter(circle_id=dossier.circle_id, dossier=dossier)
    return found.select_related(
        "incident",
        "bulletin",
        "task__organization",
        "occurrence__organization",
        "occurrence__duty__obligation",
    ).order_by("id")


def citable(by: Member, circle_id: int) -> dict[str, QuerySet[Any]]:
    """What a dossier of a circle may rest on, by kind of row, the latest first.

    Incidents and bulletins that count, tasks done and confirmed, duties fulfilled. Nobody is
    commended over strikes and complaints, of which only counts are kept.
    """
    return {
        "incident": incidents.incidents_for(by)
        .filter(incidents.counted(), circle_id=circle_id)
        .exclude(kind__in=[kind for kind, trait in KINDS.items() if trait.counts_only])
        .order_by("-happened_at", "-id"),
        "bulletin": exchange.bulletins_for(by)
        .filter(circle_id=circle_id, exercise=False)
        .order_by("-issued_at", "-id"),
        "task": plans.tasks_for(by)
        .filter(plans.counted(), circle_id=circle_id, done_at__isnull=False)
        .order_by("-done_at", "-id"),
        "occurrence": occurrences.occurrences_for(by)
        .filter(circle_id=circle_id, fulfilled_at__isnull=False)
        .select_related("organization", "duty__obligation")
        .order_by("-fulfilled_at", "-id"),
    }


def offered(found: QuerySet[Any], cited: Collection[int], most: int) -> list[Model]:
    """The latest of them, and those that are cited already."""
    latest = list(found.exclude(id__in=cited)[:most])
    return [*found.filter(id__in=cited), *latest]


def considered_in(by: Member, circle_id: int, now: datetime) -> QuerySet[Meeting]:
    """The meetings of a circle that may have considered a dossier: those that have begun."""
    found = meetings.meetings_for(by).filter(circle_id=circle_id, starts_at__lte=now)
    return found.order_by("-starts_at", "-id")


def awarded(by: Actor, circle_id: int, since: date, until: date) -> QuerySet[Recipient]:
    """Who was commended by decisions from the day `since` up to and on the day `until`.

    Raises Circle.DoesNotExist.
    """
    found = Recipient.objects.filter(
        circle_id__in=family(by, circle_id),
        dossier__decision__decided_on__gte=since,
        dossier__decision__decided_on__lte=until,
    )
    return found.select_related("organization", "dossier__decision").order_by(
        "-dossier__decision__decided_on", "dossier_id", "individual", "id"
    )


def counts(found: QuerySet[Recipient]) -> list[dict[str, Any]]:
    """How many by kind, level and collective or individual, with their prizes in đồng."""
    groups = found.order_by().values("dossier__kind", "dossier__level", "individual")
    counted = groups.annotate(
        count=Count("id"),
        ad_hoc=Count("id", filter=Q(dossier__ad_hoc=True)),
        prizes=Sum("prize"),
    )
    return [dict(one) for one in counted]
