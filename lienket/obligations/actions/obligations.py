"""Defining obligations, changing and ending them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from lienket.councils.models import Office
from lienket.delivery.models import Urgency
from lienket.documents.guard.text import clean_line
from lienket.journal import actions as journal
from lienket.kernel.actors import Member
from lienket.kernel.errors import NotAllowed, Refusal, about
from lienket.obligations import queries, rules
from lienket.obligations.actions import duties
from lienket.obligations.events import ObligationChanged, ObligationDefined, ObligationEnded
from lienket.obligations.models import Obligation, ObligationParty
from lienket.obligations.rules import Cadence, Unsound
from lienket.organizations.models import Appointment
from lienket.regulations import queries as regulations
from lienket.regulations.models import Clause, Party, Regulation

MANAGE = Appointment.Right.MANAGE_AGREEMENT
TITLE_LIMIT, WORDS_LIMIT, CODE_LIMIT, REASON_LIMIT = 300, 120, 12, 500
YEAR = 366 * 24 * 60  # minutes


class OnlyTheKeeper(NotAllowed):
    """Only the organization that keeps the regulation may do this. Ask it to."""


class RegulationOver(Refusal):
    """This regulation has ended. Define the obligation in the one that follows it."""


class NoTitle(Refusal):
    """Say in a few words what is owed."""

    field = "title"


class NoCode(Refusal):
    """Give the obligation a short code, such as N06."""

    field = "code"


class CodeTaken(Refusal):
    """Another obligation of this regulation bears this code already."""

    field = "code"


class NoSuchClause(Refusal):
    """The text of the regulation has no such clause."""

    field = "clause_key"


class NobodyOwes(Refusal):
    """Choose at least one party that owes it, or an office."""

    field = "responsible"


class PartyOrOffice(Refusal):
    """Either parties owe it, or an office. Choose one of both."""

    field = "council_office"


class NoSuchOffice(Refusal):
    """Choose an office of a standing council in the circle of this regulation."""

    field = "council_office"


class NoSuchParty(Refusal):
    """The regulation has no party {letters}."""

    field = "responsible"


class OwedToItself(Refusal):
    """A party cannot owe something to itself alone. Choose another counterpart."""

    field = "counterparts"


class UnreadableCadence(Refusal):
    """This cadence cannot be read. Choose how often it is owed, and until when."""

    field = "cadence"


class NeverDue(Refusal):
    """With this cadence it would never be due. Choose days that exist."""

    field = "cadence"


class DueTooOften(Refusal):
    """This cadence would fire too often: at most once in 15 minutes for shifts, once a day else."""

    field = "cadence"


class NoReasonToEnd(Refusal):
    """Say why it is not owed any more: the parties read it."""

    field = "reason"


class TooLong(Refusal):
    """Grace and reminder are at most a year."""

    field = "grace"


_UNSOUND: dict[str, type[Refusal]] = {"never": NeverDue, "too_often": DueTooOften}


@dataclass(frozen=True)
class ObligationDraft:
    """What is owed, by whom and to whom (letters of parties), how often, with which proof.

    With `council_office_id` whoever holds this office owes it, and no party is responsible.
    `remind_before` and `grace` are minutes.
    """

    code: str
    clause_key: str
    title: str
    responsible: Sequence[str]
    counterparts: Sequence[str]
    cadence: Cadence
    jointly: Sequence[str] = ()
    council_office_id: int | None = None
    office: str = ""
    proof: str = Obligation.Proof.WORDS
    proof_name: str = ""
    indicator: str = ""
    urgency: str = Urgency.NORMAL
    remind_before: int = 24 * 60
    grace: int = 0

    def cleaned(self, now: datetime, *, not_secret: bool = False) -> "ObligationDraft":
        """The same, tidied; refused if it makes no sense."""
        with about("title"):
            title = clean_line(self.title, TITLE_LIMIT, not_secret=not_secret)
        code = clean_line(self.code, CODE_LIMIT).upper()
        if not title:
            raise NoTitle
        if not code:
            raise NoCode
        if not self.responsible and self.council_office_id is None:
            raise NobodyOwes
        if self.responsible and self.council_office_id is not None:
            raise PartyOrOffice
        owing = {*self.responsible, *self.jointly}
        # What all owe one another names them on both sides; one alone owes nothing to itself.
        if len(owing) == 1 and self.responsible and owing == set(self.counterparts):
            raise OwedToItself
        if max(self.grace, self.remind_before) > YEAR:
            raise TooLong
        try:
            rules.check(self.cadence, now)
        except Unsound as error:
            raise _UNSOUND.get(str(error), UnreadableCadence) from None
        return replace(
            self,
            title=title,
            code=code,
            office=clean_line(self.office, WORDS_LIMIT, not_secret=not_secret),
            proof_name=clean_line(self.proof_name, WORDS_LIMIT, not_secret=not_secret),
            indicator=clean_line(self.indicator, CODE_LIMIT),
        )


def define(
    *,
    regulation_id: int,
    draft: ObligationDraft,
    by: Member,
    now: datetime,
    not_secret: bool = False,
) -> Obligation:
    """Write down what a clause obliges parties to do; it starts once the regulation is in force.

    Raises Regulation.DoesNotExist, OnlyTheKeeper, RegulationOver, CodeTaken, NoSuchClause,
    NoSuchOffice and what the draft lacks.
    """
    regulation = _kept(regulation_id, by)
    draft = draft.cleaned(now, not_secret=not_secret)
    if Obligation.objects.filter(regulation=regulation, code=draft.code).exists():
        raise CodeTaken
    obligation = Obligation(circle_id=regulation.circle_id, regulation=regulation, defined_at=now)
    _fill(obligation, draft)
    _set_parties(obligation, draft)
    journal.record(ObligationDefined(obligation.id), by=by, at=now, circle_id=obligation.circle_id)
    if regulation.signed_at:
        duties.start_all([obligation], regulation, by=by, now=now)
    return obligation


def change(
    *,
    obligation_id: int,
    draft: ObligationDraft,
    by: Member,
    now: datetime,
    not_secret: bool = False,
) -> Obligation:
    """Change what is owed from now on; what is open already stays as it was.

    Raises Obligation.DoesNotExist, and as `define`.
    """
    obligation = queries.obligations_for(by).select_for_update(of=("self",)).get(id=obligation_id)
    regulation = _kept(obligation.regulation_id, by)
    draft = draft.cleaned(now, not_secret=not_secret)
    others = Obligation.objects.filter(regulation=regulation, code=draft.code)
    if others.exclude(id=obligation.id).exists():
        raise CodeTaken
    _fill(obligation, draft)
    obligation.parties.all().delete()
    _set_parties(obligation, draft)
    journal.record(ObligationChanged(obligation.id), by=by, at=now, circle_id=obligation.circle_id)
    if regulation.signed_at:
        duties.end_all([obligation], by=by, now=now)
        duties.start_all([obligation], regulation, by=by, now=now)
    return obligation


def end(
    *, obligation_id: int, reason: str, by: Member, now: datetime, not_secret: bool = False
) -> Obligation:
    """It is not owed any more; what is open already may still be fulfilled.

    Raises Obligation.DoesNotExist, OnlyTheKeeper and NoReasonToEnd; ending twice keeps the first.
    """
    obligation = queries.obligations_for(by).select_for_update(of=("self",)).get(id=obligation_id)
    _kept(obligation.regulation_id, by)
    with about("reason"):
        reason = clean_line(reason, REASON_LIMIT, not_secret=not_secret)
    if not reason:
        raise NoReasonToEnd
    if obligation.ended_at is None:
        obligation.ended_at, obligation.ended_because = now, reason
        obligation.save(update_fields=["ended_at", "ended_because"])
        duties.end_all([obligation], by=by, now=now)
        journal.record(
            ObligationEnded(obligation.id), by=by, at=now, circle_id=obligation.circle_id
        )
    return obligation


def carry_over(
    *, regulation_id: int, codes: Sequence[str], by: Member, now: datetime
) -> list[Obligation]:
    """Take obligations of the earlier term over into its renewal, parties by their letters.

    Those whose code is there already are left alone. Raises OnlyTheKeeper and RegulationOver.
    """
    regulation = _kept(regulation_id, by)
    letters = set(Party.objects.filter(regulation=regulation).values_list("letter", flat=True))
    known = set(Obligation.objects.filter(regulation=regulation).values_list("code", flat=True))
    earlier = queries.obligations_of(regulation.renews_id or 0).filter(
        code__in=codes, ended_at=None
    )
    return [
        define(
            regulation_id=regulation.id,
            draft=_without(draft_of(obligation), letters),
            by=by,
            now=now,
            not_secret=True,
        )
        for obligation in earlier
        if obligation.code not in known
    ]


def _without(draft: ObligationDraft, letters: set[str]) -> ObligationDraft:
    """The same without the parties that are no more."""

    def left(of: Sequence[str]) -> list[str]:
        return [letter for letter in of if letter in letters]

    return replace(
        draft,
        responsible=left(draft.responsible),
        jointly=left(draft.jointly),
        counterparts=left(draft.counterparts),
    )


def _kept(regulation_id: int, by: Member) -> Regulation:
    """The regulation that `by`'s organization keeps, and which still binds or will."""
    by.require(MANAGE)
    regulation = regulations.regulations_for(by).get(id=regulation_id)
    if regulation.organization_id != by.organization_id:
        raise OnlyTheKeeper
    if regulation.ended_at:
        raise RegulationOver
    return regulation


