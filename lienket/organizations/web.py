"""A page for a member: one transaction, in which only the member's circles are in sight."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django_htmx.middleware import HtmxDetails

from lienket.kernel.actors import Member
from lienket.kernel.errors import Refusal
from lienket.organizations import queries

P = ParamSpec("P")
#: Session key of the appointment under which a person with several of them acts.
APPOINTMENT = "appointment_id"


class MemberRequest(HttpRequest):
    """A request of somebody who is signed in and holds an office."""

    member: Member
    htmx: HtmxDetails


MemberView = Callable[Concatenate[MemberRequest, P], HttpResponseBase]


def member_required(
    view: MemberView[P],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Open the transaction, say who acts as `request.member`, and call the view inside it.

    A refusal undoes everything. Whoever holds no office (any more) reads that, and nothing else.
    """

    @login_required
    @wraps(view)
    def inside(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        with transaction.atomic():
            member = enter(request)
            if member is None:
                return render(request, "organizations/no_office.html", status=403)
            request.member = member  # type: ignore[attr-defined]
            return view(cast(MemberRequest, request), *args, **kwargs)

    return inside


def operator_required(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """For those who look after the installation; to everybody else the page does not exist."""

    @login_required
    @wraps(view)
    def inside(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not getattr(request.user, "is_operator", False):
            raise Http404
        return view(request, *args, **kwargs)

    return inside


def enter(request: HttpRequest) -> Member | None:
    """Who the signed-in person is under the chosen appointment; the first one otherwise."""
    account_id = cast(int, request.user.pk)
    chosen = request.session.get(APPOINTMENT)
    now = timezone.now()
    return queries.enter(account_id=account_id, appointment_id=chosen, now=now) or (
        queries.enter(account_id=account_id, appointment_id=None, now=now) if chosen else None
    )


@contextmanager
def refusals_in(form: BaseForm) -> Iterator[None]:
    """Show a refusal of the block in the form, at its field, and undo what the block did."""
    try:
        with transaction.atomic():
            yield
    except Refusal as refusal:
        for one in refusal.each:
            form.add_error(one.field if one.field in form.fields else None, one.message)
