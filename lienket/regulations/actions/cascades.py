"""Lower regulations: made in another circle after an upper one, and what they report upward."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from lienket.circles import queries as circles
from lienket.journal import actions as journal
from lienket.kernel.actors import Member
from lienket.kernel.errors import NotAllowed, Refusal
from lienket.kernel.guard.text import clean_line
from lienket.regulations import queries, rules
from lienket.regulations.actions.drafts import (
    MANAGE,
    draft,
    kept,
    members_as_parties,
    set_parties,
)
from lienket.regulations.actions.writing import write_text
from lienket.regulations.events import SummaryPublished
from lienket.regulations.models import Regulation, Summary, Version
from lienket.regulations.text.diff import words_of
from lienket.regulations.text.edit import Row, planted
from lienket.regulations.text.tree import placed


class CircularCascade(Refusal):
    """The upper regulation follows one of this circle itself: each would follow the other."""

    field = "circle"


class NotYetSigned(Refusal):
    """This regulation is not signed yet. Wait until all parties have signed it."""

    status = 409


class NotBoundItself(NotAllowed):
    """Only its parties carry a regulation on into another circle. Ask one of them."""


class NothingInherited(Refusal):
    """Choose at least one article to take over."""

    field = "articles"


class PublishedBefore(Refusal):
    """The figures of this period were published already."""

    status = 409


class NotALowerOne(Refusal):
    """This regulation does not follow an upper one."""


class BadPeriod(Refusal):
    """The period ends before it begins, or it has not ended yet."""

    field = "period_to"


@transaction.atomic
def cascade(
    *,
    regulation_id: int,
    circle_id: int,
    title: str,
    keys: Collection[str],
    by: Member,
    now: datetime,
    form: str = Regulation.Form.SIGNED,
    valid_from: date | None = None,
    valid_to: date | None = None,
    not_secret: bool = False,
) -> Regulation:
    """Begin a lower regulation in another circle of one's own: it cites the upper one.

    The chosen articles (`keys`) are taken over word for word and marked, to be adapted; the parties
    are the members of that circle. Without a term it has that of the upper one. Raises
    Regulation.DoesNotExist and Circle.DoesNotExist for what `by` does not see, NotBoundItself,
    NotYetSigned, CircularCascade, NothingInherited, and what `draft` raises.
    """
    by.require(MANAGE)
    upper = queries.regulations_for(by).get(id=regulation_id)
    circles.circles_for(by).get(id=circle_id)
    if not queries.is_bound(upper, by.organization_id):
        raise NotBoundItself
    version = queries.latest(upper)
    if version is None or not version.adopted_at:
        raise NotYetSigned
    if queries.would_circle(upper, circle_id):
        raise CircularCascade
    rows = _chosen(version, keys)
    if not rows:
        raise NothingInherited
    lower = draft(
        circle_id=circle_id,
        form=form,
        title=title,
        valid_from=valid_from or upper.valid_from,
        valid_to=valid_to or upper.valid_to,
        cites=cited(upper),
        cascade_of=upper,
        by=by,
        now=now,
        not_secret=not_secret,
    )
    text = planted(rows)
    write_text(
        regulation_id=lower.id,
        nodes=text,
        inherited={one.key: (one.key, words_of(one.node)) for one in placed(text)},
        by=by,
        now=now,
        # It passed the guard when it was written.
        not_secret=True,
    )
    set_parties(regulation_id=lower.id, parties=members_as_parties(lower, by, now), by=by, now=now)
    return lower


@transaction.atomic
def publish_summary(
    *,
    regulation_id: int,
    period_from: date,
    period_to: date,
    counts: Mapping[str, int],
    by: Member,
    now: datetime,
) -> Summary:
    """Tell the upper circle the counts of a lower regulation for a period; they stay as they are.

    `by` keeps the lower regulation and belongs to both circles. Raises Regulation.DoesNotExist
    and OnlyTheKeeper otherwise, NotALowerOne, NotYetSigned, BadPeriod and PublishedBefore.
    """
    lower = kept(regulation_id, by)
    if lower.cascade_of_id is None:
        raise NotALowerOne
    if lower.signed_at is None:
        raise NotYetSigned
    upper = queries.regulations_for(by).get(id=lower.cascade_of_id)
    if period_to < period_from or period_to >= queries.local_day(now):
        raise BadPeriod
    child = lower.title if not lower.code else f"{lower.title} ({lower.code})"
    said = {
        "regulation_id": upper.id,
        "child": child,
        "organization_id": by.organization_id,
    }
    same = Summary.objects.filter(circle_id=upper.circle_id, period_to=period_to, **said)
    if same.exists():
        raise PublishedBefore
    summary = Summary.objects.create(
        circle_id=upper.circle_id,
        regulation=upper,
        child=child,
        organization_id=by.organization_id,
        period_from=period_from,
        period_to=period_to,
        counts=dict(counts),
        sha256=rules.fingerprint(
            regulation_id=upper.id,
            child=child,
            organization_id=by.organization_id,
            period=(period_from, period_to),
            counts=counts,
        ),
        published_at=now,
    )
    journal.record(SummaryPublished(upper.id, summary.id), by=by, at=now, circle_id=upper.circle_id)
    return summary


def cited(upper: Regulation) -> str:
    """How a lower regulation names the upper one."""
    number = f" số {upper.code}" if upper.code else ""
    return clean_line(f"Căn cứ {upper.title}{number}", 400, not_secret=True)


def _chosen(version: Version, keys: Collection[str]) -> Sequence[Row]:
    """The rows at these keys with all above and below them."""
    rows = queries.rows_of(queries.clauses_of(version))
    parents = {row.key: row.parent for row in rows}

    def line(key: str) -> list[str]:
        above = [key]
        while parents.get(above[-1]):
            above.append(parents[above[-1]])
        return above

    wanted = {one for key in keys if key in parents for one in line(key)}
    return [row for row in rows if row.key in wanted or any(key in keys for key in line(row.key))]
