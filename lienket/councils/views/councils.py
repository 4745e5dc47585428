"""The councils of a circle, and the roster of each."""

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from lienket.circles import queries as circles
from lienket.circles.models import Circle
from lienket.councils import actions, queries
from lienket.councils.actions.councils import MANAGE
from lienket.councils.forms import CouncilForm, DissolveForm, OfficesForm
from lienket.councils.models import Council, Office
from lienket.kernel.actors import Member
from lienket.organizations.web import MemberRequest, member_required, refusals_in
from lienket.regulations.models import Regulation


@require_safe
@member_required
def councils(request: MemberRequest, circle_id: int) -> HttpResponse:
    """The councils of a circle, and the teams that its members have published."""
    by = request.member
    circle = circles.circles_for(by).get(id=circle_id)
    shown = queries.councils_for(by).filter(circle=circle).annotate(size=Count("offices"))
    page = {
        "circle": circle,
        "councils": sorted(shown, key=lambda one: one.dissolved_at is not None),
        "entries": queries.entries_of(circle.id),
        "may_set_up": by.may(MANAGE) and circle.closed_at is None,
    }
    return _page(request, "councils/list.html", page)


@member_required
def council_create(request: MemberRequest, circle_id: int) -> HttpResponse:
    """Set a council up; its offices follow on the next page."""
    by = request.member
    by.require(MANAGE)
    circle = circles.circles_for(by).get(id=circle_id)
    form = CouncilForm(request.POST or None, internal=_internal(circle))
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            council = actions.set_up(
                circle_id=circle.id, by=by, now=timezone.now(), **form.values()
            )
            messages.success(request, _("The council was set up. Now add its offices."))
            return redirect("councils:offices", council.id)
    return _page(request, "councils/edit.html", {"circle": circle, "form": form})


@require_safe
@member_required
def council(request: MemberRequest, council_id: int) -> HttpResponse:
    """The roster of a council by rank, and what waits to be filled."""
    by, today = request.member, timezone.localdate()
    shown = queries.councils_for(by).select_related("circle", "rules").get(id=council_id)
    places = queries.roster(shown, today)
    stands = shown.dissolved_at is None
    page = {
        "council": shown,
        "circle": shown.circle,
        "places": places,
        "filled": sum(place.seat is not None for place in places),
        "without_chair": stands and not any(p.office.role == Office.Role.CHAIR for p in places),
        "former": [(place.office, seat) for place in places for seat in reversed(place.former)],
        "may_keep": stands and by.may(MANAGE) and shown.organization_id == by.organization_id,
        "may_fill": stands and by.may(MANAGE),
        "today": today,
    }
    return _page(request, "councils/council.html", page)


@member_required
def council_change(request: MemberRequest, council_id: int) -> HttpResponse:
    """Correct what is said of a council."""
    shown = _kept(request.member, council_id)
    given = {
        "kind": shown.kind,
        "name": shown.name,
        "short_name": shown.short_name,
        "decision": shown.decision,
        "rules": shown.rules_id,
    }
    form = CouncilForm(request.POST or None, initial=given, internal=_internal(shown.circle))
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.change(
                council_id=council_id, by=request.member, now=timezone.now(), **form.values()
            )
            messages.success(request, _("Saved."))
            return redirect("councils:council", council_id)
    page = {"circle": shown.circle, "council": shown, "form": form}
    return _page(request, "councils/edit.html", page)


@member_required
def offices(request: MemberRequest, council_id: int) -> HttpResponse:
    """Add offices, many at once; the page stays open for the next role."""
    by, now = request.member, timezone.now()
    shown = _kept(by, council_id)
    members = circles.organizations_in(shown.circle_id, now)
    form = OfficesForm(request.POST or None, council=shown, members=members)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            added = actions.add_offices(
                council_id=council_id,
                role=form.cleaned_data["role"],
                organization_ids=form.cleaned_data["organizations"],
                by=by,
                now=now,
            )
            count = len(added)
            told = ngettext("%(count)s office was added.", "%(count)s offices were added.", count)
            messages.success(request, told % {"count": count})
            return redirect("councils:offices", council_id)
    page = {
        "circle": shown.circle,
        "council": shown,
        "form": form,
        "places": queries.roster(shown, timezone.localdate(now)),
    }
    return _page(request, "councils/offices.html", page)


@require_POST
@member_required
def office_remove(request: MemberRequest, office_id: int) -> HttpResponse:
    """Take back an office that nobody has held."""
    kept = actions.remove_office(office_id=office_id, by=request.member, now=timezone.now())
    messages.success(request, _("The office was removed."))
    return redirect("councils:offices", kept.id)


@member_required
def dissolution(request: MemberRequest, council_id: int) -> HttpResponse:
    """Dissolve a council, after a confirmation."""
    shown = _kept(request.member, council_id)
    form = DissolveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.dissolve(council_id=council_id, by=request.member, now=timezone.now())
            messages.success(request, _("The council was dissolved."))
            return redirect("councils:council", council_id)
    page = {"circle": shown.circle, "council": shown, "form": form}
    return _page(request, "councils/dissolve.html", page)


def _kept(by: Member, council_id: int) -> Council:
    """The council, if `by` may change it."""
    actions.councils.kept(council_id, by)
    return queries.councils_for(by).select_related("circle").get(id=council_id)


def _internal(circle: Circle) -> QuerySet[Regulation]:
    return Regulation.objects.filter(
        circle=circle, form=Regulation.Form.INTERNAL, ended_at=None
    ).order_by("title")


def _page(request: MemberRequest, template: str, context: dict[str, object]) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    return render(request, template, {"place": "circles", **context}, status=status)
