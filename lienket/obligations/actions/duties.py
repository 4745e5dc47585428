"""Starting duties where they concern somebody, and opening what has come due."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any, NamedTuple

import orjson
from django.db import connection

from lienket.circles import actions as circle_actions
from lienket.circles import queries as circles
from lienket.circles.models import Circle
from lienket.escalation.rules import Step, To, built_in_plan
from lienket.journal import actions as journal
from lienket.kernel import rls
from lienket.kernel.actors import Actor, Engine
from lienket.kernel.due import act_on_due
from lienket.obligations import rules
from lienket.obligations.events import DutyStarted, OccurrenceOpened
from lienket.obligations.models import Duty, Obligation, ObligationParty
from lienket.obligations.rules import Cadence, Period
from lienket.obligations.rules.steps import DAY, INSIDE, UPWARD, reminders
from lienket.regulations.models import Regulation

BATCH = 1000
TRY_AGAIN = timedelta(minutes=1)
#: As `delivery.Envelope.kind`.
KIND = "duty"


# ---- Starting and ending -----------------------------------------------------------------------


def start_all(
    obligations: Iterable[Obligation],
    regulation: Regulation,
    *,
    by: Actor,
    now: datetime,
    only: int | None = None,
) -> list[Duty]:
    """Start each obligation as a duty of every responsible organization that works here.

    The duty lives in the subset circle of those concerned. A period that runs already is still
    owed if its due time lies ahead. With `only`, just those of this organization.
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
            duty, is_new = _start(
                obligation, regulation, circle, organization_id, jointly, asker, now
            )
            started.append(duty)
            if is_new:
                journal.record(DutyStarted(duty.id), by=by, at=now, circle_id=circle.id)
    return started


def end_all(obligations: Iterable[Obligation], *, by: Actor, now: datetime) -> None:
    """Nothing more falls due of these."""
    ids = [obligation.id for obligation in obligations]
    with connection.cursor() as cursor:
        # In every subset of the circle, also where the one who acts is no member.
        cursor.execute("SELECT obligations_end_duties(%s::bigint[], %s)", [ids, now])


def limit_all(obligations: Iterable[Obligation], last_day: date) -> None:
    """Nothing falls due of these that begins after `last_day`."""
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
    now: datetime,
) -> tuple[Duty, bool]:
    """The duty, and whether it was started only now."""
    running = Duty.objects.filter(
        circle=circle, obligation=obligation, organization_id=organization_id, ended_at=None
    ).first()
    if running:
        # Starting again changes nothing.
        return running, False
    assert regulation.valid_from
    begins = datetime.combine(regulation.valid_from, time(), rules.ZONE)
    cadence = Cadence.from_json(obligation.cadence)
    cursor = _cursor(cadence, max(begins, now))
    following = rules.first_after(cadence, cursor)
    last_day = regulation.valid_to
    opens_at = following.opens_at if following else None
    if following and last_day and following.start > last_day:
        opens_at = None
    duty, _ = Duty.objects.update_or_create(
        circle=circle,
        obligation=obligation,
        organization_id=organization_id,
        defaults={
            "jointly": jointly,
            "asker_id": asker_id,
            "opened_until": cursor,
            "opens_at": opens_at,
            "last_day": last_day,
            "ended_at": None,
        },
    )
    return duty, True


def _cursor(cadence: Cadence, now: datetime) -> datetime:
    """From where on periods are opened: the running one is included while it is not due yet."""
    running = [
        period.opens_at
        for period in rules.periods(cadence, now - timedelta(days=400), now)
        if period.due_at > now
    ]
    return min(running) - timedelta(seconds=1) if running else now


# ---- Opening -----------------------------------------------------------------------------------


class Opening(NamedTuple):
    """An occurrence about to be opened."""

    duty: Duty
    obligation: Obligation
    period: Period
    event: str = ""
    event_at: datetime | None = None


def open_due(*, now: datetime, limit: int = BATCH) -> int:
    """Open every period that has begun, of at most `limit` duties; how many duties there were.

    After an outage all periods that were missed are opened, each with its own due time.
    """
    return act_on_due(Duty, "opens_at", _open_periods, now=now, limit=limit, try_again=TRY_AGAIN)


def _see_family(circle_id: int) -> None:
    """A duty's circle, and the one its regulation stands in."""
    parent_id = Circle.objects.values_list("parent_id", flat=True).get(id=circle_id)
    if parent_id:
        rls.see([circle_id, parent_id], [])


def _open_periods(circle_id: int, duty_ids: list[int], now: datetime) -> None:
    _see_family(circle_id)
    members = set(circles.members_of(circle_id, now).values_list("organization_id", flat=True))
    duties = Duty.objects.filter(id__in=duty_ids, ended_at=None).select_related("obligation")

    # Most duties share their cadence, and were opened up to the same moment.
    @cache
    def begun(cadence: Cadence, since: datetime) -> list[Period]:
        return list(rules.periods(cadence, since, now))

    @cache
    def following(cadence: Cadence) -> Period | None:
        return rules.first_after(cadence, now)

    openings: list[Opening] = []
    moved: list[tuple[int, datetime | None]] = []
    for duty in duties:
        cadence = Cadence.from_json(duty.obligation.cadence)
        openings += [
            Opening(duty, duty.obligation, period)
            # A place that has run out may be renewed: the calendar goes on, and nothing is asked.
            for period in begun(cadence, duty.opened_until)
            if duty.organization_id in members
            and (duty.last_day is None or period.start <= duty.last_day)
        ]
        after = following(cadence)
        over = after and duty.last_day and after.start > duty.last_day
        moved.append((duty.id, after.opens_at if after and not over else None))
    open_occurrences(circle_id, openings, by=Engine(circles=(circle_id,)), now=now)
    with connection.cursor() as cursor:
        ids, moments = [one for one, _ in moved], [at for _, at in moved]
        cursor.execute(_MOVE, {"ids": ids, "moments": moments, "now": now})


