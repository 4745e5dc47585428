"""Plays the agreed work of a scene through the product itself: signed, adopted, met and minuted."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings

from lienket.circles import actions as circles
from lienket.circles.models import Circle
from lienket.config.demo.agreement import (
    Agreement,
    Amendment,
    Body,
    Bound,
    Drill,
    Gathering,
    Job,
    Lower,
    Scheme,
)
from lienket.config.demo.founding import Founded, Stage
from lienket.councils import actions as councils
from lienket.councils.models import Council
from lienket.delivery.models import Urgency
from lienket.disseminations import actions as disseminations
from lienket.documents.reading.lines import SourceLine
from lienket.kernel import rls
from lienket.kernel.actors import Engine, Member
from lienket.meetings import actions as meetings
from lienket.meetings.models import Meeting
from lienket.obligations import actions as obligations
from lienket.obligations import queries as obligation_queries
from lienket.obligations.actions import ObligationDraft
from lienket.obligations.models import Duty
from lienket.plans import actions as plans
from lienket.plans.models import Plan, Task
from lienket.regulations import actions as regulations
from lienket.regulations.actions import PartyDraft
from lienket.regulations.models import Clause, Regulation, Version
from lienket.regulations.queries import draft_of
from lienket.regulations.text.reading import read_text
from lienket.regulations.text.tree import Node

TEXTS = Path(__file__).parent / "texts"
PLACE = "Thanh Vân"


def text_of(name: str) -> tuple[Node, ...]:
    """The text of a demonstration's regulation, read as an imported file is."""
    lines = (TEXTS / f"{name}.txt").read_text().splitlines()
    return read_text([SourceLine(line) for line in lines if line.strip()]).nodes


# ---- Regulations -------------------------------------------------------------------------------


def agree(stage: Stage, agreement: Agreement, *, now: datetime) -> list[Duty]:
    """Draft the regulation and have all its parties sign it; then what came of it since.

    Returns the duties that began with the signatures, here and further down.
    """
    keeper = stage.units[next(one.unit for one in agreement.parties if one.unit)]
    began = _at(now - timedelta(days=agreement.signed), time(9))
    first = _years_later(_day(began), -agreement.began_years_ago)
    stage.see()
    regulation = regulations.draft(
        circle_id=stage.circle.id,
        form=agreement.form,
        title=agreement.title,
        valid_from=first,
        valid_to=_years_later(first, agreement.years) - timedelta(days=1),
        by=keeper.head,
        now=began,
    )
    regulations.write_text(
        regulation_id=regulation.id, nodes=text_of(agreement.text), by=keeper.head, now=began
    )
    regulations.set_parties(
        regulation_id=regulation.id,
        parties=[_party(stage, one) for one in agreement.parties],
        by=keeper.head,
        now=began,
    )
    _define(regulation, agreement.owed, keeper.head, began)
    _sign(regulation, _signers(stage, agreement), began)
    duties = _start(regulation, began)
    for lower in agreement.lower:
        duties += _cascade(stage, regulation, lower, began)
    if agreement.amendment:
        _amend(stage, regulation, agreement, agreement.amendment, now)
    if agreement.renewal:
        _renew(stage, regulation, agreement, now)
    if agreement.spread:
        _spread(stage, regulation, keeper, now - timedelta(days=agreement.spread))
    return duties


def _define(
    regulation: Regulation, owed: Sequence[ObligationDraft], by: Member, at: datetime
) -> None:
    for draft in owed:
        obligations.define(regulation_id=regulation.id, draft=draft, by=by, now=at)


def _start(regulation: Regulation, at: datetime) -> list[Duty]:
    """What the worker does after the last signature."""
    register = obligation_queries.obligations_of(regulation.id)
    by = Engine(circles=(regulation.circle_id,))
    return obligations.start_all(register, regulation, by=by, now=at)


def _spread(stage: Stage, regulation: Regulation, keeper: Founded, at: datetime) -> None:
    """Everybody has to read the text; most have."""
    version = Version.objects.filter(regulation=regulation, adopted_at__isnull=False).latest("id")
    spread = disseminations.disseminate(
        circle_id=stage.circle.id,
        title=f"Quán triệt {regulation.title}",
        body="Đề nghị các đơn vị phổ biến đến từng cán bộ, nhân viên liên quan.",
        due_at=at + timedelta(days=20),
        urgency=Urgency.NORMAL,
        version_id=version.id,
        by=keeper.head,
        now=at,
    )
    for place, unit in enumerate(stage.units.values()):
        if unit.unit.habit == "silent" or unit.unit.observer or unit.unit.apart:
            continue
        for hours, member in enumerate(unit.members[: 3 - place % 2], start=3 * place + 2):
            disseminations.read(
                dissemination_id=spread.id, by=member, now=at + timedelta(hours=hours)
            )


def _signers(stage: Stage, agreement: Agreement) -> list[Member]:
    return [stage.units[one.unit].head for one in agreement.parties if one.unit and not one.through]


