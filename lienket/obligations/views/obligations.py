"""One obligation: what it says, who owes it, its history; writing it down and changing it."""

from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lienket.circles import queries as circles
from lienket.kernel.errors import Refusal
from lienket.obligations import actions, queries, rules
from lienket.obligations.actions import MANAGE
from lienket.obligations.actions.drafts import draft_of
from lienket.obligations.actions.obligations import OnlyTheKeeper
from lienket.obligations.forms import CarryForm, ObligationForm, ReasonForm
from lienket.obligations.forms.obligations import BLANK, initial_of
from lienket.obligations.models import Obligation, Occurrence
from lienket.obligations.rules import Cadence, Schedule
from lienket.obligations.rules.choices import LAST_DAY, choice_of
from lienket.obligations.views.page import Shown, show
from lienket.obligations.words import describe, skipped
from lienket.organizations.models import Organization
from lienket.organizations.web import MemberRequest, member_required
from lienket.regulations import queries as regulations
from lienket.regulations.models import Clause, Regulation, Version
from lienket.regulations.text.tree import citation

#: So many occurrences and coming days are shown.
RECENT, COMING = 20, 5


@require_safe
@member_required
def obligation(request: MemberRequest, obligation_id: int) -> HttpResponse:
    """What is owed, with the words of the clause, and how it went."""
    by, now = request.member, timezone.now()
    found = (
        queries.obligations_for(by)
        .select_related("regulation__circle", "regulation__organization")
        .get(id=obligation_id)
    )
    queries.with_parties([found])
    duties = queries.duties_for(by).filter(obligation=found).select_related("organization")
    recent = (
        Occurrence.objects.filter(duty__in=duties)
        .select_related("organization", "duty")
        .order_by("-due_at", "-id")[:RECENT]
    )
    cadence = Cadence.from_json(found.cadence)
    names = dict(Organization.objects.values_list("id", "short_name"))
    page = {
        "obligation": found,
        "regulation": found.regulation,
        "parties": queries.named_parties(found, names),
        "office_now": queries.office_of(found, now),
        "clause": _clause(found, now),
        "citation": citation(found.clause_key),
        "cadence": describe(cadence),
        "skipped": skipped(cadence),
        "last_day_offered": choice_of(cadence).how != "written",
        "by_event": cadence.kind == "event",
        "tightened": tightened(found, now),
        "coming": coming(queries.schedule_of(found), now),
        "to_report": [
            duty
            for duty in duties.filter(ended_at=None)
            if cadence.kind == "event"
            and circles.is_full_member(duty.circle_id, by.organization_id, now)
        ],
        "concerned": bool(duties)
        or any(part.party.organization_id == by.organization_id for part in found.parties.all()),
        "recent": Shown.each(recent, [found], now),
        "keeps": found.regulation.organization_id == by.organization_id and by.may(MANAGE),
    }
    return show(request, found.regulation.circle, "obligations/obligation.html", page)


@member_required
def define(request: MemberRequest, regulation_id: int) -> HttpResponse:
    """Write an obligation of one's own regulation down."""
    by, now = request.member, timezone.now()
    regulation = _own(request, regulation_id)
    code = rules.next_code(queries.obligations_of(regulation.id).values_list("code", flat=True))
    form = _form(request, regulation, {**BLANK, "code": code})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            made = actions.define(
                regulation_id=regulation.id, draft=form.draft(), by=by, now=now,
                not_secret=form.sure,
            )  # fmt: skip
            messages.success(request, _("Written down."))
            return redirect("obligations:obligation", made.id)
    return _form_page(request, regulation, form, None)


@member_required
def change(request: MemberRequest, obligation_id: int) -> HttpResponse:
    """Change what is owed from now on."""
    by, now = request.member, timezone.now()
    found = queries.obligations_for(by).get(id=obligation_id)
    regulation = _own(request, found.regulation_id)
    initial = initial_of(draft_of(found))
    if "last_day" in request.GET:
        initial["month_day"] = LAST_DAY
    form = _form(request, regulation, initial)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.change(
                obligation_id=found.id, draft=form.draft(), by=by, now=now, not_secret=form.sure
            )
            messages.success(request, _("Changed. What is open already stays as it was."))
            return redirect("obligations:obligation", found.id)
    return _form_page(request, regulation, form, found)


@require_POST
@member_required
def preview(request: MemberRequest, regulation_id: int) -> HttpResponse:
    """The next days on which what is being written would be due."""
    form = _form(request, _own(request, regulation_id), BLANK)
    form.is_valid()
    return render(request, "obligations/_preview.html", _preview(form, timezone.now()))


