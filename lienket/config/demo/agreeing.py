"""Plays the regulations of a scene through the product itself, and what came of them since."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path

from lienket.circles import actions as circles
from lienket.circles.models import Circle
from lienket.config.demo.agreement import Agreement, Amendment, Bound, Lower, Shared
from lienket.config.demo.days import at_clock, day_of, years_later
from lienket.config.demo.founding import Founded, Stage
from lienket.delivery.models import Urgency
from lienket.disseminations import actions as disseminations
from lienket.documents.reading.lines import SourceLine
from lienket.kernel import rls
from lienket.kernel.actors import Engine, Member
from lienket.obligations import actions as obligations
from lienket.obligations import queries as obligation_queries
from lienket.obligations.actions import ObligationDraft
from lienket.obligations.models import Duty
from lienket.regulations import actions as regulations
from lienket.regulations.actions import PartyDraft
from lienket.regulations.models import Clause, Regulation, Version
from lienket.regulations.queries import draft_of, fingerprint_to_sign
from lienket.regulations.text.reading import read_text
from lienket.regulations.text.tree import Node

TEXTS = Path(__file__).parent / "texts"


def text_of(name: str) -> tuple[Node, ...]:
    """The text of a demonstration's regulation, read as an imported file is."""
    lines = (TEXTS / f"{name}.txt").read_text().splitlines()
    return read_text([SourceLine(line) for line in lines if line.strip()]).nodes


def agree(stage: Stage, agreement: Agreement, *, now: datetime) -> list[Duty]:
    """Draft the regulation and have all its parties sign it; then what came of it since.

    Returns the duties that began with the signatures, here and further down.
    """
    keeper = stage.units[next(one.unit for one in agreement.parties if one.unit)]
    began = at_clock(now - timedelta(days=agreement.signed), time(9))
    first = years_later(day_of(began), -agreement.began_years_ago)
    stage.see()
    regulation = regulations.draft(
        circle_id=stage.circle.id,
        form=agreement.form,
        title=agreement.title,
        valid_from=first,
        valid_to=years_later(first, agreement.years) - timedelta(days=1),
        by=keeper.head,
        now=began,
    )
    regulations.write_text(
        regulation_id=regulation.id, nodes=text_of(agreement.text), by=keeper.head, now=began
    )
    regulations.set_parties(
        regulation_id=regulation.id,
        parties=[_party(stage, one) for one in agreement.parties],
        by=keeper.head,
        now=began,
    )
    _define(regulation, agreement.owed, keeper.head, began)
    _sign(regulation, _signers(stage, agreement), began)
    duties = _start(regulation, began)
    for lower in agreement.lower:
        duties += _cascade(stage, regulation, lower, began)
    if agreement.amendment:
        _amend(stage, regulation, agreement, agreement.amendment, now)
    if agreement.renewal:
        _renew(stage, regulation, agreement, now)
    if agreement.shared:
        _share(regulation, agreement.shared, keeper, now)
    if agreement.spread:
        _spread(stage, regulation, keeper, now - timedelta(days=agreement.spread))
    return duties


def _define(
    regulation: Regulation, owed: Sequence[ObligationDraft], by: Member, at: datetime
) -> None:
    for draft in owed:
        obligations.define(regulation_id=regulation.id, draft=draft, by=by, now=at)


def _start(regulation: Regulation, at: datetime) -> list[Duty]:
    """What the worker does after the last signature."""
    register = obligation_queries.obligations_of(regulation.id)
    by = Engine(circles=(regulation.circle_id,))
    return obligations.start_all(register, regulation, by=by, now=at)


def _spread(stage: Stage, regulation: Regulation, keeper: Founded, at: datetime) -> None:
    """Everybody has to read the text; most have."""
    version = Version.objects.filter(regulation=regulation, adopted_at__isnull=False).latest("id")
    spread = disseminations.disseminate(
        circle_id=stage.circle.id,
        title=f"Quán triệt {regulation.title}",
        body="Đề nghị các đơn vị phổ biến đến từng cán bộ, nhân viên liên quan.",
        due_at=at + timedelta(days=20),
        urgency=Urgency.NORMAL,
        version_id=version.id,
        by=keeper.head,
        now=at,
    )
    for place, unit in enumerate(stage.units.values()):
        if unit.unit.habit == "silent" or unit.unit.observer or unit.unit.apart:
            continue
        for hours, member in enumerate(unit.members[: 3 - place % 2], start=3 * place + 2):
            disseminations.read(
                dissemination_id=spread.id, by=member, now=at + timedelta(hours=hours)
            )


def _share(regulation: Regulation, shared: Shared, keeper: Founded, now: datetime) -> None:
    regulations.publish_model(
        regulation_id=regulation.id,
        title=shared.title,
        site_kind=shared.site_kind,
        statement=shared.statement,
        names=shared.names,
        by=keeper.head,
        now=now - timedelta(days=shared.days_ago),
    )


