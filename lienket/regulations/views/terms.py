"""Amending, renewing, carrying on, ending and discarding."""

from datetime import date, timedelta

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lienket.circles import queries as circles
from lienket.organizations.web import MemberRequest, member_required
from lienket.regulations import actions, queries
from lienket.regulations.actions import MANAGE
from lienket.regulations.forms import AmendForm, CascadeForm, EndForm, RenewForm, SureForm
from lienket.regulations.models import Clause, Regulation
from lienket.regulations.views.common import found, one_form, regulation_url


@member_required
def amendment(request: MemberRequest, regulation_id: int) -> HttpResponse:
    """Begin an amendment."""
    by = request.member
    by.require(MANAGE)
    return one_form(
        request,
        found(request, regulation_id),
        AmendForm(request.POST or None),
        lambda given: actions.amend(
            regulation_id=regulation_id, by=by, now=timezone.now(), **given
        ),
        title=_("Amend the regulation"),
        explained=_("The text in force is copied as a draft. It holds once all have signed it."),
        button=_("Begin the amendment"),
        done=_("The amendment was begun. Change the text now."),
        to=lambda version: reverse("regulations:text", args=[version.regulation_id]),
    )


@member_required
def renewal(request: MemberRequest, regulation_id: int) -> HttpResponse:
    """Begin the next term."""
    by = request.member
    by.require(MANAGE)
    regulation = found(request, regulation_id)
    begins = regulation.valid_to + timedelta(days=1) if regulation.valid_to else None
    return one_form(
        request,
        regulation,
        RenewForm(
            request.POST or None,
            initial={
                "title": regulation.title,
                "valid_from": begins,
                "valid_to": _as_long(regulation, begins),
            },
        ),
        lambda given: actions.renew(
            regulation_id=regulation_id, by=by, now=timezone.now(), **given
        ),
        title=_("Renew for the next term"),
        explained=_("Parties and text are copied into a new draft, which all parties sign."),
        button=_("Begin the next term"),
        icon="repeat",
        done=_("The next term was begun as a draft."),
        to=lambda following: regulation_url(following.id),
    )


@member_required
def ending(request: MemberRequest, regulation_id: int) -> HttpResponse:
    """End a regulation before its term."""
    by = request.member
    by.require(MANAGE)
    return one_form(
        request,
        found(request, regulation_id),
        EndForm(request.POST or None),
        lambda given: actions.end(regulation_id=regulation_id, by=by, now=timezone.now(), **given),
        title=_("End the regulation"),
        explained=_("It binds nobody from tomorrow on. This cannot be undone."),
        button=_("End it"),
        icon="archive",
        removes=True,
        done=_("The regulation has ended."),
    )


@member_required
def discard(request: MemberRequest, regulation_id: int) -> HttpResponse:
    """Throw a draft away."""
    by = request.member
    by.require(MANAGE)
    regulation = found(request, regulation_id)
    kept = regulation.signed_at is not None
    circle_id = regulation.circle_id
    return one_form(
        request,
        regulation,
        SureForm(request.POST or None),
        lambda given: actions.discard(regulation_id=regulation_id, by=by, now=timezone.now()),
        title=_("Discard the draft"),
        explained=_("What was written and commented in this draft is gone for good.")
        if kept
        else _(
            "What was written and commented in this draft is gone for good, with its obligations"
            " and the plans you drafted for it."
        ),
        button=_("Discard"),
        icon="trash",
        removes=True,
        done=_("The draft was discarded."),
        to=lambda _nothing: (
            regulation_url(regulation_id) if kept else reverse("regulations:list", args=[circle_id])
        ),
    )


@member_required
def cascade(request: MemberRequest, regulation_id: int) -> HttpResponse:
    """Begin a lower regulation in another circle."""
    by = request.member
    by.require(MANAGE)
    upper = found(request, regulation_id)
    version = queries.latest(upper)
    others = circles.circles_for(by).filter(closed_at=None).exclude(id=upper.circle_id)
    bound = request.GET.get("for") == "contractor"
    return one_form(
        request,
        upper,
        CascadeForm(
            request.POST or None,
            circles=others,
            articles=_articles(version.id) if version else [],
            initial={
                "valid_from": upper.valid_from,
                "valid_to": upper.valid_to,
                "form": Regulation.Form.INTERNAL if bound else Regulation.Form.SIGNED,
            },
        ),
        lambda given: actions.cascade(
            regulation_id=regulation_id,
            circle_id=given.pop("circle"),
            keys=given.pop("articles"),
            by=by,
            now=timezone.now(),
            **given,
        ),
        title=_("Bind a contractor") if bound else _("Carry on into another circle"),
        explained=_(
            "Choose the circle you share with the contractor, and the articles that bind it. "
            "The contractor reads these, and nothing else of this regulation."
        )
        if bound
        else _(
            "The new regulation cites this one and takes over the chosen articles, "
            "which you can then adapt. Its parties are the members of that circle."
        ),
        button=_("Begin the draft"),
        icon="hierarchy-2",
        done=_("The draft was begun in the other circle."),
        to=lambda lower: regulation_url(lower.id),
    )


def _articles(version_id: int) -> list[Clause]:
    return list(Clause.objects.filter(version_id=version_id, level="article").order_by("position"))


def _as_long(regulation: Regulation, begins: date | None) -> date | None:
    """The last day of a term as long in years as this one."""
    if not (begins and regulation.valid_from and regulation.valid_to):
        return None
    years = begins.year - regulation.valid_from.year
    return regulation.valid_to.replace(year=regulation.valid_to.year + years, day=28) + timedelta(
        days=regulation.valid_to.day - 28
    )
