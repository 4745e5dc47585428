"""What all pages of the module share."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lienket.circles.models import Circle
from lienket.obligations import rules
from lienket.obligations.actions import MANAGE
from lienket.obligations.models import Occurrence
from lienket.obligations.rules import Standing
from lienket.organizations.web import MemberRequest

#: Class, icon and word of each state.
STATES: dict[Standing, tuple[str, str, str | Promise]] = {
    Standing.OPEN: ("", "circle-dashed", _("Open")),
    Standing.SOON: ("state-problem", "hourglass", _("Due soon")),
    Standing.LATE: ("state-late", "clock-exclamation", _("Late")),
    Standing.HANDED_IN: ("state-seen", "upload", _("Handed in")),
    Standing.CONFIRMED: ("state-done", "circle-check", _("Confirmed")),
    Standing.EXCUSED: ("", "ban", _("Excused")),
}


@dataclass(frozen=True)
class Shown:
    """An occurrence as a page shows it."""

    occurrence: Occurrence
    standing: Standing

    @classmethod
    def of(cls, occurrence: Occurrence, now: datetime) -> "Shown":
        standing = rules.standing(
            due_at=occurrence.due_at,
            late_at=occurrence.late_at,
            fulfilled_at=occurrence.fulfilled_at,
            confirmed_at=occurrence.confirmed_at,
            excused_at=occurrence.excused_at,
            now=now,
        )
        return cls(occurrence, standing)

    @property
    def css(self) -> str:
        return STATES[self.standing][0]

    @property
    def icon(self) -> str:
        return STATES[self.standing][1]

    @property
    def word(self) -> str | Promise:
        return STATES[self.standing][2]

    @property
    def open(self) -> bool:
        return self.standing in {Standing.OPEN, Standing.SOON, Standing.LATE}

    @property
    def was_late(self) -> bool:
        """Handed in, but after its time."""
        at = self.occurrence.fulfilled_at
        return at is not None and at > self.occurrence.late_at


def show(
    request: MemberRequest, circle: Circle, template: str, page: dict[str, Any]
) -> HttpResponse:
    """A page of the module; a form that was refused answers 422."""
    refused = request.method == "POST" and page.get("form") is not None
    context = {
        "place": "circles",
        "circle": circle,
        "tab": "obligations",
        "may_manage": request.member.may(MANAGE),
    }
    return render(request, template, context | page, status=422 if refused else 200)
