"""Writing the text of a draft, as a whole or clause by clause."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.db import connection, transaction

from lienket.journal import actions as journal
from lienket.kernel.actors import Member
from lienket.kernel.errors import Refusal, about
from lienket.kernel.guard.text import clean_line, clean_text
from lienket.regulations import queries
from lienket.regulations.actions.drafts import unsigned
from lienket.regulations.events import RegulationRevised
from lienket.regulations.models import Clause, Version
from lienket.regulations.text import edit
from lienket.regulations.text.tree import Node, placed

#: Of a text: nodes, and characters of one node.
MOST_NODES, MOST_WORDS = 5_000, 20_000


class TooManyClauses(Refusal):
    """A text has at most {most} chapters, articles, clauses and points."""


class NumberTooLong(Refusal):
    """A number has at most 12 characters: IV, 4, đ."""

    field = "number"


class NestedTooDeep(Refusal):
    """A clause lies too deep or its number is too long to be cited."""


class EmptyClause(Refusal):
    """Write a heading or a text."""

    field = "text"


class NoSuchClause(Refusal):
    """The text has no such clause."""

    field = "clause"


class NumberTaken(Refusal):
    """There is a clause with this number at this place already."""

    field = "number"


#: What a clause was taken from, by its key: the key and the text in the upper regulation.
Inherited = Mapping[str, tuple[str, str]]


@transaction.atomic
def write_text(
    *,
    regulation_id: int,
    nodes: Sequence[Node],
    by: Member,
    now: datetime,
    inherited: Inherited | None = None,
    not_secret: bool = False,
) -> Version:
    """Replace the whole text of the draft.

    What is still called the same remains marked as inherited. Raises what `unsigned` raises, the
    refusals above, and those of the guard.
    """
    regulation, version = unsigned(regulation_id, by)
    _write(version, nodes, inherited, not_secret)
    journal.record(RegulationRevised(regulation.id), by=by, at=now, circle_id=regulation.circle_id)
    return version


@transaction.atomic
def edit_clause(
    *,
    clause_id: int,
    heading: str,
    text: str,
    by: Member,
    now: datetime,
    not_secret: bool = False,
) -> Clause:
    """Change heading and text of one clause of a draft. Raises Clause.DoesNotExist, EmptyClause."""
    clause, _ = _draft_clause(clause_id, by)
    node = _checked(Node(queries.node_of(clause).level, clause.number, heading, text), not_secret)
    if not node.heading and not node.text:
        raise EmptyClause
    clause.heading, clause.text = node.heading, node.text
    clause.save(update_fields=["heading", "text"])
    _told(clause.version, by, now)
    return clause


@transaction.atomic
def add_clause(
    *,
    regulation_id: int,
    after: str,
    node: Node,
    by: Member,
    now: datetime,
    not_secret: bool = False,
) -> Version:
    """Put a clause into a draft behind the one with the key `after`; at the end without it.

    A clause of an inner level goes below it. Raises EmptyClause, and NumberTaken.
    """
    if not node.heading.strip() and not node.text.strip():
        raise EmptyClause
    _, version = unsigned(regulation_id, by)
    before = queries.text_of(version)
    if after and after not in {one.key for one in placed(before)}:
        raise NoSuchClause
    text = edit.inserted(before, after, node)
    if _repeated(text) > _repeated(before):
        raise NumberTaken
    return write_text(
        regulation_id=regulation_id, nodes=text, by=by, now=now, not_secret=not_secret
    )


@transaction.atomic
def remove_clause(*, clause_id: int, by: Member, now: datetime) -> Version:
    """Take a clause and what stands below it out of a draft."""
    clause, version = _draft_clause(clause_id, by)
    text = edit.removed(queries.text_of(version), clause.key)
    return write_text(
        regulation_id=version.regulation_id, nodes=text, by=by, now=now, not_secret=True
    )


@transaction.atomic
def move_clause(*, clause_id: int, places: int, by: Member, now: datetime) -> Version:
    """Move a clause of a draft up (negative) or down among its siblings; numbers stay."""
    clause, version = _draft_clause(clause_id, by)
    text = edit.moved(queries.text_of(version), clause.key, places)
    return write_text(
        regulation_id=version.regulation_id, nodes=text, by=by, now=now, not_secret=True
    )


def _repeated(text: Sequence[Node]) -> int:
    """How many numbers stand a second time at their place; it shows in the key."""
    return sum("~" in one.key for one in placed(text) if one.node.level != "paragraph")


def _draft_clause(clause_id: int, by: Member) -> tuple[Clause, Version]:
    clause = Clause.objects.select_related("version").get(id=clause_id, circle_id__in=by.circles)
    _, version = unsigned(clause.version.regulation_id, by)
    # A clause of an older version is not to be found in the draft.
    return Clause.objects.select_related("version").get(id=clause_id, version=version), version


def copy(source: Version, into: Version, *, inherited: Inherited | None = None) -> None:
    """Write the text of one version into another, empty one of the same circle."""
    _store(into, list(queries.text_of(source)), inherited or _inherited(source))


def _write(
    version: Version, nodes: Sequence[Node], inherited: Inherited | None, not_secret: bool
) -> None:
    cleaned = [_cleaned(node, not_secret) for node in nodes]
    _store(version, cleaned, _inherited(version) | dict(inherited or {}))


def _store(version: Version, nodes: Sequence[Node], inherited: Inherited) -> None:
    every = list(placed(nodes))
    if len(every) > MOST_NODES:
        raise TooManyClauses(most=MOST_NODES)
    if any(len(one.key) > 60 for one in every):
        raise NestedTooDeep
    Clause.objects.filter(circle_id=version.circle_id, version=version).delete()
    ids = dict(zip((one.key for one in every), _ids(len(every)), strict=True))
    Clause.objects.bulk_create(
        [
            Clause(
                id=ids[one.key],
                circle_id=version.circle_id,
                version=version,
                parent_id=ids.get(one.parent),
                key=one.key,
                level=one.node.level,
                number=one.node.number,
                heading=one.node.heading,
                text=one.node.text,
                inherited_key=inherited.get(one.key, ("", ""))[0],
                inherited_text=inherited.get(one.key, ("", ""))[1],
                position=position,
            )
            for position, one in enumerate(every)
        ],
        batch_size=1_000,
    )


def _inherited(version: Version) -> dict[str, tuple[str, str]]:
    marked = queries.clauses_of(version).exclude(inherited_key="")
    return {one.key: (one.inherited_key, one.inherited_text) for one in marked}


def _ids(count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('regulations_clause', 'id'))"
            " FROM generate_series(1, %s)",
            [count],
        )
        return [number for (number,) in cursor.fetchall()]


def _cleaned(node: Node, not_secret: bool) -> Node:
    children = tuple(_cleaned(child, not_secret) for child in node.children)
    return replace(_checked(node, not_secret), children=children)


def _checked(node: Node, not_secret: bool) -> Node:
    if len(node.number) > 12:
        raise NumberTooLong
    with about("heading"):
        heading = clean_line(node.heading, 500, not_secret=not_secret)
    with about("text"):
        text = clean_text(node.text, MOST_WORDS, not_secret=not_secret)
    number = clean_line(node.number, 12)
    return replace(node, number=number, heading=heading, text=text)


def _told(version: Version, by: Member, now: datetime) -> None:
    journal.record(
        RegulationRevised(version.regulation_id), by=by, at=now, circle_id=version.circle_id
    )
