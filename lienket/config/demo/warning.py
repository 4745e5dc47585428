"""False claims that went around about a scene, and what was said against them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from lienket.config.demo.founding import Stage
from lienket.falseclaims import actions, rules
from lienket.falseclaims.actions import Statement, Words
from lienket.falseclaims.models import Claim


@dataclass(frozen=True)
class Rumour:
    """What a unit met so many hours ago, and what became of it; keys are those of units."""

    hours_ago: int
    by: str
    to: str
    kind: str
    text: str
    channel: str
    count: int
    area: str = ""
    # Others that met it too: unit, channel, how often.
    also: tuple[tuple[str, str, int], ...] = ()
    # What is true, after so many hours; without it the verifier is still silent.
    verified: tuple[int, Words] | None = None
    published: bool = False
    # The correction in other words, and why.
    corrected: tuple[Words, str] | None = None
    withdrawn: str = ""


def go_around(stage: Stage, rumours: Sequence[Rumour], *, now: datetime) -> None:
    """Everything that was entered, in order."""
    for rumour in rumours:
        stage.see()
        at = now - timedelta(hours=rumour.hours_ago)
        reporter = stage.units[rumour.by].focal
        claim = actions.record(
            circle_id=stage.circle.id,
            statement=Statement(
                kind=rumour.kind,
                text=rumour.text,
                since=timezone.localdate(at) - timedelta(days=1),
                channel=rumour.channel,
                verifier_id=stage.units[rumour.to].id,
                count=rumour.count,
                area=rumour.area,
            ),
            by=reporter,
            now=at,
        )
        for key, channel, count in rumour.also:
            actions.sight(
                claim_id=claim.id,
                channel=channel,
                count=count,
                by=stage.units[key].on_duty,
                now=at + timedelta(hours=1),
            )
        _answer(stage, rumour, claim, at)


def _answer(stage: Stage, rumour: Rumour, claim: Claim, at: datetime) -> None:
    verifier, reporter = stage.units[rumour.to].focal, stage.units[rumour.by].focal
    if rumour.verified:
        hours, words = rumour.verified
        at += timedelta(hours=hours)
        actions.verify(claim_id=claim.id, words=words, by=verifier, now=at)
    if rumour.published:
        at += timedelta(minutes=20)
        until = rules.last_day(timezone.localdate(at), 60)
        actions.publish(claim_id=claim.id, valid_until=until, by=reporter, now=at)
    if rumour.corrected:
        words, reason = rumour.corrected
        at += timedelta(hours=5)
        actions.correct(claim_id=claim.id, words=words, reason=reason, by=verifier, now=at)
    if rumour.withdrawn:
        at += timedelta(hours=2)
        actions.withdraw(claim_id=claim.id, reason=rumour.withdrawn, by=verifier, now=at)
