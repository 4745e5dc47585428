"""What incidents give to the record that an organization takes along when it leaves."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q, QuerySet

from lienket.circles.exports import Part, contributes
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
    yield _table("incidents", incidents)
    yield _table("incident_entries", Entry.objects.filter(incident__in=ids))
    yield _table("incident_closures", Closure.objects.filter(incident__in=ids))
    yield _table("aid", Aid.objects.filter(incident__in=ids))
    yield _table("aid_answers", Offer.objects.filter(aid__incident__in=ids))
    sides = mine | Q(police_id=by.organization_id)
    referrals = Referral.objects.filter(sides, circle__in=circles)
    yield _table("referrals", referrals)
    yield _table("referral_steps", ReferralStep.objects.filter(referral__in=referrals.values("id")))
    yield _table("zero_reports", ZeroReport.objects.filter(mine, circle__in=circles))


def _table(name: str, rows: QuerySet[Any, Any]) -> Part:
    columns = [field.attname for field in rows.model._meta.concrete_fields]
    return f"{name}.json", list(rows.order_by("id").values(*columns))
