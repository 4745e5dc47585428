"""What happens to plans, tasks and playbooks."""

from dataclasses import dataclass

from lienket.journal.events import News


@dataclass(frozen=True)
class PlanDrafted(News):
    plan_id: int


@dataclass(frozen=True)
class PlanSubmitted(News):
    plan_id: int


@dataclass(frozen=True)
class PlanTakenBack(News):
    """Its drafter revises it; nobody is asked to adopt it meanwhile."""

    plan_id: int


@dataclass(frozen=True)
class PlanAgreedTo(News):
    plan_id: int
    organization_id: int


@dataclass(frozen=True)
class PlanCommented(News):
    plan_id: int
    organization_id: int


@dataclass(frozen=True)
class PlanAdopted(News):
    plan_id: int


@dataclass(frozen=True)
class TaskGiven(News):
    task_id: int
    organization_id: int


@dataclass(frozen=True)
class TaskReported(News):
    """Progress, or that it is done."""

    task_id: int
    organization_id: int
    done: bool
    run_id: int | None = None


@dataclass(frozen=True)
class TaskConfirmed(News):
    task_id: int
    organization_id: int


@dataclass(frozen=True)
class TaskReturned(News):
    task_id: int
    organization_id: int


@dataclass(frozen=True)
class TaskMoved(News):
    task_id: int
    organization_id: int


@dataclass(frozen=True)
class TaskDropped(News):
    task_id: int
    organization_id: int
    run_id: int | None = None


@dataclass(frozen=True)
class PlaybookApproved(News):
    playbook_id: int


@dataclass(frozen=True)
class RunStarted(News):
    """A playbook was started, in earnest or as an exercise."""

    run_id: int
    playbook_id: int


@dataclass(frozen=True)
class RunNoteWritten(News):
    run_id: int


@dataclass(frozen=True)
class RunFinished(News):
    run_id: int
