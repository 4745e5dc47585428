"""The registers of a circle for programs: read, and written by the organization that keeps them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from django.utils import timezone
from ninja import P, QueryEx, Router
from pydantic import Field

from lienket.circles import queries as circles
from lienket.kernel import paging
from lienket.kernel.programs import ApiRequest, Cursor, Day, Input, Named, NotSecret, PathId
from lienket.registers import actions, queries
from lienket.registers.actions import Facts
from lienket.registers.models import Entry

router = Router(tags=["registers"])
KindKey = Literal[
    "guard_contractor",
    "guard_certificate",
    "support_tool",
    "contractor",
    "vehicle",
    "residence",
    "fire_safety",
]
OfKind = QueryEx[KindKey | None, P(description="Only this register; without it, all of them.")]


class NewRegisterEntry(Input):
    """A row of the organization; a register keeps only what its kind names."""

    kind: KindKey
    name: str = Field(description="The firm, kind of tool, number plate or place; no person.")
    number: str = Field("", description="Of the paper; in `residence` the month, as 2026-11.")
    amount: int | None = Field(None, description="In registers that count.")
    part: int | None = Field(
        None, description="How many are certified, or were declared within 12 hours."
    )
    expires_on: Day | None = Field(None, description="The last day on which it is valid.")
    not_secret: NotSecret = False


@dataclass(slots=True, kw_only=True)
class RegisterEntry:
    """A row and how it stands today."""

    id: int
    circle: int
    kind: str
    organization: Named
    member: int | None
    name: str
    number: str
    amount: int | None
    part: int | None
    expires_on: date | None
    standing: str
    entered_at: datetime


@dataclass(slots=True, kw_only=True)
class RegisterPage:
    """Some rows; `next` asks for those after them."""

    items: list[RegisterEntry]
    next: str | None


@router.get(
    "circles/{int:circle}/register-entries",
    response=RegisterPage,
    summary="The registers of a circle",
)
def list_entries(
    request: ApiRequest, circle: PathId, kind: OfKind = None, cursor: Cursor = ""
) -> RegisterPage:
    """Newest first, 50 on a page; what was taken out is left out."""
    shown = circles.circles_for(request.auth).get(id=circle)
    found = queries.entries_for(request.auth).filter(circle=shown, retired_at=None)
    if kind:
        found = found.filter(kind=kind)
    rows, after = paging.newest_first(found, cursor, by="entered_at")
    today = timezone.localdate()
    return RegisterPage(items=[RegisterEntry(**_fields(one, today)) for one in rows], next=after)


@router.post(
    "circles/{int:circle}/register-entries",
    response={201: RegisterEntry},
    summary="Enter a row into a register",
)
def enter(request: ApiRequest, circle: PathId, new: NewRegisterEntry) -> RegisterEntry:
    """All of the circle read it; the organization is asked in time to renew it."""
    now = timezone.now()
    entry = actions.enter(
        circle_id=circle,
        kind=new.kind,
        facts=Facts(new.name, new.number, new.amount, new.part, new.expires_on),
        by=request.auth,
        now=now,
        not_secret=new.not_secret,
    )
    found = queries.entries_for(request.auth).get(id=entry.id)
    return RegisterEntry(**_fields(found, timezone.localdate(now)))


def _fields(one: Entry, today: date) -> dict[str, Any]:
    return {
        "id": one.id,
        "circle": one.circle_id,
        "kind": one.kind,
        "organization": Named.of(one.organization),
        "member": one.member_id,
        "name": one.name,
        "number": one.number,
        "amount": one.amount,
        "part": one.part,
        "expires_on": one.expires_on,
        "standing": queries.standing_of(one, today),
        "entered_at": one.entered_at,
    }
