"""Petitions of a scene: some raised at a listening forum, some at any time."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from lienket.config.demo.agreement import Question
from lienket.config.demo.founding import Stage
from lienket.meetings.models import Meeting
from lienket.petitions import actions
from lienket.petitions.actions import Statement
from lienket.petitions.models import Petition


def note_at(stage: Stage, forum: Meeting, questions: Sequence[Question]) -> None:
    """What is asked at a forum, noted by its host while it is being held."""
    host = next(one for one in stage.units.values() if one.id == forum.organization_id)
    for count, question in enumerate(questions, 1):
        at = forum.starts_at + timedelta(minutes=20 + 8 * count)
        raised = actions.record_question(
            meeting_id=forum.id,
            statement=_statement(stage, question),
            asker_id=stage.units[question.by].id,
            answer=question.spoken,
            by=host.head,
            now=at,
        )
        _follow(stage, question, raised, at)


def ask(stage: Stage, question: Question, *, now: datetime) -> None:
    """A petition that is raised without a forum, and what came of it."""
    at = now - timedelta(days=question.days_ago)
    stage.see()
    raised = actions.raise_petition(
        circle_id=stage.circle.id,
        statement=_statement(stage, question),
        by=stage.units[question.by].focal,
        now=at,
        confidential=question.confidential,
    )
    _follow(stage, question, raised, at)


def _statement(stage: Stage, question: Question) -> Statement:
    return Statement(
        title=question.title,
        topic=question.topic,
        responsible_id=stage.units[question.to].id,
        voice=question.voice,
        collective=question.collective,
        detail=question.detail,
    )


def _follow(stage: Stage, question: Question, raised: Petition, at: datetime) -> None:
    answers, asks = stage.units[question.to], stage.units[question.by]
    if question.handed:
        key, reason = question.handed
        actions.hand_on(
            petition_id=raised.id,
            organization_id=stage.units[key].id,
            reason=reason,
            by=answers.focal,
            now=at + timedelta(days=1),
        )
        answers = stage.units[key]
    if question.answer:
        days, text = question.answer
        at += timedelta(days=days)
        actions.answer(petition_id=raised.id, text=text, by=answers.focal, now=at)
    if question.verdict:
        satisfied, words = question.verdict
        at += timedelta(hours=20)
        actions.judge(
            petition_id=raised.id, satisfied=satisfied, words=words, by=asks.focal, now=at
        )
    if question.returned:
        actions.return_(petition_id=raised.id, reason=question.returned, by=asks.focal, now=at)