@member_required
def ending(request: MemberRequest, obligation_id: int) -> HttpResponse:
    """It is not owed any more."""
    by = request.member
    found = queries.obligations_for(by).select_related("regulation__circle").get(id=obligation_id)
    _own(request, found.regulation_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.end(
                obligation_id=found.id,
                reason=form.cleaned_data["reason"],
                by=by,
                now=timezone.now(),
                not_secret=form.sure,
            )
            messages.success(request, _("It is not owed any more."))
            return redirect("obligations:obligation", found.id)
    page = {"obligation": found, "regulation": found.regulation, "form": form}
    return show(request, found.regulation.circle, "obligations/ending.html", page)


@member_required
def removal(request: MemberRequest, obligation_id: int) -> HttpResponse:
    """Take it out of a draft, once one is asked."""
    by = request.member
    found = queries.obligations_for(by).select_related("regulation__circle").get(id=obligation_id)
    _own(request, found.regulation_id)
    if request.method == "POST":
        actions.remove(obligation_id=found.id, by=by, now=timezone.now())
        messages.success(request, _("Removed from the draft."))
        return redirect("obligations:of_regulation", found.regulation_id)
    page = {"obligation": found, "regulation": found.regulation}
    return show(request, found.regulation.circle, "obligations/removal.html", page)


@member_required
def carry_over(request: MemberRequest, regulation_id: int) -> HttpResponse:
    """Take what was owed in the earlier term over into its renewal."""
    by, now = request.member, timezone.now()
    regulation = _own(request, regulation_id)
    known = set(queries.obligations_of(regulation.id).values_list("code", flat=True))
    earlier = [
        one
        for one in queries.obligations_of(regulation.renews_id or 0).filter(ended_at=None)
        if one.code not in known
    ]
    keys = set(_clauses(regulation).values_list("key", flat=True))
    form = CarryForm(
        request.POST or None,
        obligations=[one for one in earlier if one.clause_key in keys],
        initial={"codes": [one.code for one in earlier]},
    )
    if request.method == "POST" and form.is_valid():
        taken = actions.carry_over(
            regulation_id=regulation.id, codes=form.cleaned_data["codes"], by=by, now=now
        )
        told = _("{count} obligations were taken over.").format(count=len(taken))
        messages.success(request, told)
        return redirect("obligations:of_regulation", regulation.id)
    page = {
        "regulation": regulation,
        "form": form,
        "lost": [one for one in earlier if one.clause_key not in keys],
    }
    return show(request, regulation.circle, "obligations/carry_over.html", page)


def tightened(found: Obligation, now: datetime) -> list[dict[str, Any]]:
    """The days from now on in which it is owed more often."""
    today = now.astimezone(rules.ZONE).date()
    return [
        {"tightening": one, "cadence": describe(Cadence.from_json(one.cadence))}
        for one in queries.tightened_from(found, today)
    ]


def coming(schedule: Schedule, now: datetime) -> list[datetime]:
    """The next times at which it is due, by the calendar."""
    ahead = rules.scheduled(schedule, now - timedelta(days=40), now + timedelta(days=366 * 6))
    return list(islice((period.due_at for period in ahead if period.due_at > now), COMING))


def _own(request: MemberRequest, regulation_id: int) -> Regulation:
    by = request.member
    by.require(MANAGE)
    regulation = regulations.regulations_for(by).select_related("circle").get(id=regulation_id)
    if regulation.organization_id != by.organization_id:
        raise OnlyTheKeeper
    return regulation


def _clauses(regulation: Regulation) -> Any:
    """The clauses of the latest text, draft or not, that can be cited."""
    version = Version.objects.filter(regulation=regulation).latest("number")
    cited = Clause.objects.filter(version=version).exclude(level=Clause.Level.PARAGRAPH)
    return cited.exclude(level=Clause.Level.CHAPTER).order_by("position")


def _clause(found: Obligation, now: datetime) -> Clause | None:
    version = regulations.version_on(found.regulation, regulations.local_day(now))
    if version is None:
        version = Version.objects.filter(regulation=found.regulation).latest("number")
    return Clause.objects.filter(version=version, key=found.clause_key).first()


def _form(
    request: MemberRequest, regulation: Regulation, initial: dict[str, Any]
) -> ObligationForm:
    return ObligationForm(
        request.POST or None,
        clauses=list(_clauses(regulation)),
        parties=list(regulations.parties_of(regulation)),
        offices=queries.offices_in(regulation.circle_id, timezone.now()),
        initial=initial,
    )


def _form_page(
    request: MemberRequest, regulation: Regulation, form: ObligationForm, found: Obligation | None
) -> HttpResponse:
    page = {"regulation": regulation, "form": form, "obligation": found}
    if form.is_bound:
        page |= _preview(form, timezone.now())
    return show(request, regulation.circle, "obligations/form.html", page)


def _preview(form: ObligationForm, now: datetime) -> dict[str, Any]:
    if any(name in form.errors for name in ("how", "at", "times", "moves", "day", "amount")):
        return {"problem": _("Fill in how often it is owed.")}
    try:
        cadence = form.draft().cleaned(now, not_secret=True).cadence
    except KeyError:
        return {"problem": _("Fill in what is owed, and by whom.")}
    except Refusal as refusal:
        return {"problem": refusal.message}
    office = queries.office_now(form.cleaned_data["council_office"], now)
    return {
        "words": describe(cadence),
        "skipped": skipped(cadence),
        "coming": coming(Schedule(cadence), now),
        "office_now": office,
    }
