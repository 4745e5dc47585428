"""Which lists, drafts and assessments somebody may see, and how assessments came out."""

from collections.abc import Iterable

from django.db.models import Count as Number
from django.db.models import Q, QuerySet

from lienket.inspections.models import (
    Answer,
    Area,
    Assessment,
    Checklist,
    Draft,
    DraftAnswer,
    Question,
)
from lienket.inspections.rules import Count
from lienket.kernel.actors import Actor, Member


def checklist_in(circle_id: int) -> Checklist | None:
    """The list a circle assesses by now; none before its first assessment."""
    return Checklist.objects.filter(circle_id=circle_id).order_by("-version").first()


def questions_of(checklist: Checklist) -> QuerySet[Question]:
    """The questions in their order."""
    return Question.objects.filter(circle_id=checklist.circle_id, checklist=checklist).order_by(
        "number"
    )


def drafts_for(by: Member) -> QuerySet[Draft]:
    """What `by`'s organization is filling in."""
    return (
        Draft.objects.filter(
            organization_id=by.organization_id, checklist__circle_id__in=by.circles
        )
        .select_related("site__circle", "checklist")
        .order_by("saved_at", "id")
    )


def filled_in(draft: Draft) -> dict[int, DraftAnswer]:
    """What was filled in so far, by question."""
    answers = DraftAnswer.objects.filter(draft=draft).select_related("photo")
    return {one.question_id: one for one in answers}


def assessments_for(by: Actor) -> QuerySet[Assessment]:
    """The assessments of all circles `by` belongs to, the newest first."""
    return (
        Assessment.objects.filter(circle_id__in=by.circles)
        .select_related("organization", "site", "circle", "checklist")
        .order_by("-on", "-id")
    )


def latest_in(by: Actor, circle_id: int) -> list[Assessment]:
    """The last assessment of each site of a circle."""
    found = assessments_for(by).filter(circle_id=circle_id, site__removed_at=None)
    return list(found.order_by("site_id", "-on", "-id").distinct("site_id"))


def before(assessment: Assessment) -> Assessment | None:
    """The assessment of the same site before that."""
    earlier = Q(on__lt=assessment.on) | Q(on=assessment.on, id__lt=assessment.id)
    return (
        Assessment.objects.filter(
            earlier, circle_id=assessment.circle_id, site_id=assessment.site_id
        )
        .order_by("-on", "-id")
        .first()
    )


def by_area(assessments: Iterable[Assessment]) -> dict[int, dict[Area, Count]]:
    """How the questions of each area came out, by assessment; areas in their order."""
    rows = (
        Answer.objects.filter(assessment__in=[one.id for one in assessments])
        .values_list("assessment_id", "question__area")
        .annotate(
            met=Number("id", filter=Q(verdict="met")),
            not_met=Number("id", filter=Q(verdict="not_met")),
            does_not_apply=Number("id", filter=Q(verdict="none")),
        )
        .order_by()
    )
    found: dict[int, dict[Area, Count]] = {}
    places = list(Area)
    for assessment_id, area, *numbers in sorted(rows, key=lambda row: places.index(row[1])):
        found.setdefault(assessment_id, {})[Area(area)] = Count(*numbers)
    return found
