"""Answering as a member: confirming, replying, and writing down a phone call."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lienket.circles import queries as circles
from lienket.exchange import actions, queries
from lienket.exchange.forms import AnswerForm, CallForm, ReplyForm
from lienket.exchange.models import Attachment, Receipt
from lienket.exchange.views.asking import Asked
from lienket.exchange.views.reach import numbers_of
from lienket.kernel.actors import Member
from lienket.organizations.models import Appointment
from lienket.organizations.web import MemberRequest, member_required

ANSWER = Appointment.Right.ANSWER_RECEIPT


@require_POST
@member_required
def acknowledge(request: MemberRequest, receipt_id: int) -> HttpResponse:
    """Record the next fact; in place for htmx, else back to where the person came from.

    Without scripts, what is wrong or in doubt is asked on a page of its own.
    """
    by, now = request.member, timezone.now()
    form = AnswerForm(request.POST)
    if form.is_valid():
        with form.refusals():
            actions.acknowledge(
                receipt_id=receipt_id,
                by=by,
                now=now,
                fact=form.cleaned_data["fact"],
                note=form.cleaned_data["note"],
                not_secret=form.sure,
            )
    receipt = _find(receipt_id, by)
    page = {"asked": Asked.of(receipt), "form": form, "may_answer": by.may(ANSWER)}
    if request.htmx and request.htmx.target == "my-receipt":
        return render(request, "exchange/_receipt.html", {**page, "bulletin": receipt.bulletin})
    if request.htmx:
        return render(request, "exchange/_waiting.html", page)
    if not form.is_valid():
        page |= {"bulletin": receipt.bulletin, "place": "circles"}
        return render(request, "exchange/acknowledgement.html", page, status=422)
    if request.POST.get("back") == "today":
        number = receipt.bulletin.number
        messages.success(request, _("Recorded for {number}.").format(number=number))
        return redirect("exchange:today")
    return redirect("exchange:bulletin", receipt.bulletin_id)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def replies(request: MemberRequest, receipt_id: int) -> HttpResponse:
    """The thread with one organization, and writing into it."""
    by = request.member
    receipt = _find(receipt_id, by)
    _require_party(receipt, by)
    form = ReplyForm(request.POST, request.FILES) if request.method == "POST" else ReplyForm()
    if form.is_bound and form.is_valid():
        with form.inspecting():
            if form.is_valid():
                with form.refusals():
                    actions.reply(
                        receipt_id=receipt.id,
                        by=by,
                        now=timezone.now(),
                        text=form.cleaned_data["text"],
                        attachments=tuple(form.inspected),
                        not_secret=form.sure,
                    )
                    return redirect("exchange:bulletin", receipt.bulletin_id)
    page = {
        "receipt": receipt,
        "bulletin": receipt.bulletin,
        "replies": thread(receipt),
        "readers": circles.members_of(receipt.circle_id, timezone.now()).count(),
        "form": form,
        "place": "circles",
    }
    return render(request, "exchange/reply.html", page, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def calls(request: MemberRequest, receipt_id: int) -> HttpResponse:
    """The number to call, and writing down what was said."""
    by, now = request.member, timezone.now()
    receipt = _find(receipt_id, by)
    _require_party(receipt, by)
    form = CallForm(request.POST or None)
    if form.is_bound and form.is_valid():
        values = form.cleaned_data
        with form.refusals():
            actions.record_call(
                receipt_id=receipt.id,
                by=by,
                now=now,
                called_at=values["called_at"],
                reached=values["reached"],
                spoke_with=values["spoke_with"],
                words=values["words"],
                fact=values["fact"] or None,
                not_secret=form.sure,
            )
            return redirect("exchange:bulletin", receipt.bulletin_id)
    page = {
        "receipt": receipt,
        "bulletin": receipt.bulletin,
        "number": numbers_of(receipt.circle_id, [receipt.organization_id], now).get(
            receipt.organization_id
        ),
        "form": form,
        "place": "circles",
    }
    return render(request, "exchange/call.html", page, status=422 if form.is_bound else 200)


def thread(receipt: Receipt) -> list[dict[str, object]]:
    """What was written between the organization and the issuer, with the files of each line."""
    files: dict[int | None, list[Attachment]] = {}
    for attachment in Attachment.objects.filter(reply__receipt=receipt).select_related("file"):
        files.setdefault(attachment.reply_id, []).append(attachment)
    return [
        {"reply": reply, "attachments": files.get(reply.id, [])}
        for reply in receipt.replies.select_related("organization").order_by("at", "id")
    ]


def _find(receipt_id: int, by: Member) -> Receipt:
    return Receipt.objects.select_related(
        "bulletin__organization", "bulletin__circle", "organization", "ask"
    ).get(id=receipt_id, circle_id__in=by.circles)


def _require_party(receipt: Receipt, by: Member) -> None:
    """Only the organization itself and the issuer write here."""
    by.require(ANSWER)
    ours = receipt.organization_id == by.organization_id
    if not (ours or queries.is_issuer(by, receipt.bulletin)):
        raise actions.OnlyTheTwoSides
