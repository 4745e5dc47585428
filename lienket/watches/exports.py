"""What watches give to the record that an organization takes along when it leaves."""

from collections.abc import Iterable, Sequence

from django.db.models import Q

from lienket.circles.exports import Part, contributes, table
from lienket.kernel.actors import Member
from lienket.watches import queries
from lienket.watches.models import Decline, Proposal, Renewal, Sighting, Watcher


@contributes
def watched(circles: Sequence[int], by: Member) -> Iterable[Part]:
    """The watches that the organization led or took part in, and what it proposed or declined."""
    own = Q(organization_id=by.organization_id)
    kept = Watcher.objects.filter(own)
    watches = queries.watches_for(by).filter(
        own | Q(id__in=kept.values("watch")), circle__in=circles
    )
    declined = Decline.objects.filter(own, circle__in=circles)
    ids = list(watches.values_list("id", flat=True))
    concerned = own | Q(watch__in=ids) | Q(decline__in=declined)
    proposals = Proposal.objects.filter(concerned, circle__in=circles)
    yield table("watch_proposals", proposals)
    yield table("watch_sightings", Sighting.objects.filter(proposal__in=proposals))
    yield table("watch_declines", declined)
    yield table("watches", watches)
    yield table("watchers", Watcher.objects.filter(watch__in=ids))
    yield table("watch_renewals", Renewal.objects.filter(watch__in=ids))
