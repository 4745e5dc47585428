"""The incidents of a circle, and one of them with all that belongs to it."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lienket.circles import queries as circles
from lienket.incidents import queries
from lienket.incidents.actions import ANSWER, REPORT
from lienket.incidents.forms import EntryForm, HelpForm, ListForm, ReceiptForm, RoleForm, StateForm
from lienket.incidents.models import Closure, Copy, Incident, Offer, Referral, Release
from lienket.incidents.views.page import show, visible
from lienket.incidents.views.story import story_of
from lienket.kernel.actors import Member
from lienket.organizations.models import Appointment
from lienket.organizations.web import MemberRequest, member_required
from lienket.places import queries as places

#: Rows on one page of a list.
PAGE = 50
ISSUE = Appointment.Right.ISSUE_BULLETIN
MANAGE = Appointment.Right.MANAGE_AGREEMENT


@require_safe
@member_required
def list_(request: MemberRequest, circle_id: int) -> HttpResponse:
    """The incidents of one circle, the latest first, page by page."""
    by, now = request.member, timezone.now()
    circle = circles.circles_for(by).get(id=circle_id)
    form = ListForm(
        places.sites_of(circle.id, by), circles.organizations_in(circle.id, now), request.GET
    )
    rows = list(form.narrow(queries.incidents_for(by).filter(circle=circle))[: PAGE + 1])
    page = {
        "circle": circle,
        "form": form,
        "rows": rows[:PAGE],
        "older": form.address(rows[PAGE - 1]) if len(rows) > PAGE else "",
        "is_filtered": form.is_filtered,
        "may_report": by.may(REPORT) and circle.closed_at is None,
    }
    template = "_rows.html" if request.htmx else "list.html"
    return show(request, template, page)


@require_safe
@member_required
def incident(request: MemberRequest, incident_id: int) -> HttpResponse:
    """What happened, who does what now, what was said, and what can be done next."""
    return incident_page(request, visible(request, incident_id))


def incident_page(
    request: MemberRequest, shown: Incident, entry_form: EntryForm | None = None
) -> HttpResponse:
    """The page of an incident, with a line of its timeline as it is being filled in."""
    by, now = request.member, timezone.now()
    open_ = shown.closed_at is None and shown.circle.closed_at is None
    page: dict[str, Any] = {
        "incident": shown,
        "circle": shown.circle,
        "open": open_,
        "form": entry_form or EntryForm(),
        **board(shown, by, now),
        **_rights(shown, by, open_),
        "compose_url": _compose(shown),
        "releases": _releases(shown, by),
        "proofs": queries.proofs.proven_by(shown, by) if by.may(ANSWER) else [],
        "now": now,
    }
    if request.htmx and request.method == "GET":
        return show(request, "_live.html", page)
    return show(request, "incident.html", page, *([entry_form] if entry_form else []))


def board(shown: Incident, by: Member, now: datetime) -> dict[str, Any]:
    """What changes while one looks at it."""
    return {
        "story": story_of(shown),
        "roles": queries.roles_now(shown),
        "role_form": RoleForm(auto_id="role-%s"),
        "aids": [
            {
                "aid": aid,
                "offers": aid.offers.all(),
                "mine": next(
                    (one for one in aid.offers.all() if one.organization_id == by.organization_id),
                    None,
                ),
            }
            for aid in queries.aids_of(shown)
        ],
        "help_form": HelpForm(auto_id="help-%s"),
        "referrals": [_referral(one, by) for one in queries.referrals_of(shown)],
        "related": queries.related_to(shown),
        "closure": Closure.objects.filter(circle_id=shown.circle_id, incident=shown, reopening=None)
        .select_related("organization", "same_as")
        .first(),
        "similar": queries.perhaps_the_same(shown) if shown.closed_at is None else [],
        "still_open": queries.still_open(shown),
    }


@require_safe
@member_required
def copy(request: MemberRequest, copy_id: int) -> HttpResponse:
    """A copy of an incident of another circle."""
    shown: Copy = queries.copies_for(request.member, timezone.now()).get(id=copy_id)
    page = {
        "copy": shown,
        "circle": shown.circle,
        "kind": Incident.Kind(shown.kind).label,
        "severity": Incident.Severity(shown.severity).label,
        "outcome": Closure.Outcome(shown.outcome).label if shown.outcome else "",
    }
    return show(request, "copy.html", page)


def _referral(referral: Referral, by: Member) -> dict[str, Any]:
    """A referral with what its police side may do."""
    ours = referral.police_id == by.organization_id and by.may(ANSWER)
    return {
        "referral": referral,
        "receipt_form": ReceiptForm(auto_id=f"receipt-{referral.id}-%s")
        if ours and not referral.received_at
        else None,
        "state_form": StateForm(referral.state, auto_id=f"state-{referral.id}-%s")
        if ours and referral.received_at
        else None,
    }


def _rights(shown: Incident, by: Member, open_: bool) -> dict[str, bool]:
    writes = open_ and by.may(REPORT)
    leads = by.organization_id in (shown.organization_id, queries.leader(shown))
    return {
        "may_write": writes,
        "may_end": writes and leads,
        "may_answer": open_ and by.may(ANSWER),
        "may_issue": open_ and by.may(ISSUE),
        "may_give": open_ and by.may(MANAGE) and by.may(REPORT) and not shown.counts_only,
        "may_refer": writes and not (shown.exercise or shown.counts_only),
        "may_share": by.may(REPORT)
        and shown.organization_id == by.organization_id
        and not shown.counts_only,
        "may_reopen": bool(shown.closed_at) and by.may(REPORT) and shown.circle.closed_at is None,
    }


def _releases(shown: Incident, by: Member) -> list[Release]:
    """Only its owner sees where copies stand: others may not know that circle."""
    if shown.organization_id != by.organization_id:
        return []
    rows = Release.objects.filter(circle_id=shown.circle_id, incident=shown)
    return list(rows.order_by("-at", "-id"))


def _compose(shown: Incident) -> str:
    """The form of a bulletin that says what is known of the incident."""
    where = shown.where
    lines = [
        shown.summary or shown.get_kind_display(),
        _("Where: {place}").format(place=where) if where else "",
        _("Incident {number}").format(number=shown.reference),
    ]
    said = {
        "kind": "urgent_notice" if shown.urgency != "normal" else "notice",
        "urgency": shown.urgency,
        "title": f"{shown.get_kind_display()}: {where}" if where else shown.get_kind_display(),
        "body": "\n".join(line for line in lines if line),
    }
    if shown.exercise:
        said["exercise"] = "on"
    return f"{reverse('exchange:compose', args=[shown.circle_id])}?{urlencode(said)}"


def offer_of(request: MemberRequest, offer_id: int) -> Offer:
    """A request for aid that stands in one of the member's circles."""
    return Offer.objects.select_related("aid").get(
        id=offer_id, circle_id__in=request.member.circles
    )
