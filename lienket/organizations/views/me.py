"""What is one's own: how I am reached, for whom I act, how I sign in, what is kept about me."""

from typing import cast

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from lienket.kernel.errors import NotFound
from lienket.kernel.middleware import own_address
from lienket.organizations import actions, queries
from lienket.organizations.models import Person
from lienket.organizations.views.contacts import holder_paths
from lienket.organizations.web import APPOINTMENT, MemberRequest, member_required


@require_safe
@member_required
def me(request: MemberRequest) -> HttpResponse:
    """My contact paths, my offices, and the ways to my sign-in and my data."""
    by = request.member
    person = Person.objects.get(id=by.person_id)
    seats = queries.seats(account_id=cast(int, request.user.pk), now=timezone.now())
    return render(
        request,
        "organizations/me.html",
        {"place": "me", "holder": holder_paths(by, person=person), "seats": seats},
    )


@require_POST
@member_required
def appointment_choose(request: MemberRequest) -> HttpResponse:
    """Act under another of one's appointments from now on."""
    chosen = request.POST.get("appointment", "")
    account_id = cast(int, request.user.pk)
    seats = queries.seats(account_id=account_id, now=timezone.now())
    if chosen not in {str(seat.appointment_id) for seat in seats}:
        raise NotFound
    request.session[APPOINTMENT] = int(chosen)
    return redirect(own_address(request, request.POST.get("next", "")) or "/")


@require_safe
@member_required
def export(request: MemberRequest) -> HttpResponse:
    """Everything that is kept about me, as JSON."""
    kept = actions.export_person(by=request.member, now=timezone.now())
    response = JsonResponse(kept, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = 'attachment; filename="lienket-my-data.json"'
    return response