def _sign(regulation: Regulation, signers: list[Member], at: datetime) -> None:
    for minutes, signer in enumerate(signers):
        regulations.sign(
            regulation_id=regulation.id, by=signer, now=at + timedelta(minutes=minutes)
        )
    regulation.refresh_from_db()


def _party(stage: Stage, bound: Bound) -> PartyDraft:
    unit = stage.units.get(bound.unit)
    return PartyDraft(
        letter=bound.letter,
        name=unit.organization.name if unit else bound.name,
        organization_id=unit.id if unit else None,
        focal_unit=bound.focal,
        signatory=str(unit.people[0]) if unit and not bound.through else "",
        signatory_title=_title(unit) if unit and not bound.through else "",
        abbreviation=bound.abbreviation,
        bound_through=bound.through,
        signs=not bound.through,
    )


def _title(unit: Founded) -> str:
    appointment = unit.people[0].appointments.first()
    return appointment.title if appointment else ""


def _amend(
    stage: Stage,
    regulation: Regulation,
    agreement: Agreement,
    amendment: Amendment,
    now: datetime,
) -> None:
    at = now - timedelta(days=amendment.days_ago)
    keeper = stage.units[agreement.parties[0].unit].head
    version = regulations.amend(
        regulation_id=regulation.id,
        title=amendment.title,
        in_force_from=_day(at),
        by=keeper,
        now=at,
    )
    clause = Clause.objects.get(version=version, key=amendment.key)
    regulations.edit_clause(
        clause_id=clause.id, heading=clause.heading, text=amendment.text, by=keeper, now=at
    )
    _sign(regulation, _signers(stage, agreement), at + timedelta(hours=1))


def _renew(stage: Stage, regulation: Regulation, agreement: Agreement, now: datetime) -> None:
    """The next term is put to the parties, and some have said something about it."""
    assert agreement.renewal
    assert regulation.valid_to
    days_ago, title = agreement.renewal
    at = now - timedelta(days=days_ago)
    keeper = stage.units[agreement.parties[0].unit].head
    begins = regulation.valid_to + timedelta(days=1)
    following = regulations.renew(
        regulation_id=regulation.id,
        title=title,
        valid_from=begins,
        valid_to=_years_later(begins, agreement.years) - timedelta(days=1),
        by=keeper,
        now=at,
    )
    regulations.open_consultation(
        regulation_id=following.id, until=now + timedelta(days=6), by=keeper, now=at
    )
    for hours, (unit, key, words) in enumerate(agreement.remarks, start=5):
        regulations.comment(
            regulation_id=following.id,
            clause_key=key,
            text=words,
            by=stage.units[unit].head,
            now=at + timedelta(hours=hours),
        )


def _cascade(stage: Stage, upper: Regulation, lower: Lower, at: datetime) -> list[Duty]:
    """Two units form a circle of their own and sign a regulation that cites the upper one."""
    chair, other = stage.units[lower.chair], stage.units[lower.other]
    circle = _pair(lower.circle, chair.head, other.head, at)
    stage.see(circle.id)
    heads = [replace(one.head, circles=(*one.head.circles, circle.id)) for one in (chair, other)]
    regulation = regulations.cascade(
        regulation_id=upper.id,
        circle_id=circle.id,
        title=lower.title,
        keys=lower.keys,
        valid_from=upper.valid_from,
        valid_to=upper.valid_to,
        by=heads[0],
        now=at,
    )
    draft = draft_of(regulation)
    for key, text in lower.adapted:
        clause = Clause.objects.get(version=draft, key=key)
        regulations.edit_clause(
            clause_id=clause.id, heading=clause.heading, text=text, by=heads[0], now=at
        )
    _define(regulation, lower.owed, heads[0], at)
    _sign(regulation, heads, at + timedelta(days=3))
    duties = _start(regulation, at + timedelta(days=3))
    stage.see()
    return duties


def _pair(name: str, chair: Member, other: Member, at: datetime) -> Circle:
    rls.see([], [chair.organization_id, other.organization_id])
    circle = circles.form(name=name, by=chair, now=at)
    seeing = replace(chair, circles=(*chair.circles, circle.id))
    invitation = circles.invite(
        circle_id=circle.id, organization_id=other.organization_id, by=seeing, now=at
    )
    circles.answer_invitation(invitation_id=invitation.id, accept=True, by=other, now=at)
    return circle


# ---- Plans and tasks ---------------------------------------------------------------------------


