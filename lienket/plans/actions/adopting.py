"""Putting plans to the members, adopting them, issuing them as documents."""

from datetime import datetime, timedelta

from lienket.circles.actions import take_number
from lienket.delivery import actions as delivery
from lienket.delivery.models import Envelope, Urgency
from lienket.documents import actions as documents
from lienket.documents.models import Document
from lienket.escalation import actions as escalation
from lienket.journal import actions as journal
from lienket.kernel.actors import Actor, Member
from lienket.kernel.errors import NotAllowed, Refusal, about
from lienket.kernel.guard.text import clean_line, clean_text
from lienket.kernel.rows import insert
from lienket.plans import rules
from lienket.plans.actions.plans import draft_of, locked_plan, require_drafter
from lienket.plans.actions.reporting import TEXT_LIMIT
from lienket.plans.actions.tasks import ANSWER, MANAGE, give
from lienket.plans.events import (
    PlanAdopted,
    PlanAgreedTo,
    PlanCommented,
    PlanSubmitted,
    PlanTakenBack,
)
from lienket.plans.models import Adoption, Comment, Plan
from lienket.plans.paper import paper_of

DECISION_LIMIT = 200
#: How long the members have to adopt a plan.
ADOPT_WITHIN = timedelta(days=7)


class NoTasks(Refusal):
    """A plan needs at least one task before it is put to the members."""


class TaskTooLate(Refusal):
    """“{title}” would be due in the past. Give it a later day before you submit the plan."""


class NotPutToMembers(Refusal):
    """This plan is not put to the members now."""


class PlanReadsOtherwise(Refusal):
    """The plan was taken back and put again after you opened this page. Read it again."""

    status = 409


class NotAskedToAdopt(NotAllowed):
    """Only organizations that have tasks in the plan are asked to adopt it."""


class NoComment(Refusal):
    """Write what you want to say about the plan."""

    field = "text"


class NotInForceYet(Refusal):
    """A plan is issued as a document once it is in force."""


class IssuedAlready(Refusal):
    """This plan was issued as a document already."""

    status = 409


class NoPlace(Refusal):
    """Name the place, the notation of your office, and who signs."""

    field = "place"


class NoDecision(Refusal):
    """Name the decision by which the plan is enacted, with its number and day."""

    field = "decision"


def submit(*, plan_id: int, by: Member, now: datetime) -> Plan:
    """Put one's own draft to all who have tasks in it: each is asked to adopt it.

    A plan that gives tasks to its drafter alone is adopted at once. Raises OnlyTheDrafter,
    PlanIsFixed, NoTasks and TaskTooLate.
    """
    by.require(MANAGE)
    plan = draft_of(plan_id, by)
    if not plan.tasks.exists():
        raise NoTasks
    late = plan.tasks.filter(due_at__lte=now).order_by("due_at", "id").first()
    if late:
        raise TaskTooLate(title=late.title)
    plan.submitted_at = now
    plan.reference = plan.reference or take_number(plan.circle, rules.PLAN_PREFIX, now=now)
    plan.save(update_fields=["submitted_at", "reference"])
    parties = sorted(
        set(plan.tasks.values_list("organization_id", flat=True)) - {plan.organization_id}
    )
    journal.record(PlanSubmitted(plan.id), by=by, at=now, circle_id=plan.circle_id)
    if parties:
        _ask_to_adopt(plan, parties, now)
    else:
        _enter_into_force(plan, by=by, now=now)
    return plan


def take_back(*, plan_id: int, by: Member, now: datetime) -> Plan:
    """Take one's own plan back to revise it; whoever adopted it is asked again afterwards.

    Raises OnlyTheDrafter and NotPutToMembers.
    """
    by.require(MANAGE)
    plan = _put_to_members(plan_id, by)
    require_drafter(plan, by)
    _stop_asking(plan, now)
    plan.adoptions.all().delete()
    plan.submitted_at = None
    plan.round += 1
    plan.save(update_fields=["submitted_at", "round"])
    journal.record(PlanTakenBack(plan.id), by=by, at=now, circle_id=plan.circle_id)
    return plan


def adopt(*, plan_id: int, by: Member, now: datetime, seen: int | None = None) -> Plan:
    """Adopt a plan for one's own organization; the last one puts it into force.

    `seen` is the round that was read: PlanReadsOtherwise if it was taken back meanwhile. Adopting
    twice is harmless. Raises Plan.DoesNotExist, NotPutToMembers and NotAskedToAdopt.
    """
    by.require(MANAGE)
    plan = _put_to_members(plan_id, by)
    if seen is not None and seen != plan.round:
        raise PlanReadsOtherwise
    adoption = plan.adoptions.filter(organization_id=by.organization_id).first()
    if adoption is None:
        raise NotAskedToAdopt
    if adoption.adopted_at:
        return plan
    adoption.adopted_at = now
    adoption.save(update_fields=["adopted_at"])
    escalation.settle(adoption.ask_id, now=now)
    delivery.cancel_unsent(adoption.ask.envelope_id, [by.organization_id])
    journal.record(
        PlanAgreedTo(plan.id, by.organization_id), by=by, at=now, circle_id=plan.circle_id
    )
    adopt_if_agreed(plan, by=by, now=now)
    return plan


