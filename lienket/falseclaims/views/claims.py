"""The false claims of a circle, and one of them: what was met, what is true, what to do next."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lienket.circles import queries as circles
from lienket.circles.models import Membership
from lienket.falseclaims import actions, queries, rules
from lienket.falseclaims.actions.common import ANSWER, ISSUE, REPORT
from lienket.falseclaims.forms import FilterForm, PublishForm, RecordForm, SightingForm, WordsForm
from lienket.falseclaims.standing import Row
from lienket.falseclaims.views.page import facts, show
from lienket.kernel.actors import Member
from lienket.organizations.web import MemberRequest, member_required
from lienket.places import queries as places

PAGE = 50


@require_safe
@member_required
def list_(request: MemberRequest, circle_id: int) -> HttpResponse:
    """The claims of a circle, the newest first."""
    by, now = request.member, timezone.now()
    circle = circles.circles_for(by).get(id=circle_id)
    everything = queries.in_circle(by, circle.id)
    form = FilterForm(request.GET)
    paging = Paginator(form.narrowed(everything, now), PAGE).get_page(request.GET.get("page"))
    others = [(key, value) for key, value in request.GET.items() if key != "page" and value]
    page = {
        "circle": circle,
        "filter": form,
        "others": urlencode(others),
        "any": everything.exists(),
        "paging": paging,
        "rows": [Row.of(one, now) for one in paging.object_list],
        "may_record": by.may(REPORT) and circle.closed_at is None,
    }
    return show(request, "list.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def record(request: MemberRequest, circle_id: int) -> HttpResponse:
    """Enter what goes around."""
    by, now = request.member, timezone.now()
    by.require(REPORT)
    circle = circles.circles_for(by).get(id=circle_id)
    full = circles.members_of(circle.id, now).filter(role=Membership.Role.MEMBER)
    form = RecordForm(
        request.POST or None,
        sites=places.sites_of(circle.id, by),
        verifiers=[one.organization for one in full if one.organization_id != by.organization_id],
        initial={"since": timezone.localdate(now)},
    )
    if form.is_bound and form.is_valid():
        with form.refusals():
            made = actions.record(
                circle_id=circle.id,
                statement=form.statement,
                by=by,
                now=now,
                not_secret=form.sure,
            )
            messages.success(request, _("Entered as {number}.").format(number=made.reference))
            return redirect("falseclaims:claim", made.id)
    return show(request, "record.html", {"circle": circle, "form": form}, form)


@require_safe
@member_required
def claim(request: MemberRequest, claim_id: int) -> HttpResponse:
    """What goes around, what is true, and what one may do now."""
    return _page(request, claim_id)


@require_POST
@member_required
def sight(request: MemberRequest, claim_id: int) -> HttpResponse:
    """Say that one met it too."""
    form = SightingForm(request.POST, auto_id="sight-%s")
    if form.is_valid():
        actions.sight(
            claim_id=claim_id,
            channel=form.cleaned_data["channel"],
            count=form.cleaned_data["count"],
            by=request.member,
            now=timezone.now(),
        )
        messages.success(request, _("Noted."))
        return redirect("falseclaims:claim", claim_id)
    return _page(request, claim_id, sight_form=form)


@require_POST
@member_required
def verify(request: MemberRequest, claim_id: int) -> HttpResponse:
    """Say what is true."""
    form = WordsForm(request.POST)
    if form.is_valid():
        with form.refusals():
            actions.verify(
                claim_id=claim_id,
                words=form.words,
                by=request.member,
                now=timezone.now(),
                not_secret=form.sure,
            )
            messages.success(request, _("Verified. Now the public can be warned."))
            return redirect("falseclaims:claim", claim_id)
    return _page(request, claim_id, words_form=form)


@require_POST
@member_required
def publish(request: MemberRequest, claim_id: int) -> HttpResponse:
    """Warn the public."""
    form = PublishForm(request.POST, auto_id="publish-%s")
    if form.is_valid():
        actions.publish(
            claim_id=claim_id,
            valid_until=form.cleaned_data["valid_until"],
            by=request.member,
            now=timezone.now(),
        )
        messages.success(request, _("The warning is public, and all members are told."))
        return redirect("falseclaims:claim", claim_id)
    return _page(request, claim_id, publish_form=form)


def _page(
    request: MemberRequest,
    claim_id: int,
    *,
    sight_form: SightingForm | None = None,
    words_form: WordsForm | None = None,
    publish_form: PublishForm | None = None,
) -> HttpResponse:
    by, now = request.member, timezone.now()
    found = queries.counted(by, claim_id)
    page = facts(found)
    row: Row = page["row"]
    until = rules.last_day(timezone.localdate(now))
    page |= {
        "circle": found.circle,
        **_rights(row, by),
        "public_url": _public_url(row),
        "sight_form": sight_form or SightingForm(auto_id="sight-%s"),
        "words_form": words_form or WordsForm(),
        "publish_form": publish_form
        or PublishForm(initial={"valid_until": until}, auto_id="publish-%s"),
    }
    refused = [form for form in (sight_form, words_form, publish_form) if form]
    return show(request, "claim.html", page, *refused)


def _public_url(row: Row) -> str:
    """Where everybody reads the warning."""
    if not row.warning:
        return ""
    return settings.PUBLIC_URL + reverse("falseclaims:warning", args=[row.warning.code])


def _rights(row: Row, by: Member) -> dict[str, Any]:
    """What the reader may do now."""
    claim = row.claim
    kept = claim.withdrawn_at is None and claim.circle.closed_at is None
    verifies = kept and claim.verifier_id == by.organization_id
    concerned = verifies or (kept and claim.organization_id == by.organization_id)
    return {
        "may_sight": kept and by.may(REPORT),
        "may_verify": verifies and row.waits and by.may(ANSWER),
        "may_publish": concerned and row.state == "verified" and by.may(ISSUE),
        "may_correct": verifies and not row.waits and by.may(ISSUE),
        "may_withdraw": concerned and by.may(ISSUE if row.warning else ANSWER),
    }
