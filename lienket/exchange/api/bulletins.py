"""Issuing, listing, reading, answering and withdrawing bulletins."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from ninja import Router

from lienket.exchange import actions, queries
from lienket.exchange.actions import Draft
from lienket.exchange.api import paging, reading
from lienket.exchange.api.inputs import (
    Audience,
    Cursor,
    IdempotencyKey,
    NewBulletin,
    NewReply,
    NewWithdrawal,
)
from lienket.exchange.api.outputs import (
    BulletinDetail,
    BulletinPage,
    Issued,
    ReceiptOut,
    ReplyOut,
    WithdrawalOut,
)
from lienket.exchange.models import Bulletin, Receipt
from lienket.exchange.models.answers import Via
from lienket.kernel.actors import Member
from lienket.kernel.errors import NotFound, Refusal
from lienket.kernel.programs import ApiRequest, PathId

router = Router(tags=["bulletins"])


class NoThread(Refusal):
    """Say to whom you answer: name the receipt of that organization."""

    field = "receipt"


@router.post("circles/{int:circle}/bulletins", response={201: Issued}, summary="Issue a bulletin")
def issue_bulletin(
    request: ApiRequest,
    circle: PathId,
    new: NewBulletin,
    idempotency_key: IdempotencyKey = None,
) -> Issued:
    """Committed together: a receipt for each organization, what it is asked, a message along each
    path. Repeated with the same `Idempotency-Key`, nothing new is issued and the answer is the
    same; with the same key and another content, it is refused (409).
    """
    now = timezone.now()
    issued = actions.issue_bulletin(
        circle_id=circle,
        draft=_draft(new),
        by=request.auth,
        now=now,
        idempotency_key=idempotency_key,
    )
    return Issued(
        id=issued.id,
        url=reading.page_of(issued.id),
        number=issued.number,
        circle=issued.circle_id,
        issued_at=issued.issued_at,
        due_at=issued.due_at,
        receipts=[ReceiptOut(**fields) for fields in reading.receipts_of(issued, now)],
    )


@router.get(
    "circles/{int:circle}/bulletins", response=BulletinPage, summary="The bulletins of a circle"
)
def list_bulletins(request: ApiRequest, circle: PathId, cursor: Cursor = "") -> BulletinPage:
    """Newest first, 50 on a page. A subset circle has a list of its own."""
    if circle not in request.auth.circles:
        raise NotFound
    place = paging.place_of(cursor)
    bulletins = queries.bulletins_for(request.auth).filter(circle_id=circle)
    if place:
        same_time_or_older = bulletins.filter(issued_at__lte=place.at)
        bulletins = same_time_or_older.exclude(issued_at=place.at, id__gte=place.id)
    return _page(bulletins[: paging.PAGE + 1])


@router.get("bulletins", response=BulletinPage, summary="The bulletins of all your circles")
def list_all_bulletins(request: ApiRequest, cursor: Cursor = "") -> BulletinPage:
    """Newest first, 50 on a page, subset circles included."""
    place = paging.place_of(cursor)
    return _page(queries.newest_for(request.auth, paging.PAGE + 1, before=place))


@router.get("bulletins/{int:bulletin}", response=BulletinDetail, summary="A bulletin")
def show_bulletin(request: ApiRequest, bulletin: PathId) -> BulletinDetail:
    """With its receipts, and the answers, messages, replies and calls of each. Reading it by a
    program does not count as opening it.
    """
    return reading.bulletin_detail(_visible(bulletin, request.auth), timezone.now())


@router.post(
    "bulletins/{int:bulletin}/replies", response={201: ReplyOut}, summary="Reply to a bulletin"
)
def reply_to_bulletin(request: ApiRequest, bulletin: PathId, new: NewReply) -> ReplyOut:
    """Into the thread between an addressee and the issuer. For an addressee it answers the
    bulletin; the issuer names the `receipt` whose thread it is.
    """
    by = request.auth
    threads = Receipt.objects.filter(bulletin=_visible(bulletin, by))
    wanted = Q(id=new.receipt) if new.receipt else Q(organization_id=by.organization_id)
    receipt = threads.filter(wanted).first()
    if receipt is None:
        raise NotFound if new.receipt else NoThread
    written = actions.reply(
        receipt_id=receipt.id,
        by=by,
        now=timezone.now(),
        text=new.text,
        via=Via.API,
        not_secret=new.not_secret,
    )
    return reading.reply_out(written, [])


@router.post(
    "bulletins/{int:bulletin}/withdrawal",
    response={201: WithdrawalOut},
    summary="Withdraw a bulletin",
)
def withdraw_bulletin(request: ApiRequest, bulletin: PathId, new: NewWithdrawal) -> WithdrawalOut:
    """Nobody is asked any more, and whoever was told of it is told of this. The issuer only."""
    withdrawal = actions.withdraw_bulletin(
        bulletin_id=bulletin,
        reason=new.reason,
        not_secret=new.not_secret,
        by=request.auth,
        now=timezone.now(),
    )
    return WithdrawalOut(at=withdrawal.at, reason=withdrawal.reason)


def _page(bulletins: QuerySet[Bulletin]) -> BulletinPage:
    """A page of at most 50; that there is one more only says that there is a next page."""
    rows = reading.bulletin_rows(bulletins)
    return BulletinPage(
        items=rows[: paging.PAGE],
        next=paging.next_after(rows, lambda row: paging.Place(row.issued_at, row.id)),
    )


def _visible(bulletin_id: int, by: Member) -> Bulletin:
    return queries.bulletins_for(by).get(id=bulletin_id, circle_id__in=by.circles)


def _draft(new: NewBulletin) -> Draft:
    said: dict[str, Any] = new.model_dump(exclude={"organizations", "audience", "corrects"})
    named = new.organizations is not None
    return Draft(
        **said,
        organization_ids=tuple(new.organizations) if new.organizations is not None else None,
        audience=new.audience or (Audience.ADDRESSED if named else Audience.CIRCLE).value,
        corrects_id=new.corrects,
    )
