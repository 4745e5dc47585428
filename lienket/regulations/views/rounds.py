"""Consulting the parties, answering comments, and signing."""

from collections.abc import Iterator
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lienket.delivery.matters import opens
from lienket.delivery.models import Envelope
from lienket.kernel.actors import LinkHolder
from lienket.organizations.web import MemberRequest, member_required
from lienket.regulations import actions, queries
from lienket.regulations.actions import MANAGE
from lienket.regulations.forms import (
    AnswerForm,
    CommentForm,
    PaperForm,
    SignForm,
    SureForm,
    UntilForm,
)
from lienket.regulations.models import Comment, Consent, Party, Regulation, Round, Version
from lienket.regulations.views.common import found, one_form, regulation_url


@member_required
def consultation_new(request: MemberRequest, regulation_id: int) -> HttpResponse:
    """Ask all parties for comments until a day."""
    by = request.member
    by.require(MANAGE)
    regulation = found(request, regulation_id)
    if not _has_text(regulation):
        return _write_first(request, regulation)
    return one_form(
        request,
        regulation,
        UntilForm(request.POST or None),
        lambda given: actions.open_consultation(
            regulation_id=regulation_id, until=given["until"], by=by, now=timezone.now()
        ),
        title=_("Consult the parties"),
        explained=_(
            "Every other party is asked to comment, or to say that it has no comment. "
            "The text stays as it is until you close the consultation."
        ),
        button=_("Ask for comments"),
        icon="send",
        done=_("The parties are asked for their comments."),
    )


@member_required
def signing_new(request: MemberRequest, regulation_id: int) -> HttpResponse:
    """Ask all signing parties for their signatures until a day."""
    by = request.member
    by.require(MANAGE)
    regulation = found(request, regulation_id)
    if not _has_text(regulation):
        return _write_first(request, regulation)
    return one_form(
        request,
        regulation,
        UntilForm(request.POST or None),
        lambda given: actions.open_signing(
            regulation_id=regulation_id, until=given["until"], by=by, now=timezone.now()
        ),
        title=_("Ask for signatures"),
        explained=_("Every party that signs is asked for its signature. The text is frozen."),
        button=_("Ask for signatures"),
        icon="send",
        done=_("The parties are asked for their signatures."),
    )


@member_required
def round_close(request: MemberRequest, regulation_id: int) -> HttpResponse:
    """Stop asking, so that the text can be changed."""
    by = request.member
    by.require(MANAGE)
    return one_form(
        request,
        found(request, regulation_id),
        SureForm(request.POST or None),
        lambda given: actions.close_round(regulation_id=regulation_id, by=by, now=timezone.now()),
        title=_("Stop asking the parties"),
        explained=_("Whoever has not answered is asked no more. Comments stay readable."),
        button=_("Stop asking"),
        icon="check",
        done=_("The parties are asked no more. The text can be changed."),
    )


@member_required
def consultation(request: MemberRequest, regulation_id: int) -> HttpResponse:
    """Who has answered, all comments with what became of them, and one's own answer."""
    by, now = request.member, timezone.now()
    regulation = found(request, regulation_id)
    version = queries.draft_of(regulation) or queries.latest(regulation)
    opened = queries.open_round(version) if version else None
    consulted = opened is not None and opened.kind == Round.Kind.CONSULTATION
    parties = list(queries.parties_of(regulation))
    is_party = by.organization_id in {party.organization_id for party in parties}
    form = CommentForm(
        request.POST or None,
        keys=queries.clauses_of(version).exclude(level="paragraph").values_list("key", "heading")
        if version
        else [],
        initial={"clause_key": request.GET.get("clause", "")},
    )
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.comment(regulation_id=regulation_id, by=by, now=now, **form.cleaned_data)
            messages.success(request, _("Your comment was recorded."))
            return redirect("regulations:consultation", regulation_id)
    comments = list(queries.comments_on(version)) if version else []
    return render(
        request,
        "regulations/consultation.html",
        {
            "place": "circles",
            "circle": regulation.circle,
            "regulation": regulation,
            "opened": opened if consulted else None,
            "asked": _answers(parties, version, comments),
            "comments": comments,
            "form": form if consulted and is_party and by.may(MANAGE) else None,
            # Nobody asks the keeper, and whoever has commented does not agree with everything.
            "may_consent": opened is not None
            and regulation.organization_id != by.organization_id
            and not any(
                one.organization_id == by.organization_id and one.round_id == opened.id
                for one in comments
            ),
            "keeps": regulation.organization_id == by.organization_id and by.may(MANAGE),
        },
        status=422 if request.method == "POST" else 200,
    )


@require_POST
@member_required
def consent(request: MemberRequest, regulation_id: int) -> HttpResponse:
    """Say that there is nothing to remark."""
    actions.no_comment(regulation_id=regulation_id, by=request.member, now=timezone.now())
    messages.success(request, _("Recorded: your organization has no comment."))
    return redirect("regulations:consultation", regulation_id)


