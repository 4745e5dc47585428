"""What all pages of the module share."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lienket.circles.models import Circle
from lienket.obligations import queries, rules
from lienket.obligations.actions import MANAGE
from lienket.obligations.models import Obligation, Occurrence, Return
from lienket.obligations.rules import Standing
from lienket.obligations.words import occasion
from lienket.organizations.web import MemberRequest

#: Class, icon and word of each state.
STATES: dict[Standing, tuple[str, str, str | Promise]] = {
    Standing.OPEN: ("", "circle-dashed", _("Open")),
    Standing.SOON: ("state-problem", "hourglass", _("Due soon")),
    Standing.LATE: ("state-late", "clock-exclamation", _("Late")),
    Standing.RETURNED: ("state-problem", "arrow-back-up", _("Returned, hand in again")),
    Standing.HANDED_IN: ("state-seen", "upload", _("Handed in")),
    Standing.CONFIRMED: ("state-done", "circle-check", _("Confirmed")),
    Standing.EXCUSED: ("", "ban", _("Excused")),
}


@dataclass(frozen=True)
class Shown:
    """An occurrence as a page shows it."""

    occurrence: Occurrence
    standing: Standing
    # Which of the times it is owed, in words.
    occasion: str
    # By whom and why it was sent back, while it is owed again.
    returned: Return | None = None

    @classmethod
    def of(cls, occurrence: Occurrence, obligation: Obligation, now: datetime) -> "Shown":
        return cls.each([occurrence], [obligation], now)[0]

    @classmethod
    def each(
        cls, occurrences: Iterable[Occurrence], obligations: Iterable[Obligation], now: datetime
    ) -> list["Shown"]:
        """Occurrences with their duties, of these obligations."""
        found = list(occurrences)
        returned, schedules = queries.returned(found), queries.schedules_of(obligations)
        return [
            cls(
                one,
                rules.standing(
                    due_at=one.due_at,
                    late_at=one.late_at,
                    fulfilled_at=one.fulfilled_at,
                    confirmed_at=one.confirmed_at,
                    excused_at=one.excused_at,
                    returned=one.id in returned,
                    now=now,
                ),
                occasion(one, schedules[one.duty.obligation_id]),
                returned.get(one.id),
            )
            for one in found
        ]

    @property
    def due_at(self) -> datetime:
        """Until when it is owed: what was sent back may be mended until another time."""
        return self.returned.due_at if self.returned else self.occurrence.due_at

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
        return self.standing in {
            Standing.OPEN,
            Standing.SOON,
            Standing.RETURNED,
            Standing.LATE,
        }

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
