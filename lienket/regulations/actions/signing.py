"""Signing a version, on the system or on paper, and what follows from the last signature."""

from datetime import date, datetime, timedelta

from django.db import transaction

from lienket.delivery import actions as delivery
from lienket.documents import actions as documents
from lienket.documents.paper import code_of
from lienket.escalation import actions as escalation
from lienket.journal import actions as journal
from lienket.kernel.actors import Engine, Member
from lienket.kernel.due import act_on_due
from lienket.kernel.errors import Refusal
from lienket.kernel.rls import acting
from lienket.organizations.models import Appointment
from lienket.regulations import papers, queries, rules
from lienket.regulations.actions.drafts import MANAGE, NotADraft, OneAuthorityDecides, kept, put
from lienket.regulations.actions.rounds import NotAParty, NothingToRead, close
from lienket.regulations.events import (
    RegulationAmended,
    RegulationRenewed,
    RegulationSigned,
    SigningStartedOver,
    VersionSigned,
)
from lienket.regulations.models import Party, Regulation, Round, Signature, Version

#: So many are filed in one transaction: setting a long text takes seconds.
BATCH = 5
#: So long a code is printed; who signs after that is read in the text.
CODE_LIMIT = 60
TRY_AGAIN = timedelta(minutes=10)


class SignedBefore(Refusal):
    """Your organization has signed this text already."""

    status = 409


class TwoMustSign(Refusal):
    """An agreement is signed by at least two parties. Enter them first."""


class NoTerm(Refusal):
    """Enter the day from which the regulation holds before it is signed."""

    field = "valid_from"


class CommentsStillOpen(Refusal):
    """The parties are still being asked for comments. Close the consultation first."""

    status = 409


class NobodySigned(Refusal):
    """Nobody has signed this text yet, so it can be changed as it is."""

    status = 409


class TextChanged(Refusal):
    """The text or its parties were changed after you opened this page. Read it again, then sign."""

    status = 409


class RegulationOver(Refusal):
    """This regulation has ended, so nothing is signed in it any more."""

    status = 409


class SignsItself(Refusal):
    """This party works here and signs for itself."""


class SignedInTheFuture(Refusal):
    """The day of the signature lies in the future."""

    field = "signed_on"


@transaction.atomic
def sign(*, regulation_id: int, seen: str, by: Member, now: datetime) -> Version:
    """Sign the draft for the organization of `by`; the last signature puts it into force.

    `seen` is the fingerprint of what was read: TextChanged if it reads otherwise by now. Raises
    NotADraft, RegulationOver, NotAParty, SignedBefore, CommentsStillOpen, and what a text lacks.
    """
    by.require(MANAGE)
    regulation, version = _signable(
        queries.regulations_for(by).select_for_update().get(id=regulation_id), now
    )
    if seen != queries.fingerprint_of(regulation, version):
        raise TextChanged
    own = queries.parties_of(regulation).filter(organization_id=by.organization_id, signs=True)
    if not own:
        raise NotAParty
    left = own.exclude(signatures__version=version)
    if not left:
        raise SignedBefore
    office = Appointment.objects.select_related("person").get(id=by.appointment_id)
    for party in left:
        _signed(version, party, by, now, title=office.title, name=str(office.person))
    opened = queries.open_round(version)
    if opened:
        escalation.settle_of(opened.envelope_id, by.organization_id, now=now)
        delivery.cancel_unsent(opened.envelope_id, [by.organization_id])
    return _adopted(regulation, version, by, now)


@transaction.atomic
def record_paper_signature(
    *, regulation_id: int, party_id: int, signed_on: date, by: Member, now: datetime
) -> Version:
    """As the keeper, record that a party which does not work here signed on paper on a day.

    Raises SignsItself for a party that can sign here, SignedBefore, SignedInTheFuture, and what
    `sign` raises about the draft.
    """
    regulation, version = _signable(kept(regulation_id, by), now)
    party = queries.parties_of(regulation).get(id=party_id, signs=True)
    if party.organization_id:
        raise SignsItself
    if signed_on > queries.local_day(now):
        raise SignedInTheFuture
    if party.signatures.filter(version=version).exists():
        raise SignedBefore
    _signed(version, party, by, now, on_paper=signed_on)
    return _adopted(regulation, version, by, now)


@transaction.atomic
def start_over(*, regulation_id: int, by: Member, now: datetime) -> Version:
    """As the keeper, void the signatures on a text that not all have signed, so that it can change.

    Whoever had signed signs the new text again. Raises NotADraft, and NobodySigned.
    """
    regulation = kept(regulation_id, by)
    version = queries.draft_of(regulation)
    if version is None:
        raise NotADraft
    signatures = queries.signatures_of(version)
    if not signatures:
        raise NobodySigned
    if queries.open_round(version):
        close(version, by, now)
    signatures.delete()
    journal.record(
        SigningStartedOver(regulation.id, version.id),
        by=by,
        at=now,
        circle_id=regulation.circle_id,
    )
    return version


