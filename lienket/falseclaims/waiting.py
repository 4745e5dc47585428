"""What of false claims waits for an organization: to verify, and to warn the public."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext

from lienket.escalation.waiting import Waiting, waits
from lienket.falseclaims import queries
from lienket.falseclaims.models import Claim
from lienket.kernel.actors import Member


@waits
def to_verify(by: Member, now: datetime, most: int) -> Iterable[Waiting]:
    """Claims about which the organization has to say what is true."""
    for one in queries.to_verify(by)[:most]:
        yield Waiting(
            url=_url(one),
            icon="message-report",
            label=gettext("False claim {number}").format(number=one.reference),
            title=one.text,
            source=f"{one.organization.name} · {one.circle.name}",
            button=gettext("Verify"),
            due_at=one.due_at,
        )


@waits
def to_publish(by: Member, now: datetime, most: int) -> Iterable[Waiting]:
    """Verified claims of the organization of which the public was not warned."""
    for one in queries.to_publish(by)[:most]:
        yield Waiting(
            url=_url(one),
            icon="shield-check",
            label=gettext("Correction of {number}").format(number=one.reference),
            title=one.text,
            source=f"{one.verifier.name} · {one.circle.name}",
            button=gettext("Read and publish"),
            since=one.verified_at,
        )


def _url(claim: Claim) -> str:
    return reverse("falseclaims:claim", args=[claim.id])
