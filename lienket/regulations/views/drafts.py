"""Writing a draft: its head, parties and text."""

from collections.abc import Sequence
from dataclasses import asdict, replace

from django.contrib import messages
from django.forms import formset_factory
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lienket.circles import queries as circles
from lienket.kernel.errors import Refusal
from lienket.organizations.web import MemberRequest, member_required
from lienket.regulations import actions, queries, rules
from lienket.regulations.actions import MANAGE, PartyDraft
from lienket.regulations.forms import (
    ClauseForm,
    DraftForm,
    HeadForm,
    NewClauseForm,
    PartyForm,
    SureForm,
)
from lienket.regulations.models import Clause, Party, Regulation
from lienket.regulations.text.tree import Node, citation
from lienket.regulations.views.common import found, one_form, regulation_url

EMPTY_ROWS = 3


@member_required
def new(request: MemberRequest, circle_id: int) -> HttpResponse:
    """Begin a regulation in a circle."""
    by = request.member
    by.require(MANAGE)
    circle = circles.circles_for(by).get(id=circle_id)
    return one_form(
        request,
        Regulation(circle=circle),
        DraftForm(request.POST or None),
        lambda given: actions.draft(circle_id=circle_id, by=by, now=timezone.now(), **given),
        title=_("New regulation"),
        explained=_("First its head; then you enter the parties and write the text."),
        button=_("Begin the draft"),
        done=_("The draft was begun. Enter the parties next."),
        to=lambda drafted: reverse("regulations:parties", args=[drafted.id]),
    )


@member_required
def head(request: MemberRequest, regulation_id: int) -> HttpResponse:
    """Change title, term and basis of a draft."""
    by = request.member
    by.require(MANAGE)
    regulation = found(request, regulation_id)
    initial = {
        name: getattr(regulation, name)
        for name in ("title", "valid_from", "valid_to", "cites", "place")
    }
    return one_form(
        request,
        regulation,
        HeadForm(request.POST or None, initial=initial),
        lambda given: actions.revise(
            regulation_id=regulation_id, by=by, now=timezone.now(), **given
        ),
        title=_("Title and term"),
        button=_("Save"),
        done=_("Saved."),
    )


@member_required
def parties(request: MemberRequest, regulation_id: int) -> HttpResponse:
    """All parties of a draft, a few empty rows below them; at first the members of the circle."""
    by, now = request.member, timezone.now()
    by.require(MANAGE)
    regulation = found(request, regulation_id)
    written = [_as_filled_in(party) for party in queries.parties_of(regulation)]
    likely = [] if written else actions.members_as_parties(regulation, by, now)
    rows = formset_factory(PartyForm, extra=EMPTY_ROWS, max_num=60, absolute_max=80)
    formset = rows(
        request.POST or None,
        initial=written or [asdict(party) for party in likely],
        form_kwargs={"members": queries.members_of(regulation, by, now)},
    )
    refused = ""
    if request.method == "POST" and formset.is_valid():
        given = [row.party for row in formset if row.party]
        if likely:
            given = _lettered_anew(given, likely)
        try:
            actions.set_parties(regulation_id=regulation_id, parties=given, by=by, now=now)
        except Refusal as refusal:
            refused = refusal.message
        else:
            messages.success(request, _("The parties were saved."))
            return redirect(regulation_url(regulation_id))
    return render(
        request,
        "regulations/parties.html",
        {
            "place": "circles",
            "circle": regulation.circle,
            "regulation": regulation,
            "formset": formset,
            "likely": likely,
            "refused": refused,
        },
        status=422 if request.method == "POST" else 200,
    )


@require_safe
@member_required
def text(request: MemberRequest, regulation_id: int) -> HttpResponse:
    """The text of a draft, clause by clause, to be written."""
    by = request.member
    by.require(MANAGE)
    regulation = found(request, regulation_id)
    version = queries.draft_of(regulation)
    keeps = version is not None and regulation.organization_id == by.organization_id
    signed = version is not None and queries.signatures_of(version).exists()
    return render(
        request,
        "regulations/text.html",
        {
            "place": "circles",
            "circle": regulation.circle,
            "regulation": regulation,
            "version": version,
            "signed": signed,
            "may_write": keeps and not signed and not queries.asked_now([regulation]),
            "clauses": queries.clauses_of(version) if version else [],
        },
    )


