"""Writing a bulletin, and saying beforehand who will receive it and who will not."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from lienket.circles import queries as circles
from lienket.circles.models import Circle, Membership
from lienket.documents.models import File
from lienket.exchange import actions, queries
from lienket.exchange.actions import KeyUsedBefore, Recipient, Way
from lienket.exchange.forms import BulletinForm
from lienket.exchange.models import Attachment, Bulletin, Receipt
from lienket.kernel.actors import Member
from lienket.kernel.errors import Refusal
from lienket.organizations.models import Appointment, ContactPath
from lienket.organizations.web import MemberRequest, member_required

ISSUE = Appointment.Right.ISSUE_BULLETIN
_WHY_NOT = {
    "not_verified": _("not verified yet"),
    "off": _("this channel is switched off"),
    "later": _("only if nobody answers"),
}


class SentAlready(Refusal):
    """This form was sent before with other content. To issue it as one more bulletin, send it
    again.
    """


@dataclass(frozen=True)
class Forecast:
    """What one organization would get, in words."""

    recipient: Recipient
    now: datetime

    @property
    def used(self) -> list[dict[str, Any]]:
        """The paths that are used at first: whose, of which kind, and when."""
        return [self._in_words(way) for way in self.recipient.paths if way.send_at]

    @property
    def unused(self) -> list[dict[str, Any]]:
        """The other paths, and why each is not used at first."""
        return [self._in_words(way) for way in self.recipient.paths if not way.send_at]

    def _in_words(self, way: Way) -> dict[str, Any]:
        return {
            "path": way.path,
            "kind": ContactPath.Kind(way.path.kind).label,
            "at": way.send_at,
            "later": bool(way.send_at and way.send_at > self.now + timedelta(minutes=1)),
            "by_hand": way.why_not == "by_hand",
            "why_not": _WHY_NOT.get(way.why_not, ""),
        }

    @property
    def is_informed(self) -> bool:
        """Observers read it and are not asked."""
        return self.recipient.role == Membership.Role.OBSERVER


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def compose(request: MemberRequest, circle_id: int) -> HttpResponse:
    """The form, and issuing what was filled in. Sending it twice issues it once."""
    by, now = request.member, timezone.now()
    by.require(ISSUE)
    circle = circles.circles_for(by).get(id=circle_id)
    form = _form(request, circle, now)
    if form.is_bound and form.is_valid():
        with form.inspecting():
            issued = _issue(form, circle, by, now) if form.is_valid() else None
        if issued:
            return redirect("exchange:bulletin", issued.id)
    return _page(request, circle, form)


def _issue(form: BulletinForm, circle: Circle, by: Member, now: datetime) -> Bulletin | None:
    with form.refusals():
        try:
            return actions.issue_bulletin(
                circle_id=circle.id,
                draft=form.draft(),
                by=by,
                now=now,
                idempotency_key=form.cleaned_data["key"].hex,
            )
        except KeyUsedBefore:
            # Sent once already and then changed: the person decides whether to send it again.
            form.renew_key()
            raise SentAlready from None
    return None


@require_POST
@member_required
def preview(request: MemberRequest, circle_id: int) -> HttpResponse:
    """Who will receive it: as a fragment beside the form, or as the whole page without scripts."""
    by, now = request.member, timezone.now()
    by.require(ISSUE)
    circle = circles.circles_for(by).get(id=circle_id)
    form = _form(request, circle, now)
    form.is_valid()
    shown: dict[str, Any] = {}
    try:
        recipients = actions.preview(circle_id=circle.id, draft=form.draft(), by=by, now=now)
    except Refusal as refusal:
        shown["refusal"] = refusal
    else:
        forecasts = [Forecast(recipient, now) for recipient in recipients]
        shown["unreachable"] = [one for one in forecasts if not one.recipient.reachable]
        shown["reachable"] = [one for one in forecasts if one.recipient.reachable]
    if request.htmx:
        return render(request, "exchange/_preview.html", {**shown, "beside": True})
    return _page(request, circle, form, {**shown, "previewed": True})


def _page(
    request: MemberRequest, circle: Circle, form: BulletinForm, more: dict[str, Any] | None = None
) -> HttpResponse:
    page = {
        "circle": circle,
        "form": form,
        "left_behind": _left_behind(form, circle, request.member),
        "place": "circles",
        **(more or {}),
    }
    refused = form.is_bound and not form.is_valid() and not more
    return render(request, "exchange/compose.html", page, status=422 if refused else 200)


def _form(request: MemberRequest, circle: Circle, now: datetime) -> BulletinForm:
    by = request.member
    members = [
        organization
        for organization in circles.organizations_in(circle.id, now)
        if organization.id != by.organization_id
    ]
    if request.method == "POST":
        return BulletinForm(request.POST, request.FILES, members=members)
    kind = request.GET.get("kind", "")
    if kind in Bulletin.Kind:
        usual = BulletinForm.usual_of(Bulletin.Kind(kind))
        return BulletinForm(members=members, initial={**usual, **_begun(request)})
    corrected = request.GET.get("corrects", "")
    if not corrected.isdecimal():
        return BulletinForm(members=members)
    earlier = queries.bulletins_for(by).get(
        id=int(corrected), circle=circle, organization_id__in=queries.issuers_for(by)
    )
    return BulletinForm(members=members, initial=_as_before(earlier, len(members)))


def _begun(request: MemberRequest) -> dict[str, str]:
    """What another page has begun: an incident knows what its bulletin would say."""
    names = ("title", "body", "urgency", "exercise")
    return {name: request.GET[name] for name in names if request.GET.get(name)}


def _left_behind(form: BulletinForm, circle: Circle, by: Member) -> list[File]:
    """The files of the bulletin that is being corrected: they are not taken over."""
    corrected = (form.cleaned_data if form.is_bound else form.initial).get("corrects")
    if not corrected:
        return []
    attached = Attachment.objects.filter(
        circle_id=circle.id,
        bulletin__id=corrected,
        bulletin__organization_id__in=queries.issuers_for(by),
        reply=None,
    )
    return [one.file for one in attached.select_related("file").order_by("id")]


def _as_before(earlier: Bulletin, others: int) -> dict[str, Any]:
    """What a correction begins with: the bulletin as it was, to the same organizations."""
    told = list(
        Receipt.objects.filter(circle_id=earlier.circle_id, bulletin=earlier).values_list(
            "organization_id", flat=True
        )
    )
    same = ("kind", "urgency", "title", "body", "required_action", "classification", "exercise")
    return {
        **{name: getattr(earlier, name) for name in same},
        "corrects": earlier.id,
        "to": BulletinForm.ALL if len(told) >= others else BulletinForm.CHOSEN,
        "organizations": told,
    }
