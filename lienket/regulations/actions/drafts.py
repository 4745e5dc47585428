"""Making a draft, its head and its parties."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import ProtectedError

from lienket.circles import queries as circles
from lienket.circles.actions import open_circle
from lienket.delivery import actions as delivery
from lienket.escalation import actions as escalation
from lienket.journal import actions as journal
from lienket.kernel.actors import Member
from lienket.kernel.errors import NotAllowed, Refusal, about
from lienket.kernel.guard.text import clean_line
from lienket.organizations.models import Appointment
from lienket.regulations import discarding, queries, rules
from lienket.regulations.events import DraftDiscarded, RegulationDrafted, RegulationRevised
from lienket.regulations.models import Party, Regulation, Round, Signature, Version

MANAGE = Appointment.Right.MANAGE_AGREEMENT


class OnlyTheKeeper(NotAllowed):
    """Only the organization that keeps the draft may do this. Ask it to."""


class NoTitle(Refusal):
    """Write what the regulation is about."""

    field = "title"


class TermEndsBeforeItBegins(Refusal):
    """The last day of the term lies before its first day."""

    field = "valid_to"


class OverlapsEarlierTerm(Refusal):
    """The new term overlaps the earlier one. Let it begin after the last day of that one."""

    field = "valid_from"


class SomethingHangsOnIt(Refusal):
    """Plans of others, councils or meetings already follow from this draft. Take it out of them
    first.
    """

    status = 409


class NotADraft(Refusal):
    """This regulation is signed: its text changes with an amendment, its parties with a renewal."""

    status = 409


class SignedBySomebody(Refusal):
    """A party has signed this text already, so it cannot be changed any more."""

    status = 409


class AskedJustNow(Refusal):
    """The parties are being asked about this text. Close the consultation before you change it."""

    status = 409


class PartyWithoutLetter(Refusal):
    """Give each party the letter by which the text calls it: A, B, C."""

    field = "letter"


class PartyWithoutName(Refusal):
    """Give each party its name."""

    field = "name"


class SameLetterTwice(Refusal):
    """Two parties bear the letter {letter}."""

    field = "letter"


class PartyHasDuties(Refusal):
    """Party {letter} has a part in {obligations}. Take it out of them first, then leave it out
    here.
    """

    status = 409


class BoundThroughNobody(Refusal):
    """A party that is bound by a contract needs the letter of another party that signs."""

    field = "bound_through"


class NotInTheCircle(Refusal):
    """This organization is not a member of the circle. Invite it first, or leave it out."""

    field = "organization"


class OneAuthorityDecides(Refusal):
    """What is put into force by a decision is signed by exactly one organization."""


@dataclass(frozen=True)
class PartyDraft:
    """A party as it is written down; `bound_through` is the letter of the party with a contract."""

    letter: str
    name: str
    organization_id: int | None = None
    focal_unit: str = ""
    signatory: str = ""
    signatory_title: str = ""
    abbreviation: str = ""
    bound_through: str = ""
    signs: bool = True


@transaction.atomic
def draft(
    *,
    circle_id: int,
    form: str,
    title: str,
    by: Member,
    now: datetime,
    valid_from: date | None = None,
    valid_to: date | None = None,
    cites: str = "",
    place: str = "",
    cascade_of: Regulation | None = None,
    renews: Regulation | None = None,
    not_secret: bool = False,
) -> Regulation:
    """Begin a regulation in a circle; the organization of `by` keeps it. Its text is empty.

    Nobody else reads it until it is put to the parties: asked about it, or signed by the keeper.
    Raises Circle.DoesNotExist, CircleClosed, NoTitle and TermEndsBeforeItBegins.
    """
    by.require(MANAGE)
    circle = open_circle(circle_id, by)
    _check_term(valid_from, valid_to)
    regulation = Regulation.objects.create(
        circle=circle,
        organization_id=by.organization_id,
        form=Regulation.Form(form),
        title=_title(title, not_secret),
        valid_from=valid_from,
        valid_to=valid_to,
        cites=_cites(cites, not_secret),
        place=_place(place),
        cascade_of=cascade_of,
        renews=renews,
        drafted_at=now,
    )
    Version.objects.create(circle=circle, regulation=regulation, number=1, made_at=now, by=by.id)
    journal.record(RegulationDrafted(regulation.id), by=by, at=now, circle_id=circle.id)
    return regulation


@transaction.atomic
def revise(
    *,
    regulation_id: int,
    title: str,
    valid_from: date | None,
    valid_to: date | None,
    cites: str,
    by: Member,
    now: datetime,
    place: str = "",
    not_secret: bool = False,
) -> Regulation:
    """Change title, term, place and what a draft cites, before anybody has signed it."""
    regulation, _ = unsigned(regulation_id, by)
    if regulation.signed_at:
        raise NotADraft
    _check_term(valid_from, valid_to)
    earlier = regulation.renews
    if earlier and valid_from:
        term = (earlier.valid_from, earlier.valid_to)
        if rules.overlaps(term, valid_from):
            raise OverlapsEarlierTerm
    regulation.title = _title(title, not_secret)
    regulation.cites = _cites(cites, not_secret)
    regulation.place = _place(place)
    regulation.valid_from, regulation.valid_to = valid_from, valid_to
    regulation.save(update_fields=["title", "cites", "place", "valid_from", "valid_to"])
    _revised(regulation, by, now)
    return regulation


@transaction.atomic
def set_parties(
    *,
    regulation_id: int,
    parties: Sequence[PartyDraft],
    by: Member,
    now: datetime,
    not_secret: bool = False,
) -> list[Party]:
    """Write down all parties of a draft, in their order; whoever is not among them is left out.

    A party keeps its row as long as it keeps its letter. Raises the refusals above.
    """
    regulation, _ = unsigned(regulation_id, by)
    if regulation.signed_at:
        raise NotADraft
    letters = [_letter(party) for party in parties]
    for letter in letters:
        if letters.count(letter) > 1:
            raise SameLetterTwice(letter=letter)
    if regulation.form != Regulation.Form.SIGNED and sum(map(_signs, parties)) > 1:
        raise OneAuthorityDecides
    members = set(circles.organizations_in(regulation.circle_id, now).values_list("id", flat=True))
    Party.objects.filter(regulation=regulation).exclude(letter__in=letters).update(
        bound_through=None
    )
    written: dict[str, Party] = {}
    for position, (letter, party) in enumerate(zip(letters, parties, strict=True)):
        if party.organization_id and party.organization_id not in members:
            raise NotInTheCircle
        written[letter], _ = Party.objects.update_or_create(
            circle_id=regulation.circle_id,
            regulation=regulation,
            letter=letter,
            defaults={**_said(party, not_secret), "position": position, "bound_through": None},
        )
    signing = {letter for letter, party in zip(letters, parties, strict=True) if _signs(party)}
    for letter, party in zip(letters, parties, strict=True):
        if party.bound_through:
            if party.bound_through.upper() not in signing:
                raise BoundThroughNobody
            written[letter].bound_through = written[party.bound_through.upper()]
            written[letter].save(update_fields=["bound_through"])
    kept = [party.id for party in written.values()]
    left_out = Party.objects.filter(regulation=regulation).exclude(id__in=kept)
    Party.objects.filter(bound_through__in=left_out).update(bound_through=None)
    for gone in left_out:
        try:
            gone.delete()
        except ProtectedError as error:
            codes = sorted({str(part) for part in error.protected_objects})
            raise PartyHasDuties(letter=gone.letter, obligations=", ".join(codes)) from None
    _revised(regulation, by, now)
    return list(written.values())


@transaction.atomic
def discard(*, regulation_id: int, by: Member, now: datetime) -> None:
    """Throw a draft away: a regulation that was never signed, or the amendment being written.

    With the regulation goes what hangs on it and was never in force. Raises SignedBySomebody once
    a party has signed, NotADraft if nothing is being written, and SomethingHangsOnIt.
    """
    regulation, version = unsigned(regulation_id, by, asked=True)
    for one in Round.objects.filter(version=version):
        escalation.release_all(one.envelope_id, now=now)
        delivery.cancel_unsent(one.envelope_id)
    journal.record(DraftDiscarded(regulation.id), by=by, at=now, circle_id=regulation.circle_id)
    version.delete()
    if not regulation.signed_at:
        discarding.let_go(regulation, by, now)
        try:
            regulation.delete()
        except ProtectedError:
            raise SomethingHangsOnIt from None


def unsigned(regulation_id: int, by: Member, *, asked: bool = False) -> tuple[Regulation, Version]:
    """The draft that `by` may change now, and its version, held until the transaction ends.

    With `asked`, also while the parties are asked about it. Raises Regulation.DoesNotExist,
    OnlyTheKeeper, NotADraft, SignedBySomebody and AskedJustNow.
    """
    regulation = kept(regulation_id, by)
    version = queries.draft_of(regulation)
    if version is None:
        raise NotADraft
    if Signature.objects.filter(version=version).exists():
        raise SignedBySomebody
    if not asked and queries.open_round(version):
        raise AskedJustNow
    return regulation, version


def kept(regulation_id: int, by: Member) -> Regulation:
    """The regulation that the organization of `by` keeps, held until the transaction ends."""
    by.require(MANAGE)
    regulation = queries.regulations_for(by).select_for_update().get(id=regulation_id)
    if regulation.organization_id != by.organization_id:
        raise OnlyTheKeeper
    return regulation


def put(version: Version, now: datetime) -> None:
    """From now on the parties read a draft; what was put to them once stays readable."""
    if version.put_at is None:
        version.put_at = now
        version.save(update_fields=["put_at"])
    Regulation.objects.filter(id=version.regulation_id, put_at=None).update(put_at=now)


def _check_term(valid_from: date | None, valid_to: date | None) -> None:
    if valid_to and (valid_from is None or valid_to < valid_from):
        raise TermEndsBeforeItBegins


def _title(title: str, not_secret: bool) -> str:
    with about("title"):
        cleaned = clean_line(title, 300, not_secret=not_secret)
    if not cleaned:
        raise NoTitle
    return cleaned


def _cites(cites: str, not_secret: bool) -> str:
    with about("cites"):
        return clean_line(cites, 400, not_secret=not_secret)


def _place(place: str) -> str:
    with about("place"):
        return clean_line(place, 60)


def members_as_parties(regulation: Regulation, by: Member, now: datetime) -> list[PartyDraft]:
    """The full members of the circle as parties A, B, C …, the keeper first.

    All sign what is agreed; what one enacts is signed by the keeper alone.
    """
    members = queries.full_members_of(regulation, by, now)
    agreed = regulation.form == Regulation.Form.SIGNED
    return [
        PartyDraft(letter, one.name, one.id, signs=agreed or one.id == by.organization_id)
        for letter, one in zip(rules.letters(len(members)), members, strict=True)
    ]


def _letter(party: PartyDraft) -> str:
    letter = clean_line(party.letter, 4).upper()
    if not letter:
        raise PartyWithoutLetter
    return letter


def _signs(party: PartyDraft) -> bool:
    return party.signs and not party.bound_through


def _said(party: PartyDraft, not_secret: bool) -> dict[str, object]:
    name = clean_line(party.name, 200, not_secret=not_secret)
    if not name:
        raise PartyWithoutName
    return {
        "name": name,
        "organization_id": party.organization_id,
        "focal_unit": clean_line(party.focal_unit, 200, not_secret=not_secret),
        "signatory": clean_line(party.signatory, 160, not_secret=not_secret),
        "signatory_title": clean_line(party.signatory_title, 120, not_secret=not_secret),
        "abbreviation": clean_line(party.abbreviation, 20) or rules.abbreviation(name),
        "signs": _signs(party),
    }


def _revised(regulation: Regulation, by: Member, now: datetime) -> None:
    journal.record(RegulationRevised(regulation.id), by=by, at=now, circle_id=regulation.circle_id)
