"""What plans give to the record that an organization takes along when it leaves."""

from collections.abc import Iterable, Sequence

from django.db.models import Q

from lienket.circles.exports import Part, contributes, table
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
    yield table("plans", plans.distinct())
    yield table("plan_adoptions", Adoption.objects.filter(plan__in=plans, organization_id=own))
    yield table("plan_comments", Comment.objects.filter(plan__in=plans, organization_id=own))
    yield table("tasks", tasks)
    yield table("task_entries", entries)
    yield table("task_files", files)
    yield table("playbooks", playbooks.distinct())
    yield table("playbook_steps", PlaybookStep.objects.filter(playbook__in=playbooks))
    yield table("runs", runs.distinct())
    yield table("run_notes", RunNote.objects.filter(run__in=runs, organization_id=own))
    for one in files.select_related("file").order_by("id"):
        yield f"files/{one.file_id}-{one.file.name}", path_of(one.file.blob_id).read_bytes()
