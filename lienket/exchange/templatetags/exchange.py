"""How bulletins and their states look on every page."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from lienket.delivery.models import Urgency
from lienket.exchange.models import Bulletin

register = template.Library()

#: Style of each degree of urgency; the highest is the only solid red of a page.
_URGENCIES = {
    "urgent": "urgency-urgent",
    "very_urgent": "urgency-urgent",
    "immediate": "urgency-flash",
}
_ROWS_KEPT = 2000


class RowLook(NamedTuple):
    """All that a list row shows of a bulletin: rows that agree in it look alike."""

    id: int
    number: str
    kind: str
    urgency: str
    exercise: bool
    title: str
    organization: str
    issued_at: datetime
    withdrawn: bool
    ended: bool
    answered: int
    asked: int

    @property
    def get_kind_display(self) -> str:
        return str(Bulletin.Kind(self.kind).label)

    @property
    def get_urgency_display(self) -> str:
        return str(Urgency(self.urgency).label)


@register.filter
def urgency_style(bulletin: Bulletin | RowLook) -> str:
    """CSS class for how urgent a bulletin is; empty for an ordinary one."""
    return _URGENCIES.get(bulletin.urgency, "")


@register.simple_tag
def bulletin_row(row: Mapping[str, Any]) -> SafeString:
    """A bulletin in a list: rendered once for all readers, and again when a count changes."""
    bulletin: Bulletin = row["bulletin"]
    look = RowLook(
        id=bulletin.id,
        number=bulletin.number,
        kind=bulletin.kind,
        urgency=bulletin.urgency,
        exercise=bulletin.exercise,
        title=bulletin.title,
        organization=bulletin.organization.name,
        issued_at=bulletin.issued_at,
        withdrawn=hasattr(bulletin, "withdrawal"),
        ended=row["ended"],
        answered=row["answered"],
        asked=row["asked"],
    )
    return _row(look, get_language())


@lru_cache(_ROWS_KEPT)
def _row(look: RowLook, language: str | None) -> SafeString:
    return render_to_string("exchange/_bulletin_row.html", {"row": look})
