"""The duty rota, and who is reached now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lienket.organizations import actions, kinds, queries, rota
from lienket.organizations.forms import ShiftForm, local_moment
from lienket.organizations.models import Appointment
from lienket.organizations.queries import Path
from lienket.organizations.web import MemberRequest, member_required, refusals_in

MANAGE = Appointment.Right.MANAGE_ORGANIZATION


@dataclass(frozen=True)
class Reached:
    """Somebody who is reached at a level, and by which kinds of path."""

    name: str
    office: str
    on_duty: bool
    kinds: list[type[kinds.Kind]]


@member_required
def duty(request: MemberRequest) -> HttpResponse:
    """The rota of a week, who is reached now, and a form for a new shift."""
    by, now = request.member, timezone.now()
    start = rota.monday(_day(request.GET.get("week", ""), now))
    form = ShiftForm(
        queries.people_for(by, now),
        request.POST or None,
        initial={"starts_at": local_moment(max(start, timezone.localtime(now)))},
    )
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            shift = actions.add_shift(
                person_id=form.cleaned_data["person"].id,
                starts_at=form.cleaned_data["starts_at"],
                ends_at=form.cleaned_data["ends_at"],
                by=by,
                now=now,
            )
            messages.success(request, _("The shift was added."))
            return redirect(_week_address(timezone.localtime(shift.starts_at).date()))
    return render(
        request,
        "organizations/duty.html",
        {
            "place": "organization",
            "week": rota.week(start, queries.shifts_for(by, start, start + rota.WEEK), now),
            "levels": _levels(queries.reached_now(by, now)),
            "form": form,
            "may_manage": by.may(MANAGE),
            "now": now,
        },
        status=422 if request.method == "POST" else 200,
    )


@require_POST
@member_required
def shift_remove(request: MemberRequest, shift_id: int) -> HttpResponse:
    """Take a shift off the rota."""
    actions.remove_shift(shift_id=shift_id, by=request.member, now=timezone.now())
    messages.success(request, _("The shift was removed."))
    return redirect(_week_address(_day(request.POST.get("week", ""), timezone.now())))


def _levels(paths: Iterable[Path]) -> list[list[Reached]]:
    """Who is reached at once, after the first silence, and last: three lists."""
    known = kinds.kinds()
    found: list[dict[tuple[int | None, int | None], Reached]] = [{}, {}, {}]
    for path in paths:
        if path.level is None or not path.verified or path.kind not in known:
            continue
        holder = found[path.level].setdefault(
            (path.person_id, path.post_id), Reached(path.holder, path.office, path.on_duty, [])
        )
        if known[path.kind] not in holder.kinds:
            holder.kinds.append(known[path.kind])
    return [list(level.values()) for level in found]


def _day(text: str, now: datetime) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return timezone.localtime(now).date()


def _week_address(day: date) -> str:
    return f"{reverse('organizations:duty')}?week={day:%Y-%m-%d}"
