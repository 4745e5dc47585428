"""Drafting plans, putting them to the members, adopting them."""

from datetime import date, datetime, timedelta

from lienket.circles import queries as circles
from lienket.delivery import actions as delivery
from lienket.delivery.models import Envelope, Message, Urgency
from lienket.documents import actions as documents
from lienket.documents.guard.text import clean_line, clean_text
from lienket.documents.models import Document
from lienket.escalation import actions as escalation
from lienket.journal import actions as journal
from lienket.kernel.actors import Actor, Member
from lienket.kernel.errors import NotAllowed, Refusal, about
from lienket.kernel.rows import insert
from lienket.plans import queries, rules
from lienket.plans.actions.opening import take_number
from lienket.plans.actions.tasks import (
    ANSWER,
    MANAGE,
    TEXT_LIMIT,
    PlanIsFixed,
    give,
    open_circle,
)
from lienket.plans.events import (
    PlanAdopted,
    PlanAgreedTo,
    PlanCommented,
    PlanDrafted,
    PlanSubmitted,
    PlanTakenBack,
)
from lienket.plans.models import Adoption, Comment, Plan, Task, TaskDependency
from lienket.plans.paper import paper_of
from lienket.regulations.models import Regulation

TITLE_LIMIT = 300
DECISION_LIMIT = 200
#: How long the members have to adopt a plan.
ADOPT_WITHIN = timedelta(days=7)


class NoPlanTitle(Refusal):
    """Give the plan a title."""

    field = "title"


class EndsBeforeItStarts(Refusal):
    """The plan ends before it starts. Choose a later last day."""

    field = "ends_on"


class NoSuchRegulation(Refusal):
    """This regulation does not belong to the circle."""

    field = "regulation"


class OnlyTheDrafter(NotAllowed):
    """Only the organization that drafts the plan may do this."""


class NoTasks(Refusal):
    """A plan needs at least one task before it is put to the members."""


class NotPutToMembers(Refusal):
    """This plan is not put to the members now."""


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


def draft_plan(
    *,
    circle_id: int,
    kind: str,
    title: str,
    starts_on: date,
    ends_on: date,
    by: Member,
    now: datetime,
    regulation_id: int | None = None,
    not_secret: bool = False,
) -> Plan:
    """Begin a plan; nobody else sees it until it is put to the members.

    Raises Circle.DoesNotExist, CircleClosed and the refusals above about what was filled in.
    """
    by.require(MANAGE)
    circle = open_circle(circle_id, by)
    plan = Plan(circle=circle, organization_id=by.organization_id, drafted_at=now)
    _fill(plan, kind, title, starts_on, ends_on, regulation_id, not_secret)
    plan.save()
    journal.record(PlanDrafted(plan.id), by=by, at=now, circle_id=circle.id)
    return plan


def change_plan(
    *,
    plan_id: int,
    kind: str,
    title: str,
    starts_on: date,
    ends_on: date,
    by: Member,
    regulation_id: int | None = None,
    not_secret: bool = False,
) -> Plan:
    """Change the head of one's own draft. Raises OnlyTheDrafter and PlanIsFixed."""
    by.require(MANAGE)
    plan = _draft(plan_id, by)
    _fill(plan, kind, title, starts_on, ends_on, regulation_id, not_secret)
    plan.save()
    return plan


def discard_plan(*, plan_id: int, by: Member) -> None:
    """Throw one's own draft away with its tasks. Raises OnlyTheDrafter and PlanIsFixed."""
    by.require(MANAGE)
    plan = _draft(plan_id, by)
    plan.delete()


def copy_plan(*, plan_id: int, by: Member, now: datetime) -> Plan:
    """Begin next year's plan from this one: the same tasks, all days a year later.

    Tasks of organizations that have left the circle are left out.
    """
    by.require(MANAGE)
    old = queries.plans_for(by).get(id=plan_id)
    circle = open_circle(old.circle_id, by)
    plan = Plan.objects.create(
        circle=circle,
        organization_id=by.organization_id,
        regulation_id=old.regulation_id,
        kind=old.kind,
        title=old.title.replace(str(old.starts_on.year), str(old.starts_on.year + 1)),
        starts_on=rules.same_day(old.starts_on, 1),
        ends_on=rules.same_day(old.ends_on, 1),
        drafted_at=now,
    )
    members = set(circles.members_of(circle.id, now).values_list("organization_id", flat=True))
    copies: dict[int, Task] = {}
    for task in old.tasks.filter(dropped_at=None, organization__in=members).order_by("id"):
        day = rules.same_day(task.due_at.date(), 1)
        copies[task.id] = Task.objects.create(
            circle=circle,
            plan=plan,
            asker_id=by.organization_id,
            organization_id=task.organization_id,
            title=task.title,
            detail=task.detail,
            starts_on=rules.same_day(task.starts_on, 1) if task.starts_on else None,
            due_at=datetime.combine(day, task.due_at.timetz()),
        )
    for link in TaskDependency.objects.filter(task__in=copies, after__in=copies):
        TaskDependency.objects.create(
            circle=circle, task=copies[link.task_id], after=copies[link.after_id]
        )
    journal.record(PlanDrafted(plan.id), by=by, at=now, circle_id=circle.id)
    return plan


