"""What waits for an organization: closing words, and whether others may read a story about it."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from lienket.awareness import queries
from lienket.awareness.actions.common import today as local_day
from lienket.escalation.waiting import Waiting, waits
from lienket.kernel.actors import Member
from lienket.obligations.rules.spans import midnight


@waits
def to_close(by: Member, now: datetime, most: int) -> Iterable[Waiting]:
    """Movements that are over and that nobody has summed up."""
    for one in queries.to_close(by, local_day(now))[:most]:
        yield Waiting(
            url=reverse("awareness:movement", args=[one.id]),
            icon="heart-handshake",
            label=_("Movement {number}").format(number=one.reference),
            title=one.title,
            source=one.circle.name,
            button=_("Sum it up"),
            since=midnight(one.ends_on),
        )