@member_required
def clause(request: MemberRequest, clause_id: int) -> HttpResponse:
    """Heading and text of one clause."""
    by = request.member
    by.require(MANAGE)
    one, regulation = _clause(request, clause_id)
    return one_form(
        request,
        regulation,
        ClauseForm(request.POST or None, initial={"heading": one.heading, "text": one.text}),
        lambda given: actions.edit_clause(clause_id=clause_id, by=by, now=timezone.now(), **given),
        title=citation(one.key) or _("Paragraph"),
        button=_("Save"),
        done=_("Saved."),
        to=lambda _clause: _place(regulation.id, one.key),
        inherited=one.inherited_text,
    )


@member_required
def clause_new(request: MemberRequest, regulation_id: int) -> HttpResponse:
    """Put in a clause, behind or below the one named in the address."""
    by = request.member
    by.require(MANAGE)
    regulation = found(request, regulation_id)
    after = request.GET.get("after", "")
    return one_form(
        request,
        regulation,
        NewClauseForm(request.POST or None),
        lambda given: actions.add_clause(
            regulation_id=regulation_id,
            after=after,
            node=Node(given["level"], given["number"], given["heading"], given["text"]),
            not_secret=given["not_secret"],
            by=by,
            now=timezone.now(),
        ),
        title=_("New clause after {place}").format(place=citation(after))
        if after
        else _("New clause at the end"),
        button=_("Put in"),
        done=_("The clause was put in."),
        to=lambda _version: _place(regulation_id, after),
    )


@member_required
def clause_removal(request: MemberRequest, clause_id: int) -> HttpResponse:
    """Take out a clause, with what stands below it."""
    by = request.member
    by.require(MANAGE)
    one, regulation = _clause(request, clause_id)
    return one_form(
        request,
        regulation,
        SureForm(request.POST or None),
        lambda given: actions.remove_clause(clause_id=clause_id, by=by, now=timezone.now()),
        title=_("Remove {place}").format(place=citation(one.key) or _("Paragraph")),
        explained=_("What stands below it is removed as well. Other numbers stay as they are."),
        button=_("Remove"),
        icon="trash",
        removes=True,
        done=_("Removed."),
        to=lambda _version: _place(regulation.id, ""),
    )


@require_POST
@member_required
def clause_move(request: MemberRequest, clause_id: int) -> HttpResponse:
    """Move a clause one place up or down."""
    one, regulation = _clause(request, clause_id)
    places = -1 if request.POST.get("to") == "up" else 1
    actions.move_clause(clause_id=clause_id, places=places, by=request.member, now=timezone.now())
    return redirect(_place(regulation.id, one.key))


def _clause(request: MemberRequest, clause_id: int) -> tuple[Clause, Regulation]:
    one = Clause.objects.select_related("version").get(
        id=clause_id, circle_id__in=request.member.circles
    )
    return one, found(request, one.version.regulation_id)


def _place(regulation_id: int, key: str) -> str:
    address = reverse("regulations:text", args=[regulation_id])
    return f"{address}#{key}" if key else address


def _lettered_anew(given: Sequence[PartyDraft], likely: Sequence[PartyDraft]) -> list[PartyDraft]:
    """Parties A, B, C … without gaps, unless somebody chose letters in place of ours."""
    ours = {party.organization_id: party.letter for party in likely}
    if any(ours.get(party.organization_id) != party.letter for party in given):
        return list(given)
    letters = rules.letters(len(given))
    return [replace(party, letter=letter) for party, letter in zip(given, letters, strict=True)]


def _as_filled_in(party: Party) -> dict[str, object]:
    names = (
        *("letter", "name", "organization_id", "abbreviation", "focal_unit"),
        *("signatory", "signatory_title", "signs"),
    )
    bound = party.bound_through.letter if party.bound_through else ""
    return {name: getattr(party, name) for name in names} | {"bound_through": bound}
