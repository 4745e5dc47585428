"""The page that a signed link opens: no sign-in, one button. Opening it records nothing.

Whoever can send these requests knows the link already, so there is nothing for a CSRF token to
protect; without one the page also works in mail programs that keep no cookies.
"""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lienket.circles import queries as circles
from lienket.delivery import links, matters
from lienket.delivery.models import Envelope, Message
from lienket.documents.web import file_response
from lienket.exchange import actions, queries
from lienket.exchange.forms import AnswerForm, ReplyForm
from lienket.exchange.models import Attachment, Bulletin, Receipt
from lienket.exchange.models.answers import Via
from lienket.exchange.views.answers import thread
from lienket.exchange.views.asking import Asked
from lienket.exchange.views.bulletins import attachments_of
from lienket.exchange.views.reach import numbers_of
from lienket.kernel.actors import LinkHolder
from lienket.kernel.ratelimit import client_address, limit
from lienket.kernel.rls import acting
from lienket.organizations.queries import by_name

P = ParamSpec("P")
#: So many links that are not valid may be tried from one address.
WRONG_LINKS, WITHIN_SECONDS = 20, 600


def link_required(
    view: Callable[Concatenate[HttpRequest, LinkHolder, str, P], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """Say who holds the link, and call the view as that holder; count links that are not valid."""

    @csrf_exempt
    @wraps(view)
    def inside(
        request: HttpRequest, token: str, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        holder = links.holder(token, now=timezone.now())
        if holder is None:
            limit(f"link:{client_address(request)}", times=WRONG_LINKS, seconds=WITHIN_SECONDS)
            return _private(render(request, "exchange/link_ended.html", status=404))
        with acting(holder):
            return _private(view(request, holder, token, *args, **kwargs))

    return inside


@require_http_methods(["GET", "HEAD", "POST"])
@link_required
def link(request: HttpRequest, holder: LinkHolder, token: str) -> HttpResponseBase:
    """The bulletin and the one thing it asks; for whoever is told of a silence, who is silent.

    Envelopes of other kinds have a page of their own module, which also takes their answers.
    """
    envelope = Envelope.objects.get(
        id__in=Message.objects.filter(id=holder.message_id).values("envelope_id")
    )
    if view := matters.view_of(envelope.kind):
        return view(request, holder, token, envelope)
    if request.method == "POST":
        return HttpResponseNotAllowed(["GET", "HEAD"])
    return _page(request, holder, token)


@require_POST
@link_required
def acknowledge(request: HttpRequest, holder: LinkHolder, token: str) -> HttpResponse:
    """Record the next fact."""
    form, now = AnswerForm(request.POST), timezone.now()
    if form.is_valid():
        with form.refusals():
            actions.acknowledge(
                receipt_id=_opened(holder, now),
                by=holder,
                now=now,
                fact=form.cleaned_data["fact"],
                via=Via.LINK,
                note=form.cleaned_data["note"],
                not_secret=form.sure,
            )
            return redirect("exchange:link", token)
    return _page(request, holder, token, form=form)


@require_POST
@link_required
def reply(request: HttpRequest, holder: LinkHolder, token: str) -> HttpResponse:
    """Write into the thread with the issuer."""
    form, now = ReplyForm(request.POST, request.FILES), timezone.now()
    if form.is_valid():
        with form.inspecting():
            if form.is_valid():
                with form.refusals():
                    actions.reply(
                        receipt_id=_opened(holder, now),
                        by=holder,
                        now=now,
                        text=form.cleaned_data["text"],
                        attachments=tuple(form.inspected),
                        via=Via.LINK,
                        not_secret=form.sure,
                    )
                    return redirect("exchange:link", token)
    return _page(request, holder, token, reply_form=form)


@require_safe
@link_required
def download(
    request: HttpRequest, holder: LinkHolder, token: str, file_id: int
) -> HttpResponseBase:
    """A file of the bulletin, or of the holder's own thread about it."""
    receipt = _receipt(holder)
    attachments = Attachment.objects.filter(bulletin_id=receipt.bulletin_id, file_id=file_id)
    own = attachments.filter(reply=None) | attachments.filter(reply__receipt=receipt)
    return file_response(own.select_related("file")[:1].get().file)


def _page(
    request: HttpRequest,
    holder: LinkHolder,
    token: str,
    *,
    form: AnswerForm | None = None,
    reply_form: ReplyForm | None = None,
) -> HttpResponse:
    message = Message.objects.select_related("about", "organization").get(id=holder.message_id)
    bulletin = (
        Bulletin.objects.select_related("organization", "withdrawal", "corrects", "circle")
        .prefetch_related("corrections")
        .get(envelope_id=message.envelope_id)
    )
    receipt = Receipt.objects.filter(
        bulletin=bulletin, organization_id=holder.organization_id
    ).select_related("ask")
    mine = receipt.first()
    page: dict[str, Any] = {"bulletin": bulletin, "message": message, "token": token}
    if message.purpose == Message.Purpose.ESCALATION or mine is None:
        return render(
            request, "exchange/link_silence.html", {**page, **_silence(bulletin, message)}
        )
    mine.bulletin = bulletin
    page |= {
        "asked": Asked.of(mine),
        "attachments": attachments_of(bulletin),
        "replies": thread(mine),
        "readers": circles.members_of(bulletin.circle_id, timezone.now()).count(),
        "form": form or AnswerForm(),
        "reply_form": reply_form or ReplyForm(),
        "may_answer": True,
    }
    refused = form or reply_form
    return render(request, "exchange/link.html", page, status=422 if refused else 200)


def _silence(bulletin: Bulletin, message: Message) -> dict[str, Any]:
    """Who has not answered, and the number to call; without anything of the content."""
    now = timezone.now()
    silent = Receipt.objects.filter(
        circle_id=bulletin.circle_id, bulletin=bulletin, ask__settled_at=None, ask__isnull=False
    ).select_related("organization", "ask")
    if message.about_id and message.about_id != bulletin.organization_id:
        silent = silent.filter(organization_id=message.about_id)
    rows = list(silent.order_by(by_name("organization__name")))
    numbers = numbers_of(bulletin.circle_id, [row.organization_id for row in rows], now)
    return {
        "rows": [{"receipt": row, "number": numbers.get(row.organization_id)} for row in rows],
        "number": numbers_of(bulletin.circle_id, [bulletin.organization_id], now).get(
            bulletin.organization_id
        ),
    }


def _receipt(holder: LinkHolder) -> Receipt:
    return queries.receipts_for(holder).get()


def _opened(holder: LinkHolder, now: datetime) -> int:
    """The id of the holder's receipt: whoever answers has opened it."""
    receipt_id = _receipt(holder).id
    actions.open_receipt(receipt_id=receipt_id, by=holder, via=Via.LINK, now=now)
    return receipt_id


def _private(response: HttpResponseBase) -> HttpResponseBase:
    """Neither kept by caches nor found by search engines."""
    response.headers.setdefault("Cache-Control", "private, no-store")
    response["X-Robots-Tag"] = "noindex"
    return response
