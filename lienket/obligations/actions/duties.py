"""Starting duties where they concern somebody, and ending them."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from django.db import connection

from lienket.circles import actions as circle_actions
from lienket.circles import queries as circles
from lienket.circles.models import Circle
from lienket.journal import actions as journal
from lienket.kernel import rls
from lienket.kernel.actors import Actor, Engine
from lienket.obligations import queries, rules
from lienket.obligations.events import DutyStarted
from lienket.obligations.models import Duty, Obligation, ObligationParty
from lienket.obligations.rules.spans import midnight
from lienket.regulations.models import Regulation

JUST_BEFORE = timedelta(seconds=1)

#: Up to when periods are opened, by obligation and organization.
Opened = Mapping[tuple[int, int], datetime]


def start_all(
    obligations: Iterable[Obligation],
    regulation: Regulation,
    *,
    by: Actor,
    now: datetime,
    only: int | None = None,
    opened: Opened | None = None,
) -> list[Duty]:
    """Start each obligation as a duty of every responsible organization that works here.

    The duty lives in the subset circle of those concerned. A period that runs already is still
    owed if its due time lies ahead. With `only`, just those of this organization. What is already
    `opened` elsewhere goes on from there: no period is owed twice, and none is skipped.
    """
    started = []
    for obligation in obligations:
        for organization_id, jointly, counterparts in _owed(obligation):
            if only not in (None, organization_id):
                continue
            circle = _circle_of(
                regulation, {organization_id, *jointly, *counterparts}, organization_id, now
            )
            if circle is None:
                # Whoever is not a member (any more) cannot be asked.
                continue
            asker = (counterparts or [regulation.organization_id])[0]
            since = (opened or {}).get((obligation.id, organization_id))
            since = since or _since(obligation, regulation, organization_id, now)
            duty, is_new = _start(
                obligation, regulation, circle, organization_id, jointly, asker, since
            )
            started.append(duty)
            if is_new:
                journal.record(DutyStarted(duty.id), by=by, at=now, circle_id=circle.id)
    return started


def end_all(obligations: Iterable[Obligation], *, by: Actor, now: datetime) -> Opened:
    """Nothing more falls due of these; up to when their periods are opened."""
    ids = [obligation.id for obligation in obligations]
    with connection.cursor() as cursor:
        # In every subset of the circle, also where the one who acts is no member.
        cursor.execute("SELECT * FROM obligations_end_duties(%s::bigint[], %s)", [ids, now])
        return {(obligation, owing): until for obligation, owing, until in cursor.fetchall()}


def limit_all(obligations: Iterable[Obligation], last_day: date) -> None:
    """Nothing is asked of these that opens after `last_day`."""
    ids = [obligation.id for obligation in obligations]
    with connection.cursor() as cursor:
        cursor.execute("SELECT obligations_limit_duties(%s::bigint[], %s)", [ids, last_day])


def end_of(organization_id: int, *, circle_id: int, now: datetime) -> None:
    """An organization has left this circle: it owes nothing more, and is owed to no more.

    What is owed to others as well is asked for by one of them; what is left to nobody ends.
    """
    duties = Duty.objects.filter(circle_id=circle_id, ended_at=None)
    duties.filter(organization_id=organization_id).update(ended_at=now, opens_at=None)
    members = set(circles.members_of(circle_id, now).values_list("organization_id", flat=True))
    for duty in duties.filter(asker_id=organization_id).select_related("obligation"):
        others = [one for one in counterparts_of(duty) if one in members]
        others = [one for one in others if one not in (duty.organization_id, organization_id)]
        if others:
            duty.asker_id = others[0]
        else:
            duty.ended_at, duty.opens_at = now, None
        duty.save(update_fields=["asker", "ended_at", "opens_at"])


def counterparts_of(duty: Duty) -> list[int]:
    """The organizations to which the obligation of a duty is owed, as the regulation lists them."""
    parties = ObligationParty.objects.filter(
        obligation_id=duty.obligation_id,
        role=ObligationParty.Role.COUNTERPART,
        party__organization__isnull=False,
    )
    ordered = parties.order_by("party__position")
    return [one for one in ordered.values_list("party__organization_id", flat=True) if one]


def _owed(obligation: Obligation) -> list[tuple[int, list[int], list[int]]]:
    """Who owes it together with whom, and to whom."""
    by_role: dict[str, list[int]] = {}
    parts = obligation.parties.select_related("party").order_by("party__position")
    for part in parts:
        if part.party.organization_id:
            by_role.setdefault(part.role, []).append(part.party.organization_id)
    role = ObligationParty.Role
    jointly, counterparts = by_role.get(role.JOINTLY, []), by_role.get(role.COUNTERPART, [])
    owing = by_role.get(role.RESPONSIBLE, [])
    if office := obligation.council_office:
        owing = [office.organization_id]
        jointly = [one for one in jointly if one not in owing]
    # What all owe one another, each of them owes to the others.
    return [(one, jointly, [other for other in counterparts if other != one]) for one in owing]


def _circle_of(
    regulation: Regulation, concerned: set[int], organization_id: int, now: datetime
) -> Circle | None:
    """The circle of exactly those concerned: the regulation's own, or a subset of it."""
    members = set(
        circles.members_of(regulation.circle_id, now).values_list("organization_id", flat=True)
    )
    present = concerned & members
    if organization_id not in present:
        return None
    if len(present) < 2 or present == members:
        return Circle.objects.get(id=regulation.circle_id)
    # As the one that owes it: the keeper may be no member of the narrower circle.
    engine = Engine(circles=(regulation.circle_id,), organizations=(organization_id,))
    with rls.acting(engine):
        circle = circle_actions.subset(
            parent_id=regulation.circle_id, organization_ids=present, by=engine, now=now
        )
    rls.see_also(circle.id)
    return circle