def _fill(obligation: Obligation, draft: ObligationDraft) -> None:
    if not Clause.objects.filter(
        version__regulation_id=obligation.regulation_id, key=draft.clause_key
    ).exists():
        raise NoSuchClause
    obligation.code = draft.code
    obligation.clause_key = draft.clause_key
    obligation.title = draft.title
    obligation.office = draft.office
    obligation.council_office = _office(obligation.circle_id, draft.council_office_id)
    obligation.cadence = draft.cadence.to_json()
    obligation.proof = Obligation.Proof(draft.proof)
    obligation.proof_name = draft.proof_name
    obligation.indicator = draft.indicator
    obligation.urgency = draft.urgency
    obligation.remind_before = draft.remind_before
    obligation.grace = draft.grace
    obligation.save()


def _office(circle_id: int, office_id: int | None) -> Office | None:
    """The office of a council that stands, in the circle of the regulation."""
    if office_id is None:
        return None
    standing = Office.objects.filter(circle_id=circle_id, council__dissolved_at=None)
    office = standing.filter(id=office_id).first()
    if office is None:
        raise NoSuchOffice
    return office


def _set_parties(obligation: Obligation, draft: ObligationDraft) -> None:
    parties = {
        party.letter: party
        for party in Party.objects.filter(regulation_id=obligation.regulation_id)
    }
    role = ObligationParty.Role
    parts = [
        *((letter, role.RESPONSIBLE) for letter in draft.responsible),
        *((letter, role.JOINTLY) for letter in draft.jointly),
        *((letter, role.COUNTERPART) for letter in draft.counterparts),
    ]
    if unknown := {letter for letter, _ in parts} - parties.keys():
        raise NoSuchParty(letters=", ".join(sorted(unknown)))
    office = obligation.council_office
    to = {parties[letter].organization_id for letter in draft.counterparts}
    if office and not draft.jointly and to == {office.organization_id}:
        raise OwedToItself
    ObligationParty.objects.bulk_create(
        ObligationParty(
            circle_id=obligation.circle_id,
            obligation=obligation,
            party=parties[letter],
            role=part,
        )
        for letter, part in parts
    )


def draft_of(obligation: Obligation) -> ObligationDraft:
    """The obligation as it could be written again."""
    parts = queries.letters(obligation)
    role = ObligationParty.Role
    return ObligationDraft(
        code=obligation.code,
        clause_key=obligation.clause_key,
        title=obligation.title,
        responsible=parts[role.RESPONSIBLE],
        jointly=parts[role.JOINTLY],
        counterparts=parts[role.COUNTERPART],
        cadence=Cadence.from_json(obligation.cadence),
        council_office_id=obligation.council_office_id,
        office=obligation.office,
        proof=obligation.proof,
        proof_name=obligation.proof_name,
        indicator=obligation.indicator,
        urgency=obligation.urgency,
        remind_before=obligation.remind_before,
        grace=obligation.grace,
    )
