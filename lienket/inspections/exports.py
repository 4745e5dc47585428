"""What inspections give to the record that an organization takes along when it leaves."""

from collections.abc import Iterable, Sequence

from django.db.models import Q

from lienket.circles.exports import Part, contributes, table
from lienket.documents.actions import path_of
from lienket.documents.models import File
from lienket.inspections.models import Answer, Delegation, Question, Reinspection, Remark
from lienket.inspections.queries import assessments, findings, visits
from lienket.kernel.actors import Member


@contributes
def inspected(circles: Sequence[int], by: Member) -> Iterable[Part]:
    """How the organization assessed its sites, where it visited or was visited, what was found."""
    own = by.organization_id
    assessed = assessments.assessments_for(by).filter(circle__in=circles, organization_id=own)
    concerned = Q(organization_id=own) | Q(unit_id=own)
    visited = visits.visits_for(by).filter(concerned, circle__in=circles)
    found = findings.findings_for(by).filter(
        concerned | Q(task__organization_id=own), circle__in=circles
    )
    answers = Answer.objects.filter(assessment__in=assessed)
    yield table("self_assessments", assessed)
    yield table("self_assessment_answers", answers)
    asked = Question.objects.filter(id__in=answers.values("question"))
    yield table("self_assessment_questions", asked)
    yield table("visits", visited)
    yield table("visit_delegations", Delegation.objects.filter(visit__in=visited))
    yield table("visit_remarks", Remark.objects.filter(visit__in=visited))
    yield table("findings", found)
    seen = Reinspection.objects.filter(finding__in=found)
    yield table("reinspections", seen)
    taken = [
        rows.filter(photo__isnull=False).values_list("photo", flat=True) for rows in (answers, seen)
    ]
    photos = File.objects.filter(Q(id__in=taken[0]) | Q(id__in=taken[1]))
    for file in photos.order_by("id"):
        yield f"files/{file.id}-{file.name}", path_of(file.blob_id).read_bytes()