def plan(stage: Stage, scheme: Scheme, *, now: datetime) -> Plan:
    """Put a plan to the members; those who have adopted it report on their tasks."""
    stage.see()
    at = now - timedelta(days=scheme.days_ago)
    drafter = stage.units[scheme.by].head
    drafted = plans.draft_plan(
        circle_id=stage.circle.id,
        kind=scheme.kind,
        title=scheme.title,
        starts_on=_day(at),
        ends_on=_day(now + timedelta(days=max(job.days for job in scheme.jobs))),
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
        due_at=_at(now + timedelta(days=job.days), time(17)),
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


# ---- Meetings ----------------------------------------------------------------------------------


def meet(
    stage: Stage,
    gathering: Gathering,
    *,
    now: datetime,
    council: Council | None,
    at_table: Callable[[Meeting], None] | None = None,
) -> None:
    """Invite, and if the day is past: who came, what was said, and the tasks that follow."""
    stage.see()
    starts = _at(now - timedelta(days=gathering.days_ago), time(8))
    invited = starts - timedelta(days=7)
    if invited > now:
        invited = now - timedelta(days=1)
    host = stage.units[gathering.by]
    meeting = meetings.draft_meeting(
        circle_id=stage.circle.id,
        details=meetings.Details(
            kind=gathering.kind,
            title=gathering.title,
            starts_at=starts,
            ends_at=starts + timedelta(hours=2),
            place=gathering.place,
            council_id=council.id if council else None,
        ),
        by=host.head,
        now=invited,
    )
    items = [
        meetings.add_item(
            meeting_id=meeting.id,
            title=title,
            minutes_planned=20,
            by=host.head,
            now=invited,
        )
        for title, _ in gathering.points
    ]
    members = [one for one in stage.units.values() if not one.unit.apart]
    others = [one for one in members if one is not host]
    meetings.invite_members(
        meeting_id=meeting.id,
        organization_ids=[one.id for one in others],
        by=host.head,
        now=invited,
    )
    for place, one in enumerate(others):
        silent = one.unit.habit in {"silent", "slow"} and gathering.days_ago < 0
        if one.unit.observer or silent:
            continue
        meetings.answer_meeting(
            meeting_id=meeting.id,
            answer="cannot" if one.unit.key in gathering.absent else "comes",
            note="Trùng lịch công tác" if one.unit.key in gathering.absent else "",
            by=one.focal,
            now=invited + timedelta(minutes=30 + 17 * place) if gathering.days_ago > 0 else now,
        )
    if gathering.days_ago <= 0:
        return
    meetings.hold_meeting(meeting_id=meeting.id, by=host.head, now=starts)
    meetings.record_presence(
        meeting_id=meeting.id,
        presences={
            one.id: "absent" if one.unit.key in gathering.absent else "present" for one in members
        },
        by=host.head,
        now=starts + timedelta(minutes=10),
    )
    if at_table:
        at_table(meeting)
    ended = starts + timedelta(hours=3)
    meetings.write_minutes(
        meeting_id=meeting.id,
        said=meetings.Said(
            chair=str(host.people[0]),
            secretary=str(host.people[1]),
            items={
                item.id: ("Các thành viên đã trao đổi, thống nhất.", concluded)
                for item, (_, concluded) in zip(items, gathering.points, strict=True)
            },
        ),
        by=host.head,
        now=ended,
    )
    for job in gathering.conclusions:
        meetings.add_resolution(
            meeting_id=meeting.id,
            text=job.title,
            organization_id=stage.units[job.unit].id,
            due_at=_at(now + timedelta(days=job.days), time(17)),
            by=host.head,
            now=ended,
        )
    meetings.adopt_minutes(meeting_id=meeting.id, by=host.head, now=ended + timedelta(hours=1))
    meetings.issue_minutes(
        meeting_id=meeting.id, place=PLACE, by=host.head, now=ended + timedelta(hours=1)
    )


# ---- Councils and playbooks --------------------------------------------------------------------


def seat(stage: Stage, body: Body, *, now: datetime) -> Council:
    """Set a council up; each member names who sits in it."""
    keeper = stage.units[body.by].head
    stage.see()
    began = now - timedelta(days=body.days_ago)
    rules = Regulation.objects.filter(
        circle=stage.circle, form=Regulation.Form.INTERNAL, signed_at__isnull=False
    ).first()
    council = councils.set_up(
        circle_id=stage.circle.id,
        kind=body.kind,
        name=body.name,
        short_name=body.short_name,
        decision=body.decision,
        rules_id=rules.id if rules else None,
        by=keeper,
        now=began,
    )
    for role, key in body.offices:
        unit = stage.units[key]
        (office,) = councils.add_offices(
            council_id=council.id, role=role, organization_ids=[unit.id], by=keeper, now=began
        )
        if key not in body.empty:
            councils.fill(
                office_id=office.id,
                appointment_id=unit.head.appointment_id,
                valid_from=_day(began),
                valid_to=_years_later(_day(began), 2),
                by=unit.head,
                now=began,
            )
    return council


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


# ---- Days ----------------------------------------------------------------------------------------


def _zone() -> ZoneInfo:
    return ZoneInfo(settings.TIME_ZONE)


def _day(at: datetime) -> date:
    return at.astimezone(_zone()).date()


def _at(day: datetime, clock: time) -> datetime:
    return datetime.combine(_day(day), clock, _zone())


def _years_later(day: date, years: int) -> date:
    """The same day of another year; the end of February stays in it."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
