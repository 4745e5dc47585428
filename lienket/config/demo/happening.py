"""What happened in the circles, and what nobody had to report: written as it was, then played."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from lienket.config.demo.founding import Stage
from lienket.config.demo.history import Replay
from lienket.delivery.models import Budget
from lienket.delivery.sender import send_due
from lienket.incidents import actions, rules
from lienket.incidents.actions import Figures, Report
from lienket.incidents.models import Incident
from lienket.incidents.queries import zero
from lienket.kernel.actors import Member
from lienket.places.models import Site

Verb = Callable[[Stage, Incident, Member, datetime], object]


@dataclass(frozen=True)
class Line:
    """So many minutes later a unit said or did something."""

    minutes: int
    unit: str  # key of a unit of the scene
    verb: Verb


@dataclass(frozen=True)
class Case:
    """An incident of the record; `days_ago` counts from the day of the demonstration."""

    days_ago: int
    clock: str
    unit: str
    report: Report
    lines: tuple[Line, ...] = ()


def said(text: str, *, handover: bool = False) -> Verb:
    """A line of the timeline."""
    return lambda stage, incident, by, now: actions.write_entry(
        incident_id=incident.id, text=text, handover=handover, by=by, now=now
    )


def does(duty: str, note: str = "") -> Verb:
    """The unit takes something over."""
    return lambda stage, incident, by, now: actions.take_role(
        incident_id=incident.id, duty=duty, note=note, by=by, now=now
    )


def figures(**known: int) -> Verb:
    """What is known of people and money."""
    return lambda stage, incident, by, now: actions.assess(
        incident_id=incident.id, figures=Figures(**known), by=by, now=now
    )


def hands_over(police: str, text: str, number: str = "") -> Verb:
    """A tip to the police, which confirm the receipt within the quarter of an hour."""

    def verb(stage: Stage, incident: Incident, by: Member, now: datetime) -> None:
        referral = actions.refer(
            incident_id=incident.id,
            police_id=stage.units[police].id,
            kind="crime_report",
            text=text,
            by=by,
            now=now,
        )
        if number:
            actions.receive_referral(
                referral_id=referral.id,
                police_number=number,
                by=stage.units[police].focal,
                now=now + timedelta(minutes=12),
            )

    return verb


def asks_aid(what: str, answers: Mapping[str, str]) -> Verb:
    """Aid that comes at once from whoever answers; an empty answer is none."""

    def verb(stage: Stage, incident: Incident, by: Member, now: datetime) -> None:
        aid = actions.ask_aid(
            incident_id=incident.id,
            what=what,
            organization_ids=[stage.units[key].id for key in answers],
            needed_at=now + timedelta(minutes=45),
            by=by,
            now=now,
        )
        for key, words in answers.items():
            if words:
                offer = aid.offers.get(organization_id=stage.units[key].id)
                actions.commit_aid(
                    offer_id=offer.id,
                    words=words,
                    by=stage.units[key].focal,
                    now=now + timedelta(minutes=6),
                )

    return verb


def releases() -> Verb:
    """All aid goes home."""

    def verb(stage: Stage, incident: Incident, by: Member, now: datetime) -> None:
        for aid in incident.aids.all():
            for offer in aid.offers.filter(state="committed"):
                actions.release_aid(offer_id=offer.id, by=by, now=now)

    return verb


def closes(outcome: str, text: str) -> Verb:
    """The end."""
    return lambda stage, incident, by, now: actions.close_incident(
        incident_id=incident.id, outcome=outcome, text=text, by=by, now=now
    )


#: Who signs that a month was calm, when it was; the others keep silent.
SIGNERS = ("dongxuan", "ca-dongxuan", "suoida")
#: So many minutes before the demonstration the last incident began.
_LATELY = timedelta(minutes=60)


def happen(stage: Stage, *, now: datetime) -> None:
    """Play what happened, then sign the calm months, most units and not all."""
    for case in sorted(stage.scene.cases, key=lambda one: _at(one, now)):
        _play(stage, case, now)
    # What had failed at first was tried again since.
    deliver(now)
    _sign(stage, now)


def _play(stage: Stage, case: Case, now: datetime) -> None:
    at = _at(case, now)
    stage.see()
    incident = actions.report_incident(
        circle_id=stage.circle.id,
        report=_placed(case, stage),
        by=stage.units[case.unit].focal,
        now=at,
    )
    deliver(at)
    for line in case.lines:
        by = stage.units[line.unit].focal
        at_line = min(at + timedelta(minutes=line.minutes), now)
        line.verb(stage, incident, by, at_line)
        deliver(at_line)


def deliver(at: datetime) -> None:
    """The letters of the moment go out at once."""
    Budget.objects.all().delete()
    channel = Replay()
    while send_due(channel, now=at, clock=lambda: at):
        pass


def _sign(stage: Stage, now: datetime) -> None:
    today = timezone.localdate(now)
    this = today.replace(day=1)
    first = timezone.localdate(stage.circle.formed_at).replace(day=1)
    for month in rules.months_between(first, rules.month_before(this, 1)):
        last = rules.last_day(month)
        after = zero.moments(month, last)[1] + timedelta(hours=8)
        for key in SIGNERS:
            # One of them forgot its last month.
            if key == SIGNERS[-1] and month == rules.month_before(this, 1):
                continue
            by = stage.units[key].focal
            happened = Incident.objects.filter(
                circle=stage.circle,
                organization_id=by.organization_id,
                happened_at__range=zero.moments(month, last),
            )
            actions.sign_zero(
                circle_id=stage.circle.id,
                group="fire" if happened.exists() else "all",
                starts_on=month,
                ends_on=last,
                by=by,
                now=min(after, now),
            )


def _at(case: Case, now: datetime) -> datetime:
    if not case.clock:
        return now - _LATELY
    day = timezone.localdate(now) - timedelta(days=case.days_ago)
    return timezone.make_aware(datetime.fromisoformat(f"{day}T{case.clock}"))


def _placed(case: Case, stage: Stage) -> Report:
    """At the site of the circle unless it says where; the same demonstration has the same keys."""
    name = f"{case.unit} {case.days_ago} {case.report.kind}"
    site = Site.objects.filter(circle=stage.circle).order_by("importance", "id").first()
    key = uuid5(NAMESPACE_URL, name)
    at_site = site.id if site and case.report.position is None else None
    return replace(case.report, key=key, site_id=at_site)
