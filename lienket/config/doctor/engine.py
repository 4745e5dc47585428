"""Does the work that nobody asks for get done?"""

from datetime import datetime, timedelta

from lienket.config.cli.words import _
from lienket.config.doctor.finding import Finding

QUIET_TOO_LONG = timedelta(minutes=2)


def worker_lives(now: datetime) -> Finding:
    from django.db.models import Max
    from procrastinate.contrib.django.models import ProcrastinateWorker

    seen = ProcrastinateWorker.objects.aggregate(at=Max("last_heartbeat"))["at"]
    return _fresh(
        seen,
        now,
        alive=_("A worker is at work, last seen {seconds} s ago."),
        dead=_("No worker is at work."),
        advice=_("Start one: lienket serve, or python -m lienket.config.worker"),
    )


def watchdog_lives(now: datetime) -> Finding:
    from django.db.models import Max

    from lienket.escalation.models import WatchRound

    return _fresh(
        WatchRound.objects.aggregate(at=Max("at"))["at"],
        now,
        alive=_("The watchdog looked {seconds} s ago."),
        dead=_("The watchdog has not looked for too long: nobody notices late escalations."),
        advice=_("Restart the worker; if that does not help, read its log."),
    )


def channels() -> Finding:
    """At least one way to reach people who are not looking at the page."""
    from lienket.delivery.channels.registry import channel_types

    ready = [str(kind.label) for kind in channel_types().values() if kind.configured()]
    if ready:
        return Finding(_("Messages go out by: {channels}").format(channels=", ".join(ready)))
    return Finding(
        _("No channel is set up: people see notices only while they look at the page."),
        _("Set LIENKET_SMTP_HOST for e-mail; .env.example explains the others."),
    )


def _fresh(seen: datetime | None, now: datetime, *, alive: str, dead: str, advice: str) -> Finding:
    if seen is None or now - seen > QUIET_TOO_LONG:
        return Finding(dead, advice)
    return Finding(alive.format(seconds=max(0, round((now - seen).total_seconds()))))
