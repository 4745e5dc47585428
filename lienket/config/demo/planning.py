"""Plays the plans and playbooks of a scene through the product itself."""

from datetime import datetime, time, timedelta

from lienket.config.demo.agreement import Drill, Job, Scheme
from lienket.config.demo.days import at_clock, day_of
from lienket.config.demo.founding import Stage
from lienket.kernel.actors import Member
from lienket.plans import actions as plans
from lienket.plans.models import Plan, Task


def plan(stage: Stage, scheme: Scheme, *, now: datetime) -> Plan:
    """Put a plan to the members; those who have adopted it report on their tasks."""
    stage.see()
    at = now - timedelta(days=scheme.days_ago)
    drafter = stage.units[scheme.by].head
    drafted = plans.draft_plan(
        circle_id=stage.circle.id,
        kind=scheme.kind,
        title=scheme.title,
        starts_on=day_of(at),
        ends_on=day_of(now + timedelta(days=max(job.days for job in scheme.jobs))),
        by=drafter,
        now=at,
    )
    tasks = [(job, _task(stage, job, drafter, at, now, plan=drafted)) for job in scheme.jobs]
    plans.submit(plan_id=drafted.id, by=drafter, now=at + timedelta(hours=1))
    asked = list(drafted.adoptions.order_by("id").values_list("organization_id", flat=True))
    by_id = {one.id: one for one in stage.units.values()}
    for place, organization_id in enumerate(asked):
        if scheme.adopted or place % 2 == 0:
            plans.adopt(
                plan_id=drafted.id,
                by=by_id[organization_id].head,
                now=at + timedelta(hours=2 + place),
            )
    if scheme.adopted:
        _enter(stage, at + timedelta(days=2))
        for job, task in tasks:
            _work(stage, job, task, now)
    return drafted


def _task(
    stage: Stage,
    job: Job,
    by: Member,
    at: datetime,
    now: datetime,
    plan: Plan | None = None,
    source: str = "",
) -> Task:
    return plans.give_task(
        circle_id=stage.circle.id,
        title=job.title,
        organization_id=stage.units[job.unit].id,
        due_at=at_clock(now + timedelta(days=job.days), time(17)),
        plan=plan,
        source=source,
        by=by,
        now=at,
    )


def _enter(stage: Stage, at: datetime) -> None:
    """The worker's turn: what has begun by now is asked for."""
    plans.open_due(now=at)
    stage.see()


def _work(stage: Stage, job: Job, task: Task, now: datetime) -> None:
    doer = stage.units[job.unit].on_duty
    if job.state:
        said = now + timedelta(days=min(job.days, 0)) - timedelta(hours=20)
        plans.report(
            task_id=task.id,
            text=job.words or "Đã triển khai đến các bộ phận.",
            percent=100 if job.state == "done" else 40,
            done=job.state == "done",
            by=doer,
            now=said,
        )


def practise(stage: Stage, drill: Drill, *, now: datetime) -> None:
    """Write a playbook, and practise it once as an exercise."""
    stage.see()
    at = now - timedelta(days=drill.practised)
    by = stage.units[drill.by].head
    playbook = plans.write_playbook(
        circle_id=stage.circle.id,
        head=plans.Head(drill.title, drill.situation, drill.notice),
        by=by,
        now=at - timedelta(days=3),
    )
    plans.set_steps(
        playbook_id=playbook.id,
        steps=[
            plans.StepDraft(what, minutes, stage.units[unit].id)
            for unit, what, minutes in drill.steps
        ],
        by=by,
        now=at - timedelta(days=3),
    )
    chair = stage.units[stage.scene.chair].head
    plans.approve(playbook_id=playbook.id, by=chair, now=at - timedelta(days=2))
    run = plans.start(
        playbook_id=playbook.id,
        exercise=True,
        what_happened="Diễn tập theo kế hoạch năm.",
        by=by,
        now=at,
    )
    by_id = {one.id: one for one in stage.units.values()}
    for place, task in enumerate(Task.objects.filter(run=run).order_by("id")):
        plans.report(
            task_id=task.id,
            text="Đã thực hiện.",
            done=True,
            by=by_id[task.organization_id].on_duty,
            now=at + timedelta(minutes=4 + 5 * place),
        )
    plans.finish(run_id=run.id, lessons=drill.lessons, by=by, now=at + timedelta(minutes=90))