_MOVE = """
UPDATE obligations_duty d SET opened_until = %(now)s, opens_at = g.opens_at
FROM unnest(%(ids)s::bigint[], %(moments)s::timestamptz[]) AS g (id, opens_at) WHERE d.id = g.id
"""


def open_occurrences(
    circle_id: int, openings: Sequence[Opening], *, by: Actor, now: datetime
) -> list[int]:
    """Open these with an ask each, all in a few statements; the ids of the new ones."""
    if not openings:
        return []

    # Most of them follow the same few obligations.
    @cache
    def plan(obligation: Obligation, due_at: datetime) -> list[dict[str, Any]]:
        return [step.to_json() for step in steps_for(obligation, due_at, now)]

    rows = [_row(one, plan(one.obligation, one.period.due_at), now) for one in openings]
    with connection.cursor() as cursor:
        cursor.execute(
            _OPEN, {"circle": circle_id, "now": now, "rows": orjson.dumps(rows).decode()}
        )
        opened = [occurrence_id for (occurrence_id,) in cursor.fetchall()]
    journal.record_all(
        [OccurrenceOpened(one) for one in opened], by=by, at=now, circle_id=circle_id
    )
    return opened


#: Rows that are there already are left out before anything is written for them.
_OPEN = """
WITH given AS (
    SELECT g.* FROM jsonb_to_recordset(%(rows)s::jsonb) AS g (
        duty bigint, organization bigint, asker bigint, period_start date, period_end date,
        ordinal int, due_at timestamptz, late_at timestamptz, event text, event_at timestamptz,
        reference text, urgency text, plan jsonb, escalate_at timestamptz
    )
    WHERE NOT EXISTS (
        SELECT FROM obligations_occurrence o WHERE o.circle_id = %(circle)s
        AND o.duty_id = g.duty AND o.period_start = g.period_start AND o.ordinal = g.ordinal
    )
), named AS MATERIALIZED (
    SELECT given.*,
           nextval(pg_get_serial_sequence('delivery_envelope', 'id')) AS envelope,
           nextval(pg_get_serial_sequence('escalation_ask', 'id')) AS ask
    FROM given
), envelopes AS (
    INSERT INTO delivery_envelope (id, circle_id, organization_id, kind, reference, urgency,
                                   exercise, sent_at, due_at)
    SELECT envelope, %(circle)s, asker, 'duty', reference, urgency, false, %(now)s, due_at
    FROM named
), asks AS (
    INSERT INTO escalation_ask (id, circle_id, envelope_id, organization_id, asker_id, opened_at,
                                due_at, plan, step, escalate_at, released)
    SELECT ask, %(circle)s, envelope, organization, asker, %(now)s, due_at, plan, 0, escalate_at,
           false
    FROM named
)
INSERT INTO obligations_occurrence (circle_id, duty_id, organization_id, period_start, period_end,
                                    ordinal, event, event_at, opened_at, due_at, late_at, ask_id,
                                    nothing_to_report)
SELECT %(circle)s, duty, organization, period_start, period_end, ordinal, event, event_at, %(now)s,
       due_at, late_at, ask, false
FROM named
RETURNING id
"""


def _row(opening: Opening, plan: list[dict[str, Any]], now: datetime) -> dict[str, object]:
    duty, obligation, period = opening.duty, opening.obligation, opening.period
    return {
        "duty": duty.id,
        "organization": duty.organization_id,
        "asker": duty.asker_id,
        "period_start": period.start,
        "period_end": period.end,
        "ordinal": period.ordinal,
        "due_at": period.due_at,
        "late_at": period.due_at + timedelta(minutes=obligation.grace),
        "event": opening.event,
        "event_at": opening.event_at,
        "reference": reference(obligation, period),
        "urgency": obligation.urgency,
        "plan": plan,
        "escalate_at": now + timedelta(minutes=plan[0]["after"]),
    }


def reference(obligation: Obligation, period: Period) -> str:
    """What a letter calls it: "N06 20/11/2026", at most 30 letters."""
    return f"{obligation.code} {period.due_at.astimezone(rules.ZONE):%d/%m/%Y}"


def steps_for(obligation: Obligation, due_at: datetime, now: datetime) -> list[Step]:
    """Remind before it is due, ask inside when it is, then climb both hierarchies, ever slower.

    What is due within a day follows the usual plan of its urgency.
    """
    remind, due = reminders(now, due_at, obligation.remind_before)
    if due < DAY:
        return built_in_plan(due)
    late = due + obligation.grace
    steps = [Step(remind, To.DUTY)]
    for after, to in (
        (due + INSIDE[0], To.FOCAL),
        (late + INSIDE[1] * DAY, To.HEAD),
        *((late + days * DAY, To.SUPERIOR) for days in UPWARD),
    ):
        steps.append(Step(max(after, steps[-1].after + 1), to))
    return steps
