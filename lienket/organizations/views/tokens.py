"""Keys for programs that use the API."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lienket.organizations import actions, queries
from lienket.organizations.forms import TokenForm
from lienket.organizations.web import MemberRequest, member_required, refusals_in


@member_required
def tokens(request: MemberRequest) -> HttpResponse:
    """One's own keys, all of the organization's for its managers, and a form for a new one."""
    by, now = request.member, timezone.now()
    form = TokenForm(by.rights, request.POST or None)
    token = ""
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            token = actions.create_token(
                label=form.cleaned_data["label"],
                scopes=form.cleaned_data["scopes"],
                expires_at=now + timedelta(days=form.cleaned_data["days"]),
                by=by,
                now=now,
            )
    response = render(
        request,
        "organizations/tokens.html",
        {
            "place": "organization",
            # Shown in the answer itself: kept nowhere, it can be shown only now.
            "token": token,
            "form": TokenForm(by.rights) if token else form,
            "tokens": queries.tokens_for(by, now),
        },
        status=422 if form.is_bound and not token else 200,
    )
    response["Cache-Control"] = "no-store"
    return response


@require_POST
@member_required
def token_revoke(request: MemberRequest, token_id: int) -> HttpResponse:
    """End a key at once."""
    actions.revoke_token(token_id=token_id, by=request.member, now=timezone.now())
    messages.success(request, _("The key no longer works."))
    return redirect("organizations:tokens")
