"""The good examples of a circle: told, answered by those concerned, published, taken back."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lienket.awareness import actions, queries
from lienket.awareness.actions.common import ANSWER, ISSUE
from lienket.awareness.forms.stories import AnswerForm, PersonForm, ReasonForm, StoryForm
from lienket.awareness.models import Consent, Story
from lienket.awareness.standing import StoryRow
from lienket.awareness.views.page import PAGE, both, members_of, others_in, show
from lienket.circles import queries as circles
from lienket.kernel.actors import Member
from lienket.organizations.web import MemberRequest, member_required


@require_safe
@member_required
def list_(request: MemberRequest, circle_id: int) -> HttpResponse:
    """What members may read, and what one's own organization tells or is asked about."""
    by = request.member
    circle = circles.circles_for(by).get(id=circle_id)
    found = queries.stories_for(by).filter(circle=circle)
    paging = Paginator(found, PAGE).get_page(request.GET.get("page"))
    page = {
        "paging": paging,
        "rows": [StoryRow.of(one) for one in paging.object_list],
        "may_tell": by.may(ISSUE) and circle.closed_at is None,
    }
    return show(request, circle, "stories.html", page)


@both
@member_required
def tell(request: MemberRequest, circle_id: int) -> HttpResponse:
    """Tell a good example."""
    by = request.member
    by.require(ISSUE)
    circle = circles.circles_for(by).get(id=circle_id)
    form = StoryForm(request.POST or None, members=members_of(circle), others=others_in(circle, by))
    if form.is_bound and form.is_valid():
        with form.refusals():
            told = actions.tell_story(
                circle_id=circle.id,
                draft=form.draft,
                by=by,
                now=timezone.now(),
                not_secret=form.sure,
            )
            messages.success(request, _("Written down as {number}.").format(number=told.reference))
            return redirect("awareness:story", told.id)
    page = {
        "form": form,
        "heading": _("Tell a good example"),
        "text": _("Those concerned read it first. Once all of them agree, all members read it."),
        "button": _("Ask those concerned"),
        "about": _("Good examples"),
        "back": reverse("awareness:stories", args=[circle.id]),
    }
    return show(request, circle, "decide.html", page, form)


@require_safe
@member_required
def story(request: MemberRequest, story_id: int) -> HttpResponse:
    """What was done, who agreed to what, and what one may do now."""
    return _page(request, story_id)


@require_POST
@member_required
def answer(request: MemberRequest, consent_id: int) -> HttpResponse:
    """Say whether others may read it."""
    consent = queries.consents_for(request.member).get(id=consent_id)
    form = answer_form(consent, request.POST)
    if form.is_valid():
        with form.refusals():
            take_answer(consent, form, by=request.member)
            return redirect("awareness:story", consent.story_id)
    return _page(request, consent.story_id, form)


@require_POST
@member_required
def propose(request: MemberRequest, story_id: int) -> HttpResponse:
    """Ask those concerned whether everybody may read it."""
    actions.propose_publication(
        story_id=story_id,
        person_agrees="person_agrees" in request.POST,
        by=request.member,
        now=timezone.now(),
    )
    return redirect("awareness:story", story_id)


@require_POST
@member_required
def publish(request: MemberRequest, story_id: int) -> HttpResponse:
    """Let everybody read it."""
    actions.publish(story_id=story_id, by=request.member, now=timezone.now())
    messages.success(request, _("Everybody can read it now."))
    return redirect("awareness:story", story_id)


@both
@member_required
def withdraw(request: MemberRequest, story_id: int) -> HttpResponse:
    """Take it back altogether."""
    return _take_back(request, story_id, public_only=False)


@both
@member_required
def unpublish(request: MemberRequest, story_id: int) -> HttpResponse:
    """Take it back from the public; members go on reading it."""
    return _take_back(request, story_id, public_only=True)


def answer_form(consent: Consent, data: Any = None) -> AnswerForm:
    """What an organization is asked about a story."""
    about_person = consent.story.person_of_id == consent.organization_id
    return AnswerForm(data, about_person=about_person)


def take_answer(consent: Consent, form: AnswerForm, *, by: Any) -> None:
    """Carry out what was answered."""
    given = form.cleaned_data
    actions.answer(
        consent_id=consent.id,
        agrees=given["agrees"],
        person_agrees=given.get("person_agrees", False),
        reason=given["reason"],
        by=by,
        now=timezone.now(),
        not_secret=form.sure,
    )


def _take_back(request: MemberRequest, story_id: int, *, public_only: bool) -> HttpResponse:
    by = request.member
    found = queries.stories_for(by).get(id=story_id)
    form = ReasonForm(request.POST or None)
    if form.is_bound and form.is_valid():
        with form.refusals():
            actions.withdraw(
                story_id=found.id,
                reason=form.cleaned_data["reason"],
                public_only=public_only,
                by=by,
                now=timezone.now(),
                not_secret=form.sure,
            )
            return redirect("awareness:story", found.id)
    page = {
        "form": form,
        "heading": _("Take it back from the public") if public_only else _("Withdraw the story"),
        "text": _("Its public page is emptied at once; members go on reading it.")
        if public_only
        else _("Only those concerned can read it then; its public page is emptied at once."),
        "button": _("Take it back") if public_only else _("Withdraw"),
        "remove": True,
        "about": f"{found.reference} · {found.title}",
        "back": reverse("awareness:story", args=[found.id]),
    }
    return show(request, found.circle, "decide.html", page, form)


def _page(request: MemberRequest, story_id: int, refused: AnswerForm | None = None) -> HttpResponse:
    by = request.member
    found = queries.stories_for(by).get(id=story_id)
    own = queries.consents_for(by).filter(story=found)
    # Whoever did not agree may come to agree.
    consent = own.filter(story__withdrawn_at=None).exclude(agrees=True).first()
    public = getattr(found, "publication", None)
    concerned = own.exists()
    page = {
        "story": found,
        "row": StoryRow.of(found),
        "consents": consents_of(found) if concerned else (),
        "withdrawals": found.withdrawals.select_related("organization").order_by("at"),
        "consent": consent if by.may(ANSWER) else None,
        "form": refused or (answer_form(consent) if consent else None),
        "public_url": settings.PUBLIC_URL + reverse("awareness:public_story", args=[public.code])
        if public and not public.withdrawn_at
        else "",
        **_rights(found, by, concerned=concerned),
    }
    return show(request, found.circle, "story.html", page, *([refused] if refused else []))


def consents_of(found: Story) -> list[Consent]:
    """Who was asked what, in order."""
    return list(found.consents.select_related("organization").order_by("purpose", "id"))


def _rights(found: Story, by: Member, *, concerned: bool) -> dict[str, Any]:
    """What the reader may do now."""
    open_ = found.withdrawn_at is None and found.circle.closed_at is None
    tells = open_ and found.organization_id == by.organization_id and by.may(ISSUE)
    public = getattr(found, "publication", None)
    own_person = found.person_of_id == by.organization_id
    proposes = tells and found.shared_at is not None and found.proposed_at is None
    return {
        "propose_form": PersonForm(about_person=own_person) if proposes else None,
        "may_publish": tells and queries.to_publish(by).filter(id=found.id).exists(),
        "may_withdraw": open_ and concerned and by.may(ANSWER),
        "may_unpublish": open_
        and concerned
        and by.may(ANSWER)
        and public is not None
        and public.withdrawn_at is None,
    }