def _start(
    obligation: Obligation,
    regulation: Regulation,
    circle: Circle,
    organization_id: int,
    jointly: list[int],
    asker_id: int,
    since: datetime,
) -> tuple[Duty, bool]:
    """The duty, and whether it was started only now."""
    running = Duty.objects.filter(
        circle=circle, obligation=obligation, organization_id=organization_id, ended_at=None
    ).first()
    if running:
        # Starting again changes nothing.
        return running, False
    following = rules.first_after(queries.schedule_of(obligation), since)
    last_day = regulation.valid_to
    duty, _ = Duty.objects.update_or_create(
        circle=circle,
        obligation=obligation,
        organization_id=organization_id,
        defaults={
            "jointly": jointly,
            "asker_id": asker_id,
            "opened_until": since,
            "opens_at": following.opens_at if following and following.within(last_day) else None,
            "last_day": last_day,
            "changed_from": None,
            "ended_at": None,
        },
    )
    return duty, True


def _since(
    obligation: Obligation, regulation: Regulation, organization_id: int, now: datetime
) -> datetime:
    """From where on periods are opened: the running one is included while it is not due yet.

    What had opened in the earlier term is owed in that one.
    """
    assert regulation.valid_from
    begins = max(midnight(regulation.valid_from), now)
    schedule = queries.schedule_of(obligation)
    running = [
        period.opens_at
        for period in rules.scheduled(schedule, begins - timedelta(days=400), begins)
        if period.due_at > begins
    ]
    since = min(running) - JUST_BEFORE if running else begins
    earlier = regulation.renews
    if earlier and earlier.valid_to and earlier.ended_at is None:
        before = Obligation.objects.filter(regulation=earlier, code=obligation.code, ended_at=None)
        if any(organization_id == owing for one in before for owing, _, _ in _owed(one)):
            since = max(since, midnight(earlier.valid_to + timedelta(days=1)) - JUST_BEFORE)
    return since
