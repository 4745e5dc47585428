"""Numbering papers and issuing them. What was issued never changes."""

from dataclasses import replace
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from lienket.circles import queries as circles
from lienket.circles.models import Circle
from lienket.documents.actions.files import keep
from lienket.documents.events import DocumentIssued
from lienket.documents.guard.inspection import made_here
from lienket.documents.guard.kinds import Kind
from lienket.documents.models import Document, File
from lienket.documents.paper import Paper, code_of
from lienket.documents.render import render_docx, render_pdf
from lienket.journal import actions as journal
from lienket.kernel.actors import Actor, Engine
from lienket.kernel.errors import Refusal
from lienket.kernel.rls import acting

LONGEST_SUBJECT = 500


class SubjectTooLong(Refusal):
    """The subject of a document has at most {most} letters. Write it shorter."""

    field = "subject"


def take_number(*, organization_id: int, kind: str, year: int, organ: str = "") -> int:
    """The next number of a series; each year begins with 1.

    Whoever asks meanwhile waits until this transaction ends: if it fails, the number is free again.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO documents_series AS series (organization_id, organ, kind, year, last)
            VALUES (%s, %s, %s, %s, 1)
            ON CONFLICT (organization_id, organ, kind, year) DO UPDATE SET last = series.last + 1
            RETURNING last
            """,
            [organization_id, organ, kind, year],
        )
        (number,) = cursor.fetchone()
    return int(number)


def pass_on_series(*, organ: str, old_id: int, new_id: int) -> None:
    """An organ is kept by another organization from now on: its numbers go on there."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH left_behind AS (
                DELETE FROM documents_series WHERE organization_id = %s AND organ = %s
                RETURNING kind, year, last
            )
            INSERT INTO documents_series AS series (organization_id, organ, kind, year, last)
            SELECT %s, %s, kind, year, last FROM left_behind
            ON CONFLICT (organization_id, organ, kind, year)
                DO UPDATE SET last = greatest(series.last, excluded.last)
            """,
            [old_id, organ, new_id, organ],
        )


@transaction.atomic
def issue(
    *,
    circle_id: int,
    paper: Paper,
    kind: str,
    notation: str,
    by: Actor,
    now: datetime,
    organ: str = "",
    keeper_id: int | None = None,
) -> Document:
    """Number and date a paper, set it as DOCX and PDF, and enter it in the register of a circle.

    `kind` is an abbreviation of `paper.KINDS` or one of the organization's own, `notation` the
    abbreviations of the organs: kind "QCPH" and notation "CAT-CNX" print "07/QCPH-CAT-CNX". `organ`
    names a council or team that numbers by itself, and `keeper_id` the organization whose seal it
    uses: its papers are that one's, whoever of its members issues them. Whether `by` may issue it
    is for the caller to ask. Raises Circle.DoesNotExist, SubjectTooLong and FacesMissing.
    """
    circle = circles.circles_for(by).get(id=circle_id)
    if len(paper.subject) > LONGEST_SUBJECT:
        raise SubjectTooLong(most=LONGEST_SUBJECT)
    (own_id,) = by.organizations
    organization_id = keeper_id or own_id
    today = timezone.localdate(now)
    # The series of another organization is out of sight; its next number is all that is wanted.
    with acting(Engine(organizations=(organization_id,))):
        number = take_number(
            organization_id=organization_id, kind=kind, year=today.year, organ=organ
        )
    numbered = replace(paper, code=code_of(number, kind, notation), on=today)
    return _enter(circle, numbered, kind, number, organ, organization_id, by, now)


@transaction.atomic
def enter(
    *, circle_id: int, paper: Paper, kind: str, number: int, by: Actor, now: datetime
) -> Document:
    """Set a paper that bears a number of `take_number` and its day, and enter it in the register.

    Entering it again is harmless. Raises Circle.DoesNotExist, SubjectTooLong and FacesMissing.
    """
    circle = circles.circles_for(by).get(id=circle_id)
    if len(paper.subject) > LONGEST_SUBJECT:
        raise SubjectTooLong(most=LONGEST_SUBJECT)
    assert paper.on, "a numbered paper bears its day"
    (organization_id,) = by.organizations
    earlier = Document.objects.filter(
        organization_id=organization_id,
        organ="",
        kind=kind,
        year=paper.on.year,
        number=number,
        code=paper.code,
    ).first()
    return earlier or _enter(circle, paper, kind, number, "", organization_id, by, now)


def _enter(
    circle: Circle,
    paper: Paper,
    kind: str,
    number: int,
    organ: str,
    organization_id: int,
    by: Actor,
    now: datetime,
) -> Document:
    assert paper.on
    code, issued = paper.code, replace(paper, draft=False)
    document = Document.objects.create(
        circle=circle,
        organization_id=organization_id,
        organ=organ,
        kind=kind,
        year=paper.on.year,
        number=number,
        code=code,
        subject=paper.subject,
        issued_on=paper.on,
        docx=_keep(code, Kind.DOCX, render_docx(issued), circle.id, by, now),
        pdf=_keep(code, Kind.PDF, render_pdf(issued), circle.id, by, now),
        by=by.id,
        at=now,
    )
    journal.record(DocumentIssued(document.id), by=by, at=now, circle_id=circle.id)
    return document


def _keep(code: str, kind: Kind, content: bytes, circle_id: int, by: Actor, now: datetime) -> File:
    name = f"{code.replace('/', '-')}.{kind.extensions[0]}"
    with made_here(name, kind, content) as file:
        return keep(file, circle_id=circle_id, by=by, now=now)
