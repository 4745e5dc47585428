"""Plans go along with the model of a regulation: tasks, days and order, by letters of parties.

Days keep their place in the year, so that what is done before the dry season stays there. What
tasks say in detail stays behind: it speaks of one place.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from graphlib import TopologicalSorter
from itertools import count
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lienket.circles import queries as circles
from lienket.circles.models import Membership
from lienket.kernel.actors import Member
from lienket.plans import actions, rules
from lienket.plans.models import Plan, Task, TaskDependency
from lienket.regulations.companions import Companion, Line, accompanies
from lienket.regulations.models import Regulation
from lienket.regulations.queries import parties_of


def show(given: Sequence[Mapping[str, Any]]) -> Iterable[Line]:
    """Each plan, and each of its tasks with the letter that carries it out and its day."""
    for plan in given:
        tasks = len(plan["tasks"])
        yield Line(plan["title"], ngettext("{n} task", "{n} tasks", tasks).format(n=tasks))
        for task in plan["tasks"]:
            due = date.fromisoformat(task["due_on"])
            words = _("Party {letter}, by {day}").format(letter=task["letter"], day=f"{due:%d/%m}")
            yield Line(task["title"], words)


def give(regulation: Regulation) -> list[dict[str, Any]]:
    """The latest adopted plan of each kind that carries the regulation out."""
    letters = {party.organization_id: party.letter for party in parties_of(regulation)}
    adopted = Plan.objects.filter(regulation=regulation).exclude(adopted_at=None)
    return [
        {
            "kind": plan.kind,
            "title": plan.title,
            "starts_on": plan.starts_on.isoformat(),
            "ends_on": plan.ends_on.isoformat(),
            "tasks": _tasks(plan, letters),
        }
        for plan in adopted.order_by("kind", "-starts_on", "-id").distinct("kind")
    ]


def _tasks(plan: Plan, letters: Mapping[int | None, str]) -> list[dict[str, Any]]:
    """The tasks of parties, each behind those it comes after: `after` are places in the list."""
    of_parties = plan.tasks.filter(dropped_at=None, organization__in=filter(None, letters))
    tasks = {task.id: task for task in of_parties.order_by("due_at", "id")}
    links = TaskDependency.objects.filter(task__in=tasks, after__in=tasks)
    awaited: dict[int, list[int]] = {task_id: [] for task_id in tasks}
    for link in links:
        awaited[link.task_id].append(link.after_id)
    order = list(TopologicalSorter(awaited).static_order())
    return [
        {
            **_days(tasks[task_id], plan),
            "title": tasks[task_id].title,
            "letter": letters[tasks[task_id].organization_id],
            "after": sorted(order.index(one) for one in awaited[task_id]),
        }
        for task_id in order
    ]


def _days(task: Task, plan: Plan) -> dict[str, str | None]:
    """First and last day, within the plan also where a task was moved out of it."""
    due = min(max(timezone.localdate(task.due_at), plan.starts_on), plan.ends_on)
    starts = task.starts_on
    if starts and not plan.starts_on <= starts <= due:
        starts = None
    return {"starts_on": starts.isoformat() if starts else None, "due_on": due.isoformat()}


def take(
    regulation: Regulation, given: Sequence[Mapping[str, Any]], by: Member, now: datetime
) -> None:
    """Draft the same plans for the parties there are, in the first years that fit.

    A task of a letter that nobody here bears stays behind, as do plans without any task.
    """
    able = circles.members_of(regulation.circle_id, now).filter(role=Membership.Role.MEMBER)
    members = set(able.values_list("organization_id", flat=True))
    of_letter = {
        party.letter: party.organization_id
        for party in parties_of(regulation)
        if party.organization_id in members
    }
    tomorrow = timezone.localdate(now) + timedelta(days=1)
    earliest = max(tomorrow, regulation.valid_from or tomorrow)
    for plan in given:
        if any(task["letter"] in of_letter for task in plan["tasks"]):
            _draft(plan, of_letter, earliest, regulation, by, now)


def _draft(
    given: Mapping[str, Any],
    of_letter: Mapping[str, int],
    earliest: date,
    regulation: Regulation,
    by: Member,
    now: datetime,
) -> None:
    began = date.fromisoformat(given["starts_on"])
    years = next(n for n in count() if rules.same_day(began, n) >= earliest)

    def moved(day: str) -> date:
        return rules.same_day(date.fromisoformat(day), years)

    plan = actions.draft_plan(
        circle_id=regulation.circle_id,
        regulation_id=regulation.id,
        kind=given["kind"],
        title=given["title"].replace(str(began.year), str(began.year + years)),
        starts_on=moved(given["starts_on"]),
        ends_on=moved(given["ends_on"]),
        by=by,
        now=now,
        not_secret=True,
    )
    drafted: dict[int, int] = {}
    for place, task in enumerate(given["tasks"]):
        if task["letter"] not in of_letter:
            continue
        drafted[place] = actions.give_task(
            circle_id=regulation.circle_id,
            plan=plan,
            title=task["title"],
            organization_id=of_letter[task["letter"]],
            starts_on=moved(task["starts_on"]) if task["starts_on"] else None,
            due_at=rules.closing_of(moved(task["due_on"])),
            after=[drafted[one] for one in task["after"] if one in drafted],
            by=by,
            now=now,
            not_secret=True,
        ).id


accompanies("plans", Companion(gettext_lazy("Plans"), frozenset({"title"}), show, give, take))