def submit(*, plan_id: int, by: Member, now: datetime) -> Plan:
    """Put one's own draft to all who have tasks in it: each is asked to adopt it.

    A plan that gives tasks to its drafter alone is adopted at once. Raises OnlyTheDrafter,
    PlanIsFixed and NoTasks.
    """
    by.require(MANAGE)
    plan = _draft(plan_id, by)
    if not plan.tasks.exists():
        raise NoTasks
    plan.submitted_at = now
    plan.reference = plan.reference or take_number(plan.circle_id, rules.PLAN_PREFIX, now)
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
    _require_drafter(plan, by)
    _stop_asking(plan, now)
    plan.adoptions.all().delete()
    plan.submitted_at = None
    plan.save(update_fields=["submitted_at"])
    journal.record(PlanTakenBack(plan.id), by=by, at=now, circle_id=plan.circle_id)
    return plan


def adopt(*, plan_id: int, by: Member, now: datetime) -> Plan:
    """Adopt a plan for one's own organization; the last one puts it into force.

    Adopting twice is harmless. Raises Plan.DoesNotExist, NotPutToMembers and NotAskedToAdopt.
    """
    by.require(MANAGE)
    plan = _put_to_members(plan_id, by)
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
    if not plan.adoptions.filter(adopted_at=None).exists():
        _enter_into_force(plan, by=by, now=now)
    return plan


def enact(
    *, plan_id: int, decision: str, by: Member, now: datetime, not_secret: bool = False
) -> Plan:
    """As the drafter, put a plan into force by a decision, without waiting for all to adopt it.

    Raises OnlyTheDrafter, NotPutToMembers and NoDecision.
    """
    by.require(MANAGE)
    plan = _put_to_members(plan_id, by)
    _require_drafter(plan, by)
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
    plan = _locked(plan_id, by)
    _require_drafter(plan, by)
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


# ---- Steps -------------------------------------------------------------------------------------


def _fill(
    plan: Plan,
    kind: str,
    title: str,
    starts_on: date,
    ends_on: date,
    regulation_id: int | None,
    not_secret: bool,
) -> None:
    with about("title"):
        plan.title = clean_line(title, TITLE_LIMIT, not_secret=not_secret)
    if not plan.title:
        raise NoPlanTitle
    if ends_on < starts_on:
        raise EndsBeforeItStarts
    regulations = Regulation.objects.filter(circle_id=plan.circle_id)
    if regulation_id is not None and not regulations.filter(id=regulation_id).exists():
        raise NoSuchRegulation
    plan.kind, plan.starts_on, plan.ends_on = kind, starts_on, ends_on
    plan.regulation_id = regulation_id


def _draft(plan_id: int, by: Member) -> Plan:
    plan = _locked(plan_id, by)
    _require_drafter(plan, by)
    if plan.submitted_at or plan.adopted_at:
        raise PlanIsFixed
    return plan


def _put_to_members(plan_id: int, by: Actor) -> Plan:
    plan = _locked(plan_id, by)
    if plan.submitted_at is None or plan.adopted_at:
        raise NotPutToMembers
    return plan


def _locked(plan_id: int, by: Actor) -> Plan:
    return queries.plans_for(by).select_for_update(of=("self",)).get(id=plan_id)


def _require_drafter(plan: Plan, by: Member) -> None:
    if plan.organization_id != by.organization_id:
        raise OnlyTheDrafter


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
    paths = circles.reach(plan.circle_id, parties, now)
    chosen = delivery.choose([path for path in paths if path.level == 0], envelope.urgency)
    letters = delivery.outgoing(
        chosen, urgency=envelope.urgency, purpose=Message.Purpose.FIRST, now=now
    )
    delivery.queue(envelope, letters, now=now)


def _stop_asking(plan: Plan, now: datetime) -> None:
    for envelope_id in set(plan.adoptions.values_list("ask__envelope_id", flat=True)):
        escalation.release_all(envelope_id, now=now)
        delivery.cancel_unsent(envelope_id)


def _enter_into_force(plan: Plan, *, by: Actor, now: datetime) -> None:
    plan.adopted_at = now
    plan.save(update_fields=["adopted_at"])
    tasks = plan.tasks.select_related("circle", "run").order_by("due_at", "id")
    for task in tasks:
        give(task, by=by, now=now)
    journal.record(PlanAdopted(plan.id), by=by, at=now, circle_id=plan.circle_id)
