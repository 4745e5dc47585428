"""Writing: entering, changing, renewing and retiring one's own rows."""

from dataclasses import asdict

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lienket.circles import queries as circles
from lienket.organizations.web import MemberRequest, member_required
from lienket.registers import actions, queries
from lienket.registers.actions import ANSWER
from lienket.registers.actions.entries import facts_of
from lienket.registers.forms import EntryForm, RenewForm, RetireForm
from lienket.registers.kinds import kinds
from lienket.registers.models import Entry
from lienket.registers.web import register_of, show

_form_page = require_http_methods(["GET", "HEAD", "POST"])


@_form_page
@member_required
def create(request: MemberRequest, circle_id: int, kind: str) -> HttpResponse:
    """Put a row into a register."""
    by = request.member
    by.require(ANSWER)
    circle, register = register_of(request, circle_id, kind)
    form = EntryForm(request.POST or None, kind=register, names=_names(circle.id))
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            entry = actions.enter(
                circle_id=circle.id,
                kind=kind,
                facts=form.facts,
                by=by,
                now=timezone.now(),
                not_secret=form.sure,
            )
            messages.success(request, _("It stands in the register."))
            return redirect("registers:entry", entry.id)
    page = {"key": kind, "kind": register, "form": form}
    return show(request, circle, "registers/form.html", page)


@_form_page
@member_required
def change(request: MemberRequest, entry_id: int) -> HttpResponse:
    """Let one's own row say something else."""
    entry = _own(request, entry_id)
    kind = kinds[entry.kind]
    form = EntryForm(
        request.POST or None,
        kind=kind,
        initial=asdict(facts_of(entry)),
        names=_names(entry.circle_id),
    )
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.change(
                entry_id=entry.id,
                facts=form.facts,
                by=request.member,
                now=timezone.now(),
                not_secret=form.sure,
            )
            messages.success(request, _("Saved."))
            return redirect("registers:entry", entry.id)
    page = {"key": entry.kind, "kind": kind, "entry": entry, "form": form}
    return show(request, entry.circle, "registers/form.html", page)


@_form_page
@member_required
def renew(request: MemberRequest, entry_id: int) -> HttpResponse:
    """Let one's own paper be valid longer."""
    entry = _own(request, entry_id)
    kind = kinds[entry.kind]
    form = RenewForm(request.POST or None, kind=kind)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.renew(
                entry_id=entry.id,
                expires_on=form.cleaned_data["expires_on"],
                number=form.cleaned_data["number"],
                by=request.member,
                now=timezone.now(),
            )
            messages.success(request, _("It was renewed."))
            return redirect("registers:entry", entry.id)
    page = {
        "key": entry.kind,
        "kind": kind,
        "entry": entry,
        "form": form,
        "heading": _("Renew it"),
        "text": _("What it said before stays in its history. Reminders stop."),
        "button": _("Renew it"),
    }
    return show(request, entry.circle, "registers/decide.html", page)


@_form_page
@member_required
def retire(request: MemberRequest, entry_id: int) -> HttpResponse:
    """Take one's own row out of the register."""
    entry = _own(request, entry_id)
    form = RetireForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.retire(
                entry_id=entry.id,
                reason=form.cleaned_data["reason"],
                by=request.member,
                now=timezone.now(),
            )
            messages.success(request, _("It was taken out of the register."))
            return redirect("registers:list", entry.circle_id, entry.kind)
    page = {
        "key": entry.kind,
        "kind": kinds[entry.kind],
        "entry": entry,
        "form": form,
        "heading": _("Take out of the register"),
        "text": _("It is not counted and not reminded of any more. Its history stays."),
        "button": _("Take out of the register"),
        "remove": True,
    }
    return show(request, entry.circle, "registers/decide.html", page)


def _own(request: MemberRequest, entry_id: int) -> Entry:
    by = request.member
    by.require(ANSWER)
    own = queries.entries_for(by).filter(organization_id=by.organization_id, retired_at=None)
    return own.get(id=entry_id)


def _names(circle_id: int) -> list[str]:
    members = circles.organizations_in(circle_id, timezone.now())
    return list(members.values_list("name", flat=True))
