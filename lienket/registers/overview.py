"""What the registers show on the front page of a circle."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lienket.circles.models import Circle
from lienket.circles.overview import Line, shows
from lienket.kernel.actors import Member
from lienket.registers import queries


@shows
def registers(circle: Circle, by: Member, now: datetime) -> Iterator[Line]:
    """What has expired and what soon will, as soon as there is anything in a register."""
    here = queries.entries_for(by).filter(circle=circle, retired_at=None)
    if not here.exists():
        return
    today = timezone.localdate(now)
    due = queries.to_renew(by, today).filter(circle=circle)
    over = due.filter(expires_on__lt=today).count()
    soon = due.count() - over
    said = []
    if over:
        said.append(ngettext("{count} expired", "{count} expired", over).format(count=over))
    if soon:
        words = ngettext("{count} expires soon", "{count} expire soon", soon)
        said.append(words.format(count=soon))
    yield Line(
        reverse("registers:index", args=[circle.id]),
        "book-2",
        _("Registers"),
        " · ".join(said) or _("Everything is valid"),
    )
