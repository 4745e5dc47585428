"""What the pages of the module share."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from lienket.falseclaims.models import Claim, Correction
from lienket.falseclaims.standing import Row
from lienket.organizations.web import MemberRequest


@dataclass(frozen=True)
class Line:
    """Something that happened to a claim."""

    at: datetime
    tone: str
    icon: str
    words: str | Promise
    who: str
    text: str = ""


def history(row: Row) -> list[Line]:
    """All that happened to a claim, in order."""
    claim, lines = row.claim, []
    for one in claim.sightings.select_related("organization"):
        met = ngettext("Met {count} time", "Met {count} times", one.count).format(count=one.count)
        way = one.get_channel_display()
        lines.append(Line(one.at, "is-seen", "eye", f"{met} · {way}", one.organization.name))
    for said in claim.corrections.select_related("organization"):
        words = _("Correction changed") if said.reason else _("Verified")
        lines.append(
            Line(said.at, "is-done", "shield-check", words, said.organization.name, said.reason)
        )
    if warning := row.warning:
        until = f"{warning.valid_until:%d/%m/%Y}"
        lines.append(
            Line(
                warning.published_at,
                "is-done",
                "speakerphone",
                _("The public was warned, valid until {day}").format(day=until),
                warning.publisher,
            )
        )
    if claim.withdrawn_at:
        withdrawal = claim.withdrawal
        lines.append(
            Line(
                withdrawal.at,
                "is-problem",
                "ban",
                _("Withdrawn"),
                withdrawal.organization.name,
                withdrawal.reason,
            )
        )
    return sorted(lines, key=lambda line: line.at)


def corrections_of(claim: Claim) -> list[Correction]:
    """What was said against it, the words that hold first."""
    return list(claim.corrections.select_related("organization").order_by("-at", "-id"))


def facts(claim: Claim) -> dict[str, Any]:
    """What every page about one claim shows of it."""
    row = Row.of(claim, timezone.now())
    said = corrections_of(claim)
    return {
        "claim": claim,
        "row": row,
        "lines": history(row),
        "said": said[0] if said else None,
        "earlier": said[1:],
    }


def show(
    request: MemberRequest, template: str, page: dict[str, Any], *refusing: forms.Form
) -> HttpResponse:
    """A page of the field; with a form that was refused, it says so to programs too."""
    refused = any(form.is_bound and form.errors for form in refusing)
    return render(
        request,
        f"falseclaims/{template}",
        {"place": "field", **page},
        status=422 if refused else 200,
    )
