"""Raising a petition, and the page of one: what is asked, what is answered, what one may do."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lienket.circles import queries as circles
from lienket.circles.models import Circle, Membership
from lienket.kernel.actors import Member
from lienket.organizations.models import Organization
from lienket.organizations.web import MemberRequest, member_required
from lienket.petitions import actions, queries
from lienket.petitions.actions import ANSWER
from lienket.petitions.forms import AnswerForm, RaiseForm, SatisfactionForm
from lienket.petitions.models import Petition
from lienket.petitions.standing import Row
from lienket.petitions.views.page import history, show, widest


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def create(request: MemberRequest, circle_id: int) -> HttpResponse:
    """Put a question to another member."""
    by, now = request.member, timezone.now()
    by.require(ANSWER)
    circle = circles.circles_for(by).get(id=circle_id)
    form = RaiseForm(
        request.POST or None, members=others_in(circle, by), chair=chair_for(circle, by)
    )
    if circle.parent_id:
        # A narrow circle is narrow enough.
        del form.fields["confidential"]
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            raised = actions.raise_petition(
                circle_id=circle.id,
                statement=form.statement,
                by=by,
                now=now,
                confidential=bool(form.cleaned_data.get("confidential")),
                not_secret=form.sure,
            )
            messages.success(request, _("Sent as {number}.").format(number=raised.reference))
            return redirect("petitions:petition", raised.id)
    return show(request, circle, "petitions/petition_form.html", {"form": form})


@require_safe
@member_required
def petition(request: MemberRequest, petition_id: int) -> HttpResponse:
    """What is asked, by when it is due, all that was said, and what one may do now."""
    return _page(request, petition_id)


@require_POST
@member_required
def answer(request: MemberRequest, petition_id: int) -> HttpResponse:
    """Answer, or add to the answer."""
    form = AnswerForm(request.POST, request.FILES)
    if form.is_valid():
        with form.inspecting():
            if form.is_valid():
                with form.refusals():
                    actions.answer(
                        petition_id=petition_id,
                        text=form.cleaned_data["text"],
                        files=form.inspected,
                        by=request.member,
                        now=timezone.now(),
                        not_secret=form.sure,
                    )
                    messages.success(request, _("The answer is sent."))
                    return redirect("petitions:petition", petition_id)
    return _page(request, petition_id, answer_form=form)


@require_POST
@member_required
def judge(request: MemberRequest, petition_id: int) -> HttpResponse:
    """Say whether the answer satisfies."""
    form = SatisfactionForm(request.POST)
    if form.is_valid():
        with form.refusals():
            actions.judge(
                petition_id=petition_id,
                satisfied=form.cleaned_data["satisfied"],
                words=form.cleaned_data["words"],
                by=request.member,
                now=timezone.now(),
                not_secret=form.sure,
            )
            return redirect("petitions:petition", petition_id)
    return _page(request, petition_id, satisfaction_form=form)


def others_in(circle: Circle, by: Member) -> list[Organization]:
    """The members that can be asked."""
    return [one for one in members_in(circle) if one.id != by.organization_id]


def members_in(circle: Circle) -> list[Organization]:
    """All members, without those that only observe."""
    seats = circles.members_of(circle.id, timezone.now()).filter(role=Membership.Role.MEMBER)
    return [seat.organization for seat in seats]


def chair_for(circle: Circle, by: Member) -> Organization | None:
    """The chair, which finds out who answers; None for the chair itself."""
    return circle.chair if circle.chair_id != by.organization_id else None


def _page(
    request: MemberRequest,
    petition_id: int,
    answer_form: AnswerForm | None = None,
    satisfaction_form: SatisfactionForm | None = None,
) -> HttpResponse:
    by, now = request.member, timezone.now()
    found = queries.petitions_for(by).get(id=petition_id)
    row = Row.of(found, now)
    page = {
        "row": row,
        "petition": found,
        "lines": history(found),
        **_rights(found, row, by),
        "answer_form": answer_form or AnswerForm(),
        "satisfaction_form": satisfaction_form or SatisfactionForm(),
        "form": answer_form or satisfaction_form,
    }
    return show(request, widest(found.circle, by), "petitions/petition.html", page)


def _rights(found: Petition, row: Row, by: Member) -> dict[str, Any]:
    """What the reader may do now."""
    kept = found.withdrawn_at is None and by.may(ANSWER)
    asks = kept and found.organization_id == by.organization_id
    answers = kept and found.responsible_id == by.organization_id
    answered = found.answered_at is not None
    return {
        "may_answer": answers,
        "may_hand_on": answers and row.waits and not found.confidential,
        "may_judge": asks and answered,
        "may_withdraw": asks,
        "may_publish": asks and answered and found.confidential and found.published_at is None,
    }
