"""What becomes of one's own organization: propose, see all that is touched, confirm, cancel."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lienket.kernel.actors import Member
from lienket.kernel.errors import Refusal
from lienket.organizations import actions, names, queries
from lienket.organizations.actions import Proposal
from lienket.organizations.forms import SuccessionForm
from lienket.organizations.models import Appointment, Succession
from lienket.organizations.successions import touched, warnings
from lienket.organizations.web import MemberRequest, member_required, refusals_in

MANAGE = Appointment.Right.MANAGE_ORGANIZATION


class NoSuchUnit(Refusal):
    """There is no unit of this name here. Write its exact name, or tick that it is new."""

    field = "other"


class SeveralUnits(Refusal):
    """Several units bear this name. Write the full name of the one you mean."""

    field = "other"


@dataclass(frozen=True)
class Side:
    """Who has to confirm, and whether they have."""

    name: str
    confirmed_at: datetime | None


@require_safe
@member_required
def successions(request: MemberRequest) -> HttpResponse:
    """Every succession in which the organization takes part."""
    return _page(
        request,
        "organizations/successions.html",
        {"successions": queries.successions_for(request.member)},
    )


@member_required
def propose(request: MemberRequest) -> HttpResponse:
    """Say what is to happen; the next page shows what it would touch."""
    by = request.member
    by.require(MANAGE)
    form = SuccessionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            made = actions.propose(proposal=_proposal(form, by), by=by, now=timezone.now())
            return redirect("organizations:succession", made.id)
    return _page(request, "organizations/succession_new.html", {"form": form})


@member_required
def succession(request: MemberRequest, succession_id: int) -> HttpResponse:
    """Old and new, all that is touched, and who has confirmed; confirming happens here."""
    by, now = request.member, timezone.now()
    shown = queries.successions_for(by).get(id=succession_id)
    speaks_for = actions.sides_of(shown, by, now) if by.may(MANAGE) and shown.is_open else []
    if request.method == "POST":
        confirmed = actions.confirm(
            succession_id=shown.id,
            by=by,
            now=now,
            selected=request.POST.getlist("selected"),
            moves_people="moves_people" in request.POST if "predecessor" in speaks_for else None,
        )
        messages.success(request, _told(confirmed))
        # Whoever belonged to a unit that has ended does not see this page any more.
        ended = confirmed.applied_at and confirmed.ends_predecessor
        own = confirmed.predecessor_id == by.organization_id
        return redirect("/") if ended and own else redirect("organizations:succession", shown.id)
    waits = [side for side in speaks_for if getattr(shown, f"{side}_confirmed_at") is None]
    return _page(
        request,
        "organizations/succession.html",
        {
            "succession": shown,
            "sides": _sides(shown),
            "waits_for_us": waits,
            "may_cancel": bool(speaks_for),
            "decides": "predecessor" in waits,
            "part": shown.has_successor and not shown.ends_predecessor,
            "old_name": names.name_on(shown.predecessor, timezone.localdate(shown.proposed_at)),
            **_touched(shown, by, now),
        },
    )


@require_POST
@member_required
def cancel(request: MemberRequest, succession_id: int) -> HttpResponse:
    """Call it off."""
    by = request.member
    shown = queries.successions_for(by).get(id=succession_id)
    actions.cancel(succession_id=shown.id, by=by, now=timezone.now())
    messages.success(request, _("Cancelled. Nothing was changed."))
    return redirect("organizations:successions")


def _proposal(form: SuccessionForm, by: Member) -> Proposal:
    given = form.cleaned_data
    kinds = Succession.Kind
    alone = given["kind"] in {kinds.RENAME, kinds.DISSOLVE}
    takes_over = given["takes_over"] and not alone
    other = None if alone or not given["other"] else _find(given["other"], given, takes_over)
    new_name = given["new_name"] if given["kind"] == kinds.RENAME else ""
    if given["is_new"] and not alone and not takes_over and other is None:
        new_name = given["other"]
    if takes_over and other is None:
        raise NoSuchUnit
    return Proposal(
        predecessor_id=other if takes_over and other else by.organization_id,
        successor_id=by.organization_id if takes_over else other,
        kind=given["kind"],
        effective_on=given["effective_on"],
        decision=given["decision"],
        new_name=new_name,
        main_heir=given["main_heir"] and given["kind"] == kinds.SPLIT,
        functions="" if alone else given["functions"],
    )


def _find(name: str, given: dict[str, Any], takes_over: bool) -> int | None:
    found = queries.named([name])[name]
    if len(found) > 1:
        raise SeveralUnits
    if not found and not (given["is_new"] and not takes_over):
        raise NoSuchUnit
    return found[0].id if found else None


def _sides(shown: Succession) -> list[Side]:
    sides = [Side(shown.predecessor.name, shown.predecessor_confirmed_at)]
    if shown.has_successor:
        name = shown.successor.name if shown.successor else shown.new_name
        sides.append(Side(name, shown.successor_confirmed_at))
    return sides


def _touched(shown: Succession, by: Member, now: datetime) -> dict[str, Any]:
    """What the predecessor has that would go along, as far as whoever looks may see it."""
    if not shown.is_open or shown.kind == Succession.Kind.RENAME:
        return {}
    # How many circles there are is nobody else's business until the unit itself has agreed.
    is_ours = shown.predecessor_id == by.organization_id
    agreed = is_ours or shown.predecessor_confirmed_at
    people = Appointment.objects.filter(organization_id=shown.predecessor_id)
    return {
        "lines": touched(shown.predecessor_id, now),
        "warnings": warnings(shown.predecessor_id, shown.successor_id, now)
        if shown.successor_id
        else [],
        "is_ours": is_ours,
        "circles": len(queries.sight([shown.predecessor_id], now)) if agreed else None,
        "people": people.exclude(valid_to__lte=now)
        .select_related("person")
        .order_by(queries.by_name("person__name")),
    }


def _told(confirmed: Succession) -> str:
    if confirmed.applied_at:
        return _("Confirmed and carried out.")
    if confirmed.is_confirmed:
        return _("Confirmed. It is carried out on its day.")
    return _("Confirmed. Nothing changes until the other side confirms.")


def _page(request: MemberRequest, template: str, page: dict[str, Any]) -> HttpResponse:
    form = page.get("form")
    return render(
        request,
        template,
        {"place": "organization", "may_manage": request.member.may(MANAGE), **page},
        status=422 if form is not None and form.errors else 200,
    )
