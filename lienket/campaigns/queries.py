"""Which campaigns somebody may see, whom they concern, and what came of them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from lienket.campaigns.models import Campaign, Demand
from lienket.campaigns.rules import Days
from lienket.delivery.models import Message
from lienket.kernel.actors import Actor, LinkHolder, Member
from lienket.obligations import queries as obligations
from lienket.obligations.models import Obligation, ObligationParty, Occurrence
from lienket.obligations.queries import compliance
from lienket.obligations.queries.compliance import Figures
from lienket.obligations.rules.spans import midnight
from lienket.regulations.models import Regulation

#: What letters about campaigns are about, as `delivery.Envelope.kind`.
ANNOUNCED, CHANGED = "campaign", "campaign_change"
BEGINS, OVER = "campaign_start", "campaign_end"


def campaigns_for(by: Actor) -> QuerySet[Campaign]:
    """The campaigns of all circles `by` belongs to; drafts only for their organizer."""
    seen = Q(announced_at__isnull=False) | Q(organization_id__in=by.organizations)
    found = Campaign.objects.filter(seen, circle_id__in=by.circles)
    if isinstance(by, LinkHolder):
        about = Message.objects.filter(id=by.message_id)
        found = found.filter(reference__in=about.values("envelope__reference"))
    return found.select_related("organization", "circle").order_by("-starts_on", "-id")


def in_circle(by: Actor, circle_id: int) -> QuerySet[Campaign]:
    """Those of one circle, the latest first."""
    return campaigns_for(by).filter(circle_id=circle_id)


def going_on(by: Actor, circle_id: int, today: date) -> QuerySet[Campaign]:
    """The campaigns of a circle that run today, or are announced and begin later."""
    announced = in_circle(by, circle_id).filter(announced_at__isnull=False, called_off_at=None)
    return announced.filter(ends_on__gte=today).order_by("starts_on", "id")


def to_close(by: Member, today: date) -> QuerySet[Campaign]:
    """Campaigns of `by`'s organization that are over and lack its closing words."""
    own = campaigns_for(by).filter(organization_id=by.organization_id, ends_on__lt=today)
    over = own.filter(announced_at__isnull=False, called_off_at=None, closed_at=None)
    return over.order_by("ends_on", "id")


def demands_of(campaign: Campaign) -> QuerySet[Demand]:
    """What a campaign demands, by the code of the obligation."""
    found = Demand.objects.filter(circle_id=campaign.circle_id, campaign=campaign)
    return found.select_related("obligation", "tightening").order_by("obligation__code", "id")


def demandable(by: Member, circle_id: int, today: date) -> QuerySet[Obligation]:
    """The obligations that `by`'s organization may have owed more often: of what it keeps.

    Only those that come again and again, of regulations in force today or later.
    """
    kept = Regulation.objects.filter(
        circle_id=circle_id,
        organization_id=by.organization_id,
        signed_at__isnull=False,
        ended_at=None,
    ).exclude(valid_to__lt=today)
    found = obligations.obligations_for(by).filter(regulation__in=kept, ended_at=None)
    return found.exclude(cadence__kind="once")


def parties_of(obligation_ids: Collection[int]) -> set[int]:
    """The organizations that owe something of these: responsible, jointly, or by an office."""
    owing = [ObligationParty.Role.RESPONSIBLE, ObligationParty.Role.JOINTLY]
    parts = ObligationParty.objects.filter(obligation__in=obligation_ids, role__in=owing)
    offices = Obligation.objects.filter(id__in=obligation_ids, council_office__isnull=False)
    found = {
        *parts.values_list("party__organization_id", flat=True),
        *offices.values_list("council_office__organization_id", flat=True),
    }
    return {one for one in found if one}


def owed_by(obligations_: Collection[Obligation], organization_id: int) -> list[Obligation]:
    """Those of the obligations that an organization owes."""
    return [one for one in obligations_ if organization_id in parties_of([one.id])]


@dataclass(frozen=True)
class Result:
    """How a party kept an obligation during a campaign, and in as many days before it."""

    obligation: Obligation
    organization_id: int
    during: Figures
    before: Figures


def results(by: Actor, campaign: Campaign, now: datetime) -> list[Result]:
    """How the demands were kept as far as `by` sees it, by obligation and party."""
    demanded = {one.obligation_id: one.obligation for one in demands_of(campaign)}
    during = compliance.by_obligation_and_party(
        _due(by, campaign, list(demanded), campaign.days), now
    )
    before = compliance.by_obligation_and_party(
        _due(by, campaign, list(demanded), campaign.days.before), now
    )
    return [
        Result(
            demanded[obligation_id],
            party_id,
            during.get((obligation_id, party_id), compliance.NOTHING),
            before.get((obligation_id, party_id), compliance.NOTHING),
        )
        for obligation_id, party_id in sorted(
            {*during, *before}, key=lambda key: (demanded[key[0]].code, key)
        )
    ]


def _due(
    by: Actor, campaign: Campaign, obligation_ids: list[int], days: Days
) -> QuerySet[Occurrence]:
    after = midnight(days.last + timedelta(days=1))
    found = compliance.within(by, campaign.circle_id, midnight(days.first), after)
    return found.filter(duty__obligation__in=obligation_ids)
