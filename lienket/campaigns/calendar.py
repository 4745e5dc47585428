"""What campaigns bring to the calendar: the days on which they begin and end."""

from collections.abc import Iterable
from datetime import date, datetime, time

from django.urls import reverse
from django.utils.translation import gettext as _

from lienket.campaigns import queries
from lienket.campaigns.models import Campaign
from lienket.kernel.actors import Member
from lienket.obligations.dated import Dated, State, dates
from lienket.obligations.rules import ZONE
from lienket.obligations.rules.spans import midnight


@dates
def campaigns(by: Member, since: datetime, until: datetime, now: datetime) -> Iterable[Dated]:
    """Announced campaigns, on their first and on their last day."""
    first, last = (at.astimezone(ZONE).date() for at in (since, until))
    found = queries.campaigns_for(by).filter(announced_at__isnull=False, called_off_at=None)
    for one in found.filter(starts_on__lte=last, ends_on__gte=first):
        for uid, at, word in (
            ("start", midnight(one.starts_on), _("Campaign begins")),
            ("end", _evening(one.ends_on), _("Campaign ends")),
        ):
            if since <= at < until:
                yield _dated(one, uid, at, word, by, state="done" if at < now else "open")


def _evening(day: date) -> datetime:
    return datetime.combine(day, time(23, 59), ZONE)


def _dated(one: Campaign, uid: str, at: datetime, word: str, by: Member, *, state: State) -> Dated:
    return Dated(
        uid=f"campaign-{one.id}-{uid}",
        at=at,
        icon="flag",
        word=word,
        title=one.title,
        url=reverse("campaigns:campaign", args=[one.id]),
        circle_id=one.circle_id,
        own=one.organization_id == by.organization_id,
        state=state,
    )
