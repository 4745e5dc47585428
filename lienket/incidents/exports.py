"""What incidents give to the record that an organization takes along when it leaves."""

from collections.abc import Iterable, Sequence

from django.db.models import Q

from lienket.circles.exports import Part, contributes, table
from lienket.incidents import queries
from lienket.incidents.models import Aid, Closure, Entry, Offer, Referral, ReferralStep, ZeroReport
from lienket.kernel.actors import Member


@contributes
def happened(circles: Sequence[int], by: Member) -> Iterable[Part]:
    """The incidents it reported or wrote about, with what was said, and what it signed."""
    mine = Q(organization_id=by.organization_id)
    wrote = Entry.objects.filter(mine, circle__in=circles)
    incidents = queries.incidents_for(by).filter(
        mine | Q(id__in=wrote.values("incident")), circle__in=circles
    )
    ids = list(incidents.values_list("id", flat=True))
    yield table("incidents", incidents)
    yield table("incident_entries", Entry.objects.filter(incident__in=ids))
    yield table("incident_closures", Closure.objects.filter(incident__in=ids))
    yield table("aid", Aid.objects.filter(incident__in=ids))
    yield table("aid_answers", Offer.objects.filter(aid__incident__in=ids))
    sides = mine | Q(police_id=by.organization_id)
    referrals = Referral.objects.filter(sides, circle__in=circles)
    yield table("referrals", referrals)
    yield table("referral_steps", ReferralStep.objects.filter(referral__in=referrals.values("id")))
    yield table("zero_reports", ZeroReport.objects.filter(mine, circle__in=circles))
