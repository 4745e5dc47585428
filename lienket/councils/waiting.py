"""Offices that wait for the organization that fills them."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.db.models import F
from django.urls import reverse
from django.utils.timezone import localdate, make_aware
from django.utils.translation import gettext as _

from lienket.councils import queries, rules
from lienket.councils.actions.councils import MANAGE
from lienket.escalation.waiting import Waiting, waits
from lienket.kernel.actors import Member


@waits
def offices(by: Member, now: datetime, most: int) -> Iterable[Waiting]:
    """Own offices that are empty, or whose term ends soon, for whoever may fill them."""
    if not by.may(MANAGE):
        return []
    own = queries.offices_for(by).filter(
        organization_id=by.organization_id,
        council__dissolved_at=None,
        circle_id=F("council__circle_id"),
    )
    places = queries.places_of(own, localdate(now))
    open_ones = [place for place in places if place.ends_soon or not (place.seat or place.next)]
    found = [_waiting(place) for place in open_ones]
    return sorted(found, key=lambda one: one.due_at or now)[:most]


def _waiting(place: queries.Place) -> Waiting:
    council = place.office.council
    return Waiting(
        url=reverse("councils:seat", args=[place.office.id]),
        icon="sitemap",
        label=_("Term ends") if place.seat else _("Nobody named yet"),
        title=str(place.office),
        source=council.name,
        button=_("Name somebody"),
        due_at=_due_at(place),
    )


def _due_at(place: queries.Place) -> datetime:
    if place.seat and place.seat.valid_to:
        return _midnight_after(place.seat.valid_to)
    if place.former and (last := place.former[-1].valid_to):
        return _midnight_after(last)
    return place.office.named_at + timedelta(days=rules.FILL_WITHIN_DAYS)


def _midnight_after(day: date) -> datetime:
    return make_aware(datetime.combine(day + timedelta(days=1), time()))
