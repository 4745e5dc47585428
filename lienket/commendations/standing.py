"""How dossiers stand and what they rest on, for lists, pages and papers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lienket.commendations import queries
from lienket.commendations.models import Dossier, Evidence
from lienket.commendations.rules import Standing

#: Icon, tone and word of each.
LOOKS: dict[Standing, tuple[str, str, Promise]] = {
    Standing.DRAFT: ("edit", "", _("Draft")),
    Standing.PROPOSED: ("hourglass", "", _("Being considered")),
    Standing.OVERDUE: ("clock-exclamation", "state-late", _("Overdue")),
    Standing.RETURNED: ("arrow-back-up", "state-problem", _("Returned")),
    Standing.AGREED: ("check", "", _("Agreed, to be decided")),
    Standing.DECIDED: ("circle-check", "state-done", _("Commended")),
    Standing.PRESENTED: ("circle-check", "state-done", _("Presented")),
}
#: Icon and word of each kind of row, as in `queries.RECORDS`.
RECORDS: dict[str, tuple[str, Promise]] = {
    "incident": ("alert-triangle", _("Incident")),
    "bulletin": ("file-text", _("Bulletin")),
    "task": ("target-arrow", _("Task")),
    "occurrence": ("checklist", _("Obligation")),
}


@dataclass(frozen=True)
class Row:
    """A dossier and how it stands."""

    dossier: Dossier
    standing: Standing

    @classmethod
    def of(cls, dossier: Dossier, now: datetime) -> "Row":
        """How it stands now."""
        return cls(dossier, dossier.standing(now))

    @property
    def waits(self) -> bool:
        """Whether it is still to be considered."""
        return self.standing in (Standing.PROPOSED, Standing.OVERDUE)

    @property
    def look(self) -> dict[str, object]:
        """Icon, tone and word."""
        icon, tone, word = LOOKS[self.standing]
        return {"icon": icon, "tone": tone, "word": word}


@dataclass(frozen=True)
class Cited:
    """A row of the record that a dossier rests on; `kind` as in `RECORDS`."""

    kind: str
    title: str
    day: date
    url: str

    @property
    def icon(self) -> str:
        """The picture of its kind."""
        return RECORDS[self.kind][0]

    @property
    def word(self) -> Promise:
        """The word for its kind."""
        return RECORDS[self.kind][1]


def cited_by(dossier: Dossier) -> Iterator[Cited]:
    """What it rests on, in words."""
    for evidence in queries.evidence_of(dossier):
        yield _cited(evidence)


def _cited(evidence: Evidence) -> Cited:
    kind = next(one for one in queries.RECORDS if getattr(evidence, f"{one}_id"))
    row = getattr(evidence, kind)
    title, at = title_of(kind, row)
    return Cited(kind, title, timezone.localdate(at), reverse(_PAGES[kind], args=[row.id]))


def title_of(kind: str, row: Any) -> tuple[str, datetime]:
    """What a row of the record is called, and when it was."""
    match kind:
        case "incident":
            words = row.summary or row.get_kind_display()
            return f"{row.reference} · {words}", row.happened_at
        case "bulletin":
            return f"{row.number} · {row.title}", row.issued_at
        case "task":
            return f"{row.reference} · {row.title} · {row.organization.short_name}", row.done_at
        case _:
            owed = row.duty.obligation
            words = f"{owed.code} · {owed.title} · {row.organization.short_name}"
            return f"{words} · {row.period_end:%d/%m/%Y}", row.fulfilled_at


_PAGES = {
    "incident": "incidents:incident",
    "bulletin": "exchange:bulletin",
    "task": "plans:task",
    "occurrence": "obligations:occurrence",
}
