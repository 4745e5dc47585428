"""One bulletin: its text, how far it came, what was answered; withdrawing it; the slip to print."""

from typing import Any

import segno
from django.conf import settings
from django.db.models import Prefetch, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from lienket.exchange import actions, charts, queries
from lienket.exchange.forms import WithdrawalForm
from lienket.exchange.models import Attachment, Bulletin, Receipt, Reply
from lienket.exchange.models.answers import Via
from lienket.exchange.views import story
from lienket.exchange.views.asking import Asked
from lienket.exchange.views.reach import reach_of
from lienket.kernel.actors import Member
from lienket.organizations.models import Appointment
from lienket.organizations.web import MemberRequest, member_required

ISSUE = Appointment.Right.ISSUE_BULLETIN
ANSWER = Appointment.Right.ANSWER_RECEIPT
#: More rows than this are shown on request only.
ROWS = 100


@require_safe
@member_required
def bulletin(request: MemberRequest, bulletin_id: int) -> HttpResponse:
    """The whole page. Opening it is recorded for the organization I act for."""
    by, now = request.member, timezone.now()
    shown = find(by, bulletin_id)
    mine = queries.receipts_for(by).filter(bulletin=shown).select_related("ask", "opening").first()
    if mine and not hasattr(mine, "opening"):
        actions.open_receipt(receipt_id=mine.id, by=by, via=Via.PAGE, now=now)
        mine = queries.receipts_for(by).select_related("ask", "opening").get(id=mine.id)
    if mine:
        mine.bulletin = shown
    page = {
        "bulletin": shown,
        "asked": Asked.of(mine) if mine else None,
        "attachments": attachments_of(shown),
        "threads": threads_of(shown),
        "is_issuer": queries.is_issuer(by, shown),
        "may_answer": by.may(ANSWER),
        "may_withdraw": may_change(by, shown),
        "place": "circles",
        **_reach(request, shown),
    }
    return render(request, "exchange/bulletin.html", page)


@require_safe
@member_required
def reach(request: MemberRequest, bulletin_id: int) -> HttpResponse:
    """The part of the page that changes with every delivery, opening and answer."""
    shown = find(request.member, bulletin_id)
    return render(request, "exchange/_reach.html", {"bulletin": shown, **_reach(request, shown)})


@require_safe
@member_required
def replies(request: MemberRequest, bulletin_id: int) -> HttpResponse:
    """The threads of all organizations, as a part of the page."""
    by = request.member
    shown = find(by, bulletin_id)
    page = {
        "bulletin": shown,
        "threads": threads_of(shown),
        "is_issuer": queries.is_issuer(by, shown),
        "may_answer": by.may(ANSWER),
    }
    return render(request, "exchange/_threads.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def withdrawal(request: MemberRequest, bulletin_id: int) -> HttpResponse:
    """Asks for the reason, then takes the bulletin back."""
    by = request.member
    shown = find(by, bulletin_id)
    if not queries.is_issuer(by, shown):
        raise actions.OnlyTheIssuer
    by.require(ISSUE)
    form = WithdrawalForm(request.POST or None)
    if form.is_bound and form.is_valid():
        with form.refusals():
            actions.withdraw_bulletin(
                bulletin_id=shown.id,
                reason=form.cleaned_data["reason"],
                not_secret=form.sure,
                by=by,
                now=timezone.now(),
            )
            return redirect("exchange:bulletin", shown.id)
    page = {"bulletin": shown, "form": form, "place": "circles"}
    return render(request, "exchange/withdrawal.html", page, status=422 if form.is_bound else 200)


@require_safe
@member_required
def slip(request: MemberRequest, bulletin_id: int) -> HttpResponse:
    """The bulletin on paper: to be read out on the telephone and ticked by hand."""
    shown = find(request.member, bulletin_id)
    address = f"{settings.PUBLIC_URL}{reverse('exchange:bulletin', args=[shown.id])}"
    page = {
        "bulletin": shown,
        "rows": reach_of(shown, timezone.now()).rows,
        "address": address,
        "qr": segno.make(address, error="m").svg_data_uri(scale=4, border=2),
        "place": "circles",
    }
    return render(request, "exchange/slip.html", page)


def find(by: Member, bulletin_id: int) -> Bulletin:
    """A bulletin the member may read, with what its head shows. Raises Bulletin.DoesNotExist."""
    return (
        queries.bulletins_for(by)
        .select_related("circle", "corrects", "organization", "withdrawal", "appointment__person")
        .prefetch_related("corrections")
        .get(id=bulletin_id)
    )


def may_change(by: Member, shown: Bulletin) -> bool:
    """Whether to offer correcting and withdrawing: to its issuer, while it holds."""
    holds = not hasattr(shown, "withdrawal") and not shown.corrections.all()
    return queries.is_issuer(by, shown) and by.may(ISSUE) and holds


def attachments_of(shown: Bulletin) -> list[Attachment]:
    """The files of the bulletin itself."""
    own = Attachment.objects.filter(circle_id=shown.circle_id, bulletin=shown, reply=None)
    return list(own.select_related("file").order_by("id"))


def threads_of(shown: Bulletin) -> list[Receipt]:
    """The receipts with a thread, and in each what was written."""
    written = Reply.objects.select_related("organization").order_by("at", "id")
    files = Prefetch("attachments", Attachment.objects.select_related("file"))
    return list(
        Receipt.objects.filter(Q(replies__isnull=False), circle_id=shown.circle_id, bulletin=shown)
        .distinct()
        .select_related("organization")
        .prefetch_related(Prefetch("replies", written.prefetch_related(files)))
        .order_by("id")
    )


def _reach(request: MemberRequest, shown: Bulletin) -> dict[str, Any]:
    by, now = request.member, timezone.now()
    table = reach_of(shown, now)
    steps = story.steps_of(shown)
    settled = [row.settled_at for row in table.rows if row.receipt.ask_id and row.settled_at]
    every = "all" in request.GET
    return {
        "reach": table,
        "rows": table.rows if every else table.rows[:ROWS],
        "every": every,
        "hidden": 0 if every else max(0, len(table.rows) - ROWS),
        "story": story.story_of(shown, table, steps),
        "chart": charts.answers_over_time(
            shown,
            total=table.asked,
            answers=settled,
            steps=[step.at for step in steps],
            now=now,
        )
        if table.asked
        else None,
        "may_call": by.may(ANSWER) and not hasattr(shown, "withdrawal"),
        "is_issuer": queries.is_issuer(by, shown),
        "my_organization_id": by.organization_id,
    }
