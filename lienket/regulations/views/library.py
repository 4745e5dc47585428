"""The library of models."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lienket.circles import queries as circles
from lienket.organizations.web import MemberRequest, member_required
from lienket.regulations import actions, companions, queries
from lienket.regulations.actions import MANAGE
from lienket.regulations.forms import AdoptForm, ModelForm
from lienket.regulations.models import Regulation
from lienket.regulations.text.anonymous import from_json
from lienket.regulations.text.tree import placed
from lienket.regulations.views.common import PAGE, found, one_form, regulation_url


@require_safe
@member_required
def models(request: MemberRequest) -> HttpResponse:
    """All published models."""
    paging = Paginator(queries.models(), PAGE).get_page(request.GET.get("page"))
    page = {"place": "circles", "models": list(paging), "paging": paging}
    return render(request, "regulations/models.html", page)


@require_safe
@member_required
def model(request: MemberRequest, model_id: int) -> HttpResponse:
    """One model with its text."""
    one = queries.models().get(id=model_id)
    return render(
        request,
        "regulations/model.html",
        {
            "place": "circles",
            "model": one,
            "nodes": [placed_one.node for placed_one in placed(from_json(one.tree))],
            "along": companions.shown(one.companions),
            "may_manage": request.member.may(MANAGE),
        },
    )


@member_required
def adoption(request: MemberRequest, model_id: int) -> HttpResponse:
    """Begin a draft with the text of a model."""
    by = request.member
    by.require(MANAGE)
    one = queries.models().get(id=model_id)
    own = circles.circles_for(by).filter(closed_at=None)
    return one_form(
        request,
        Regulation(),
        AdoptForm(request.POST or None, circles=own, initial={"title": one.title}),
        lambda given: actions.adopt_model(
            model_id=model_id,
            circle_id=given.pop("circle"),
            by=by,
            now=timezone.now(),
            **given,
        ),
        title=_("Start from this model"),
        button=_("Begin the draft"),
        done=_("The draft was begun with the text of the model."),
        to=lambda drafted: regulation_url(drafted.id),
    )


@member_required
def publication(request: MemberRequest, regulation_id: int) -> HttpResponse:
    """Publish the text without names: first the preview, then the confirmation."""
    by, now = request.member, timezone.now()
    by.require(MANAGE)
    regulation = found(request, regulation_id)
    form = ModelForm(request.POST or None)
    if request.method == "POST" and "confirmed" not in request.POST and form.is_valid():
        with form.refusals():
            nameless = actions.anonymous(regulation, form.listed, now)
            return render(
                request,
                "regulations/publication.html",
                {
                    "place": "circles",
                    "circle": regulation.circle,
                    "regulation": regulation,
                    "form": form,
                    "nodes": [one.node for one in placed(nameless.text)],
                    "along": companions.shown(nameless.companions),
                },
            )
    return one_form(
        request,
        regulation,
        form,
        lambda given: actions.publish_model(
            regulation_id=regulation_id,
            **{**given, "names": form.listed},
            by=by,
            now=now,
        ),
        title=_("Publish as a model"),
        explained=_(
            "Everybody who signs in here reads the published copy, for good, without any name. "
            "You see it before it is published."
        ),
        button=_("Preview"),
        icon="eye",
        done=_("The model is published."),
        to=lambda published: reverse("regulations:model", args=[published.id]),
    )
