"""Proposing a succession, one by one or from a list. Nothing changes by it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from lienket.journal import actions as journal
from lienket.journal.events import News
from lienket.kernel.actors import Member, Operator
from lienket.kernel.errors import NotAllowed, Refusal
from lienket.kernel.rls import acting
from lienket.organizations import queries, rules
from lienket.organizations.events import SuccessionProposed
from lienket.organizations.models import Appointment, Organization, Succession
from lienket.organizations.words import line

MANAGE = Appointment.Right.MANAGE_ORGANIZATION


class NotYourSuccession(NotAllowed):
    """Only the two units themselves may do this, or whoever speaks for one that has nobody left."""


class SameUnit(Refusal):
    """A unit cannot succeed itself. Choose another successor."""

    field = "successor"


class SuccessionCycle(Refusal):
    """This would lead back to the unit it begins with: the successor was or will be succeeded by
    it. Check the direction.
    """

    field = "successor"


class SucceededAlready(Refusal):
    """Another succession of this unit as a whole exists already. Cancel that one first."""

    field = "predecessor"


class FunctionHandedOver(Refusal):
    """This function is handed over already. Cancel that handover, or name another function."""

    field = "functions"


class DayOutOfRange(Refusal):
    """The day must lie between 02/09/1945 and two years from now."""

    field = "effective_on"


class NoSuccessor(Refusal):
    """Name the unit that takes over."""

    field = "successor"


class NoNewName(Refusal):
    """Write the new name. It must differ from the present one."""

    field = "new_name"


class NoFunction(Refusal):
    """Write which function is handed over, or which share goes to this unit."""

    field = "functions"


class NoDecision(Refusal):
    """Write the decision on which this rests, as in "Nghị quyết 202/2025/QH15"."""

    field = "decision"


@dataclass(frozen=True)
class Proposal:
    """What is proposed. `successor_id` is None for a rename, a dissolution, or a new unit."""

    predecessor_id: int
    kind: str
    effective_on: date
    decision: str
    successor_id: int | None = None
    new_name: str = ""
    main_heir: bool = False
    functions: str = ""
    moves_people: bool = True

    def cleaned(self) -> "Proposal":
        """The same, its words tidied; refused if they cannot stand in the record."""
        return replace(
            self,
            new_name=line("new_name", self.new_name, 200),
            functions=line("functions", self.functions, 300),
            decision=line("decision", self.decision, 200),
        )

    @property
    def is_full(self) -> bool:
        return self.kind == Succession.Kind.MERGE or self.main_heir

    @property
    def ends(self) -> bool:
        return self.is_full or self.kind == Succession.Kind.DISSOLVE

    @property
    def edge(self) -> rules.Edge:
        return rules.Edge(
            self.predecessor_id, self.successor_id, self.kind, self.ends, self.functions
        )


def check(proposal: Proposal, known: rules.Known, today: date) -> None:
    """Refuse what makes no sense beside the successions that exist.

    Raises NoSuccessor, NoNewName, NoFunction, NoDecision, SameUnit, DayOutOfRange,
    SucceededAlready, FunctionHandedOver and SuccessionCycle.
    """
    kinds = Succession.Kind
    takes_over = proposal.kind not in {kinds.RENAME, kinds.DISSOLVE}
    if takes_over and not (proposal.successor_id or proposal.new_name):
        raise NoSuccessor
    if proposal.kind == kinds.RENAME and not proposal.new_name:
        raise NoNewName
    partial = takes_over and not proposal.is_full
    if partial and not proposal.functions:
        raise NoFunction
    if not proposal.decision:
        raise NoDecision
    if proposal.successor_id == proposal.predecessor_id:
        raise SameUnit
    if not rules.is_sane(proposal.effective_on, today):
        raise DayOutOfRange
    _check_once(proposal, known.of(proposal.predecessor_id))
    if (
        proposal.successor_id
        and proposal.kind != kinds.FUNCTION
        and known.would_cycle(proposal.predecessor_id, proposal.successor_id)
    ):
        raise SuccessionCycle


def _check_once(proposal: Proposal, others: list[rules.Edge]) -> None:
    if proposal.ends and any(other.ends_predecessor for other in others):
        raise SucceededAlready
    for other in others:
        same_kind = proposal.kind == other.kind == Succession.Kind.FUNCTION
        if same_kind and rules.same_function(other.function, proposal.functions):
            raise FunctionHandedOver
        if (
            proposal.kind == other.kind == Succession.Kind.SPLIT
            and proposal.successor_id
            and other.successor_id == proposal.successor_id
        ):
            raise SucceededAlready


def lock_all() -> None:
    """One after the other: each is compared with all that exist."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('successions', 0))")


