"""Is the machine fit to run on?"""

import shutil
from datetime import UTC, datetime

from django.conf import settings
from psycopg import Connection

from lienket.config.cli import environment
from lienket.config.cli.words import _
from lienket.config.doctor.finding import Finding
from lienket.documents.render.pdf import missing_faces

LEAST_FREE_GB = 2
# Seconds. Deadlines are counted in minutes.
LARGEST_DIFFERENCE = 5


def disk_has_room() -> Finding:
    free_gb = shutil.disk_usage(environment.home()).free / 1e9
    told = _("{free} GB are free in {folder}.").format(
        free=f"{free_gb:.0f}", folder=environment.home()
    )
    if free_gb >= LEAST_FREE_GB:
        return Finding(told)
    return Finding(told, _("Make room: without it the database stops."))


def clock_agrees(connection: Connection) -> Finding:
    """Do this machine and the database agree on the time?"""
    before = datetime.now(UTC)
    row = connection.execute("SELECT clock_timestamp()").fetchone()
    after = datetime.now(UTC)
    there = row[0] if row else before
    apart = max((before - there).total_seconds(), (there - after).total_seconds(), 0.0)
    told = _("This clock and the database's are {seconds} s apart.").format(seconds=f"{apart:.0f}")
    if apart <= LARGEST_DIFFERENCE:
        return Finding(told)
    return Finding(told, _("Let both machines set their clocks by NTP."))


def papers_can_be_printed() -> Finding:
    """Is the typeface of official papers where it should be?"""
    if missing := missing_faces():
        return Finding(
            _("The typeface of official papers is missing in {folder}: {names}.").format(
                folder=settings.FACES, names=", ".join(missing)
            ),
            _("Run bin/setup, or set LIENKET_FACES to the folder that has it."),
        )
    return Finding(_("Official papers can be printed."))