def adopt_if_agreed(plan: Plan, *, by: Actor, now: datetime) -> None:
    """Put a plan into force once nobody is left who has to adopt it."""
    if not plan.adoptions.filter(adopted_at=None).exists():
        _enter_into_force(plan, by=by, now=now)


def enact(
    *, plan_id: int, decision: str, by: Member, now: datetime, not_secret: bool = False
) -> Plan:
    """As the drafter, put a plan into force by a decision, without waiting for all to adopt it.

    Raises OnlyTheDrafter, NotPutToMembers and NoDecision.
    """
    by.require(MANAGE)
    plan = _put_to_members(plan_id, by)
    require_drafter(plan, by)
    with about("decision"):
        plan.decision = clean_line(decision, DECISION_LIMIT, not_secret=not_secret)
    if not plan.decision:
        raise NoDecision
    plan.save(update_fields=["decision"])
    _stop_asking(plan, now)
    _enter_into_force(plan, by=by, now=now)
    return plan


def comment(
    *, plan_id: int, text: str, by: Actor, now: datetime, not_secret: bool = False
) -> Comment:
    """Say something about a plan that is put to the members; the asking goes on.

    Raises Plan.DoesNotExist, NotPutToMembers and NoComment.
    """
    by.require(ANSWER)
    plan = _put_to_members(plan_id, by)
    with about("text"):
        text = clean_text(text, TEXT_LIMIT, not_secret=not_secret)
    if not text.strip():
        raise NoComment
    (organization_id,) = by.organizations
    written = Comment.objects.create(
        circle_id=plan.circle_id,
        plan=plan,
        organization_id=organization_id,
        text=text,
        by=by.id,
        at=now,
    )
    journal.record(PlanCommented(plan.id, organization_id), by=by, at=now, circle_id=plan.circle_id)
    return written


def issue_document(
    *,
    plan_id: int,
    place: str,
    notation: str,
    signer_title: str,
    signer_name: str,
    by: Member,
    now: datetime,
) -> Document:
    """As the drafter, give a plan in force its number, and issue it as DOCX and PDF.

    `notation` are the letters of the office after "KH-". Raises OnlyTheDrafter, NotInForceYet,
    IssuedAlready and NoPlace.
    """
    by.require(MANAGE)
    plan = locked_plan(plan_id, by)
    require_drafter(plan, by)
    if plan.adopted_at is None:
        raise NotInForceYet
    if plan.document_id:
        raise IssuedAlready
    words = [
        clean_line(text, DECISION_LIMIT) for text in (place, notation, signer_title, signer_name)
    ]
    if not all(words):
        raise NoPlace
    place, notation, signer_title, signer_name = words
    tasks = plan.tasks.filter(dropped_at=None).select_related("organization")
    paper = paper_of(
        plan,
        list(tasks.order_by("due_at", "id")),
        place=place,
        signer_title=signer_title,
        signer_name=signer_name,
    )
    document = documents.issue(
        circle_id=plan.circle_id, paper=paper, kind="KH", notation=notation, by=by, now=now
    )
    plan.document, plan.code = document, document.code
    plan.save(update_fields=["document", "code"])
    return document


def _put_to_members(plan_id: int, by: Actor) -> Plan:
    plan = locked_plan(plan_id, by)
    if plan.submitted_at is None or plan.adopted_at:
        raise NotPutToMembers
    return plan


def _ask_to_adopt(plan: Plan, parties: list[int], now: datetime) -> None:
    due_at = now + ADOPT_WITHIN
    envelope = insert(
        Envelope(
            circle_id=plan.circle_id,
            organization_id=plan.organization_id,
            kind="plan",
            reference=plan.reference,
            urgency=Urgency.NORMAL,
            sent_at=now,
            due_at=due_at,
        )
    )
    asks = escalation.ask(
        envelope=envelope,
        organization_ids=parties,
        plan=rules.ladder(ADOPT_WITHIN),
        due_at=due_at,
        now=now,
    )
    Adoption.objects.bulk_create(
        Adoption(circle_id=plan.circle_id, plan=plan, organization_id=one, ask_id=asks[one])
        for one in parties
    )
    delivery.tell(envelope, parties, now=now)


def _stop_asking(plan: Plan, now: datetime) -> None:
    for envelope_id in set(plan.adoptions.values_list("ask__envelope_id", flat=True)):
        escalation.release_all(envelope_id, now=now)
        delivery.cancel_unsent(envelope_id)


def _enter_into_force(plan: Plan, *, by: Actor, now: datetime) -> None:
    plan.adopted_at = now
    plan.save(update_fields=["adopted_at"])
    tasks = plan.tasks.filter(dropped_at=None).select_related("circle", "run")
    for task in tasks.order_by("due_at", "id"):
        give(task, by=by, now=now)
    journal.record(PlanAdopted(plan.id), by=by, at=now, circle_id=plan.circle_id)
