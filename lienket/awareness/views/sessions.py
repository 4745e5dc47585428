"""The sessions of a circle, and one of them: recorded, shown, corrected."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lienket.awareness import actions, queries
from lienket.awareness.actions.common import ANSWER
from lienket.awareness.actions.common import today as local_day
from lienket.awareness.actions.sessions import OnlyTheOrganizer
from lienket.awareness.forms.sessions import CorrectionForm, ListForm, SessionForm
from lienket.awareness.models import Session
from lienket.awareness.standing import corrected
from lienket.awareness.views.page import PAGE, both, members_of, others_in, show
from lienket.circles import queries as circles
from lienket.circles.models import Circle
from lienket.documents.web import SHOWN
from lienket.kernel.actors import Member
from lienket.organizations.web import MemberRequest, member_required
from lienket.places import queries as places


@require_safe
@member_required
def list_(request: MemberRequest, circle_id: int) -> HttpResponse:
    """The sessions that a circle held, the latest first."""
    by = request.member
    circle = circles.circles_for(by).get(id=circle_id)
    everything = queries.sessions_for(by).filter(circle=circle)
    form = ListForm(
        request.GET,
        sites=places.sites_for(by).filter(circle=circle),
        movements=queries.movements_in(by, circle.id),
        members=members_of(circle),
    )
    paging = Paginator(form.narrow(everything), PAGE).get_page(request.GET.get("page"))
    page = {
        "filter": form,
        "any": everything.exists(),
        "paging": paging,
        "may_record": by.may(ANSWER) and circle.closed_at is None,
    }
    return show(request, circle, "sessions.html", page)


@both
@member_required
def record(request: MemberRequest, circle_id: int) -> HttpResponse:
    """Record a session that was held."""
    by, now = request.member, timezone.now()
    by.require(ANSWER)
    circle = circles.circles_for(by).get(id=circle_id)
    form = SessionForm(
        request.POST or None,
        request.FILES or None,
        initial={"held_on": local_day(now), "movement": request.GET.get("movement")},
        **_offered(circle, by),
    )
    if form.is_bound and form.is_valid():
        with form.inspecting():
            if form.is_valid():
                with form.refusals():
                    made = actions.record_session(
                        circle_id=circle.id,
                        draft=form.draft,
                        files=form.inspected,
                        by=by,
                        now=now,
                        not_secret=form.sure,
                    )
                    messages.success(
                        request, _("Recorded as {number}.").format(number=made.reference)
                    )
                    return redirect("awareness:session", made.id)
    return show(request, circle, "session_form.html", _form_page(form, circle, by), form)


@require_safe
@member_required
def session(request: MemberRequest, session_id: int) -> HttpResponse:
    """What was held, for whom, how many came, and how it was corrected."""
    by = request.member
    found = queries.sessions_for(by).get(id=session_id)
    attachments = list(found.attachments.select_related("file").order_by("id"))
    page = {
        "session": found,
        "co_organizers": found.co_organizers.select_related("organization").order_by("id"),
        "materials": found.materials.order_by("id"),
        "photos": [one for one in attachments if one.file.media_type in SHOWN],
        "attachments": [one for one in attachments if one.file.media_type not in SHOWN],
        "corrections": corrected(found),
        "may_correct": _may_correct(found, by),
    }
    return show(request, found.circle, "session.html", page)


@both
@member_required
def correct(request: MemberRequest, session_id: int) -> HttpResponse:
    """Change what was recorded, and say why."""
    by = request.member
    by.require(ANSWER)
    found = queries.sessions_for(by).get(id=session_id)
    if found.organization_id != by.organization_id:
        raise OnlyTheOrganizer
    form = CorrectionForm(
        request.POST or None, initial=_initial(found), **_offered(found.circle, by, found)
    )
    if form.is_bound and form.is_valid():
        with form.refusals():
            actions.correct_session(
                session_id=found.id,
                draft=form.draft,
                reason=form.cleaned_data["reason"],
                by=by,
                now=timezone.now(),
                not_secret=form.sure,
            )
            return redirect("awareness:session", found.id)
    page = {**_form_page(form, found.circle, by), "session": found}
    return show(request, found.circle, "session_form.html", page, form)


def _offered(circle: Circle, by: Member, found: Session | None = None) -> dict[str, Any]:
    """What the form lets choose: also the movement of a session, if that is closed by now."""
    movements = queries.movements_in(by, circle.id).filter(closed_at=None)
    if found and found.movement_id:
        movements |= queries.movements_in(by, circle.id).filter(id=found.movement_id)
    return {
        "sites": places.sites_of(circle.id, by),
        "movements": movements,
        "members": others_in(circle, by),
    }


def _form_page(form: SessionForm, circle: Circle, by: Member) -> dict[str, Any]:
    named = queries.sessions_for(by).filter(circle=circle).exclude(area="")
    return {"form": form, "areas": sorted(set(named.order_by().values_list("area", flat=True)))}


def _initial(found: Session) -> dict[str, Any]:
    draft = actions.draft_of(found)
    return {
        **draft.columns,
        "site": draft.site_id,
        "movement": draft.movement_id,
        "co_organizers": list(draft.co_organizers),
        **{f"material_{kind}": count for kind, count in draft.materials.items()},
    }


def _may_correct(found: Session, by: Member) -> bool:
    own = found.organization_id == by.organization_id
    return own and by.may(ANSWER) and found.circle.closed_at is None