def _signers(stage: Stage, agreement: Agreement) -> list[Member]:
    return [stage.units[one.unit].head for one in agreement.parties if one.unit and not one.through]


def _sign(regulation: Regulation, signers: list[Member], at: datetime) -> None:
    for minutes, signer in enumerate(signers):
        regulations.sign(
            regulation_id=regulation.id,
            seen=fingerprint_to_sign(regulation),
            by=signer,
            now=at + timedelta(minutes=minutes),
        )
    regulation.refresh_from_db()


def _party(stage: Stage, bound: Bound) -> PartyDraft:
    unit = stage.units.get(bound.unit)
    return PartyDraft(
        letter=bound.letter,
        name=unit.organization.name if unit else bound.name,
        organization_id=unit.id if unit else None,
        focal_unit=bound.focal,
        signatory=str(unit.people[0]) if unit and not bound.through else "",
        signatory_title=_title(unit) if unit and not bound.through else "",
        abbreviation=bound.abbreviation,
        bound_through=bound.through,
        signs=not bound.through,
    )


def _title(unit: Founded) -> str:
    appointment = unit.people[0].appointments.first()
    return appointment.title if appointment else ""


def _amend(
    stage: Stage,
    regulation: Regulation,
    agreement: Agreement,
    amendment: Amendment,
    now: datetime,
) -> None:
    at = now - timedelta(days=amendment.days_ago)
    keeper = stage.units[agreement.parties[0].unit].head
    version = regulations.amend(
        regulation_id=regulation.id,
        title=amendment.title,
        in_force_from=day_of(at),
        by=keeper,
        now=at,
    )
    clause = Clause.objects.get(version=version, key=amendment.key)
    regulations.edit_clause(
        clause_id=clause.id, heading=clause.heading, text=amendment.text, by=keeper, now=at
    )
    _sign(regulation, _signers(stage, agreement), at + timedelta(hours=1))


def _renew(stage: Stage, regulation: Regulation, agreement: Agreement, now: datetime) -> None:
    """The next term is put to the parties, and some have said something about it."""
    assert agreement.renewal
    assert regulation.valid_to
    days_ago, title = agreement.renewal
    at = now - timedelta(days=days_ago)
    keeper = stage.units[agreement.parties[0].unit].head
    begins = regulation.valid_to + timedelta(days=1)
    following = regulations.renew(
        regulation_id=regulation.id,
        title=title,
        valid_from=begins,
        valid_to=years_later(begins, agreement.years) - timedelta(days=1),
        by=keeper,
        now=at,
    )
    regulations.open_consultation(
        regulation_id=following.id, until=now + timedelta(days=6), by=keeper, now=at
    )
    for hours, (unit, key, words) in enumerate(agreement.remarks, start=5):
        regulations.comment(
            regulation_id=following.id,
            clause_key=key,
            text=words,
            by=stage.units[unit].head,
            now=at + timedelta(hours=hours),
        )


def _cascade(stage: Stage, upper: Regulation, lower: Lower, at: datetime) -> list[Duty]:
    """Two units form a circle of their own and sign a regulation that cites the upper one."""
    chair, other = stage.units[lower.chair], stage.units[lower.other]
    circle = _pair(lower.circle, chair.head, other.head, at)
    stage.lower[lower.other] = circle
    stage.see(circle.id)
    heads = [replace(one.head, circles=(*one.head.circles, circle.id)) for one in (chair, other)]
    regulation = regulations.cascade(
        regulation_id=upper.id,
        circle_id=circle.id,
        title=lower.title,
        keys=lower.keys,
        valid_from=upper.valid_from,
        valid_to=upper.valid_to,
        by=heads[0],
        now=at,
    )
    draft = draft_of(regulation)
    for key, text in lower.adapted:
        clause = Clause.objects.get(version=draft, key=key)
        regulations.edit_clause(
            clause_id=clause.id, heading=clause.heading, text=text, by=heads[0], now=at
        )
    _define(regulation, lower.owed, heads[0], at)
    _sign(regulation, heads, at + timedelta(days=3))
    duties = _start(regulation, at + timedelta(days=3))
    stage.see()
    return duties


def _pair(name: str, chair: Member, other: Member, at: datetime) -> Circle:
    rls.see([], [chair.organization_id, other.organization_id])
    circle = circles.form(name=name, by=chair, now=at)
    seeing = replace(chair, circles=(*chair.circles, circle.id))
    invitation = circles.invite(
        circle_id=circle.id, organization_id=other.organization_id, by=seeing, now=at
    )
    circles.answer_invitation(invitation_id=invitation.id, accept=True, by=other, now=at)
    return circle
