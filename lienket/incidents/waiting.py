"""What of incidents waits for an organization: requests for aid, and what the police receive."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from lienket.escalation.waiting import Waiting, waits
from lienket.incidents import queries
from lienket.kernel.actors import Member


@waits
def aid(by: Member, now: datetime, most: int) -> Iterable[Waiting]:
    """Requests for aid that nobody here has answered."""
    for offer in queries.offers_waiting(by)[:most]:
        incident = offer.aid.incident
        yield Waiting(
            url=reverse("incidents:incident", args=[incident.id]),
            icon="lifebuoy",
            label=_("Aid · {incident}").format(incident=incident),
            title=offer.aid.what,
            source=f"{offer.aid.organization.name} · {incident.circle.name}",
            button=_("Say whether you help"),
            due_at=offer.ask.due_at,
        )


@waits
def referrals(by: Member, now: datetime, most: int) -> Iterable[Waiting]:
    """Tips and crime reports whose receipt was not confirmed."""
    for referral in queries.referrals_waiting(by)[:most]:
        yield Waiting(
            url=reverse("incidents:incident", args=[referral.incident_id]),
            icon="shield",
            label=f"{referral.get_kind_display()} {referral}",
            title=referral.incident.summary,
            source=f"{referral.organization.name} · {referral.incident.circle.name}",
            button=_("Confirm receipt"),
            due_at=referral.ask.due_at,
        )
