"""Who gets a bulletin: the places in the circle, and how each of them would be reached."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db.models import Q

from lienket.circles import queries as circles
from lienket.circles.models import Circle
from lienket.delivery import actions as delivery
from lienket.exchange import queries
from lienket.exchange.actions.drafts import Draft
from lienket.exchange.models import Bulletin
from lienket.kernel.actors import Actor, Member
from lienket.kernel.errors import Refusal
from lienket.organizations.models import Organization
from lienket.organizations.queries import by_name


class NoRecipients(Refusal):
    """Nobody would receive this: choose at least one organization besides your own."""

    field = "organizations"


class UnknownRecipients(Refusal):
    """Some of the chosen organizations are not members of this circle. Choose from its members."""

    field = "organizations"


class Place(NamedTuple):
    """A current member of a circle."""

    organization_id: int
    role: str


class Recipient(NamedTuple):
    """What one organization would get: which path when, and which not, with the reason."""

    organization: Organization
    role: str
    paths: list["Way"]

    @property
    def reachable(self) -> bool:
        return any(way.send_at for way in self.paths)


class Way(NamedTuple):
    """One path as the preview shows it. Without a time, `why_not` says why it is not used."""

    path: circles.Path
    send_at: datetime | None
    # "not_verified", "off", "later" (kept for escalation or as a substitute), "by_hand" (phone).
    why_not: str


def preview(*, circle_id: int, draft: Draft, by: Member, now: datetime) -> list[Recipient]:
    """For every organization, post and person: will receive by which path, or will not, and why."""
    circle = circles.circles_for(by).get(id=circle_id)
    corrected = corrected_by(draft, circle, by)
    if corrected:
        circle = corrected.circle
    places = {p.organization_id: p for p in recipients(circle, draft, corrected, by, now)}
    paths = defaultdict(list)
    for path in circles.reach(circle.id, list(places), now):
        paths[path.organization_id].append(path)
    organizations = Organization.objects.filter(id__in=places).order_by(by_name())
    return [
        Recipient(one, places[one.id].role, _ways(paths[one.id], draft.urgency, now))
        for one in organizations
    ]


def _ways(paths: Sequence[circles.Path], urgency: str, now: datetime) -> list[Way]:
    chosen = set(delivery.choose([p for p in paths if p.level == 0], urgency))
    return [
        Way(path, delivery.send_time(path, urgency, now), "")
        if path in chosen
        else Way(path, None, _why_not(path))
        for path in paths
    ]


def _why_not(path: circles.Path) -> str:
    if path.kind == "phone":
        return "by_hand"
    if not path.verified:
        return "not_verified"
    return "later" if delivery.usable(path) else "off"


def recipients(
    circle: Circle, draft: Draft, corrected: Bulletin | None, by: Actor, now: datetime
) -> list[Place]:
    """Who gets a copy: the chosen members, or all but the issuer. Observers are only informed.

    A correction also goes to everybody who has the earlier bulletin and is still a member:
    otherwise they would go on acting on it.
    """
    members = [
        Place(*row)
        for row in circles.members_of(circle.id, now)
        .exclude(organization_id__in=by.organizations)
        .order_by("organization_id")
        .values_list("organization_id", "role")
    ]
    if draft.organization_ids is None:
        places = members
    else:
        wanted = set(draft.organization_ids) - set(by.organizations)
        if not wanted <= {place.organization_id for place in members}:
            raise UnknownRecipients
        if corrected:
            wanted |= set(corrected.receipts.values_list("organization_id", flat=True))
        places = [place for place in members if place.organization_id in wanted]
    if not places:
        raise NoRecipients
    return places


def corrected_by(draft: Draft, circle: Circle, by: Member) -> Bulletin | None:
    """The bulletin that this one corrects: the issuer's own, in the circle or a subset of it."""
    if draft.corrects_id is None:
        return None
    return (
        queries.bulletins_for(by)
        .select_related("circle")
        .get(
            Q(circle=circle) | Q(circle__parent=circle),
            id=draft.corrects_id,
            organization_id__in=queries.issuers_for(by),
            withdrawal=None,
        )
    )
