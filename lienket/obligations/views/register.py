"""The register: who owes what to whom, and how it stands now."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from lienket.circles import queries as circles
from lienket.circles.models import Circle
from lienket.kernel.actors import Member
from lienket.obligations import queries
from lienket.obligations.models import Duty, Obligation
from lienket.obligations.rules import Cadence
from lienket.obligations.views.page import Shown, show
from lienket.obligations.words import describe
from lienket.organizations.models import Organization
from lienket.organizations.web import MemberRequest, member_required
from lienket.regulations import queries as regulations
from lienket.regulations.models import Regulation
from lienket.regulations.text.tree import citation

FILTERS = ("all", "ours", "to_us", "late")


@dataclass
class Row:
    """An obligation with what is known of its duties."""

    obligation: Obligation
    parties: dict[str, list[str]]
    duties: list[Duty] = field(default_factory=list)
    current: list[Shown] = field(default_factory=list)

    @property
    def citation(self) -> str:
        return citation(self.obligation.clause_key)

    @property
    def cadence(self) -> str:
        return describe(Cadence.from_json(self.obligation.cadence))

    @property
    def by_shift(self) -> bool:
        """Whether it is owed several times a day, so that each time is named."""
        return Cadence.from_json(self.obligation.cadence).kind == "shift"

    @property
    def opens_at(self) -> datetime | None:
        """When it opens next, if nothing is open now."""
        return min((duty.opens_at for duty in self.duties if duty.opens_at), default=None)


@require_safe
@member_required
def register(request: MemberRequest, circle_id: int) -> HttpResponse:
    """What is owed in a circle; of a narrower one, the duties that live in it."""
    by, now = request.member, timezone.now()
    circle = circles.circles_for(by).select_related("parent").get(id=circle_id)
    wanted = request.GET.get("show", "all")
    rows = _rows(_obligations(circle, now), by, now, circle if circle.parent_id else None)
    keeps = Regulation.objects.filter(
        circle_id=circle_id, organization_id=by.organization_id, ended_at=None
    )
    page = {
        "rows": [row for row in rows if _wanted(row, wanted, by)],
        "show": wanted if wanted in FILTERS else "all",
        "kept": list(keeps.order_by("-drafted_at")),
        "any": bool(rows),
    }
    return show(request, circle, "obligations/register.html", page)


@require_safe
@member_required
def of_regulation(request: MemberRequest, regulation_id: int) -> HttpResponse:
    """The register of one regulation, also while it is a draft."""
    by, now = request.member, timezone.now()
    regulation = (
        regulations.regulations_for(by).select_related("circle", "renews").get(id=regulation_id)
    )
    page = {
        "regulation": regulation,
        "rows": _rows(list(queries.obligations_of(regulation.id)), by, now, None),
        "keeps": regulation.organization_id == by.organization_id and not regulation.ended_at,
    }
    return show(request, regulation.circle, "obligations/of_regulation.html", page)


def _obligations(circle: Circle, now: datetime) -> list[Obligation]:
    """Those of the regulations that bind now; of a narrower circle, those with duties in it."""
    if circle.parent_id:
        ids = Duty.objects.filter(circle=circle, ended_at=None).values("obligation_id")
        return list(Obligation.objects.filter(id__in=ids).order_by("code"))
    today = regulations.local_day(now)
    binding = Regulation.objects.filter(
        circle=circle, signed_at__isnull=False, ended_at=None, valid_from__lte=today
    ).exclude(valid_to__lt=today)
    found = Obligation.objects.filter(regulation__in=binding, ended_at=None)
    return list(found.select_related("regulation").order_by("regulation_id", "code"))


def _rows(
    obligations: list[Obligation], by: Member, now: datetime, within: Circle | None
) -> list[Row]:
    names = dict(Organization.objects.values_list("id", "short_name"))
    rows = {
        one.id: Row(one, queries.named_parties(one, names))
        for one in queries.with_parties(obligations)
    }
    duties = queries.duties_for(by).filter(obligation_id__in=list(rows), ended_at=None)
    if within:
        duties = duties.filter(circle=within)
    current = queries.current_of([duty.id for duty in duties])
    latest: dict[int, list[Shown]] = defaultdict(list)
    for shown in Shown.each(current, obligations, now):
        latest[shown.occurrence.duty_id].append(shown)
    for duty in duties:
        row = rows[duty.obligation_id]
        row.duties.append(duty)
        row.current += latest[duty.id]
    return list(rows.values())


def _wanted(row: Row, wanted: str, by: Member) -> bool:
    ours = [duty.organization_id == by.organization_id for duty in row.duties]
    match wanted:
        case "ours":
            return any(ours)
        case "to_us":
            return bool(ours) and not all(ours)
        case "late":
            return any(shown.standing == "late" for shown in row.current)
    return True
