"""Amending, renewing and ending what is in force."""

from datetime import date, datetime

from django.db import transaction

from lienket.journal import actions as journal
from lienket.kernel.actors import Member
from lienket.kernel.errors import Refusal, about
from lienket.kernel.guard.text import clean_line
from lienket.regulations import queries, rules
from lienket.regulations.actions.drafts import draft, kept
from lienket.regulations.actions.rounds import close
from lienket.regulations.actions.writing import copy
from lienket.regulations.events import RegulationEnded, RegulationRevised
from lienket.regulations.models import Party, Regulation, Version


class NotInForce(Refusal):
    """Only a regulation that is signed and has not ended can be amended, renewed or ended."""

    status = 409


class DraftExists(Refusal):
    """An amendment is being written already. Sign it or discard it first."""

    status = 409


class RenewedBefore(Refusal):
    """The next term is being prepared already: {title}"""

    status = 409


class TermsOverlap(Refusal):
    """The next term begins after the last day of this one ({until})."""

    field = "valid_from"


class HoldsTooEarly(Refusal):
    """An amendment holds from a day within the term, and not before the text it changes."""

    field = "in_force_from"


class NoAmendmentTitle(Refusal):
    """Say what the amendment is called, for example: Amendment No. 1."""

    field = "title"


class NoReason(Refusal):
    """Say why the regulation ends before its term."""

    field = "reason"


@transaction.atomic
def amend(
    *,
    regulation_id: int,
    title: str,
    by: Member,
    now: datetime,
    in_force_from: date | None = None,
    not_secret: bool = False,
) -> Version:
    """Begin the next version: a copy of the last text, to be changed, consulted and signed.

    Without `in_force_from` it holds from the day of the last signature. Raises NotInForce,
    DraftExists, HoldsTooEarly, NoAmendmentTitle.
    """
    regulation = _binding(regulation_id, by, now)
    if queries.draft_of(regulation):
        raise DraftExists
    with about("title"):
        amendment = clean_line(title, 200, not_secret=not_secret)
    if not amendment:
        raise NoAmendmentTitle
    last = queries.latest(regulation)
    assert last
    assert last.in_force_from
    if in_force_from and (
        in_force_from < last.in_force_from
        or (regulation.valid_to and in_force_from > regulation.valid_to)
    ):
        raise HoldsTooEarly
    version = Version.objects.create(
        circle_id=regulation.circle_id,
        regulation=regulation,
        number=last.number + 1,
        amendment=amendment,
        in_force_from=in_force_from,
        made_at=now,
        by=by.id,
    )
    copy(last, version)
    journal.record(RegulationRevised(regulation.id), by=by, at=now, circle_id=regulation.circle_id)
    return version


@transaction.atomic
def renew(
    *,
    regulation_id: int,
    title: str,
    valid_from: date,
    valid_to: date | None,
    by: Member,
    now: datetime,
    not_secret: bool = False,
) -> Regulation:
    """Begin the next term: a draft with the same parties and the last text.

    Also for one that has expired. While an amendment is being written the next term would lose
    it: DraftExists. Raises NotInForce, RenewedBefore, TermsOverlap, and what `draft` raises.
    """
    earlier = kept(regulation_id, by)
    if not earlier.signed_at or earlier.ended_at:
        raise NotInForce
    if queries.draft_of(earlier):
        raise DraftExists
    following = Regulation.objects.filter(renews=earlier).first()
    if following:
        raise RenewedBefore(title=following.title)
    if rules.overlaps((earlier.valid_from, earlier.valid_to), valid_from):
        last_day = earlier.valid_to or earlier.valid_from
        raise TermsOverlap(until=f"{last_day:%d/%m/%Y}" if last_day else "")
    following = draft(
        circle_id=earlier.circle_id,
        form=earlier.form,
        title=title,
        valid_from=valid_from,
        valid_to=valid_to,
        cites=earlier.cites,
        place=earlier.place,
        cascade_of=earlier.cascade_of,
        renews=earlier,
        by=by,
        now=now,
        not_secret=not_secret,
    )
    _copy_parties(earlier, following)
    last, first = queries.latest(earlier), queries.draft_of(following)
    assert last
    assert first
    copy(last, first)
    return following


@transaction.atomic
def end(
    *, regulation_id: int, reason: str, by: Member, now: datetime, not_secret: bool = False
) -> Regulation:
    """As the keeper, end a regulation before its term; it binds nobody from tomorrow on.

    An amendment that is being written ends with it: nobody is asked about it any more.
    """
    regulation = _binding(regulation_id, by, now)
    with about("reason"):
        because = clean_line(reason, 300, not_secret=not_secret)
    if not because:
        raise NoReason
    regulation.ended_at, regulation.ended_because = now, because
    regulation.save(update_fields=["ended_at", "ended_because"])
    amendment = queries.draft_of(regulation)
    if amendment:
        if queries.open_round(amendment):
            close(amendment, by, now)
        amendment.delete()
    journal.record(RegulationEnded(regulation.id), by=by, at=now, circle_id=regulation.circle_id)
    return regulation


def _binding(regulation_id: int, by: Member, now: datetime) -> Regulation:
    regulation = kept(regulation_id, by)
    standing = queries.state_of(regulation, queries.local_day(now))
    if standing not in rules.BINDING | {rules.State.SIGNED}:
        raise NotInForce
    return regulation


def _copy_parties(earlier: Regulation, following: Regulation) -> None:
    """The same parties under the names they bear now."""
    copied: dict[int, Party] = {}
    originals = list(queries.parties_of(earlier))
    for party in originals:
        copied[party.id] = Party.objects.create(
            circle_id=following.circle_id,
            regulation=following,
            letter=party.letter,
            name=party.organization.name if party.organization else party.name,
            organization=party.organization,
            focal_unit=party.focal_unit,
            signatory=party.signatory,
            signatory_title=party.signatory_title,
            abbreviation=party.abbreviation,
            signs=party.signs,
            position=party.position,
        )
    for party in originals:
        if party.bound_through_id:
            bound = copied[party.id]
            bound.bound_through = copied[party.bound_through_id]
            bound.save(update_fields=["bound_through"])