def _signable(regulation: Regulation, now: datetime) -> tuple[Regulation, Version]:
    version = queries.draft_of(regulation)
    if version is None:
        raise NotADraft
    state = queries.state_of(regulation, queries.local_day(now))
    if state in (rules.State.ENDED, rules.State.EXPIRED):
        raise RegulationOver
    opened = queries.open_round(version)
    if opened and opened.kind == Round.Kind.CONSULTATION:
        raise CommentsStillOpen
    if not version.clauses.exists():
        raise NothingToRead
    if regulation.valid_from is None:
        raise NoTerm
    signing = queries.parties_of(regulation).filter(signs=True)
    if regulation.form == Regulation.Form.SIGNED:
        # Nobody agrees with itself, also where two parties have become one organization.
        if len({party.organization_id or party.name for party in signing}) < 2:
            raise TwoMustSign
    elif len(signing) != 1:
        raise OneAuthorityDecides
    return regulation, version


def _signed(
    version: Version,
    party: Party,
    by: Member,
    now: datetime,
    *,
    on_paper: date | None = None,
    title: str = "",
    name: str = "",
) -> None:
    put(version, now)
    Signature.objects.create(
        circle_id=version.circle_id,
        version=version,
        party=party,
        by=by.id,
        at=now,
        on_paper=on_paper,
        title=title,
        name=name,
    )
    journal.record(
        VersionSigned(version.regulation_id, version.id, party.id),
        by=by,
        at=now,
        circle_id=version.circle_id,
    )


def _adopted(regulation: Regulation, version: Version, by: Member, now: datetime) -> Version:
    """Adopt the version once every party that signs has signed it.

    An amendment holds from the day that was planned, but not before the last one signed it: what
    bound people yesterday does not change.
    """
    parties = queries.parties_of(regulation).filter(signs=True)
    if parties.exclude(signatures__version=version).exists():
        return version
    if queries.open_round(version):
        close(version, by, now)
    first = regulation.signed_at is None
    version.adopted_at = now
    if first:
        version.in_force_from = regulation.valid_from
    else:
        signed_on = queries.last_signed_on(version) or queries.local_day(now)
        version.in_force_from = max(version.in_force_from or signed_on, signed_on)
    version.save(update_fields=["adopted_at", "in_force_from"])
    if not first:
        _tell(RegulationAmended(regulation.id, version.id), regulation, by, now)
        return version
    regulation.signed_at = regulation.file_at = now
    _number(regulation, list(parties), now)
    regulation.save(update_fields=["signed_at", "file_at", "number", "numbered_by", "code"])
    _tell(RegulationSigned(regulation.id, version.id), regulation, by, now)
    if regulation.renews_id:
        _succeed(regulation, regulation.renews_id, by, now)
    return version


def _succeed(regulation: Regulation, earlier_id: int, by: Member, now: datetime) -> None:
    """The earlier term is followed; one without an end ends on the day before."""
    earlier = Regulation.objects.select_for_update().get(id=earlier_id)
    if earlier.valid_to is None and regulation.valid_from:
        earlier.valid_to = regulation.valid_from - timedelta(days=1)
        earlier.save(update_fields=["valid_to"])
    _tell(RegulationRenewed(earlier.id, regulation.id), regulation, by, now)


def _number(regulation: Regulation, parties: list[Party], now: datetime) -> None:
    """Give it the next number in the series of its keeper, and a code with all who sign.

    Whoever signs last may be another party: the number is taken in the keeper's name, whose
    abbreviation stands first, so that two keepers never give the same code.
    """
    regulation.numbered_by_id = regulation.organization_id
    with acting(_numbering(regulation)):
        regulation.number = documents.take_number(
            organization_id=regulation.organization_id,
            kind=regulation.document_kind,
            year=queries.local_day(now).year,
        )
    keeper_first = sorted(parties, key=lambda p: p.organization_id != regulation.organization_id)
    number, kind = regulation.number, regulation.document_kind
    room = CODE_LIMIT - len(code_of(number, kind, "")) - len("-")
    organs = rules.notation([one.abbreviation for one in keeper_first], room)
    regulation.code = code_of(number, kind, organs)


def _numbering(regulation: Regulation) -> Engine:
    """The product, acting for the organization that numbered a regulation."""
    assert regulation.numbered_by_id
    return Engine(circles=(regulation.circle_id,), organizations=(regulation.numbered_by_id,))


def file_signed(*, now: datetime, limit: int = BATCH) -> int:
    """Enter what was signed in the register of documents; how many waited for it."""
    return act_on_due(Regulation, "file_at", _file, now=now, limit=limit, try_again=TRY_AGAIN)


def _file(circle_id: int, regulation_ids: list[int], now: datetime) -> None:
    """DOCX and PDF of each text as it was signed, entered for whoever numbered it."""
    for regulation in Regulation.objects.filter(circle_id=circle_id, id__in=regulation_ids):
        assert regulation.number
        engine = _numbering(regulation)
        with acting(engine):
            regulation.document = documents.enter(
                circle_id=circle_id,
                paper=papers.paper(regulation, regulation.versions.get(number=1)),
                kind=regulation.document_kind,
                number=regulation.number,
                by=engine,
                now=now,
            )
            regulation.file_at = None
            regulation.save(update_fields=["document", "file_at"])


def _tell(
    event: RegulationSigned | RegulationAmended | RegulationRenewed,
    regulation: Regulation,
    by: Member,
    now: datetime,
) -> None:
    journal.record(event, by=by, at=now, circle_id=regulation.circle_id)
