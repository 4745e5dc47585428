"""What plans give to the record that an organization takes along when it leaves."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q, QuerySet

from lienket.circles.exports import Part, contributes
from lienket.documents.actions import path_of
from lienket.kernel.actors import Member
from lienket.plans import queries
from lienket.plans.models import Adoption, Comment, Entry, EntryFile, PlaybookStep, RunNote


@contributes
def planned(circles: Sequence[int], by: Member) -> Iterable[Part]:
    """Tasks the organization gave or carried out, their plans, and its part of runs."""
    own = by.organization_id
    tasks = queries.tasks_for(by).filter(
        Q(organization_id=own) | Q(asker_id=own), circle__in=circles
    )
    plans = queries.plans_for(by).filter(
        Q(organization_id=own) | Q(tasks__in=tasks), circle__in=circles
    )
    entries = Entry.objects.filter(task__in=tasks)
    files = EntryFile.objects.filter(entry__in=entries)
    runs = queries.runs_for(by).filter(
        Q(organization_id=own) | Q(tasks__in=tasks), circle__in=circles
    )
    playbooks = queries.playbooks_for(by).filter(
        Q(organization_id=own) | Q(runs__in=runs), circle__in=circles
    )
    yield _table("plans", plans.distinct())
    yield _table("plan_adoptions", Adoption.objects.filter(plan__in=plans, organization_id=own))
    yield _table("plan_comments", Comment.objects.filter(plan__in=plans, organization_id=own))
    yield _table("tasks", tasks)
    yield _table("task_entries", entries)
    yield _table("task_files", files)
    yield _table("playbooks", playbooks.distinct())
    yield _table("playbook_steps", PlaybookStep.objects.filter(playbook__in=playbooks))
    yield _table("runs", runs.distinct())
    yield _table("run_notes", RunNote.objects.filter(run__in=runs, organization_id=own))
    for one in files.select_related("file").order_by("id"):
        yield f"files/{one.file_id}-{one.file.name}", path_of(one.file.blob_id).read_bytes()


def _table(name: str, rows: QuerySet[Any, Any]) -> Part:
    columns = [field.attname for field in rows.model._meta.concrete_fields]
    return f"{name}.json", list(rows.order_by("id").values(*columns))