@member_required
def comment_answer(request: MemberRequest, comment_id: int) -> HttpResponse:
    """Say what became of a comment."""
    by = request.member
    by.require(MANAGE)
    comment = queries.comments_for(by).select_related("round__version").get(id=comment_id)
    regulation = found(request, comment.round.version.regulation_id)
    return one_form(
        request,
        regulation,
        AnswerForm(request.POST or None),
        lambda given: actions.answer_comment(
            comment_id=comment_id, by=by, now=timezone.now(), **given
        ),
        title=_("Answer a comment"),
        button=_("Answer"),
        done=_("Answered."),
        to=lambda _comment: reverse("regulations:consultation", args=[regulation.id]),
        quoted=comment,
    )


@member_required
def signature(request: MemberRequest, regulation_id: int) -> HttpResponse:
    """What is signed, what signing means, and the signature."""
    by, now = request.member, timezone.now()
    by.require(MANAGE)
    regulation = found(request, regulation_id)
    version = queries.draft_of(regulation)
    amends = version is not None and regulation.signed_at is not None
    return one_form(
        request,
        regulation,
        SignForm(request.POST or None, initial={"seen": queries.fingerprint_to_sign(regulation)}),
        lambda given: actions.sign(
            regulation_id=regulation_id, seen=given["seen"], by=by, now=timezone.now()
        ),
        title=_("Sign for {organization}").format(organization=by.organization_name),
        explained=" ".join(_what_is_signed(regulation, version, queries.local_day(now))),
        to_read=reverse("regulations:differences", args=[regulation.id])
        if amends
        else regulation_url(regulation.id),
        read_label=_("What changed") if amends else _("Read the text"),
        button=_("Sign"),
        icon="signature",
        done=_("Signed."),
    )


def _what_is_signed(regulation: Regulation, version: Version | None, today: date) -> Iterator[str]:
    """Sentences that say to what, and from when on, a signature binds."""
    begins = regulation.valid_from
    if version and regulation.signed_at:
        yield _("You sign the amendment “{name}”.").format(name=version.amendment)
    elif begins and begins < today:
        yield _("The regulation holds from {day} on, which has passed already.").format(
            day=f"{begins:%d/%m/%Y}"
        )
    yield _(
        "You sign under your own appointment, and your organization is bound by this text. "
        "Nobody takes a signature back alone. With the last one the text is adopted."
    )


@member_required
def start_over(request: MemberRequest, regulation_id: int) -> HttpResponse:
    """Void the signatures given so far, so that the text can be changed."""
    by = request.member
    by.require(MANAGE)
    return one_form(
        request,
        found(request, regulation_id),
        SureForm(request.POST or None),
        lambda given: actions.start_over(regulation_id=regulation_id, by=by, now=timezone.now()),
        title=_("Change the text after all"),
        explained=_("The signatures given so far become void; everybody signs the new text again."),
        button=_("Void the signatures"),
        icon="arrow-back-up",
        removes=True,
        done=_("The text can be changed again."),
    )


@member_required
def signature_paper(request: MemberRequest, regulation_id: int, party_id: int) -> HttpResponse:
    """Record that a party which does not work here signed on paper."""
    by = request.member
    by.require(MANAGE)
    regulation = found(request, regulation_id)
    party: Party = queries.parties_of(regulation).get(id=party_id)
    return one_form(
        request,
        regulation,
        PaperForm(request.POST or None),
        lambda given: actions.record_paper_signature(
            regulation_id=regulation_id,
            party_id=party_id,
            signed_on=given["signed_on"],
            by=by,
            now=timezone.now(),
        ),
        title=_("{party} signed on paper").format(party=party.name),
        explained=_("You keep the signed paper. Your organization answers for this record."),
        button=_("Record the signature"),
        icon="signature",
        done=_("Recorded."),
    )


@opens("consultation")
@opens("signature")
def linked(
    request: HttpRequest, holder: LinkHolder, token: str, envelope: Envelope
) -> HttpResponse:
    """What a link tells: what is due and until when; answering needs to be signed in."""
    opened = Round.objects.select_related("version__regulation__organization").get(
        envelope=envelope
    )
    return render(
        request,
        "regulations/link.html",
        {"opened": opened, "regulation": opened.version.regulation},
    )


def _has_text(regulation: Regulation) -> bool:
    """Whether there is anything to ask about; without a draft the action says why not."""
    version = queries.draft_of(regulation)
    return version is None or version.clauses.exists()


def _write_first(request: MemberRequest, regulation: Regulation) -> HttpResponse:
    """Nothing can be asked about an empty text: lead to where it is written."""
    messages.warning(request, actions.NothingToRead().message)
    return redirect("regulations:text", regulation.id)


def _answers(
    parties: list[Party], version: Version | None, comments: list[Comment]
) -> list[dict[str, object]]:
    """Each party with how it has answered."""
    agreed = set(
        Consent.objects.filter(round__version=version).values_list("organization_id", flat=True)
    )
    counts: dict[int, int] = {}
    for comment in comments:
        counts[comment.organization_id] = counts.get(comment.organization_id, 0) + 1
    return [
        {
            "party": party,
            "comments": counts.get(party.organization_id or 0, 0),
            "agreed": party.organization_id in agreed,
        }
        for party in parties
    ]
