"""Putting a review to the parties, commenting, approving, freezing and issuing it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lienket.circles import queries as circles
from lienket.circles.models import Membership
from lienket.documents.guard.forms import Guarded
from lienket.documents.guard.web import carried_out
from lienket.kernel.forms import round_in
from lienket.organizations.models import Organization
from lienket.organizations.queries import by_name
from lienket.organizations.web import MemberRequest, member_required
from lienket.reviews import actions
from lienket.reviews.forms import (
    AnswerForm,
    CommentForm,
    PlaceForm,
    ShareForm,
    VerdictForm,
    VersionForm,
)
from lienket.reviews.models import Comment, Paragraph, Review
from lienket.reviews.queries import reviews as queries
from lienket.reviews.views.reviews import PLACE, given, shown

_both = require_http_methods(["GET", "HEAD", "POST"])


@_both
@member_required
def share(request: MemberRequest, review_id: int) -> HttpResponse:
    """Choose who approves, and put the review to them."""
    by, now = request.member, timezone.now()
    review = queries.reviews_for(by).get(id=review_id)
    actions.require_drafted(review, by)
    members = circles.members_of(review.circle_id, now).filter(role=Membership.Role.MEMBER)
    others = Organization.objects.filter(id__in=members.values("organization_id")).exclude(
        id=by.organization_id
    )
    form = ShareForm(given(request), members=others.order_by(by_name("name")))
    if carried_out(
        form,
        lambda: actions.share(
            review_id=review.id, parties=form.cleaned_data["parties"], by=by, now=now
        ),
    ):
        messages.success(request, _("The parties are asked to approve."))
        return redirect("reviews:review", review.id)
    return _page(
        request,
        review,
        form,
        heading=_("Put it to the parties"),
        intro=_(
            "All members of the circle can then read and comment on it. Those you choose are asked"
            " to approve it within 7 days, and are reminded. When all of them approve, you can"
            " freeze it."
        ),
        button=_("Put it to the parties"),
        icon="send",
    )


@require_POST
@member_required
def take_back(request: MemberRequest, review_id: int) -> HttpResponse:
    """Revise a review that lies with the parties."""
    actions.take_back(review_id=review_id, by=request.member, now=timezone.now())
    messages.success(request, _("The review is taken back. Revise it and put it again."))
    return redirect("reviews:review", review_id)


@require_POST
@member_required
def judge(request: MemberRequest, review_id: int) -> HttpResponse:
    """Approve or object."""
    form = VerdictForm(request.POST)
    if carried_out(
        form,
        lambda: actions.judge(
            review_id=review_id,
            verdict=form.cleaned_data["verdict"],
            reason=form.cleaned_data["reason"],
            seen=round_in(request.POST),
            by=request.member,
            now=timezone.now(),
            not_secret=form.sure,
        ),
    ):
        return redirect("reviews:review", review_id)
    return shown(request, queries.reviews_for(request.member).get(id=review_id), form=form)


@_both
@member_required
def freeze(request: MemberRequest, review_id: int) -> HttpResponse:
    """Say what freezing does, and freeze."""
    by = request.member
    review = queries.reviews_for(by).get(id=review_id)
    form = forms.Form(given(request))
    if request.method == "POST":
        actions.freeze(review_id=review.id, by=by, now=timezone.now())
        messages.success(request, _("The review is frozen."))
        return redirect("reviews:review", review.id)
    return _page(
        request,
        review,
        form,
        heading=_("Freeze the review"),
        intro=_(
            "All parties that were asked approve. From now on nothing in it changes; a later"
            " correction is a new version that says what is different."
        ),
        button=_("Freeze it for good"),
        icon="lock",
    )


@_both
@member_required
def issue(request: MemberRequest, review_id: int) -> HttpResponse:
    """Number the frozen review and set it in type."""

    def do(review: Review, form: Any) -> HttpResponse:
        document = actions.issue_review(
            review_id=review.id,
            place=form.cleaned_data["place"],
            by=request.member,
            now=timezone.now(),
            not_secret=form.sure,
        )
        return redirect("documents:document", document.id)

    return _filled(
        request,
        queries.reviews_for(request.member).get(id=review_id),
        PlaceForm(given(request)),
        do,
        heading=_("Issue it as a document"),
        intro=_(
            "The report is numbered in your organization's series and set as PDF and Word, with all"
            " tables and the hash."
        ),
        button=_("Number and issue"),
        icon="file-description",
    )


@_both
@member_required
def new_version(request: MemberRequest, review_id: int) -> HttpResponse:
    """Begin another version of a frozen review."""

    def do(review: Review, form: Any) -> HttpResponse:
        made = actions.new_version(
            review_id=review.id,
            differs=form.cleaned_data["differs"],
            by=request.member,
            now=timezone.now(),
            not_secret=form.sure,
        )
        return redirect("reviews:review", made.id)

    return _filled(
        request,
        queries.reviews_for(request.member).get(id=review_id),
        VersionForm(given(request)),
        do,
        heading=_("New version"),
        intro=_(
            "The frozen review stays as it is. The new one begins with its words and with figures"
            " computed anew, and is approved again."
        ),
        button=_("Begin the new version"),
        icon="copy",
    )


@_both
@member_required
def discard(request: MemberRequest, review_id: int) -> HttpResponse:
    """Throw a draft away."""
    review = queries.reviews_for(request.member).get(id=review_id)
    if request.method == "POST":
        actions.discard(review_id=review.id, by=request.member, now=timezone.now())
        messages.success(request, _("The draft is thrown away."))
        return redirect("reviews:list", review.circle_id)
    return _page(
        request,
        review,
        forms.Form(),
        heading=_("Throw the draft away"),
        intro=_("Nobody else has seen it. Its words and figures are lost; the record is not."),
        button=_("Throw it away"),
        icon="trash",
        removes=True,
    )


@_both
@member_required
def comment(request: MemberRequest, paragraph_id: int) -> HttpResponse:
    """Say something about a paragraph."""
    paragraph = Paragraph.objects.get(
        id=paragraph_id, review__in=queries.reviews_for(request.member)
    )

    def do(review: Review, form: Any) -> HttpResponse:
        actions.comment(
            paragraph_id=paragraph.id,
            text=form.cleaned_data["text"],
            by=request.member,
            now=timezone.now(),
            not_secret=form.sure,
        )
        messages.success(request, _("Your comment is sent to the drafting party."))
        return redirect("reviews:review", review.id)

    return _filled(
        request,
        paragraph.review,
        CommentForm(given(request)),
        do,
        heading=_("Comment on a paragraph"),
        intro=_("All members of the circle read it; the drafting party answers."),
        quote=paragraph.text,
        button=_("Send the comment"),
        icon="message-2",
    )


@_both
@member_required
def answer(request: MemberRequest, comment_id: int) -> HttpResponse:
    """Say what became of a comment."""
    made = Comment.objects.select_related("paragraph__review", "organization").get(
        id=comment_id, paragraph__review__in=queries.reviews_for(request.member)
    )

    actions.require_open(made.paragraph.review, request.member)

    def do(review: Review, form: Any) -> HttpResponse:
        actions.answer_comment(
            comment_id=made.id,
            answer=form.cleaned_data["answer"],
            by=request.member,
            now=timezone.now(),
            not_secret=form.sure,
        )
        return redirect("reviews:review", review.id)

    return _filled(
        request,
        made.paragraph.review,
        AnswerForm(given(request), comment=made),
        do,
        heading=_("Answer a comment"),
        intro=made.organization.name,
        quote=made.text,
        button=_("Send the answer"),
        icon="check",
    )


def _filled(
    request: MemberRequest,
    review: Review,
    form: Guarded,
    do: Callable[[Review, Any], HttpResponse],
    **page: Any,
) -> HttpResponse:
    """A form on a page of its own: shown, refused, or carried out by `do`."""
    answered = carried_out(form, lambda: do(review, form))
    return answered or _page(request, review, form, **page)


def _page(request: MemberRequest, review: Review, form: forms.Form, **page: Any) -> HttpResponse:
    around = {
        "place": PLACE,
        "circle": review.circle,
        "review": review,
        "form": form,
        "back": reverse("reviews:review", args=[review.id]),
    }
    status = 422 if form.errors else 200
    return render(request, "reviews/decide.html", {**around, **page}, status=status)
