"""Which claims somebody may see, how they stand, and what the public may read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from django.db import connection
from django.db.models import Q, QuerySet, Sum
from django.utils import timezone

from lienket.delivery.models import Message
from lienket.falseclaims.models import Claim, Kind
from lienket.kernel.actors import Actor, LinkHolder, Member

#: Envelopes of this module: what asks to verify, and what tells of a public warning.
VERIFY, WARN = "false_claim", "public_warning"
#: So many warnings stand on the public page.
SHOWN = 100
State = Literal["open", "overdue", "verified", "published", "expired", "withdrawn"]


def claims_for(by: Actor) -> QuerySet[Claim]:
    """The claims of all circles `by` belongs to; a link opens the one it was sent about."""
    claims = Claim.objects.filter(circle_id__in=by.circles).select_related(
        "circle", "organization", "verifier", "site", "warning"
    )
    if isinstance(by, LinkHolder):
        return claims.filter(
            reference__in=Message.objects.filter(
                id=by.message_id, envelope__kind__in=(VERIFY, WARN)
            ).values("envelope__reference")
        )
    return claims


def in_circle(by: Member, circle_id: int) -> QuerySet[Claim]:
    """Those of a circle with how often they were met, the newest first."""
    found = claims_for(by).filter(circle_id=circle_id)
    return found.annotate(met=Sum("sightings__count")).order_by("-at", "-id")


def counted(by: Member, claim_id: int) -> Claim:
    """One of them, with how often it was met. Raises Claim.DoesNotExist."""
    return claims_for(by).annotate(met=Sum("sightings__count")).get(id=claim_id)


def in_state(state: State, now: datetime) -> Q:
    """The condition of a state; lists and the front page share it, so that they agree."""
    today = timezone.localdate(now)
    kept = Q(withdrawn_at=None)
    waits = kept & Q(verified_at=None)
    conditions: dict[State, Q] = {
        "open": waits & Q(due_at__gte=now),
        "overdue": waits & Q(due_at__lt=now),
        "verified": kept & Q(verified_at__isnull=False, warning=None),
        "published": kept & Q(warning__valid_until__gte=today),
        "expired": kept & Q(warning__valid_until__lt=today),
        "withdrawn": Q(withdrawn_at__isnull=False),
    }
    return conditions[state]


def to_verify(by: Member) -> QuerySet[Claim]:
    """What `by`'s organization is asked to verify, earliest due first."""
    waits = claims_for(by).filter(
        verifier_id=by.organization_id, verified_at=None, withdrawn_at=None
    )
    return waits.order_by("due_at", "id")


def to_publish(by: Member) -> QuerySet[Claim]:
    """What `by`'s organization entered and another has verified: the public is not warned yet."""
    waits = claims_for(by).filter(
        organization_id=by.organization_id,
        verified_at__isnull=False,
        withdrawn_at=None,
        warning=None,
    )
    return waits.order_by("verified_at", "id")


@dataclass(frozen=True)
class Shown:
    """What everybody may read of a warning."""

    code: str
    kind: str
    truth: str
    advice: str
    hotline: str
    publisher: str
    published_at: datetime
    corrected_at: datetime | None
    valid_until: date
    withdrawn_at: datetime | None

    @property
    def kind_name(self) -> str:
        """The kind in words."""
        return str(Kind(self.kind).label)

    @property
    def said_at(self) -> datetime:
        """When these words were published."""
        return self.corrected_at or self.published_at

    def holds(self, today: date) -> bool:
        """Whether it is valid today."""
        return self.withdrawn_at is None and today <= self.valid_until


def valid_warnings(now: datetime) -> list[Shown]:
    """All warnings that are valid today, the newest first, for everybody."""
    return list(_shown("app_public_warnings(%s, %s)", timezone.localdate(now), SHOWN))


def public_warning(code: str) -> Shown | None:
    """The warning with a code, even if it holds no more; None for an unknown one."""
    return next(_shown("app_public_warning(%s)", code), None)


def _shown(function: str, *given: str | int | date) -> Iterator[Shown]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {function}", given)
        yield from (Shown(*row) for row in cursor.fetchall())
