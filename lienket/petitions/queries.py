"""Which petitions somebody may see, how they stand, and what they add up to."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from django.db.models import Aggregate, Count, F, Func, Q, QuerySet, TextField, Value
from django.db.models.functions import Concat

from lienket.delivery.models import Message
from lienket.kernel.actors import Actor, LinkHolder, Member
from lienket.obligations.queries.compliance import Median, family
from lienket.petitions import rules
from lienket.petitions.models import Answer, Petition, Publication

#: Envelopes of this module.
KIND = "petition"
State = Literal[
    "open", "overdue", "answered", "withdrawn", "in_time", "answered_late", "content", "discontent"
]


def petitions_for(by: Actor) -> QuerySet[Petition]:
    """The petitions of all circles `by` belongs to; a confidential one lives in a narrow one."""
    petitions = Petition.objects.filter(circle_id__in=by.circles).select_related(
        "circle", "organization", "responsible", "meeting"
    )
    if isinstance(by, LinkHolder):
        # A link opens the one petition it was sent about, for whoever asks or answers.
        return petitions.filter(
            Q(organization_id__in=by.organizations) | Q(responsible_id__in=by.organizations),
            reference__in=Message.objects.filter(id=by.message_id, envelope__kind=KIND).values(
                "envelope__reference"
            ),
        )
    return petitions


def in_circle(by: Member, circle_id: int) -> QuerySet[Petition]:
    """Those of a circle and of its subsets in sight, newest first. Raises Circle.DoesNotExist."""
    found = petitions_for(by).filter(circle_id__in=family(by, circle_id))
    return found.order_by("-asked_at", "-id")


def publications_for(by: Member, circle_id: int) -> QuerySet[Publication]:
    """Answers to confidential petitions that were shown to the whole circle, newest first."""
    found = Publication.objects.filter(circle_id=circle_id, circle_id__in=by.circles)
    return found.select_related("organization").order_by("-at", "-id")


def in_state(state: State, now: datetime) -> Q:
    """The condition of a state; lists and figures share it, so that they agree."""
    kept = Q(withdrawn_at=None)
    waits = kept & Q(answered_at=None)
    answered = kept & Q(answered_at__isnull=False)
    conditions: dict[State, Q] = {
        "open": waits & Q(due_at__gte=now),
        "overdue": waits & Q(due_at__lt=now),
        "answered": answered,
        "withdrawn": Q(withdrawn_at__isnull=False),
        "in_time": answered & Q(late=False),
        "answered_late": answered & Q(late=True),
        "content": kept & Q(satisfied=True),
        "discontent": kept & Q(satisfied=False),
    }
    return conditions[state]


def saying(found: QuerySet[Petition], words: str) -> QuerySet[Petition]:
    """Those whose number, question or answers have these words; accents and capitals aside."""
    plain = Func(Value(words), function="vn_plain", output_field=TextField())
    answered = Answer.objects.annotate(said=_plain("text")).filter(said__contains=plain)
    space = Value(" ")
    asked = Concat("reference", space, "title", space, "detail", output_field=TextField())
    return found.annotate(said=_plain(asked)).filter(
        Q(said__contains=plain) | Q(id__in=answered.values("petition"))
    )


def _plain(words: str | Concat) -> Func:
    return Func(words, function="vn_plain", output_field=TextField())


def to_answer(by: Member) -> QuerySet[Petition]:
    """What `by`'s organization must answer, earliest due first."""
    waits = Q(answered_at=None, withdrawn_at=None)
    found = petitions_for(by).filter(waits, responsible_id=by.organization_id)
    return found.order_by("due_at", "id")


def to_judge(by: Member) -> QuerySet[Petition]:
    """Answers about which `by`'s organization, which asked, has not said anything yet."""
    found = petitions_for(by).filter(
        organization_id=by.organization_id, satisfied=None, answered_at__isnull=False
    )
    return found.filter(withdrawn_at=None).order_by("answered_at", "id")


@dataclass(frozen=True)
class Figures:
    """How many were received, and what became of them."""

    received: int
    answered: int
    open: int
    overdue: int
    in_time: int
    answered_late: int
    content: int
    discontent: int
    # The middle time from the question to its first answer.
    median: timedelta | None

    @property
    def punctual(self) -> int | None:
        """Per cent answered in time, of those answered or overdue."""
        return rules.percent(self.in_time, self.in_time + self.answered_late + self.overdue)

    @property
    def contentment(self) -> int | None:
        """Per cent with which the askers are satisfied, of those about which they said so."""
        return rules.percent(self.content, self.content + self.discontent)


def total(found: QuerySet[Petition], now: datetime) -> Figures:
    """The figures of all of them."""
    return Figures(**_kept(found).aggregate(**_counted(now)))


def by_party(found: QuerySet[Petition], now: datetime) -> dict[int, Figures]:
    """The figures of each organization that answers."""
    rows = _kept(found).values_list("responsible_id").annotate(**_counted(now))
    return {party: Figures(*numbers) for party, *numbers in rows}


def _kept(found: QuerySet[Petition]) -> QuerySet[Petition]:
    """What was withdrawn counts for nobody."""
    return found.filter(withdrawn_at=None).order_by()


def _counted(now: datetime) -> dict[str, Aggregate]:
    states: tuple[State, ...] = (
        "answered",
        "open",
        "overdue",
        "in_time",
        "answered_late",
        "content",
        "discontent",
    )
    counts: dict[str, Aggregate] = {
        state: Count(Value(1), filter=in_state(state, now)) for state in states
    }
    return {
        "received": Count(Value(1)),
        **counts,
        "median": Median(
            F("first_answered_at") - F("asked_at"), filter=Q(first_answered_at__isnull=False)
        ),
    }
