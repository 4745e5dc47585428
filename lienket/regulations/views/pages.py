"""Reading: the list, a regulation as it holds on a day, and what differs between two texts."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lienket.circles import queries as circles
from lienket.kernel.charts import Lineage, Stage
from lienket.organizations.names import NamesNow
from lienket.organizations.web import MemberRequest, member_required
from lienket.regulations import queries, rules
from lienket.regulations.actions import MANAGE
from lienket.regulations.models import Clause, Party, Regulation, Round, Signature, Version
from lienket.regulations.text import diff
from lienket.regulations.text.tree import Placed
from lienket.regulations.views.common import PAGE, found, state_words, states_in_words


@require_safe
@member_required
def regulations(request: MemberRequest, circle_id: int) -> HttpResponse:
    """All regulations of a circle."""
    by, today = request.member, queries.local_day(timezone.now())
    circle = circles.circles_for(by).get(id=circle_id)
    listed = queries.listed(by, circle_id, today)
    paging = Paginator(listed, PAGE).get_page(request.GET.get("page"))
    rows = list(paging)
    return render(
        request,
        "regulations/list.html",
        {
            "place": "circles",
            "circle": circle,
            "rows": [
                {"regulation": one, "state": state}
                for one, state in zip(rows, states_in_words(rows), strict=True)
            ],
            "paging": paging,
            "may_draft": by.may(MANAGE) and circle.closed_at is None,
        },
    )


@require_safe
@member_required
def regulation(request: MemberRequest, regulation_id: int) -> HttpResponse:
    """A regulation: its head, parties and signatures, and the text of a day or of the draft."""
    by, today = request.member, queries.local_day(timezone.now())
    one = found(request, regulation_id)
    day = _day(request.GET.get("on", ""))
    draft = queries.draft_of(one)
    shown = _shown(request, one, draft, day or today, asked=day is not None)
    parties = list(queries.parties_of(one))
    signed_version = draft if draft and (shown == draft or not one.signed_at) else shown
    clauses = list(queries.clauses_of(shown)) if shown else []
    return render(
        request,
        "regulations/regulation.html",
        {
            "place": "circles",
            "circle": one.circle,
            "regulation": one,
            "state": state_words(one),
            "day": day,
            "shown": shown,
            "draft": draft,
            "is_draft": shown is not None and shown == draft,
            "versions": one.versions.filter(adopted_at__isnull=False).order_by("number"),
            "clauses": _with_comments(clauses, shown),
            "contents": [c for c in clauses if c.level in {"chapter", "section", "article"}],
            "parties": _signed(parties, signed_version),
            "lineage": _lineage(request, one),
            "summaries": queries.summaries_of(one),
            "silent": _silent(one, today),
            **_may(request, one, draft, parties, today),
            "signed_so_far": queries.signed_so_far([one])[one.id] if draft else None,
            "is_own": one.organization_id == by.organization_id,
        },
    )


@require_safe
@member_required
def passage(request: MemberRequest, clause_id: int) -> HttpResponse:
    """Lead to a clause in the text as it holds from its day on."""
    mine = queries.regulations_for(request.member)
    clause = Clause.objects.select_related("version").get(
        id=clause_id, version__adopted_at__isnull=False, version__regulation__in=mine
    )
    version = clause.version
    address = reverse("regulations:regulation", args=[version.regulation_id])
    return redirect(f"{address}?on={version.in_force_from}#{clause.key}")


@require_safe
@member_required
def differences(request: MemberRequest, regulation_id: int) -> HttpResponse:
    """What changed between two versions of a regulation or of its earlier term."""
    one = found(request, regulation_id)
    line = _versions(one)
    new = _chosen(line, request.GET.get("new", "")) or (line[-1] if line else None)
    before = [v for v in line if new and v.id != new.id]
    old = _chosen(line, request.GET.get("old", "")) or (before[-1] if before else None)
    changes = diff.compare(_placed(old), _placed(new)) if old and new else []
    return render(
        request,
        "regulations/differences.html",
        {
            "place": "circles",
            "circle": one.circle,
            "regulation": one,
            "versions": line,
            "old": old,
            "new": new,
            "changes": [
                {"fold": each} if isinstance(each, diff.Fold) else {"change": each}
                for each in diff.folded(changes)
            ],
            "counts": {
                kind: sum(change.kind == kind for change in changes)
                for kind in ("changed", "added", "removed", "moved")
            },
        },
    )


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def _shown(
    request: MemberRequest, one: Regulation, draft: Version | None, day: date, *, asked: bool
) -> Version | None:
    """The draft while nothing is signed or when it is asked for; else the text of the day."""
    if draft and (not one.signed_at or "draft" in request.GET):
        return draft
    held = queries.version_on(one, day)
    return held or (None if asked else queries.latest(one))


def _with_comments(clauses: Sequence[Clause], version: Version | None) -> list[dict[str, Any]]:
    remarks: dict[str, list[object]] = {}
    for comment in queries.comments_on(version) if version else []:
        remarks.setdefault(comment.clause_key, []).append(comment)
    return [
        {
            "clause": one,
            "comments": remarks.get(one.key, []),
            "adapted": one.inherited_key
            and one.inherited_text != diff.words_of(queries.node_of(one)),
        }
        for one in clauses
    ]


def _signed(parties: Sequence[Party], version: Version | None) -> list[dict[str, Any]]:
    given: dict[int, Signature] = (
        {one.party_id: one for one in queries.signatures_of(version)} if version else {}
    )
    names = NamesNow([party.organization_id for party in parties if party.organization_id])
    return [
        {
            "party": party,
            "signature": given.get(party.id),
            "called": names.called(party.name, party.organization)
            if party.organization
            else party.name,
        }
        for party in parties
    ]


def _may(
    request: MemberRequest,
    one: Regulation,
    draft: Version | None,
    parties: Sequence[Party],
    today: date,
) -> dict[str, bool]:
    """What the one who looks may do now."""
    by = request.member
    opened = queries.open_round(draft) if draft else None
    signatures = set(
        queries.signatures_of(draft).values_list("party_id", flat=True) if draft else ()
    )
    keeps = one.organization_id == by.organization_id and by.may(MANAGE)
    signing = [party for party in parties if party.signs]
    # Several sign only once they are asked, so that nobody binds itself before all can read it.
    asked = opened is not None and opened.kind == Round.Kind.SIGNING
    in_turn = asked or bool(signatures) or len(signing) == 1
    can_be_signed = draft is not None and draft.clauses.exists()
    state = queries.state_of(one, today)
    binding = state in rules.BINDING | {rules.State.SIGNED}
    consulted = opened is not None and opened.kind == Round.Kind.CONSULTATION
    own = [p for p in parties if p.organization_id == by.organization_id]
    return {
        "may_manage": by.may(MANAGE),
        "may_write": keeps and draft is not None and not signatures and opened is None,
        "can_be_asked": can_be_signed,
        "may_discard": keeps and draft is not None and not signatures,
        "may_start_over": keeps and bool(signatures),
        "may_close": keeps and opened is not None,
        "is_consulted": consulted,
        "may_comment": consulted and bool(own) and by.may(MANAGE),
        "may_sign": can_be_signed
        and in_turn
        and not consulted
        and by.may(MANAGE)
        and any(p.signs and p.id not in signatures for p in own),
        "may_ask": keeps
        and can_be_signed
        and not in_turn
        and opened is None
        and len(signing) > 1
        and one.valid_from is not None,
        "may_record": keeps and can_be_signed and not consulted,
        "may_amend": keeps and binding and draft is None,
        "may_end": keeps and binding,
        "may_renew": keeps
        and (draft is None or not one.signed_at)
        and one.signed_at is not None
        and one.ended_at is None
        and not Regulation.objects.filter(renews=one).exists(),
        "may_report": keeps
        and one.signed_at is not None
        and queries.regulations_for(by).filter(id=one.cascade_of_id or 0).exists(),
        "may_cascade": one.signed_at is not None
        and by.may(MANAGE)
        and queries.is_bound(one, by.organization_id),
        "may_publish": keeps and binding and queries.is_proven(one, today),
    }


def _silent(one: Regulation, today: date) -> list[str]:
    """Lower regulations in sight that have published nothing in this quarter."""
    children = list(Regulation.objects.filter(cascade_of=one, signed_at__isnull=False))
    first, _last = rules.quarter(today)
    told = set(
        queries.summaries_of(one)
        .filter(published_at__date__gte=first)
        .values_list("child", flat=True)
    )
    return [
        str(child)
        for child in children
        if not any(child.code and f"({child.code})" in name for name in told)
    ]


def _versions(one: Regulation) -> list[Version]:
    """All versions of the earlier term and of this one, drafts too, the oldest first."""
    terms = [term for term in (one.renews_id, one.id) if term]
    found = Version.objects.filter(circle_id=one.circle_id, regulation__in=terms)
    return list(found.select_related("regulation").order_by("regulation__drafted_at", "number"))


def _chosen(versions: Sequence[Version], given: str) -> Version | None:
    return next((one for one in versions if str(one.id) == given), None)


def _placed(version: Version) -> list[Placed]:
    rows = queries.rows_of(queries.clauses_of(version))
    return [Placed(row.key, row.parent, row.node) for row in rows]


def _lineage(request: MemberRequest, one: Regulation) -> Lineage:
    """From what the first term cites to the last renewal, with amendments and lower ones."""
    by, today = request.member, queries.local_day(timezone.now())
    first = one
    while first.renews_id:
        first = queries.regulations_for(by).get(id=first.renews_id)
    stages: list[Stage] = []
    if first.cites:
        stages.append(Stage(first.cites, _("basis"), 0))
    base = len(stages)
    term: Regulation | None = queries.with_state(by, today).get(id=first.id)
    while term:
        stages.append(_stage(term, base, current=term.id == one.id))
        for version in term.versions.filter(number__gt=1).order_by("number"):
            words = f"{version.in_force_from:%d/%m/%Y}" if version.in_force_from else _("Draft")
            stages.append(Stage(version.amendment, words, base + 1))
        for child in queries.with_state(by, today).filter(cascade_of=term).order_by("id"):
            stages.append(_stage(child, base + 1, current=False))
        term = queries.with_state(by, today).filter(renews=term).first()
    return Lineage(_("Lineage"), stages)


def _stage(term: Regulation, depth: int, *, current: bool) -> Stage:
    span = " – ".join(f"{day:%d/%m/%Y}" for day in (term.valid_from, term.valid_to) if day)
    words = f"{state_words(term)['word']} · {span}" if span else str(state_words(term)["word"])
    name = str(term)
    address = "" if current else reverse("regulations:regulation", args=[term.id])
    return Stage(name, words, depth, address, current)
