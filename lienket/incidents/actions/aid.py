"""Aid between members: asked for, offered, committed, released; each verb is an entry."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from lienket.circles import queries as circles
from lienket.circles.actions import require_full_member
from lienket.circles.models import Membership
from lienket.documents.guard.persons import require_no_identity
from lienket.incidents import queries, rules
from lienket.incidents.actions import telling
from lienket.incidents.actions.common import (
    ANSWER,
    REPORT,
    OnlyCounts,
    add_entry,
    locked,
)
from lienket.incidents.events import AidAsked, AidMoved
from lienket.incidents.models import Aid, Entry, Offer
from lienket.kernel.actors import Actor, Member
from lienket.kernel.errors import NotAllowed, Refusal, about
from lienket.kernel.guard.text import clean_line

WHAT_LIMIT = 200
WORDS_LIMIT = 300
#: Aid that is needed sooner is asked for by telephone first; the record follows.
SOONEST = timedelta(minutes=1)
LATEST = timedelta(days=7)


class NoAidNamed(Refusal):
    """Say what is needed: which people, which means, how many."""

    field = "what"


class NobodyAsked(Refusal):
    """Choose at least one member besides your own organization."""

    field = "organizations"


class NeededAtWrongTime(Refusal):
    """Say until when it is needed: from now on, within seven days."""

    field = "needed_at"


class AidNotNeeded(Refusal):
    """This aid is no longer needed. Thank you."""

    status = 409


class NotInThisState(Refusal):
    """This was answered otherwise meanwhile. Look at the page again."""

    status = 409


class OnlyTheAskerOfAid(NotAllowed):
    """Only the organization that asked for this aid may say that it is no longer needed."""


class NoWayToHelp(Refusal):
    """Say in one line what you can give, or why you cannot."""

    field = "words"


def ask_aid(
    *,
    incident_id: int,
    what: str,
    organization_ids: Iterable[int],
    needed_at: datetime,
    by: Member,
    now: datetime,
    not_secret: bool = False,
) -> Aid:
    """Ask members for people or means; each must answer, and silence escalates.

    Raises Incident.DoesNotExist, IncidentIsClosed, OnlyFullMembers, and the refusals above.
    """
    by.require(REPORT)
    incident = locked(incident_id, by)
    require_full_member(incident.circle_id, by, now)
    if incident.counts_only:
        raise OnlyCounts
    with about("what"):
        what = clean_line(what, WHAT_LIMIT, not_secret=not_secret)
        require_no_identity(what)
    if not what:
        raise NoAidNamed
    if not now + SOONEST <= needed_at <= now + LATEST:
        raise NeededAtWrongTime
    full = circles.members_of(incident.circle_id, now).filter(role=Membership.Role.MEMBER)
    members = set(full.values_list("organization_id", flat=True))
    asked = sorted(set(organization_ids) - {by.organization_id})
    if not asked or not set(asked) <= members:
        raise NobodyAsked
    aid = Aid.objects.create(
        circle_id=incident.circle_id,
        incident=incident,
        organization_id=by.organization_id,
        what=what,
        asked_at=now,
        needed_at=needed_at,
    )
    envelope = telling.envelope_about(
        incident, queries.AID, reference=incident.reference, by=by, now=now, due_at=needed_at
    )
    asks = telling.ask(incident, envelope, asked, now=now)
    Offer.objects.bulk_create(
        Offer(
            circle_id=incident.circle_id,
            aid=aid,
            organization_id=organization_id,
            ask_id=asks[organization_id],
            changed_at=now,
        )
        for organization_id in asked
    )
    news = AidAsked(incident.id, aid.id)
    add_entry(incident, Entry.Kind.AID_ASKED, text=what, by=by, now=now, news=news)
    return aid


def offer_aid(
    *, offer_id: int, words: str, by: Actor, now: datetime, not_secret: bool = False
) -> Offer:
    """Say what one's organization could give."""
    return _answer(
        offer_id, "offer", Offer.State.OFFERED, words, by=by, now=now, not_secret=not_secret
    )


