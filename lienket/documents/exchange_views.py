"""Pages on which documents go out to other document systems (edXML)."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lienket.circles import queries as circles
from lienket.documents import actions, queries
from lienket.documents.forms import EdxmlForm, ExchangeCodeForm
from lienket.organizations.web import MemberRequest, member_required, refusals_in


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def export(request: MemberRequest, document_id: int) -> HttpResponse:
    """Choose who is addressed, then save the document as a file."""
    member, now = request.member, timezone.now()
    shown = queries.documents_for(member).select_related("circle").get(id=document_id)
    if not actions.may_export(member, shown):
        raise Http404
    others = [
        place.organization
        for place in circles.members_of(shown.circle_id, now)
        if place.organization_id != member.organization_id
    ]
    codes = queries.exchange_codes([member.organization_id, *(one.id for one in others)])
    reachable = [one for one in others if one.id in codes]
    form = EdxmlForm(request.POST or None, members=reachable)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            content = actions.export_edxml(
                document_id=document_id,
                to=form.cleaned_data["to"],
                accompanying=form.accompanying(),
                by=member,
                now=now,
            )
            name = f"{shown.code.replace('/', '-')}.edxml"
            saved = HttpResponse(content, content_type="application/xml")
            saved["Content-Disposition"] = content_disposition_header(True, name)
            saved["X-Content-Type-Options"] = "nosniff"
            saved["Cache-Control"] = "private, no-store"
            return saved
    page = {
        "place": "circles",
        "circle": shown.circle,
        "document": shown,
        "form": form,
        "own_code": codes.get(member.organization_id, ""),
        "reachable": reachable,
        "without_code": [one for one in others if one.id not in codes],
        "may_enter_code": member.may("organization.manage"),
    }
    return render(request, "documents/edxml.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def code(request: MemberRequest) -> HttpResponse:
    """What document systems call the member's organization."""
    member = request.member
    member.require("organization.manage")
    now_called = queries.exchange_codes([member.organization_id]).get(member.organization_id, "")
    form = ExchangeCodeForm(request.POST or None, initial={"code": now_called})
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.enter_exchange_code(
                code=form.cleaned_data["code"], by=member, now=timezone.now()
            )
            messages.success(request, _("The exchange code was saved."))
            return redirect("documents:exchange_code")
    return render(request, "documents/exchange_code.html", {"place": "circles", "form": form})
