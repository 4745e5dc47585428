"""A circle: who belongs to it, who is silent, who informs whom; and the list of its bulletins."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, F, Min, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from lienket.circles import queries as circles
from lienket.circles.models import Circle, Membership
from lienket.circles.overview import lines_of
from lienket.delivery import actions as delivery
from lienket.escalation.models import Ask
from lienket.exchange import charts, queries
from lienket.exchange.forms import ListForm
from lienket.exchange.models import Bulletin
from lienket.exchange.views.reach import State
from lienket.exchange.views.today import counts_of
from lienket.kernel.actors import Member
from lienket.organizations.models import Organization
from lienket.organizations.web import MemberRequest, member_required

LATEST = 8
PAGE = 30
#: A circle page shows so many members; the others stand on the members page.
MEMBERS = 60

_ON_DUTY = State(_("On duty"), "circle-check", "state-done")
_STAND_IN = State(_("Focal point is told"), "user-check", "state-seen")
_BY_PHONE = State(_("Only by phone"), "phone", "state-problem")
_UNREACHABLE = State(_("Cannot be reached"), "alert-triangle", "state-problem")


@dataclass
class Reachable:
    """How one member would be reached now; partners see no address."""

    membership: Membership
    paths: list[circles.Path] = field(default_factory=list)

    @property
    def usable(self) -> list[circles.Path]:
        """The paths that a notice would take first."""
        return [path for path in self.paths if path.level == 0 and delivery.usable(path)]

    @property
    def holders(self) -> list[str]:
        """Who would read it, without repeating anybody."""
        told = self.usable or [path for path in self.paths if path.number]
        return list(dict.fromkeys(path.holder for path in told))

    @property
    def number(self) -> str:
        """A phone number the organization publishes, or empty."""
        return next((path.number for path in self.paths if path.number), "")

    @property
    def state(self) -> State:
        if any(path.on_duty for path in self.usable):
            return _ON_DUTY
        if self.usable:
            return _STAND_IN
        return _BY_PHONE if self.number else _UNREACHABLE


class Silence(NamedTuple):
    """A member that owes answers, since when, and how many."""

    organization_id: int
    name: str
    since: datetime
    owed: int


@require_safe
@member_required
def circle(request: MemberRequest, circle_id: int) -> HttpResponse:
    """Everything about one circle on a page."""
    by, now = request.member, timezone.now()
    shown = circles.circles_for(by).select_related("chair", "parent").get(id=circle_id)
    subsets = list(circles.circles_for(by).filter(parent=shown))
    ids = [shown.id, *(subset.id for subset in subsets)]
    members = list(circles.members_of(shown.id, now))
    organizations = [member.organization for member in members]
    page = {
        "circle": shown,
        "subsets": subsets,
        "overview": lines_of(shown, by, now),
        "members": reachable(shown.id, members[:MEMBERS], now),
        "member_count": len(members),
        "silent": silent(ids, now),
        # It looks back over 90 days, so one more answer is no reason to draw it again.
        "matrix": None if request.htmx else charts.who_informs_whom(ids, organizations, now),
        "latest": latest(by, shown.id),
        "may_issue": may_issue(by, shown),
        "place": "circles",
    }
    return render(request, f"exchange/{'_circle' if request.htmx else 'circle'}.html", page)


@require_safe
@member_required
def bulletins(request: MemberRequest, circle_id: int) -> HttpResponse:
    """The bulletins of one circle, newest first, page by page."""
    by = request.member
    shown = circles.circles_for(by).get(id=circle_id)
    form = ListForm(request.GET)
    found = _filtered(queries.bulletins_for(by).filter(circle=shown), shown.id, form)
    rows = list(found.prefetch_related("corrections")[: PAGE + 1])
    more = rows[PAGE - 1] if len(rows) > PAGE else None
    page = {
        "circle": shown,
        "form": form,
        "rows": with_counts(rows[:PAGE]),
        "older": form.address(more) if more else "",
        "is_filtered": form.is_filtered,
        "may_issue": may_issue(by, shown),
        "place": "circles",
    }
    return render(request, "exchange/bulletins.html", page)


def may_issue(by: Member, circle: Circle) -> bool:
    """Whether to offer writing a new bulletin."""
    return by.may("bulletin.issue") and circle.closed_at is None


def latest(by: Member, circle_id: int) -> list[dict[str, object]]:
    """The latest bulletins of a circle as list rows."""
    newest = queries.bulletins_for(by).filter(circle_id=circle_id)
    return with_counts(list(newest.prefetch_related("corrections")[:LATEST]))


def with_counts(bulletins: list[Bulletin]) -> list[dict[str, object]]:
    """List rows: a bulletin, and how many of those asked have answered."""
    counts = counts_of(bulletins)
    return [
        {
            "bulletin": bulletin,
            "answered": counts[bulletin.id][0],
            "asked": counts[bulletin.id][1],
            # Asks end with a withdrawal or a correction as well: then counting them says nothing.
            "ended": hasattr(bulletin, "withdrawal") or bool(bulletin.corrections.all()),
        }
        for bulletin in bulletins
    ]


def reachable(circle_id: int, members: list[Membership], now: datetime) -> list[Reachable]:
    """How each of the members would be reached now."""
    paths = defaultdict(list)
    for path in circles.reach(circle_id, [one.organization_id for one in members], now):
        paths[path.organization_id].append(path)
    return [Reachable(member, paths[member.organization_id]) for member in members]


def silent(circle_ids: list[int], now: datetime) -> list[Silence]:
    """Who owes an overdue answer, the longest silence first. Exercises do not count."""
    owing = (
        Ask.objects.filter(
            circle_id__in=circle_ids,
            settled_at=None,
            due_at__lt=now,
            envelope__exercise=False,
        )
        # The asker waits for a quorum of its own; that is no silence.
        .exclude(organization_id=F("asker_id"))
        .values_list("organization_id")
        .annotate(since=Min("due_at"), owed=Count("id"))
        .order_by("since")
    )
    found = list(owing)
    names = Organization.objects.in_bulk([row[0] for row in found])
    return [Silence(row[0], names[row[0]].name, row[1], row[2]) for row in found]


def _filtered(found: QuerySet[Bulletin], circle_id: int, form: ListForm) -> QuerySet[Bulletin]:
    if not form.is_valid():
        return found
    wanted = form.cleaned_data
    exercise = wanted["exercise"] == "yes" if wanted["exercise"] else None
    for name in ("kind", "urgency"):
        if wanted[name]:
            found = found.filter(**{name: wanted[name]})
    if exercise is not None:
        found = found.filter(exercise=exercise)
    if wanted["before"]:
        at, bulletin_id = wanted["before"]
        # The first condition is what the index understands.
        found = found.filter(issued_at__lte=at).filter(Q(issued_at__lt=at) | Q(id__lt=bulletin_id))
    if wanted["q"]:
        # Told the other conditions as well, the search finds exactly the rows of this page.
        page = queries.search(
            circle_id,
            wanted["q"],
            PAGE + 1,
            kind=wanted["kind"],
            urgency=wanted["urgency"],
            exercise=exercise,
            before=wanted["before"],
        )
        found = found.filter(id__in=page)
    return found
