"""What happens to plans, tasks and playbooks."""

from dataclasses import dataclass

from lienket.journal.events import News


@dataclass(frozen=True)
class PlanDrafted(News):
    plan_id: int


@dataclass(frozen=True)
class PlanChanged(News):
    plan_id: int


@dataclass(frozen=True)
class PlanDiscarded(News):
    """A draft was thrown away with its tasks."""

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
class TaskWritten(News):
    """Into a draft; it is given when the plan is adopted."""

    task_id: int


@dataclass(frozen=True)
class TaskChanged(News):
    task_id: int


@dataclass(frozen=True)
class TaskRemoved(News):
    """From a draft."""

    task_id: int


@dataclass(frozen=True)
class TaskAssigned(News):
    """To somebody inside an organization, or to nobody in particular again; who, only it knows."""

    task_id: int


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
class PlaybookDrafted(News):
    playbook_id: int


@dataclass(frozen=True)
class PlaybookChanged(News):
    """Its head or its steps."""

    playbook_id: int


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
