"""Assessing one's own site: filled in bit by bit, then handed in for all of the circle to read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from lienket.circles.actions import open_circle, take_number
from lienket.documents import actions as documents
from lienket.documents.guard.inspection import Inspected
from lienket.documents.guard.kinds import PICTURES
from lienket.incidents.actions.reporting import NotAPhoto
from lienket.inspections import rules
from lienket.inspections.actions.checklists import current_checklist
from lienket.inspections.actions.common import ANSWER, LINE_LIMIT, line, require_plausible
from lienket.inspections.events import SiteAssessed
from lienket.inspections.models import Answer, Assessment, Draft, DraftAnswer, Finding, Question
from lienket.inspections.models.assessments import Verdict
from lienket.inspections.queries import assessments as queries
from lienket.journal import actions as journal
from lienket.kernel.actors import Member
from lienket.kernel.errors import NotAllowed, Refusal
from lienket.places import queries as places
from lienket.places.models import Site


class OnlyWhoRunsIt(NotAllowed):
    """Only the organization that runs a site assesses it. Others inspect it on a visit."""


class SiteIsGone(Refusal):
    """This site was taken off the map; it is not assessed any more."""


class NoNote(Refusal):
    """Say in one line what is not in order."""


class StillUnanswered(Refusal):
    """{count} questions have no answer yet. Answer them all; “does not apply” is an answer too."""


class NoSeverity(Refusal):
    """Say how grave it is."""


@dataclass(frozen=True)
class Given:
    """What is said to a question; a new `photo` takes the place of the one kept before."""

    verdict: str = ""
    note: str = ""
    photo: Inspected | None = None


def start_assessment(*, site_id: int, by: Member, now: datetime) -> Draft:
    """Begin to assess one's own site, or go on with what was begun.

    Raises Site.DoesNotExist, OnlyWhoRunsIt, SiteIsGone and CircleClosed.
    """
    by.require(ANSWER)
    site = places.sites_for(by).get(id=site_id)
    if site.organization_id != by.organization_id:
        raise OnlyWhoRunsIt
    if site.removed_at:
        raise SiteIsGone
    open_circle(site.circle_id, by)
    draft, _ = Draft.objects.get_or_create(
        organization_id=by.organization_id,
        site=site,
        defaults={
            "checklist": current_checklist(site.circle_id, by=by, now=now),
            "started_at": now,
            "saved_at": now,
        },
    )
    return draft


def save_answers(
    *,
    draft_id: int,
    answers: Mapping[int, Given],
    by: Member,
    now: datetime,
    not_secret: bool = False,
) -> Draft:
    """Keep what was filled in for some questions, by their ids; the others stay as they are.

    Raises Draft.DoesNotExist, Question.DoesNotExist, NoNote, NotAPhoto, and what the guard refuses;
    about `note-<id>` and `photo-<id>`.
    """
    by.require(ANSWER)
    draft = _locked(draft_id, by)
    known = queries.questions_of(draft.checklist).in_bulk()
    kept = queries.filled_in(draft)
    for question_id, given in answers.items():
        if question_id not in known:
            raise Question.DoesNotExist
        answer = kept.get(question_id) or DraftAnswer(
            organization_id=by.organization_id, draft=draft, question_id=question_id
        )
        replaced = None
        answer.verdict = Verdict(given.verdict) if given.verdict else ""
        answer.note = line(f"note-{question_id}", given.note, LINE_LIMIT, not_secret=not_secret)
        if answer.verdict == Verdict.NOT_MET and not answer.note:
            raise _at(NoNote(), f"note-{question_id}")
        if given.photo:
            if given.photo.kind not in PICTURES:
                raise _at(NotAPhoto(), f"photo-{question_id}")
            circle_id, replaced = draft.checklist.circle_id, answer.photo
            answer.photo = documents.keep(given.photo, circle_id=circle_id, by=by, now=now)
        answer.save()
        if replaced:
            documents.erase(replaced)
    draft.saved_at = now
    draft.save(update_fields=["saved_at"])
    return draft


def hand_in(
    *,
    draft_id: int,
    on: date,
    severities: Mapping[int, int],
    by: Member,
    now: datetime,
) -> Assessment:
    """Hand an assessment in: the circle reads it, and each “not met” becomes a finding.

    `severities` say how grave those are, by question. Raises Draft.DoesNotExist, SiteIsGone,
    CircleClosed, StillUnanswered, NotYetOver, TooLongAgo and NoSeverity, about `severity-<id>`.
    """
    by.require(ANSWER)
    draft = _locked(draft_id, by)
    site = draft.site
    if site.removed_at:
        raise SiteIsGone
    if site.organization_id != by.organization_id:
        raise OnlyWhoRunsIt
    circle = open_circle(site.circle_id, by)
    require_plausible(on, now)
    questions = list(queries.questions_of(draft.checklist))
    given = queries.filled_in(draft)
    unanswered = [one for one in questions if one.id not in given or not given[one.id].verdict]
    if unanswered:
        raise StillUnanswered(count=len(unanswered))
    for question in questions:
        lacks = given[question.id].verdict == Verdict.NOT_MET
        if lacks and severities.get(question.id) not in Finding.Severity.values:
            raise _at(NoSeverity(), f"severity-{question.id}")
    assessment = Assessment.objects.create(
        circle=circle,
        reference=take_number(circle, rules.ASSESSMENT, now=now),
        organization_id=by.organization_id,
        site=site,
        checklist=draft.checklist,
        on=on,
        by=by.id,
        at=now,
    )
    answers = Answer.objects.bulk_create(
        Answer(
            circle=circle,
            assessment=assessment,
            question=question,
            verdict=given[question.id].verdict,
            note=given[question.id].note,
            photo=given[question.id].photo,
        )
        for question in questions
    )
    for answer in answers:
        if answer.verdict == Verdict.NOT_MET:
            _find(answer, site, severities[answer.question_id], by=by, now=now)
    draft.delete()
    journal.record(
        SiteAssessed(assessment.id, by.organization_id), by=by, at=now, circle_id=circle.id
    )
    return assessment


def discard(*, draft_id: int, by: Member) -> None:
    """Throw away what was filled in, with its photos. Raises Draft.DoesNotExist."""
    by.require(ANSWER)
    draft = _locked(draft_id, by)
    photos = [one.photo for one in queries.filled_in(draft).values() if one.photo]
    draft.delete()
    for photo in photos:
        documents.erase(photo)


def _find(answer: Answer, site: Site, severity: int, *, by: Member, now: datetime) -> None:
    Finding.objects.create(
        circle_id=answer.circle_id,
        reference=take_number(answer.assessment.circle, rules.FINDING, now=now),
        organization_id=by.organization_id,
        unit_id=by.organization_id,
        site=site,
        answer=answer,
        area=answer.question.area,
        severity=severity,
        text=answer.note,
        found_at=now,
    )


def _locked(draft_id: int, by: Member) -> Draft:
    return queries.drafts_for(by).select_for_update(of=("self",)).get(id=draft_id)


def _at(refusal: Refusal, field: str) -> Refusal:
    refusal.field = field
    return refusal
