"""Who holds an office, until when, and who stands in."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from lienket.councils import actions, queries
from lienket.councils.forms import EndForm, SeatForm, SubstituteForm
from lienket.councils.models import Office, Seat
from lienket.kernel.actors import Member
from lienket.organizations.queries import appointments_for
from lienket.organizations.web import MemberRequest, member_required, refusals_in


@member_required
def seat(request: MemberRequest, office_id: int) -> HttpResponse:
    """Name the holder of an office of one's own organization."""
    by, now = request.member, timezone.now()
    office = queries.offices_for(by).select_related("council__circle").get(id=office_id)
    _require(by, office)
    form = SeatForm(
        request.POST or None,
        people=appointments_for(by, now),
        initial={"valid_from": timezone.localdate(now)},
    )
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            given = form.cleaned_data
            actions.fill(
                office_id=office_id,
                appointment_id=given["appointment"],
                valid_from=given["valid_from"],
                valid_to=given["valid_to"],
                by=by,
                now=now,
            )
            messages.success(request, _("Saved. All members of the circle read who sits here."))
            return redirect("councils:council", office.council_id)
    return _page(request, office, form, _("Name the holder"))


@member_required
def seat_end(request: MemberRequest, seat_id: int) -> HttpResponse:
    """End the term of a holder."""
    by, now = request.member, timezone.now()
    held = _seat(by, seat_id)
    form = EndForm(request.POST or None, initial={"last_day": timezone.localdate(now)})
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.end_seat(
                seat_id=seat_id, last_day=form.cleaned_data["last_day"], by=by, now=now
            )
            messages.success(request, _("The term ends on this day. It stays in the history."))
            return redirect("councils:council", held.office.council_id)
    return _page(request, held.office, form, _("End the term"), held)


@member_required
def substitute(request: MemberRequest, seat_id: int) -> HttpResponse:
    """Say who stands in for the holder."""
    by, now = request.member, timezone.now()
    held = _seat(by, seat_id)
    form = SubstituteForm(
        request.POST or None,
        people=appointments_for(by, now).exclude(person_id=held.appointment.person_id),
        initial={"valid_from": timezone.localdate(now)},
    )
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            given = form.cleaned_data
            actions.name_substitute(
                seat_id=seat_id,
                appointment_id=given["appointment"],
                valid_from=given["valid_from"],
                valid_to=given["valid_to"],
                by=by,
                now=now,
            )
            messages.success(request, _("Saved."))
            return redirect("councils:council", held.office.council_id)
    return _page(request, held.office, form, _("Name a substitute"), held)


def _seat(by: Member, seat_id: int) -> Seat:
    held = (
        queries.seats_for(by)
        .select_related("office__council__circle", "appointment__person")
        .get(id=seat_id)
    )
    _require(by, held.office)
    return held


def _require(by: Member, office: Office) -> None:
    by.require(actions.councils.MANAGE)
    if office.organization_id != by.organization_id:
        raise actions.seats.NotYourOffice


def _page(
    request: MemberRequest, office: Office, form: Form, heading: str, held: Seat | None = None
) -> HttpResponse:
    page = {
        "place": "circles",
        "council": office.council,
        "circle": office.council.circle,
        "office": office,
        "seat": held,
        "form": form,
        "heading": heading,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "councils/seat.html", page, status=status)
