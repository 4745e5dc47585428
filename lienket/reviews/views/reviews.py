"""Reviews: the list of a circle, one review to read, its words, its workbook, its hash."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lienket.circles import queries as circles
from lienket.documents.guard.web import carried_out
from lienket.organizations.web import MemberRequest, member_required
from lienket.reviews import actions, sealing, wording
from lienket.reviews.forms import ReviewForm, VerdictForm, WordsForm
from lienket.reviews.models import Approval, Comment, Review
from lienket.reviews.queries import reviews as queries
from lienket.reviews.rules import SECTIONS
from lienket.reviews.views.tables import review_rows
from lienket.reviews.workbooks import workbook_of

PLACE = "reports"
PAGE = 50
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Icon, tone and word of how a review stands.
_STANDINGS = {
    "draft": ("edit", "", gettext_lazy("Draft")),
    "shared": ("hourglass", "state-seen", gettext_lazy("With the parties")),
    "frozen": ("lock", "state-done", gettext_lazy("Frozen")),
    "replaced": ("archive", "", gettext_lazy("Replaced by a new version")),
}


@require_safe
@member_required
def start(request: MemberRequest) -> HttpResponse:
    """The place of reports: the circles with their indicators and reviews, what was made last."""
    by = request.member
    page = {
        "place": PLACE,
        "circles": circles.circles_for(by).filter(parent=None),
        "reviews": [row_of(one) for one in queries.reviews_for(by)[:5]],
    }
    return render(request, "reviews/start.html", page)


@require_safe
@member_required
def list_(request: MemberRequest, circle_id: int) -> HttpResponse:
    """The reviews of a circle, the latest period first."""
    by = request.member
    circle = circles.circles_for(by).get(id=circle_id)
    found = queries.reviews_for(by).filter(circle=circle)
    paging = Paginator(found, PAGE).get_page(request.GET.get("page"))
    page = {
        "place": PLACE,
        "circle": circle,
        "reviews": [row_of(one) for one in paging],
        "paging": paging,
        "may_draft": _may_draft(request, circle.id),
    }
    return render(request, "reviews/list.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def create(request: MemberRequest, circle_id: int) -> HttpResponse:
    """Choose kind and period; the figures are computed at once."""
    by, now = request.member, timezone.now()
    circle = circles.circles_for(by).get(id=circle_id)
    by.require(actions.MANAGE)
    today = timezone.localdate(now)
    first = date(today.year, 1, 1)
    initial = {"kind": Review.Kind.YEAR, "starts_on": first, "ends_on": today, "total_since": first}
    form = ReviewForm(given(request), initial=initial)
    made = carried_out(
        form,
        lambda: actions.draft_review(
            circle_id=circle.id, plan=form.plan, by=by, now=now, not_secret=form.sure
        ),
    )
    if made:
        return redirect("reviews:review", made.id)
    page = {"place": PLACE, "circle": circle, "form": form}
    return render(request, "reviews/create.html", page, status=422 if form.errors else 200)


@require_safe
@member_required
def review(request: MemberRequest, review_id: int) -> HttpResponse:
    """A review: its words with comments, its figures, who approves."""
    return shown(request, queries.reviews_for(request.member).get(id=review_id))


def shown(request: MemberRequest, one: Review, *, form: VerdictForm | None = None) -> HttpResponse:
    """The page of a review; `form` is a verdict with something wrong in it."""
    by = request.member
    drafts = one.organization_id == by.organization_id and by.may(actions.MANAGE)
    approvals = list(queries.approvals_of(one))
    mine = next((a for a in approvals if a.organization_id == by.organization_id), None)
    open_ = one.shared_at is not None and one.frozen_at is None
    page = {
        "place": PLACE,
        "circle": one.circle,
        "review": one,
        "row": row_of(one),
        "sections": list(sections_of(one)),
        "groups": list(review_rows(one, one.lines.order_by("position"))),
        "approvals": approvals,
        "earlier": queries.earlier_objections(one),
        "mine": mine,
        "asked": bool(mine and open_ and by.may(actions.ANSWER)),
        "may_comment": open_ and by.may(actions.ANSWER),
        "may_answer": drafts and one.frozen_at is None,
        "drafts": drafts,
        "editable": drafts and one.shared_at is None and one.frozen_at is None,
        "discardable": drafts and not one.approvals.exists(),
        "freezable": drafts
        and open_
        and bool(approvals)
        and all(a.verdict == Approval.Verdict.APPROVES for a in approvals),
        "form": form or VerdictForm(),
    }
    return render(request, "reviews/review.html", page, status=422 if form else 200)


def sections_of(one: Review) -> "list[dict[str, Any]]":
    """The sections that have words, each paragraph with its comments."""
    said: dict[int, list[Comment]] = {}
    for comment in (
        Comment.objects.filter(paragraph__review=one)
        .select_related("organization")
        .order_by("at", "id")
    ):
        said.setdefault(comment.paragraph_id, []).append(comment)
    paragraphs = list(one.paragraphs.order_by("position"))
    return [
        {
            "number": section,
            "heading": wording.HEADINGS[section],
            "paragraphs": [
                {"paragraph": p, "comments": said.get(p.id, [])}
                for p in paragraphs
                if p.section == section
            ],
        }
        for section in SECTIONS
        if any(p.section == section for p in paragraphs)
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def words(request: MemberRequest, review_id: int) -> HttpResponse:
    """Edit the words of a review, all on one page beside its figures."""
    by = request.member
    one = queries.reviews_for(by).get(id=review_id)
    actions.require_drafted(one, by)
    paragraphs = one.paragraphs.order_by("position")
    form = WordsForm(given(request), paragraphs=paragraphs)
    if carried_out(
        form,
        lambda: actions.write(
            review_id=one.id,
            texts=form.texts,
            added=form.added,
            by=by,
            now=timezone.now(),
            not_secret=form.sure,
        ),
    ):
        messages.success(request, _("The words are saved."))
        return redirect("reviews:review", one.id)
    page = {
        "place": PLACE,
        "circle": one.circle,
        "review": one,
        "form": form,
        "groups": list(review_rows(one, one.lines.order_by("position"))),
    }
    return render(request, "reviews/words.html", page, status=422 if form.errors else 200)


@require_POST
@member_required
def compute(request: MemberRequest, review_id: int) -> HttpResponse:
    """Take the figures from the record anew."""
    actions.compute(review_id=review_id, by=request.member, now=timezone.now())
    messages.success(request, _("The figures are computed anew; your own words are kept."))
    return redirect("reviews:review", review_id)


@require_safe
@member_required
def workbook(request: MemberRequest, review_id: int) -> HttpResponse:
    """The figures as an Excel file with live formulas."""
    one = queries.reviews_for(request.member).get(id=review_id)
    answer = HttpResponse(workbook_of(one), content_type=_XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{one.reference}.xlsx"'
    return answer


@require_safe
@member_required
def check(request: MemberRequest, review_id: int) -> HttpResponse:
    """Compute the hash of a frozen review again, beside the one that its document bears."""
    one = queries.reviews_for(request.member).filter(frozen_at__isnull=False).get(id=review_id)
    page = {
        "place": PLACE,
        "circle": one.circle,
        "review": one,
        "computed": sealing.hash_of(one),
        "text": sealing.text_of(one),
    }
    return render(request, "reviews/check.html", page)


def given(request: MemberRequest) -> QueryDict | None:
    """What was sent; also a form of which nothing was filled in."""
    return request.POST if request.method == "POST" else None


def row_of(one: Review) -> dict[str, Any]:
    """A review with how it stands."""
    if one.frozen_at:
        key = "replaced" if hasattr(one, "replaced_by") else "frozen"
    else:
        key = "shared" if one.shared_at else "draft"
    icon, tone, word = _STANDINGS[key]
    return {"review": one, "icon": icon, "tone": tone, "word": word}


def _may_draft(request: MemberRequest, circle_id: int) -> bool:
    by = request.member
    full = circles.is_full_member(circle_id, by.organization_id, timezone.now())
    return full and by.may(actions.MANAGE)
