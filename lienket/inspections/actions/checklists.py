"""The list of questions that a circle assesses by."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from lienket.circles.actions import OnlyTheChair, open_circle
from lienket.inspections import rules, standard
from lienket.inspections.actions.common import LINE_LIMIT, MANAGE, line
from lienket.inspections.events import ChecklistAdapted
from lienket.inspections.models import Area, Checklist, Question
from lienket.inspections.queries import assessments as queries
from lienket.journal import actions as journal
from lienket.kernel.actors import Member
from lienket.kernel.errors import Refusal


class NoQuestions(Refusal):
    """Keep at least one question."""


class TooManyQuestions(Refusal):
    """A list has at most {most} questions: nobody answers more in one walk. Take some out."""


class AskedTwice(Refusal):
    """“{text}” stands twice in this part."""


def adapt_checklist(
    *,
    circle_id: int,
    questions: Mapping[str, Sequence[str]],
    by: Member,
    now: datetime,
    not_secret: bool = False,
) -> Checklist:
    """As the chair, word the list of a circle anew; what is being filled in keeps the old one.

    `questions` are the lines of each area. Raises Circle.DoesNotExist, CircleClosed, OnlyTheChair,
    NoQuestions, TooManyQuestions, AskedTwice, and what the guard refuses.
    """
    by.require(MANAGE)
    circle = open_circle(circle_id, by)
    if circle.chair_id != by.organization_id:
        raise OnlyTheChair
    tidy = {area.value: _tidy(area, questions.get(area, ()), not_secret) for area in Area}
    count = sum(map(len, tidy.values()))
    if not count:
        raise NoQuestions
    if count > rules.MOST_QUESTIONS:
        raise TooManyQuestions(most=rules.MOST_QUESTIONS)
    earlier = queries.checklist_in(circle_id)
    checklist = _lay_down(
        circle_id, earlier.version + 1 if earlier else 1, tidy, None, by=by, now=now
    )
    journal.record(ChecklistAdapted(checklist.id), by=by, at=now, circle_id=circle_id)
    return checklist


def current_checklist(circle_id: int, *, by: Member, now: datetime) -> Checklist:
    """The list to assess by now: the circle's own wording, else the shipped list as it is today."""
    found = queries.checklist_in(circle_id)
    if found and found.standard in {None, standard.VERSION}:
        return found
    version = found.version + 1 if found else 1
    return _lay_down(circle_id, version, standard.QUESTIONS, standard.VERSION, by=by, now=now)


def _lay_down(
    circle_id: int,
    version: int,
    questions: Mapping[str, Sequence[str]],
    shipped: int | None,
    *,
    by: Member,
    now: datetime,
) -> Checklist:
    """Write a version down once; whoever begins at the same moment gets the same one."""
    checklist, new = Checklist.objects.get_or_create(
        circle_id=circle_id,
        version=version,
        defaults={"standard": shipped, "by": by.id, "at": now},
    )
    if new:
        lines = [(area, text) for area in Area for text in questions.get(area, ())]
        Question.objects.bulk_create(
            Question(circle_id=circle_id, checklist=checklist, area=area, number=number, text=text)
            for number, (area, text) in enumerate(lines, 1)
        )
    return checklist


def _tidy(area: str, lines: Sequence[str], not_secret: bool) -> list[str]:
    tidy = [line(area, text, LINE_LIMIT, not_secret=not_secret) for text in lines]
    kept = [text for text in tidy if text]
    twice = next((text for place, text in enumerate(kept) if text in kept[:place]), None)
    if twice:
        refusal = AskedTwice(text=twice)
        refusal.field = area
        raise refusal
    return kept
