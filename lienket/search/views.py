"""The page of the search; it answers while one types."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from lienket.circles import queries as circles
from lienket.organizations.web import MemberRequest, member_required
from lienket.search import queries
from lienket.search.forms import SearchForm


@require_GET
@member_required
def search(request: MemberRequest) -> HttpResponse:
    """What fits the words, best first; the whole page, or for htmx the hits alone."""
    mine = list(circles.circles_for(request.member))
    form = SearchForm(request.GET, circles=[one for one in mine if one.parent_id is None])
    context = {"form": form, "place": "search", "asked": ""}
    if form.is_valid() and form.cleaned_data["q"]:
        wanted = form.cleaned_data
        past = wanted["past"] or 0
        chosen = int(wanted["circle"] or 0)
        found = queries.find(
            wanted["q"],
            by=request.member,
            now=timezone.now(),
            # A circle is searched together with its subsets.
            circles=[one.id for one in mine if chosen in (one.id, one.parent_id)] or None,
            tables=[wanted["kind"]] if wanted["kind"] else None,
            past=past,
        )
        next_page = {name: wanted[name] for name in ("q", "kind", "circle") if wanted[name]}
        context |= {
            "asked": wanted["q"],
            "found": found,
            "more": urlencode(next_page | {"past": past + queries.PAGE}) if found.more else "",
        }
    template = "search/_hits.html" if request.htmx else "search/search.html"
    return render(request, template, context)
