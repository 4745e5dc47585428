"""What is written down of an obligation, before and after it is one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from lienket.councils.models import Office
from lienket.delivery.models import Urgency
from lienket.kernel.errors import Refusal, about
from lienket.kernel.guard.text import clean_line
from lienket.obligations import queries, rules
from lienket.obligations.models import Obligation, ObligationParty
from lienket.obligations.rules import Cadence, Unsound
from lienket.regulations.models import Clause, Party

TITLE_LIMIT, WORDS_LIMIT, CODE_LIMIT = 300, 120, 12
YEAR = 366 * 24 * 60  # minutes


class NoTitle(Refusal):
    """Say in a few words what is owed."""

    field = "title"


class NoCode(Refusal):
    """Give the obligation a short code, such as N06."""

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
            cadence = rules.sound(self.cadence, now)
        except Unsound as error:
            raise _UNSOUND.get(str(error), UnreadableCadence) from None
        return replace(
            self,
            title=title,
            code=code,
            cadence=cadence,
            office=clean_line(self.office, WORDS_LIMIT, not_secret=not_secret),
            proof_name=clean_line(self.proof_name, WORDS_LIMIT, not_secret=not_secret),
            indicator=clean_line(self.indicator, CODE_LIMIT),
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


def without(draft: ObligationDraft, letters: set[str]) -> ObligationDraft:
    """The same without the parties that are no more."""

    def left(of: Sequence[str]) -> list[str]:
        return [letter for letter in of if letter in letters]

    return replace(
        draft,
        responsible=left(draft.responsible),
        jointly=left(draft.jointly),
        counterparts=left(draft.counterparts),
    )


def fill(obligation: Obligation, draft: ObligationDraft) -> None:
    """Write all of it down but the parties. Raises NoSuchClause, and NoSuchOffice."""
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


def set_parties(obligation: Obligation, draft: ObligationDraft) -> None:
    """Write down who owes it to whom. Raises NoSuchParty, and OwedToItself."""
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


def _office(circle_id: int, office_id: int | None) -> Office | None:
    """The office of a council that stands, in the circle of the regulation."""
    if office_id is None:
        return None
    standing = Office.objects.filter(circle_id=circle_id, council__dissolved_at=None)
    office = standing.filter(id=office_id).first()
    if office is None:
        raise NoSuchOffice
    return office
