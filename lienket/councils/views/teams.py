"""Working teams inside one's own organization."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lienket.circles import queries as circles
from lienket.councils import actions, queries
from lienket.councils.actions.teams import MANAGE
from lienket.councils.forms import EntryForm, MembersForm, TeamForm
from lienket.organizations.queries import people_for
from lienket.organizations.web import MemberRequest, member_required, refusals_in

#: The page of a team shows the shifts of so many days.
DUTY_DAYS = 7


@member_required
def teams(request: MemberRequest) -> HttpResponse:
    """The teams of one's organization, and a form for a new one."""
    by = request.member
    form = TeamForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            formed = actions.form_team(
                name=form.cleaned_data["name"],
                by=by,
                now=timezone.now(),
                not_secret=form.sure,
            )
            messages.success(request, _("The team was formed. Now say who belongs to it."))
            return redirect("councils:team", formed.id)
    page = {"form": form, "teams": queries.teams_for(by), "may_manage": by.may(MANAGE)}
    return _page(request, "councils/teams.html", page)


@member_required
def team(request: MemberRequest, team_id: int) -> HttpResponse:
    """Who belongs to a team, who of them is on duty, and which circles read of it."""
    by, now = request.member, timezone.now()
    shown = queries.teams_for(by).get(id=team_id)
    members = list(shown.members.all())
    initial = {
        "people": [one.person_id for one in members],
        "leader": next((one.person_id for one in members if one.leads), None),
    }
    form = MembersForm(request.POST or None, initial=initial, people=people_for(by, now))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.set_members(
                team_id=team_id,
                person_ids=form.cleaned_data["people"],
                leader_id=form.cleaned_data["leader"],
                by=by,
                now=now,
            )
            messages.success(request, _("Saved."))
            return redirect("councils:team", team_id)
    duty = queries.duty_of(shown, by).filter(
        ends_at__gt=now, starts_at__lt=now + timedelta(days=DUTY_DAYS)
    )
    page = {
        "team": shown,
        "members": members,
        "form": form,
        "duty": duty,
        "entries": shown.entries.select_related("circle"),
        "may_manage": by.may(MANAGE),
    }
    return _page(request, "councils/team.html", page)


@member_required
def entry(request: MemberRequest, team_id: int) -> HttpResponse:
    """Publish a team to a circle."""
    by = request.member
    by.require(MANAGE)
    shown = queries.teams_for(by).get(id=team_id)
    mine = circles.circles_for(by).filter(parent=None, closed_at=None)
    form = EntryForm(request.POST or None, circles=mine)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            given = form.cleaned_data
            actions.publish_team(
                team_id=team_id,
                circle_id=given["circle"],
                leader=given["leader"],
                phone=given["phone"],
                by=by,
                now=timezone.now(),
                not_secret=form.sure,
            )
            messages.success(request, _("Published to the circle."))
            return redirect("councils:team", team_id)
    return _page(request, "councils/entry.html", {"team": shown, "form": form})


@require_POST
@member_required
def entry_remove(request: MemberRequest, entry_id: int) -> HttpResponse:
    """Let a circle read of a team no more."""
    shown = actions.unpublish_team(entry_id=entry_id, by=request.member, now=timezone.now())
    messages.success(request, _("The circle does not read of this team any more."))
    return redirect("councils:team", shown.id)


@member_required
def team_dissolve(request: MemberRequest, team_id: int) -> HttpResponse:
    """Dissolve a team, after a confirmation."""
    by = request.member
    by.require(MANAGE)
    shown = queries.teams_for(by).get(id=team_id)
    if request.method == "POST":
        actions.dissolve_team(team_id=team_id, by=by, now=timezone.now())
        messages.success(request, _("The team was dissolved."))
        return redirect("councils:teams")
    return _page(request, "councils/team_dissolve.html", {"team": shown})


def _page(request: MemberRequest, template: str, context: dict[str, object]) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    return render(request, template, {"place": "organization", **context}, status=status)
