"""The questions and answers of a circle: to look through, and to print."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from lienket.circles import queries as circles
from lienket.organizations.models import Organization
from lienket.organizations.queries import by_name
from lienket.organizations.web import MemberRequest, member_required
from lienket.petitions import queries
from lienket.petitions.forms import FilterForm
from lienket.petitions.models import Answer
from lienket.petitions.standing import Row
from lienket.petitions.views.page import show

PAGE, PRINTED, PUBLISHED = 50, 500, 20


@require_safe
@member_required
def list_(request: MemberRequest, circle_id: int) -> HttpResponse:
    """The petitions of a circle, the newest first, narrowed to what one looks for."""
    by, now = request.member, timezone.now()
    found, page = _narrowed(request, circle_id)
    paging = Paginator(found, PAGE).get_page(request.GET.get("page"))
    page |= {
        "paging": paging,
        "rows": [Row.of(one, now) for one in paging.object_list],
        "publications": queries.publications_for(by, circle_id)[:PUBLISHED],
    }
    return show(request, page["circle"], "petitions/list.html", page)


@require_safe
@member_required
def print_(request: MemberRequest, circle_id: int) -> HttpResponse:
    """The same with all questions and answers written out, ready for the printer."""
    now = timezone.now()
    found, page = _narrowed(request, circle_id)
    petitions = list(found[:PRINTED])
    answers: dict[int, list[Answer]] = {}
    for one in Answer.objects.filter(petition__in=petitions).order_by("at", "id"):
        answers.setdefault(one.petition_id, []).append(one)
    page["entries"] = [
        {"row": Row.of(one, now), "answers": answers.get(one.id, [])} for one in petitions
    ]
    page["now"] = now
    return show(request, page["circle"], "petitions/print.html", page)


def _narrowed(request: MemberRequest, circle_id: int) -> tuple[Any, dict[str, Any]]:
    by, now = request.member, timezone.now()
    circle = circles.circles_for(by).get(id=circle_id)
    everything = queries.in_circle(by, circle_id)
    parties = Organization.objects.filter(id__in=everything.order_by().values("responsible_id"))
    form = FilterForm(request.GET, parties=parties.order_by(by_name("name")))
    others = urlencode(
        [(key, value) for key, value in request.GET.items() if key != "page" and value]
    )
    page = {"circle": circle, "filter": form, "others": others, "any": everything.exists()}
    return form.narrowed(everything, now), page
