"""Downloading a file, the register of issued documents (sổ văn bản), and their signed copies."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lienket.circles import queries as circles
from lienket.documents import actions, queries
from lienket.documents.forms import RegisterForm, SignedCopyForm, name_of
from lienket.documents.web import file_response
from lienket.organizations.web import MemberRequest, member_required

#: Documents on one page of a register.
ROWS = 50


@require_safe
@member_required
def download(request: MemberRequest, file_id: int) -> HttpResponseBase:
    """A file of one of the member's circles."""
    return file_response(queries.files_for(request.member).get(id=file_id))


@require_safe
@member_required
def register(request: MemberRequest, circle_id: int) -> HttpResponse:
    """The documents of a circle, newest first, of one kind or year if asked so."""
    circle = circles.circles_for(request.member).get(id=circle_id)
    documents = queries.documents_for(request.member).filter(circle=circle)
    form = RegisterForm(
        request.GET,
        kinds=documents.order_by("kind").values_list("kind", flat=True).distinct(),
        years=documents.order_by("-year").values_list("year", flat=True).distinct(),
    )
    wanted = (
        {name: value for name, value in form.cleaned_data.items() if value}
        if form.is_valid()
        else {}
    )
    page = Paginator(documents.filter(**wanted), ROWS).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query["page"] = str(page.number + 1)
    return render(
        request,
        "documents/register.html",
        {
            "place": "circles",
            "circle": circle,
            "form": form,
            "documents": page,
            "is_filtered": bool(wanted),
            "older": query.urlencode() if page.has_next() else "",
        },
    )


@require_safe
@member_required
def document(request: MemberRequest, document_id: int) -> HttpResponse:
    """One document: what the register knows of it, its files and its signed copies."""
    return _page(request, document_id, SignedCopyForm())


@require_POST
@member_required
def take_signed(request: MemberRequest, document_id: int) -> HttpResponse:
    """Hand in a signed PDF of a document; what cannot be kept is told on its page."""
    form = SignedCopyForm(request.POST, request.FILES)
    if form.is_valid():
        with form.inspecting("file"):
            for inspected in form.inspected:
                with form.refusals():
                    actions.take_signed(
                        document_id=document_id,
                        file=inspected,
                        by=request.member,
                        now=timezone.now(),
                    )
                    messages.success(request, _("The signed copy was checked and kept."))
                    return redirect("documents:document", document_id)
    return _page(request, document_id, form)


def _page(request: MemberRequest, document_id: int, form: SignedCopyForm) -> HttpResponse:
    shown = queries.documents_for(request.member).select_related("circle").get(id=document_id)
    page = {
        "place": "circles",
        "circle": shown.circle,
        "document": shown,
        "kind": name_of(shown.kind),
        "copies": queries.signed_copies_for(request.member).filter(document=shown),
        "form": form
        if actions.may_hand_in(request.member, shown.circle_id, timezone.now())
        else None,
        "may_export": actions.may_export(request.member, shown),
    }
    return render(request, "documents/document.html", page)