def commit_aid(
    *, offer_id: int, words: str, by: Actor, now: datetime, not_secret: bool = False
) -> Offer:
    """Say what one's organization gives: it is on its way."""
    return _answer(
        offer_id, "commit", Offer.State.COMMITTED, words, by=by, now=now, not_secret=not_secret
    )


def decline_aid(
    *, offer_id: int, words: str, by: Actor, now: datetime, not_secret: bool = False
) -> Offer:
    """Say that one's organization cannot help, and why."""
    return _answer(
        offer_id, "decline", Offer.State.DECLINED, words, by=by, now=now, not_secret=not_secret
    )


def release_aid(*, offer_id: int, by: Member, now: datetime) -> Offer:
    """Let the people and means go home: by whoever lent them or whoever asked for them.

    Raises Offer.DoesNotExist for anybody else, IncidentIsClosed and NotInThisState.
    """
    by.require(REPORT)
    offer = Offer.objects.select_related("aid").get(id=offer_id, circle_id__in=by.circles)
    if by.organization_id not in (offer.organization_id, offer.aid.organization_id):
        raise Offer.DoesNotExist
    return _move(offer, "release", Offer.State.RELEASED, offer.words, by=by, now=now)


def withdraw_aid(*, aid_id: int, by: Member, now: datetime) -> Aid:
    """Say that no more aid is needed: nobody is asked any longer; what is out there stays so.

    Raises Aid.DoesNotExist, OnlyTheAskerOfAid, IncidentIsClosed and AidNotNeeded.
    """
    by.require(REPORT)
    aid = Aid.objects.get(id=aid_id, circle_id__in=by.circles)
    incident = locked(aid.incident_id, by)
    aid.refresh_from_db()
    if aid.organization_id != by.organization_id:
        raise OnlyTheAskerOfAid
    if aid.withdrawn_at:
        raise AidNotNeeded
    aid.withdrawn_at = now
    aid.save(update_fields=["withdrawn_at"])
    telling.release(list(aid.offers.values_list("ask_id", flat=True)), now=now)
    add_entry(incident, Entry.Kind.AID_WITHDRAWN, text=aid.what, by=by, now=now)
    return aid


_ENTRIES = {
    Offer.State.OFFERED: Entry.Kind.AID_OFFERED,
    Offer.State.COMMITTED: Entry.Kind.AID_COMMITTED,
    Offer.State.DECLINED: Entry.Kind.AID_DECLINED,
    Offer.State.RELEASED: Entry.Kind.AID_RELEASED,
}


def _answer(
    offer_id: int,
    verb: str,
    state: Offer.State,
    words: str,
    *,
    by: Actor,
    now: datetime,
    not_secret: bool,
) -> Offer:
    """Raises Offer.DoesNotExist for what another organization was asked, and the refusals above."""
    by.require(ANSWER)
    offer = queries.offers_for(by).get(id=offer_id)
    with about("words"):
        words = clean_line(words, WORDS_LIMIT, not_secret=not_secret)
        require_no_identity(words)
    if not words:
        raise NoWayToHelp
    offer = _move(offer, verb, state, words, by=by, now=now)
    telling.settle(offer.ask_id, offer.organization_id, now=now)
    return offer


def _move(
    offer: Offer, verb: str, state: Offer.State, words: str, *, by: Actor, now: datetime
) -> Offer:
    incident = locked(offer.aid.incident_id, by)
    offer.refresh_from_db()
    if offer.aid.withdrawn_at and verb != "release":
        raise AidNotNeeded
    if offer.state not in rules.AID_MOVES[verb]:
        raise NotInThisState
    offer.state, offer.words, offer.changed_at = state, words, now
    offer.save(update_fields=["state", "words", "changed_at"])
    add_entry(
        incident,
        _ENTRIES[state],
        text=words,
        by=by,
        now=now,
        news=AidMoved(incident.id, offer.aid_id, offer.organization_id),
    )
    return offer