def require_no_cycle(predecessor_id: int, successor_id: int | None, kind: str) -> None:
    """Refuse to lead back to where it begins. Raises SuccessionCycle."""
    if successor_id is None or kind == Succession.Kind.FUNCTION:
        return
    if rules.Known(queries.succession_edges()).would_cycle(predecessor_id, successor_id):
        raise SuccessionCycle


@transaction.atomic
def propose(*, proposal: Proposal, by: Member, now: datetime) -> Succession:
    """Propose a succession of one's own organization, or into it. Nothing changes by it.

    Raises NotYourSuccession, what `check` raises, and what the guard refuses in names and words.
    """
    by.require(MANAGE)
    if by.organization_id not in {proposal.predecessor_id, proposal.successor_id}:
        raise NotYourSuccession
    proposal = proposal.cleaned()
    lock_all()
    check(proposal, rules.Known(queries.succession_edges()), timezone.localdate(now))
    own = Organization.objects.filter(id=proposal.predecessor_id).first()
    if proposal.kind == Succession.Kind.RENAME and own and own.name == proposal.new_name:
        raise NoNewName
    superior_id = own.superior_id if own else None
    try:
        with transaction.atomic():
            made = _write([proposal], [superior_id], by=by, now=now)
    except IntegrityError as error:
        # Somebody else was faster.
        raise SucceededAlready from error
    return made[0]


def import_proposals(
    *, proposals: list[tuple[Proposal, int | None]], by: Operator, now: datetime
) -> list[Succession]:
    """Write down a checked list, each with its predecessor's superior. Nothing changes by it.

    Raises SucceededAlready when somebody has proposed one of them meanwhile.
    """
    units = {unit for one, _ in proposals for unit in (one.predecessor_id, one.successor_id)}
    by = replace(by, organizations=tuple(sorted(filter(None, units))))
    try:
        with acting(by):
            return _write(
                [one for one, _ in proposals], [above for _, above in proposals], by=by, now=now
            )
    except IntegrityError as error:
        raise SucceededAlready from error


def _write(
    proposals: list[Proposal],
    superiors: list[int | None],
    *,
    by: Member | Operator,
    now: datetime,
) -> list[Succession]:
    rows = [
        Succession(
            predecessor_id=one.predecessor_id,
            successor_id=one.successor_id,
            superior_id=superior_id,
            kind=one.kind,
            new_name=one.new_name,
            main_heir=one.main_heir,
            functions=one.functions,
            decision=one.decision,
            effective_on=one.effective_on,
            moves_people=one.moves_people and one.is_full,
            proposed_at=now,
            proposed_by_id=by.organization_id if isinstance(by, Member) else None,
        )
        for one, superior_id in zip(proposals, superiors, strict=True)
    ]
    made = Succession.objects.bulk_create(rows, batch_size=1000)
    tell([(SuccessionProposed(one.id), one) for one in made], by=by, now=now)
    return made


def tell(told: Iterable[tuple[News, Succession]], *, by: Member | Operator, now: datetime) -> None:
    """Write the news into the journal of each unit that is in sight of whoever acts."""
    sight = set(by.organizations)
    by_unit = defaultdict(list)
    for news, one in told:
        for unit in {one.predecessor_id, one.successor_id, one.superior_id} & sight:
            by_unit[unit].append(news)
    for unit, news_of_unit in sorted(by_unit.items()):
        journal.record_all(news_of_unit, by=by, at=now, organization_id=unit)
