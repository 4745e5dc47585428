"""What campaigns give to the record that an organization takes along when it leaves."""

from collections.abc import Iterable, Sequence

from django.db.models import Q

from lienket.campaigns import queries
from lienket.campaigns.models import Closing, Demand, Ending
from lienket.circles.exports import Part, contributes, table
from lienket.kernel.actors import Member
from lienket.obligations.models import ObligationParty


@contributes
def campaigned(circles: Sequence[int], by: Member) -> Iterable[Part]:
    """The campaigns that the organization led, and those that demanded something of it."""
    own = ObligationParty.objects.filter(party__organization_id=by.organization_id)
    demanded = Demand.objects.filter(obligation__in=own.values("obligation"))
    concerned = Q(organization_id=by.organization_id) | Q(id__in=demanded.values("campaign"))
    campaigns = queries.campaigns_for(by).filter(concerned, circle__in=circles)
    ids = list(campaigns.values_list("id", flat=True))
    yield table("campaigns", campaigns)
    yield table("campaign_demands", Demand.objects.filter(campaign__in=ids))
    yield table("campaign_endings", Ending.objects.filter(campaign__in=ids))
    yield table("campaign_closings", Closing.objects.filter(campaign__in=ids))
