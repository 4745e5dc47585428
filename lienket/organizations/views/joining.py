"""What signed links open, for people who are not signed in. Opening them changes nothing."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from lienket.organizations import actions, kinds
from lienket.organizations.forms import JoinForm
from lienket.organizations.web import refusals_in


def verification(request: HttpRequest, token: str) -> HttpResponse:
    """One button: this address is mine and may be used."""
    now = timezone.now()
    if request.method == "POST":
        path = actions.verify_path(token, now=now)
    else:
        path = actions.verification_opened(token, now=now)
    kind = kinds.kinds()[path.kind]
    response = render(
        request,
        "organizations/verification.html",
        {
            "path": path,
            "kind": kind,
            "address": kind.describe(path.address.address),
            "verified": path.verified_at is not None or request.method == "POST",
        },
    )
    return _private(response)


def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Make an account, or act under the one that is signed in."""
    now = timezone.now()
    opened = actions.invitation_opened(token, now=now)
    form = JoinForm(None, initial={"email": opened.email})
    if request.method == "POST":
        if "link" in request.POST and request.user.is_authenticated:
            actions.join(token, account=request.user, now=now)
            messages.success(request, _("From now on you also act for this organization."))
            return redirect("/")
        form = JoinForm(request.POST)
        if form.is_valid():
            with refusals_in(form):
                actions.accept_invitation(token, now=now, **form.cleaned_data)
                messages.success(request, _("Your account is ready. Sign in with it."))
                return redirect("account_login")
    response = render(
        request,
        "organizations/join.html",
        {"invitation": opened, "form": form},
        status=422 if form.is_bound else 200,
    )
    return _private(response)


def _private(response: HttpResponse) -> HttpResponse:
    """The address of the page is a secret: it is neither kept nor told to the next page."""
    response["Cache-Control"] = "no-store"
    # Not "no-referrer": browsers would post the form with a null origin, which is turned down.
    response["Referrer-Policy"] = "strict-origin"
    return response
