"""What the pages share: the regulation with its state, and a page with one form."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from lienket.organizations.web import MemberRequest
from lienket.regulations import queries
from lienket.regulations.forms import Guarded
from lienket.regulations.models import Regulation
from lienket.regulations.rules import State
from lienket.regulations.words import STATES

#: So many rows on a page of a list.
PAGE = 50
#: Icon and colour of each state.
LOOKS: dict[State, tuple[str, str]] = {
    State.DRAFT: ("edit", ""),
    State.CONSULTED: ("messages", "state-seen"),
    State.SIGNING: ("signature", ""),
    State.SIGNED: ("signature", "state-seen"),
    State.IN_FORCE: ("circle-check", "state-done"),
    State.AMENDED: ("circle-check", "state-done"),
    State.EXPIRED: ("calendar-time", ""),
    State.RENEWED: ("repeat", ""),
    State.ENDED: ("archive", ""),
}


def found(request: MemberRequest, regulation_id: int) -> Regulation:
    """The regulation with its circle and what its state follows from."""
    today = queries.local_day(timezone.now())
    return (
        queries.with_state(request.member, today)
        .select_related("circle", "organization", "renews")
        .get(id=regulation_id)
    )


def state_words(regulation: Regulation) -> dict[str, object]:
    """The state as pages show it."""
    return states_in_words([regulation])[0]


def states_in_words(regulations: Sequence[Regulation]) -> list[dict[str, object]]:
    """The states of many, with as many questions as for one."""
    today = queries.local_day(timezone.now())
    states = {one: queries.state_of(one, today) for one in regulations}
    signed = queries.signed_so_far([one for one in states if states[one] is State.SIGNING])
    asked = queries.asked_now([one for one in states if states[one] is State.CONSULTED])
    shown: list[dict[str, object]] = []
    for one, state in states.items():
        icon, css = LOOKS[state]
        word: str | Promise = STATES[state]
        if state is State.SIGNING:
            given, all_of_them = signed[one.id]
            word = _("Being signed, {given} of {all} so far").format(given=given, all=all_of_them)
        elif one.id in asked:
            word = _("Being consulted")
        shown.append({"code": state.value, "icon": icon, "css": css, "word": word})
    return shown


def one_form(
    request: MemberRequest,
    regulation: Regulation,
    form: Guarded,
    act: Callable[[dict[str, Any]], Any],
    *,
    title: str | Promise,
    button: str | Promise,
    done: str | Promise,
    explained: str | Promise = "",
    icon: str = "check",
    removes: bool = False,
    to: Callable[[Any], str] | None = None,
    **context: object,
) -> HttpResponse:
    """A page with one form that carries out one action, then leads back to the regulation.

    `act` takes what was filled in, with the word about secrecy; `to` says where its result leads.
    """
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            result = act(_given(form))
            messages.success(request, str(done))
            return redirect(to(result) if to else regulation_url(regulation.id))
    return render(
        request,
        "regulations/form.html",
        {
            "place": "circles",
            "circle": regulation.circle if regulation.circle_id else None,
            "regulation": regulation,
            "form": form,
            "title": title,
            "button": button,
            "explained": explained,
            "icon": icon,
            "removes": removes,
            **context,
        },
        status=422 if request.method == "POST" else 200,
    )


def regulation_url(regulation_id: int) -> str:
    """The page of a regulation."""
    return reverse("regulations:regulation", args=[regulation_id])


def _given(form: forms.Form) -> dict[str, Any]:
    return {name: value for name, value in form.cleaned_data.items() if name != "read"}
