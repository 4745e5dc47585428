"""What reviews give to the record that an organization takes along when it leaves."""

from collections.abc import Iterable, Sequence

from django.db.models import Q

from lienket.circles.exports import Part, contributes, table
from lienket.kernel.actors import Member
from lienket.reviews.models import Approval, Comment, EnteredFigure, Line, Paragraph
from lienket.reviews.queries.reviews import reviews_for


@contributes
def reviewed(circles: Sequence[int], by: Member) -> Iterable[Part]:
    """The reviews it drafted or was asked about, and the figures it entered."""
    mine = Q(organization_id=by.organization_id)
    asked = Approval.objects.filter(mine, circle__in=circles)
    reviews = reviews_for(by).filter(mine | Q(id__in=asked.values("review")), circle__in=circles)
    ids = list(reviews.values_list("id", flat=True))
    yield table("entered_figures", EnteredFigure.objects.filter(mine, circle__in=circles))
    yield table("reviews", reviews)
    yield table("review_lines", Line.objects.filter(review__in=ids))
    yield table("review_paragraphs", Paragraph.objects.filter(review__in=ids))
    yield table("review_comments", Comment.objects.filter(mine, paragraph__review__in=ids))
    yield table("review_approvals", asked)
